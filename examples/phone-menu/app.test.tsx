// The phone menu over real HTTP. Whole calls, and what becomes of them, are in the files *.calls.test.ts.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Credentials } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phoneMenu } from './app.js';
import { type Entry, keptLog } from './kept-log.js';
import { paths } from './paths.js';
import * as events from './sample-events.js';

const test = suite('phone menu over HTTP');

const bandwidth: Credentials = { username: 'bandwidth', password: 'ahoy' };

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

type Post = (path: string, event: object, headers?: Record<string, string>) => Promise<Answer>;

interface Served {
  readonly post: Post;
  readonly log: readonly Entry[];
}

/** Serves the app on a free port of this machine while `use` runs. */
async function served(use: (served: Served) => Promise<void>, auth?: Credentials): Promise<void> {
  const { logger, entries: log } = keptLog();
  const { app, webhooks } = phoneMenu(logger, auth);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await use({ log, post: (path, event, headers) => post(`http://127.0.0.1:${port}${path}`, event, headers) });
    await Promise.all(webhooks.map((each) => each.drain()));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function post(url: string, event: object, headers?: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(event),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const assertDocument = ({ status, type, body }: Answer, ...parts: readonly string[]): void => {
  assert.is(status, 200);
  assert.is(type, 'application/xml; charset=utf-8');
  for (const part of parts) assert.match(body, part);
};

const assertAcknowledged = ({ status, body }: Answer): void => {
  assert.is(status, 201);
  assert.is(body, '');
};

/** The events that are not answered with a document. */
const news = [
  [paths.transfer, events.transferDisconnect],
  [paths.voicemail, events.recordingAvailable],
  [paths.call, events.disconnect],
] as const;

test('each path answers its events with documents, and acknowledges the others', () =>
  served(async ({ post }) => {
    for (const [path, event, part] of events.answers) assertDocument(await post(path, event), part);
    for (const [path, event] of news) assertAcknowledged(await post(path, event));
  }));

test('a failed call is logged with its reason', async () => {
  let written: readonly Entry[] = [];
  await served(async ({ post, log }) => {
    written = log;
    const failed = { ...events.disconnect, cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' };
    assertAcknowledged(await post(paths.call, failed));
  });
  const { cause, errorMessage } = written.find(({ msg }) => msg === 'the call is over') ?? {};
  assert.equal({ cause, errorMessage }, { cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' });
});

test('every answer is logged with its call, and nothing of it that callers pressed', () =>
  served(async ({ post, log }) => {
    assertDocument(await post(paths.menu, events.gather('7319')), 'Sorry, 7319 is not on the menu.');
    const [entry, ...others] = log;
    assert.equal(others, []);
    assert.equal(
      { ...entry, duration: typeof entry?.duration },
      {
        level: 30,
        eventType: 'gather',
        callId: events.initiate.callId,
        status: 200,
        duration: 'number',
        warnings: [],
        msg: 'answered',
      },
    );
    assert.not.match(JSON.stringify({ ...entry, callId: '', duration: 0 }), '7319');
  }));

test('an event at the wrong address, and what is no event, are refused', () =>
  served(async ({ post, log }) => {
    assert.is((await post(paths.call, events.gather('1'))).status, 404);
    assert.is((await post('/elsewhere', events.initiate)).status, 404);
    assert.is((await post(paths.call, { eventType: 'initiate' })).status, 400);
    assert.match(JSON.stringify(log), '"msg":"refused"');
  }));

test('with credentials, only who has them is answered', () =>
  served(async ({ post }) => {
    const { username, password } = bandwidth;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    for (const path of Object.values(paths)) assert.is((await post(path, events.initiate)).status, 401);
    assert.is((await post(paths.call, events.initiate, { authorization: 'Basic bm9ib2R5Om5v' })).status, 401);
    assertDocument(await post(paths.call, events.initiate, { authorization }), 'Welcome');
  }, bandwidth));

test.run();
