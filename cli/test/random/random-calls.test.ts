// Random callers: they find faults that no prompt names, and the failing call is shortened.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeCallTests } from '../../src/call-test/write-call-tests.js';
import type { WalkStart } from '../../src/map/replay.js';
import { callAtRandom, type RandomOptions } from '../../src/random/random-calls.js';
import { testOfFailure } from '../../src/random/random-test.js';
import { type Answers, application, gather, say } from '../map/documents.js';

const test = suite('random calls');

const START: WalkStart = { kind: 'inbound', call: {} };
const broken = (): Response => new Response('broken', { status: 500 });

const calledAtRandom = (answers: Answers, options: Partial<RandomOptions> = {}, start: WalkStart = START) =>
  callAtRandom({ application: () => application(answers), start, options: {} }, { calls: 200, seed: 7, ...options });

/** Fails for a star after the menu was heard again. */
const hidden: Answers = {
  '/': gather('/key', 'Press 1 or 2.'),
  '/key': ({ digits, tag }) => {
    if (digits === '*' && tag === 'again') return broken();
    if (digits === '1') return say('One.');
    return `<Gather gatherUrl="/key" maxDigits="1" tag="again">${say('Press 1 or 2 now.')}</Gather>`;
  },
};

test('a fault that needs two keys is found, and shortened to them', async () => {
  const { failure, calls } = await calledAtRandom(hidden);
  assert.ok(calls > 1);
  assert.is(failure?.problem.code, 'callback-error');
  assert.is(failure?.path.length, 2);
  assert.equal(failure?.path[1], { kind: 'press', keys: '*' });
});

test('the same seed gives the same call, another one may not', async () => {
  const one = await calledAtRandom(hidden);
  const { calls, failure } = await calledAtRandom(hidden);
  assert.equal({ calls, path: failure?.path }, { calls: one.calls, path: one.failure?.path });
  const other = await calledAtRandom(hidden, { seed: 8 });
  assert.is.not(other.calls, one.calls);
});

test('calls without a fault are all held', async () => {
  const progress: number[] = [];
  const { calls, failure } = await calledAtRandom(
    { '/': gather('/key', 'Press 1.'), '/key': say('Bye.') },
    { calls: 25, onProgress: (count) => progress.push(count) },
  );
  assert.equal([calls, failure, progress.at(-1)], [25, undefined, 25]);
});

test('long keys and late answers are simplified', async () => {
  const { failure } = await calledAtRandom({
    '/': gather('/code', 'Enter your code.', 'maxDigits="8" terminatingDigits=""'),
    '/code': ({ digits }) => (String(digits).includes('7') ? broken() : say('Thank you.')),
  });
  assert.equal(failure?.path, [{ kind: 'press', keys: '7' }]);
});

test('phones of a transfer and outbound calls are decided at random', async () => {
  const { failure } = await calledAtRandom(
    {
      '/answered': `<Transfer transferCompleteUrl="/done"><PhoneNumber>+15551230101</PhoneNumber></Transfer>`,
      '/done': ({ cause }) => (cause === 'busy' ? broken() : say('Bye.')),
    },
    {},
    { kind: 'outbound', request: { to: '+15551230102', from: '+15551230103', answerUrl: '/answered' } },
  );
  assert.equal(failure?.path, [
    { kind: 'phone', to: '+15551230102', behavior: {} },
    { kind: 'phone', to: '+15551230101', behavior: { busy: true } },
  ]);
});

test('an endless call ends with a hang-up', async () => {
  const { failure } = await calledAtRandom({ '/': gather('/', 'Press 1.') }, { calls: 5, actions: 4 });
  assert.is(failure, undefined);
});

test('the signal ends the calls', async () => {
  const controller = new AbortController();
  const options = { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) };
  try {
    await calledAtRandom({ '/': say('Bye.') }, options);
    assert.unreachable();
  } catch (error) {
    assert.is((error as Error).message, 'enough');
  }
});

test('the failing call is written as a test', async () => {
  const { failure } = await calledAtRandom(hidden);
  if (failure === undefined) throw new TypeError('no call failed');
  const source = writeCallTests({
    file: '/app/random.test.ts',
    runner: 'node:test',
    application: { kind: 'module', file: '/app/app.ts', exportName: 'app' },
    tests: [testOfFailure(failure, 7, START, {})],
  });
  assert.match(source, /seed 7/);
  assert.match(source, /await call\.hears\('Press 1 or 2\.'\);/);
  assert.match(
    source,
    /await call\.press\('\*'\);\n {2}if \(\(await call\.nextChoice\(\)\)\.kind !== 'over'\) await call\.hangUp\(\);/,
  );
});

test.run();
