// The promises of every queue about closing, as tests. Each implementation runs them.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejectionOf } from '../rejections.js';
import { ended, gate } from './queue-journal.js';
import { onNewQueue, putAll, type QueueUnderTest, working } from './queue-under-test.js';

export function testClosing(queueUnderTest: QueueUnderTest): void {
  const test = suite(`closing: ${queueUnderTest.name}`);
  const on = onNewQueue(queueUnderTest);

  test(
    'a worker that closes finishes its events and takes no more; the next worker continues',
    on({}, async (queue, journal) => {
      const wait = gate();
      const first = working(queue, () => wait.promise, { concurrency: 1 });
      const second = gate();
      await putAll(queue, [ended('c-1'), ended('c-2')]);
      await journal.has('started');
      const closing = first.close({ timeout: 600_000 });
      wait.open();
      assert.is(await closing, 0);
      assert.is(first.inFlight, 0);
      assert.is(journal.count('done'), 1);
      working(queue, () => second.open());
      await second.promise;
      await journal.has('done', 2);
      assert.is(await first.close(), 0);
    }),
  );

  test(
    'a queue waits for the handlers of a worker that is being closed',
    on({}, async (queue, journal) => {
      const wait = gate();
      const worker = working(queue, () => wait.promise);
      await queue.put(ended('c-1'));
      await journal.has('started');
      const closing = worker.close({ timeout: 600_000 });
      const isClosed = queue.close({ timeout: 600_000 }).then((unfinished) => journal.add(`closed ${unfinished}`));
      setTimeout(wait.open, 50);
      assert.is(await closing, 0);
      await isClosed;
      assert.equal(
        journal.entries.slice(-2).map((entry) => entry.split('/')[0]),
        ['done disconnect', 'closed 0'],
      );
    }),
  );

  test(
    'the timeout of a queue applies to the handlers of a worker that is being closed',
    on({}, async (queue, journal) => {
      const wait = gate();
      const worker = working(queue, () => wait.promise);
      await queue.put(ended('c-1'));
      await journal.has('started');
      const closing = worker.close({ timeout: 600_000 });
      assert.is(await queue.close({ timeout: 20 }), 1);
      wait.open();
      await closing;
    }),
  );

  test(
    'close stops waiting after its timeout and aborts the signals',
    on({}, async (queue, journal) => {
      const wait = gate();
      let signal: AbortSignal | undefined;
      working(queue, (_event, context) => {
        signal = context.signal;
        return wait.promise;
      });
      await queue.put(ended('c-1'));
      await journal.has('started');
      assert.is(await queue.close({ timeout: 20 }), 1);
      assert.is(signal?.aborted, true);
      wait.open();
    }),
  );

  test(
    'a closed queue refuses events and workers',
    on({}, async (queue) => {
      const worker = working(queue, () => {});
      await queue.close();
      await queue.close();
      await worker.close();
      assert.is((await rejectionOf(queue.put(ended('c-1')))).code, 'queue.closed');
      assert.throws(
        () => working(queue, () => {}),
        (error: { code?: string }) => error.code === 'queue.closed',
      );
    }),
  );

  test.run();
}
