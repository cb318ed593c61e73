// A Redis that is nearly or completely full: events are refused in time, workers empty it, and events are accepted again.
import { bullmqQueue } from 'bxml-jsx/bullmq';
import * as assert from 'uvu/assert';
import { ended, gate, QueueJournal } from './queue-journal.js';
import { type RedisServer, redisSuite } from './redis-server.js';

/** Makes events large, so that few of them fill Redis. */
const LARGE = { tag: 'x'.repeat(2000) };

/** Returns the used part of the memory of Redis. */
async function usedPart({ client }: RedisServer): Promise<number> {
  const info = await client.info('memory');
  const [used, max] = ['used_memory', 'maxmemory'].map((name) =>
    Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]),
  );
  return (used ?? 0) / (max ?? 1);
}

redisSuite(
  'BullMQ on a full Redis',
  (test) => {
    test('refuses events from 90 % on, workers empty it, then it accepts events again', async ({ server }) => {
      const journal = new QueueJournal();
      const queue = bullmqQueue({ connection: server.url, hooks: journal.hooks, onError: () => {} });
      const stored = new Set<string>();
      let next = 0;
      const put = async (): Promise<string> => {
        const event = ended(`c-${++next}`, 0, LARGE);
        try {
          await queue.put(event);
          stored.add(event.key);
          return 'stored';
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      try {
        let results: string[] = [];
        while (!results.includes('queue.full')) results = await Promise.all(Array.from({ length: 20 }, put));
        assert.equal([...new Set(results)].sort().at(0), 'queue.full');
        const part = await usedPart(server);
        assert.ok(part > 0.87 && part < 0.97, String(part));
        assert.is(await put(), 'queue.full');
        queue.work({ disconnect: () => {} });
        await journal.has('done', stored.size);
        await journal.until(() => stored.size === journal.count('done'));
        let result = await put();
        const deadline = performance.now() + 60_000;
        while (result !== 'stored' && performance.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          result = await put();
        }
        assert.is(result, 'stored');
        await journal.has('done', stored.size);
        assert.is(journal.count('done'), stored.size);
        assert.is(journal.count('failed'), 0);
      } finally {
        await queue.close();
      }
    });

    test('a worker rests while Redis has no memory at all, reports it, and continues by itself', async ({ server }) => {
      await server.client.flushall();
      const journal = new QueueJournal();
      const reported: string[] = [];
      const onError = (error: unknown): unknown => reported.push((error as { code: string }).code);
      const queue = bullmqQueue({ connection: server.url, name: 'rests', hooks: journal.hooks, onError });
      const wait = gate();
      try {
        for (const callId of ['c-1', 'c-2', 'c-3']) await queue.put(ended(callId));
        await server.client.config('SET', 'maxmemory', '100kb');
        await server.client.config('RESETSTAT');
        queue.work({ disconnect: () => wait.promise }, { concurrency: 1 });
        await new Promise((resolve) => setTimeout(resolve, 2500));
        assert.is(journal.count('started'), 0);
        assert.ok(reported.includes('queue.full'), reported.join());
        assert.ok(reported.length < 4, reported.join());
        const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await server.client.info('commandstats'))?.[1];
        assert.ok(Number(calls) < 50, `${calls} scripts in 2.5 s`);
        await server.client.config('SET', 'maxmemory', '6mb');
        wait.open();
        await journal.has('done', 3);
      } finally {
        await queue.close();
      }
    });
  },
  '--maxmemory',
  '6mb',
  '--maxmemory-policy',
  'noeviction',
  '--appendfsync',
  'no',
);
