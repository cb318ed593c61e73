// The phone menu over HTTP: a whole call as Bandwidth would conduct it, and what is written about it.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Credentials } from 'bxml-jsx/koa';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phoneMenu } from './app.js';
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

/** A line of the log, read back. */
type Entry = Readonly<Record<string, unknown>>;

interface Served {
  readonly post: Post;
  readonly log: readonly Entry[];
}

/** Serves the app on a free port of this machine while `use` runs. */
async function served(use: (served: Served) => Promise<void>, auth?: Credentials): Promise<void> {
  const log: Entry[] = [];
  const logger = pino({ base: null, timestamp: false }, { write: (line) => log.push(JSON.parse(line)) });
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

/** What was written about a call beyond that its events were answered. */
const notes = (log: readonly Entry[]): Entry[] => log.filter(({ msg }) => msg !== 'answered');

test('a call from its greeting to the message left', async () => {
  let written: readonly Entry[] = [];
  await served(async ({ post, log }) => {
    written = log;
    assertDocument(await post(paths.call, events.initiate), 'Welcome', '<Gather gatherUrl="/menu"');
    assertDocument(await post(paths.menu, events.gather('', 1)), 'did not get a key', 'tag="2"');
    assertDocument(await post(paths.menu, events.gather('7', 2)), '7 is not on the menu', 'tag="3"');
    assertDocument(await post(paths.menu, events.gather('1', 3)), '<Transfer ', '+15551230101', '+15551230102');
    assertDocument(await post(paths.transfer, events.transferAnswer), 'A call for sales.');
    assertAcknowledged(await post(paths.transfer, events.transferDisconnect));
    assertDocument(await post(paths.transfer, events.transferComplete('timeout')), '<Record ');
    assertDocument(await post(paths.voicemail, events.recordComplete), 'sales will call you back', '<Hangup/>');
    assertAcknowledged(await post(paths.voicemail, events.recordingAvailable));
    assertAcknowledged(await post(paths.call, events.disconnect));
  });
  const { callId } = events.initiate;
  assert.equal(notes(written), [
    { level: 30, callId, transferTo: '+15551230101', cause: 'timeout', msg: 'nobody picked up' },
    {
      level: 30,
      callId,
      recordingId: events.recordingAvailable.recordingId,
      status: 'complete',
      duration: events.recordingAvailable.duration,
      department: 'sales',
      msg: 'a message was left',
    },
    { level: 30, callId, cause: 'hangup', msg: 'the call is over' },
  ]);
});

test('a failed call is logged with its reason', async () => {
  let written: readonly Entry[] = [];
  await served(async ({ post, log }) => {
    written = log;
    const failed = { ...events.disconnect, cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' };
    assertAcknowledged(await post(paths.call, failed));
  });
  const [{ cause, errorMessage } = {}] = notes(written);
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
