// The promises of every queue about order and parallel handling, as tests. Each implementation runs them.
import type { QueueWorker } from 'bxml-jsx/queue';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ended, type Gate, gate } from './queue-journal.js';
import { label, onNewQueue, putAll, type QueueUnderTest, working } from './queue-under-test.js';

/** An event of the property test: its call and time, how often its handler fails, and if it is stored twice. */
interface PlannedEvent {
  readonly call: number;
  readonly second: number;
  readonly failures: number;
  readonly repeats: boolean;
}

const plans = fc.array(fc.record({ call: fc.nat(3), second: fc.nat(30), failures: fc.nat(2), repeats: fc.boolean() }), {
  maxLength: 25,
});

export function testOrder(queueUnderTest: QueueUnderTest): void {
  const test = suite(`order: ${queueUnderTest.name}`);
  const on = onNewQueue(queueUnderTest);

  test(
    'events of a call are handled in order of their time, also if the first fails and they came in another order',
    on({ attempts: 5 }, async (queue, journal) => {
      const handled: string[] = [];
      const first = gate();
      working(
        queue,
        async ({ callId }, context) => {
          if (callId === 'blocker') return first.promise;
          handled.push(label(context));
          if (context.attempt < 3 && label(context) === 'c-1@1') throw new Error('later');
        },
        { concurrency: 1 },
      );
      await queue.put(ended('blocker'));
      await journal.has('started');
      await putAll(queue, [ended('c-1', 4), ended('c-1', 2), ended('c-1', 1), ended('c-1', 3)]);
      first.open();
      await journal.has('done', 5);
      assert.equal(handled, ['c-1@1', 'c-1@1', 'c-1@1', 'c-1@2', 'c-1@3', 'c-1@4']);
    }),
  );

  test(
    'events of one millisecond are handled in order of their microseconds',
    on({}, async (queue, journal) => {
      const handled: string[] = [];
      const first = gate();
      working(queue, ({ callId }, { key }) => (callId === 'blocker' ? first.promise : void handled.push(key)), {
        concurrency: 1,
      });
      await queue.put(ended('blocker'));
      await journal.has('started');
      const times = ['000003', '000001', '000002'].map((micro) =>
        ended('c-1', 0, { eventTime: `2026-11-24T00:00:00.${micro}Z` }),
      );
      await putAll(queue, times);
      first.open();
      await journal.has('done', 4);
      assert.equal(
        handled,
        [1, 2, 3].map((n) => `disconnect/2026-11-24T00:00:00.00000${n}Z/callId=c-1`),
      );
    }),
  );

  test(
    'a dead event does not hold up the rest of its call',
    on({ attempts: 2 }, async (queue, journal) => {
      working(queue, (_event, context) => {
        if (label(context) === 'c-1@1') throw new Error('never');
      });
      await putAll(queue, [ended('c-1', 1), ended('c-1', 2), ended('c-1', 3)]);
      await journal.has('done', 2);
      await journal.has('dead');
      const ends = journal.entries.filter((entry) => /^(?:done|dead)/.test(entry)).map((entry) => entry.split(' ')[0]);
      assert.equal(ends, ['dead', 'done', 'done']);
    }),
  );

  test(
    'an event with an earlier time that arrives while its call is handled waits for the running one',
    on({}, async (queue, journal) => {
      const wait = gate();
      const handled: string[] = [];
      working(queue, async (_event, context) => {
        handled.push(`start ${label(context)}`);
        if (label(context) === 'c-1@9') await wait.promise;
        handled.push(`end ${label(context)}`);
      });
      await queue.put(ended('c-1', 9));
      await journal.has('started');
      await putAll(queue, [ended('c-1', 1), ended('c-2', 1)]);
      await journal.until(() => journal.entries.some((entry) => entry.startsWith('done') && entry.includes('c-2')));
      wait.open();
      await journal.has('done', 3);
      assert.equal(
        handled.filter((entry) => entry.includes('c-1')),
        ['start c-1@9', 'end c-1@9', 'start c-1@1', 'end c-1@1'],
      );
    }),
  );

  test(
    'events of different calls are handled in parallel, at most as many as concurrency',
    on({}, async (queue, journal) => {
      const gates = new Map<string, Gate>();
      let running = 0;
      let most = 0;
      const worker = working(
        queue,
        async ({ callId }) => {
          most = Math.max(most, ++running);
          await gates.get(callId)?.promise;
          running--;
        },
        { concurrency: 3 },
      );
      const calls = ['c-1', 'c-2', 'c-3', 'c-4', 'c-5'];
      for (const callId of calls) gates.set(callId, gate());
      await putAll(
        queue,
        calls.map((callId) => ended(callId)),
      );
      await journal.has('started', 3);
      assert.is(worker.inFlight, 3);
      for (const { open } of gates.values()) open();
      await journal.has('done', 5);
      assert.is(most, 3);
    }),
  );

  test(
    'events without a group have no order',
    on({}, async (queue, journal) => {
      const wait = gate();
      working(queue, (_event, { attempt, key }) => (key === 'slow' && attempt === 1 ? wait.promise : undefined));
      const { group: _group, ...ungrouped } = ended('c-1');
      await queue.put({ ...ungrouped, key: 'slow' });
      await journal.has('started');
      await queue.put({ ...ungrouped, key: 'fast' });
      await journal.until(() => journal.entries.includes('done fast#1'));
      wait.open();
      await journal.has('done', 2);
    }),
  );

  test('any mix of calls, failures and repeats: each event is done once, in order, one of a call at a time', () =>
    fc.assert(fc.asyncProperty(plans, runPlan), { numRuns: 12 }));

  async function runPlan(plan: readonly PlannedEvent[]): Promise<void> {
    await on({ attempts: 3, backoff: () => 1 }, async (queue, journal) => {
      const failures = new Map(plan.map((each) => [ended(`c-${each.call}`, each.second).key, each.failures]));
      const running = new Set<string>();
      const done: string[] = [];
      const faults: string[] = [];
      const first = gate();
      const work = (concurrency: number): QueueWorker =>
        working(
          queue,
          async ({ callId }, context) => {
            if (callId === 'blocker') return first.promise;
            if (running.has(callId)) faults.push(`two events of ${callId} at a time`);
            running.add(callId);
            await new Promise((resolve) => setImmediate(resolve));
            running.delete(callId);
            if (context.attempt <= (failures.get(context.key) ?? 0)) throw new Error('again');
            done.push(label(context));
          },
          { concurrency },
        );
      work(1);
      await queue.put(ended('blocker'));
      await journal.has('started');
      for (const { call, second, repeats } of plan) {
        await queue.put(ended(`c-${call}`, second));
        if (repeats) await queue.put(ended(`c-${call}`, second));
      }
      first.open();
      work(5);
      await journal.has('done', failures.size + 1);
      for (const call of [0, 1, 2, 3]) assert.equal(secondsOf(done, call), plannedSeconds(plan, call));
      assert.equal(faults, []);
      assert.is(journal.count('dead'), 0);
    })();
  }

  test.run();
}

/** Returns the times of a call's events in the order in which they were done. */
const secondsOf = (done: readonly string[], call: number): number[] =>
  done.filter((entry) => entry.startsWith(`c-${call}@`)).map((entry) => Number(entry.split('@')[1]));

/** Returns the times of a call's events in their order. */
const plannedSeconds = (plan: readonly PlannedEvent[], call: number): number[] =>
  [...new Set(plan.filter((each) => each.call === call).map(({ second }) => second))].sort((a, b) => a - b);
