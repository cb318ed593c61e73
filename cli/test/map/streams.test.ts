// Streams to another machine: a walk opens no sockets there, and finds nothing wrong with such a stream.
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findingsOf } from '../../src/check/findings.js';
import { walk } from '../../src/map/walk.js';
import { callAtRandom } from '../../src/random/random-calls.js';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';
import { type Answers, application, gather, say } from './documents.js';

const test = suite('streams of walks');

const withStream = (destination: string, rest = say('Goodbye.')): Answers => ({
  '/': `<StartStream name="bot" destination="${destination}" streamEventUrl="/stream"/>${rest}`,
  '/key': '<Hangup/>',
  '/stream': '',
});

const codesIn = async (answers: Answers): Promise<string[]> => {
  const { map } = await walk(() => application(answers), { name: 'app' });
  return findingsOf(map, { silence: 10 }).map(({ code }) => code);
};

test('a stream to another machine is not a dead URL', async () => {
  assert.equal(await codesIn(withStream('wss://bot.example/talk')), []);
});

test('a stream to a port of this machine at which nothing listens is a dead URL', async () => {
  assert.equal(await codesIn(withStream('ws://127.0.0.1:9/talk')), ['dead-url']);
});

test('the events of a stream to another machine are those of one that has started', async () => {
  const { events, simulator } = await walk(() => application(withStream('wss://bot.example/talk')), { name: 'app' });
  assert.ok(events.has('mediaStreamStarted /stream') && !events.has('mediaStreamRejected /stream'));
  assert.is(simulator.streams, false);
});

test('random calls have no problem with a stream to another machine', async () => {
  const start = { kind: 'inbound', call: {} } as const;
  const answers = withStream('wss://bot.example/talk', gather('/key', 'Press 1.'));
  const result = await callAtRandom(
    { application: () => application(answers), start, options: {} },
    { calls: 20, seed: 1 },
  );
  assert.is(result.failure, undefined);
});

test('the test of another fault opens no sockets either', async () => {
  const app = `
    export default async (request) => {
      if (new URL(request.url).pathname !== '/') return new Response('', { status: 404 });
      const stream = '<StartStream name="bot" destination="wss://bot.example/talk"/>';
      const xml = '<Response>' + stream + '<Redirect redirectUrl="/gone"/></Response>';
      return new Response(xml, { headers: { 'content-type': 'application/xml' } });
    };`;
  const cwd = project({ ...settings, 'app.js': app });
  const { status, stdout } = await runBxml(['map', 'app.js', '--check', '--json', '--write-tests', 'found.test.js'], {
    cwd,
  });
  assert.is(status, 1);
  assert.equal(
    JSON.parse(stdout).findings.map(({ code }: { code: string }) => code),
    ['dead-url'],
  );
  assert.match(readFileSync(`${cwd}/found.test.js`, 'utf8'), /simulate\(app, \{ streams: false \}\)/);
});

test.run();
