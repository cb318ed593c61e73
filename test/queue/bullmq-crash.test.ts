// Workers in several processes, and workers that are killed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bullmqQueue } from 'bxml-jsx/bullmq';
import * as assert from 'uvu/assert';
import type { ProcessPlan } from './bullmq-process.js';
import { ended, QueueJournal } from './queue-journal.js';
import { codeOf, label, waitForDead } from './queue-under-test.js';
import { redisSuite } from './redis-server.js';

const file = fileURLToPath(new URL('bullmq-process.ts', import.meta.url));
const execArgv = ['--conditions=bxml-jsx-source', '--import', 'tsx'];

/** Starts a process with a worker. Resolves when it works. */
async function start(plan: ProcessPlan): Promise<ChildProcess> {
  const child = fork(file, [JSON.stringify(plan)], { execArgv });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

redisSuite('BullMQ in several processes', (test) => {
  test('the event of a killed worker starts again, with the next attempt', async ({ server }) => {
    const options = { connection: server.url, name: 'killed' };
    const queue = bullmqQueue(options);
    const first = await start({ options, handler: 'hang' });
    const second = await start({ options, handler: 'hang' });
    try {
      const attempts = [first, second].map(async (child) => (await once(child, 'message'))[0]);
      await queue.put(ended('c-1'));
      const begun = await Promise.race(attempts);
      assert.is(begun.attempt, 1);
      const isFirst = (await Promise.race([attempts[0], 'not'])) !== 'not';
      await kill(isFirst ? first : second);
      assert.equal(await attempts[isFirst ? 1 : 0], { key: ended('c-1').key, attempt: 2 });
    } finally {
      await kill(first.exitCode === null && first.signalCode === null ? first : second);
      await queue.close();
    }
  });

  test('crashes count as attempts: a second one kills no event that has some left', async ({ server }) => {
    const journal = new QueueJournal();
    const engine = { connection: server.url, name: 'crashes', lockDuration: 1000, stalledInterval: 200 };
    const options = { ...engine, attempts: 4 };
    const queue = bullmqQueue({ ...options, hooks: journal.hooks, onError: () => {} });
    try {
      await queue.put(ended('c-1', 1));
      await queue.put(ended('c-1', 2));
      for (const attempt of [1, 2, 3]) {
        const child = await start({ options, handler: 'hang' });
        assert.is((await once(child, 'message'))[0].attempt, attempt);
        await kill(child);
      }
      let isBroken = true;
      queue.work({
        disconnect: (_event, context) => {
          if (isBroken && label(context) === 'c-1@1') throw new Error('no');
        },
      });
      await journal.has('dead', 1);
      assert.equal(
        journal.failures.slice(0, 1).map(({ attempt, retryIn }) => [attempt, retryIn]),
        [[4, undefined]],
      );
      const [dead] = await waitForDead(queue, 1);
      assert.is(dead?.attempts, 4);
      isBroken = false;
      assert.is(await queue.replay({ key: ended('c-1', 1).key }), 1);
      await journal.has('done', 2);
      assert.ok(journal.entries.includes(`done ${ended('c-1', 1).key}#1`), 'a replayed event has all its attempts');
      assert.ok(journal.entries.includes(`done ${ended('c-1', 2).key}#1`), 'waiting for a turn is not an attempt');
    } finally {
      await queue.close();
    }
  });

  test('an event that ends the process in its last attempt is dead', async ({ server }) => {
    const journal = new QueueJournal();
    const engine = { connection: server.url, name: 'poison', lockDuration: 1000, stalledInterval: 200 };
    const options = { ...engine, attempts: 1 };
    const queue = bullmqQueue({ ...options, hooks: journal.hooks, onError: () => {} });
    try {
      await queue.put(ended('c-1'));
      const child = await start({ options, handler: 'hang' });
      await once(child, 'message');
      await kill(child);
      queue.work({ disconnect: () => {} });
      await journal.has('dead');
      assert.is(codeOf(journal.failures[0]?.error), 'queue.interrupted');
      assert.is((await waitForDead(queue, 1))[0]?.attempts, 1);
    } finally {
      await queue.close();
    }
  });

  test('a process with a hanging handler ends after close', async ({ server }) => {
    const options = { connection: server.url, name: 'hanging' };
    const queue = bullmqQueue(options);
    const child = await start({ options, handler: 'hang' });
    try {
      const started = once(child, 'message');
      await queue.put(ended('c-1'));
      await started;
      const exited = once(child, 'exit');
      const answered = once(child, 'message');
      child.send('close');
      assert.equal((await answered)[0], { left: 1 });
      assert.equal(await exited, [0, null]);
    } finally {
      child.kill('SIGKILL');
      await queue.close();
    }
  });

  test('a handler that runs longer than its lock keeps its event', async ({ server }) => {
    const journal = new QueueJournal();
    const engine = { connection: server.url, name: 'long', lockDuration: 1000, stalledInterval: 100 };
    const queues = [1, 2].map(() => bullmqQueue({ ...engine, hooks: journal.hooks, onError: () => {} }));
    try {
      for (const queue of queues) queue.work({ disconnect: () => new Promise((resolve) => setTimeout(resolve, 2500)) });
      await queues[0]?.put(ended('c-1'));
      await journal.has('done');
      assert.is(journal.count('started'), 1);
    } finally {
      for (const queue of queues) await queue.close();
    }
  });

  test('workers in two processes handle each call in order, one event at a time', async ({ server }) => {
    const options = { connection: server.url, name: 'order', backoff: { delay: 20 } };
    const queue = bullmqQueue({ ...options, onError: () => {} });
    const calls = Array.from({ length: 20 }, (_each, index) => `c-${index}`);
    const seconds = [3, 0, 4, 1, 2];
    for (const second of seconds) await Promise.all(calls.map((callId) => queue.put(ended(callId, second))));
    const children = await Promise.all([1, 2].map(() => start({ options, handler: 'record' })));
    try {
      const deadline = performance.now() + 120_000;
      let handled: string[] = [];
      do {
        await new Promise((resolve) => setTimeout(resolve, 50));
        handled = await server.client.lrange('handled', 0, -1);
      } while (handled.filter((entry) => entry.startsWith('done')).length < 100 && performance.now() < deadline);
      for (const callId of calls) {
        const seen = handled.filter((entry) => entry.endsWith(`=${callId}`));
        const done = seen.filter((entry) => entry.startsWith('done'));
        assert.equal(
          done,
          [0, 1, 2, 3, 4].map((second) => `done ${ended(callId, second).key}`),
        );
        // Each beginning is followed by its end.
        for (const [index, entry] of seen.entries()) {
          if (entry.startsWith('begin')) assert.is(seen[index + 1]?.slice(5), entry.slice(6));
        }
      }
    } finally {
      for (const child of children) await kill(child);
      await queue.close();
    }
  });
});
