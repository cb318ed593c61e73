// Sends webhooks over persistent connections, each of which sends the next webhook after the response. In a separate
// process and on bare sockets, because a full HTTP client takes longer than the server.
import { connect } from 'node:net';
import { events } from './events.mjs';

const CONNECTIONS = 16;
const requests = events.map((event) => {
  const body = JSON.stringify(event);
  return Buffer.from(
    [
      'POST /webhooks HTTP/1.1',
      'host: app.example',
      'user-agent: webhooks/1.0',
      'accept: application/xml, */*',
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
});
const connections = new Map();
let turn = 0;

process.on('message', async ({ port, milliseconds }) => {
  if (!connections.has(port)) connections.set(port, await connected(port));
  const latencies = [];
  const begin = performance.now();
  const end = begin + milliseconds;
  await Promise.all(connections.get(port).map((socket) => sendUntil(end, socket, latencies)));
  const seconds = (performance.now() - begin) / 1000;
  latencies.sort((a, b) => a - b);
  process.send({
    count: latencies.length,
    perSecond: latencies.length / seconds,
    p99: latencies[Math.floor(latencies.length * 0.99)],
  });
});
process.on('disconnect', () => process.exit());

function connected(port) {
  return Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => resolve(socket)).setNoDelay();
          socket.once('error', reject);
        }),
    ),
  );
}

function sendUntil(end, socket, latencies) {
  return new Promise((resolve) => {
    let sent;
    let received = [];
    const send = () => {
      sent = performance.now();
      socket.write(requests[turn++ % requests.length]);
    };
    const read = (chunk) => {
      received.push(chunk);
      const answer = received.length === 1 ? chunk : Buffer.concat(received);
      if (!isWhole(answer)) return;
      received = [];
      const now = performance.now();
      latencies.push(now - sent);
      if (now < end) return send();
      socket.off('data', read);
      resolve();
    };
    socket.on('data', read);
    send();
  });
}

function isWhole(answer) {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const head = answer.latin1Slice(0, headEnd);
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`Answered ${head}`);
  return answer.length >= headEnd + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)[1]);
}
