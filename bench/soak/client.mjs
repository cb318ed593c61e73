// Sends requests as the soak test needs them: whole, in pieces, or abandoned.
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { credentials } from './terms.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const authorization = basic(credentials);

export function basic({ username, password }) {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Returns a client for the server at a port. */
export function clientOf(port) {
  const begin = ({ method = 'POST', path = '/webhooks', headers = {}, lasting = true }) =>
    request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: lasting ? agent : false,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
  return {
    /** Sends a body in one piece. */
    async send(body, options = {}) {
      const sent = begin(options);
      sent.end(body);
      return await answerTo(sent);
    },
    get: (query) => {
      const sent = begin({ method: 'GET', path: `/webhooks${query === '' ? '' : `?${new URLSearchParams(query)}`}` });
      sent.end();
      return answerTo(sent);
    },
    /** Sends a body in pieces with a pause after each, until it is complete or the response arrives. */
    async sendSlowly(pieces, { pause, end = true, ...options } = {}) {
      const sent = begin({ ...options, lasting: false });
      const answer = answerTo(sent);
      let isAnswered = false;
      const done = () => {
        isAnswered = true;
      };
      answer.then(done, done);
      for (const piece of pieces) {
        if (isAnswered) break;
        sent.write(piece);
        await wait(pause);
      }
      if (end) sent.end();
      const given = await answer;
      sent.destroy();
      return given;
    },
    /** Announces a body, sends a part of it, and disconnects. */
    async leave(body, { announced = body.length, after }) {
      const sent = begin({ lasting: false, headers: { 'content-length': announced } });
      // The outcome does not matter.
      sent.on('error', () => {}).on('response', (response) => response.resume());
      sent.write(body);
      await wait(after);
      sent.destroy();
    },
    close: () => agent.destroy(),
  };
}

function answerTo(sent) {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
  });
}
