import { memoryQueue } from 'bxml-jsx/queue';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejectionOf } from '../rejections.js';
import { testClosing } from './closing-contract.js';
import { testContract } from './contract.js';
import { testOrder } from './order-contract.js';
import { ended, gate, QueueJournal } from './queue-journal.js';

const inMemory = { name: 'in memory', make: memoryQueue };
testContract(inMemory);
testClosing(inMemory);
testOrder(inMemory);

const test = suite('memory queue');

test('refuses an event without a worker, since no other process can handle it', async () => {
  const queue = memoryQueue();
  assert.is((await rejectionOf(queue.put(ended('c-1')))).code, 'queue.no-worker');
  await queue.close();
});

test('refuses events above maxEvents, and accepts more once some are handled', async () => {
  const journal = new QueueJournal();
  const queue = memoryQueue({ maxEvents: 2, hooks: journal.hooks });
  const wait = gate();
  queue.work({ disconnect: () => wait.promise }, { concurrency: 1 });
  await queue.put(ended('c-1'));
  await queue.put(ended('c-2'));
  assert.is((await rejectionOf(queue.put(ended('c-3')))).code, 'queue.full');
  wait.open();
  await journal.has('done', 2);
  // A refused event is not remembered as a repeat.
  assert.is((await queue.put(ended('c-3'))).isNew, true);
  await queue.close();
});

test('keeps at most maxDead dead events, the latest', async () => {
  const journal = new QueueJournal();
  const queue = memoryQueue({ maxDead: 2, attempts: 1, hooks: journal.hooks, onError: () => {} });
  queue.work({
    disconnect: () => {
      throw new Error('no');
    },
  });
  for (const second of [1, 2, 3]) await queue.put(ended('c-1', second));
  await journal.has('dead', 3);
  assert.equal(
    (await queue.dead()).map(({ key }) => key),
    [2, 3].map((second) => ended('c-1', second).key),
  );
  await queue.close();
});

test('close handles the waiting events, and returns the number of those that it loses', async () => {
  const journal = new QueueJournal();
  const queue = memoryQueue({ hooks: journal.hooks, backoff: () => 60_000, onError: () => {} });
  queue.work(
    {
      disconnect: ({ callId }) => {
        if (callId === 'c-2') throw new Error('later');
      },
    },
    { concurrency: 1 },
  );
  for (const callId of ['c-1', 'c-2', 'c-3']) await queue.put(ended(callId));
  assert.is(await queue.close(), 1);
  assert.is(journal.count('done'), 2);
});

test('the options are checked', () => {
  const code = (options: object): string | undefined => {
    try {
      memoryQueue(options);
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return undefined;
  };
  assert.is(code({ attempts: 0 }), 'options.attempts');
  assert.is(code({ backoff: 5 }), 'options.backoff');
  assert.is(code({ backoff: {} }), 'options.backoff');
  assert.is(code({ backoff: { delay: -1 } }), 'options.backoff');
  assert.is(code({ backoff: { delay: 1, max: Number.NaN } }), 'options.backoff');
  assert.is(code({ hooks: { complete: () => {} } }), 'options.hooks');
  assert.is(code({ maxEvents: 1.5 }), 'options.maxEvents');
  assert.is(code({ concurrency: 5 }), 'options.unknown');
  assert.is(code({ backoff: { delay: 0 }, attempts: 1 }), undefined);
});

test('the default backoff begins with a second, of which up to half is random', async () => {
  const journal = new QueueJournal();
  const retries: (number | undefined)[] = [];
  const queue = memoryQueue({
    attempts: 1000,
    hooks: {
      failed(attempt) {
        retries.push(attempt.retryIn);
        journal.hooks.failed(attempt);
      },
    },
    onError: () => {},
  });
  queue.work({
    disconnect: () => {
      throw new Error('no');
    },
  });
  for (let call = 0; call < 20; call++) await queue.put(ended(`c-${call}`));
  await journal.has('failed', 20);
  assert.ok(
    retries.every((delay) => Number(delay) >= 500 && Number(delay) <= 1000),
    String(retries),
  );
  assert.ok(new Set(retries).size > 5, String(retries));
  await queue.close();
});

test.run();
