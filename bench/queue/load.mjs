import { Agent, request } from 'node:http';
import { quantile } from '../figures.mjs';
import { nextEvent } from './events.mjs';

const CONNECTIONS = 64;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** Sends events for some time, 64 at a time. Resolves to the number a second, and the 99th percentile of the times. */
export async function load(port, milliseconds) {
  const times = [];
  const begun = performance.now();
  const inTurn = async () => {
    while (performance.now() - begun < milliseconds) {
      const sent = performance.now();
      await post(port, JSON.stringify(nextEvent()));
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, inTurn));
  const seconds = (performance.now() - begun) / 1000;
  return { count: times.length, perSecond: times.length / seconds, p99: quantile(times, 0.99) };
}

function post(port, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request({ host: '127.0.0.1', port, method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 201) reject(new Error(`the server responded ${response.statusCode}`));
      response.resume().once('end', resolve);
    });
    sending.once('error', reject).end(body);
  });
}
