// Starts the server of the command line on a free port, and sends it requests as Bandwidth and others would.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const free = createServer().listen(0, '127.0.0.1');
await once(free, 'listening');
const { port } = free.address();
free.close();
await once(free, 'close');
process.env.PORT = String(port);
process.env.WEBHOOK_PASSWORD = 'ahoy';
await import(pathToFileURL(resolve(process.argv[2])).href);

const call = {
  callId: 'c-1',
  from: '+15550001111',
  to: '+15550002222',
  direction: 'inbound',
  callUrl: 'https://voice.example/c-1',
};
const authorization = `Basic ${btoa('bandwidth:ahoy')}`;

/** Sends an event, after the server has started to listen. */
async function post(path, event, headers = { authorization }) {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(event),
      });
      return { status: response.status, headers: response.headers, body: await response.text() };
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }
}

function expect(what, found, wanted, body = '') {
  if (found === wanted) return;
  console.error(`${what}: expected ${wanted}; got ${found}\n${body}`);
  process.exit(1);
}

const answer = await post('/voice', { eventType: 'initiate', ...call });
expect('status', answer.status, 200, answer.body);
expect('type', answer.headers.get('content-type'), 'application/xml; charset=utf-8');
expect(
  'document',
  answer.body,
  '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>You call from +15550001111.</SpeakSentence></Response>',
);
const stranger = await post('/voice', { eventType: 'initiate', ...call }, {});
expect('without credentials', stranger.status, 401);
expect('challenge', stranger.headers.get('www-authenticate'), 'Basic realm="webhooks", charset="UTF-8"');
const ended = { eventType: 'disconnect', ...call, endTime: '2026-01-01T00:00:00Z', cause: 'hangup' };
expect('acknowledgement', (await post('/voice', ended)).status, 201);
expect('an event without a handler', (await post('/voice', { ...call, eventType: 'tomorrow' })).status, 404);
expect('no JSON', (await post('/voice', undefined)).status, 400);
if (process.argv[3] !== 'one-path') expect('another path', (await post('/other', ended)).status, 404);
console.log('served');
process.exit(0);
