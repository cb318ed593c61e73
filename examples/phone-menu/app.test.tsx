// The phone menu over HTTP: a whole call as Bandwidth would conduct it, and what `npm start` prints.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { phoneMenu } from './app.js';
import { paths } from './paths.js';
import * as events from './sample-events.js';

const test = suite('phone menu over HTTP');

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

type Post = (path: string, event: object) => Promise<Answer>;

/** Serves the app on a free port of this machine while `use` runs. */
async function served(use: (post: Post, log: readonly string[]) => Promise<void>): Promise<void> {
  const log: string[] = [];
  const server = phoneMenu((line) => log.push(line)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await use((path, event) => post(`http://127.0.0.1:${port}${path}`, JSON.stringify(event)), log);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function post(url: string, body: string): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
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

test('a call from its greeting to the message left', () =>
  served(async (post, log) => {
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
    assert.equal(log, [
      `${events.initiate.callId} was not answered by +15551230101`,
      `${events.initiate.callId} left the recording r-0c5f9c3e-7c1b-4f6e-8f7e-2a9d3b1c4e55 of PT13.67S for sales: complete`,
      `${events.initiate.callId} is over: hangup`,
    ]);
  }));

test('a failed call is logged with its reason', () =>
  served(async (post, log) => {
    const failed = { ...events.disconnect, cause: 'invalid-bxml', errorMessage: 'The document is not BXML.' };
    assertAcknowledged(await post(paths.call, failed));
    assert.match(log[0] ?? '', /is over: invalid-bxml \(The document is not BXML\.\)$/);
  }));

test('an event at the wrong address, and what is no event, are refused', () =>
  served(async (post) => {
    assert.is((await post(paths.call, events.gather('1'))).status, 404);
    assert.is((await post('/elsewhere', events.initiate)).status, 404);
    assert.is((await post(paths.call, { eventType: 'initiate' })).status, 400);
  }));

test('what `npm start` prints works', async () => {
  const server = spawn(process.execPath, [...process.execArgv, 'examples/server.tsx'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [call, key] = await printedCommands(server, 2);
    assertDocument(await runCurl(call), 'Welcome to Blue Harbor.');
    assertDocument(await runCurl(key), 'We are putting you through to sales.');
  } finally {
    server.kill();
  }
});

/** The first lines that begin with `curl`. */
async function printedCommands({ stdout }: ChildProcess, count: number): Promise<string[]> {
  const commands: string[] = [];
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('curl ')) commands.push(line);
    if (commands.length === count) return commands;
  }
  throw new Error(`the server ended after it had printed ${commands.length} commands`);
}

/** Does what the command says; curl itself need not be there. */
function runCurl(command = ''): Promise<Answer> {
  const said = /^curl -s (\S+) -H 'Content-Type: application\/json' -d '([^']+)'$/.exec(command);
  assert.ok(said, `a command of another form: ${command}`);
  const [, url = '', body = ''] = said;
  return post(url, body);
}

test.run();
