import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { paths } from '../phone-menu/handlers.js';
import { sampleAnswers, sampleEvents } from '../phone-menu/test-helpers.js';
import { phoneMenu } from './app.js';

const test = suite('phone menu on Hono');

/** Returns the app and the messages of its log. */
function menu(auth?: Parameters<typeof phoneMenu>[1]) {
  const messages: string[] = [];
  const log = pino({}, { write: (line) => messages.push(JSON.parse(line).msg) });
  return { ...phoneMenu(log, auth), messages };
}

const posted = (event: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(event),
});

test('each path responds with its document', async () => {
  const { app } = menu();
  for (const [path, event, part] of sampleAnswers) {
    const response = await app.request(path, posted(event));
    assert.is(response.status, 200);
    assert.is(response.headers.get('content-type'), 'application/xml; charset=utf-8');
    assert.match(await response.text(), part);
  }
});

test('other paths and invalid events are refused', async () => {
  const { app } = menu();
  assert.is((await app.request('/elsewhere', posted(sampleEvents.initiate))).status, 404);
  assert.is((await app.request(paths.call, posted({ eventType: 'initiate' }))).status, 400);
});

test('responds 401 without the right credentials', async () => {
  const { app } = menu({ username: 'bandwidth', password: 'ahoy' });
  const refused = await app.request(paths.call, posted(sampleEvents.initiate));
  assert.is(refused.status, 401);
  assert.match(refused.headers.get('www-authenticate') ?? '', 'Basic');
  const authorization = `Basic ${btoa('bandwidth:ahoy')}`;
  assert.is((await app.request(paths.call, posted(sampleEvents.initiate, { authorization }))).status, 200);
});

test('waitUntil of the host receives the work that follows the response', async () => {
  const { app, messages } = menu();
  const awaited: Promise<unknown>[] = [];
  const executionCtx = {
    props: {},
    waitUntil: (work: Promise<unknown>) => void awaited.push(work),
    passThroughOnException: () => undefined,
  };
  const response = await app.request(paths.call, posted(sampleEvents.disconnect), {}, executionCtx);
  assert.is(response.status, 201);
  assert.is(await response.text(), '');
  assert.equal(messages, ['answered']);
  assert.is(awaited.length, 1);
  await Promise.all(awaited);
  assert.equal(messages, ['answered', 'the call is over']);
});

test('the app serves on Node', async () => {
  const { app, answer, messages } = menu();
  // Other tests of this process use Node's own Request and Response.
  const options = { hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false };
  const server = serve({ ...options, fetch: app.fetch });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const greeted = await fetch(`http://127.0.0.1:${port}${paths.call}`, posted(sampleEvents.initiate));
    assert.is(greeted.status, 200);
    assert.match(await greeted.text(), 'Welcome to Blue Harbor.');
    const over = await fetch(`http://127.0.0.1:${port}${paths.call}`, posted(sampleEvents.disconnect));
    assert.is(over.status, 201);
    assert.is(await over.text(), '');
    assert.is(await answer.drain(), 0);
    assert.equal(messages, ['answered', 'answered', 'the call is over']);
    const large = await fetch(`http://127.0.0.1:${port}${paths.call}`, posted({ text: 'x'.repeat(2 ** 20) }));
    assert.is(large.status, 413);
  } finally {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

test.run();
