// The options of the queue on BullMQ, clients of the application, and how errors of the engine are reported.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type BullmqQueue, type BullmqQueueOptions, bullmqQueue } from 'bxml-jsx/bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf, rejectionOf } from '../rejections.js';
import { ended, QueueJournal } from './queue-journal.js';
import { RedisServer, redisSuite } from './redis-server.js';

const options = suite('options of bullmqQueue');

/** Returns the error of options. */
function errorFor(given: object): Error & { readonly code: string } {
  try {
    bullmqQueue(given as BullmqQueueOptions);
  } catch (error) {
    return error as Error & { code: string };
  }
  throw new Error('the options were accepted');
}

/** Returns a client that does not connect. */
const clientWith = (given: RedisOptions): Redis =>
  new Redis({ lazyConnect: true, maxRetriesPerRequest: null, ...given, replyMapping: 'legacy' });

options('a connection or a client is needed, not both', () => {
  for (const given of [{}, { connection: 'redis://127.0.0.1', client: clientWith({}) }]) {
    assert.is(errorFor(given).code, 'options.type');
    assert.match(errorFor(given).message, 'either connection or client');
  }
});

options('a URL is checked, and not shown, since it may have a password', () => {
  for (const connection of ['localhost:6379', 'http://me:secret@redis.example', 'secret', '']) {
    const { code, message } = errorFor({ connection });
    assert.is(code, 'options.connection');
    assert.not.match(message, 'secret');
    assert.match(message, 'redis://');
  }
});

options('a URL needs an encoded password, and the number of a database as path', () => {
  const table: readonly [string, RegExp][] = [
    ['redis://me:secret%@redis.example', /%25/],
    ['redis://:secret%zz@redis.example', /%25/],
    ['redis://me:secret@redis.example/events', /number of a database/],
    ['redis://me:secret@redis.example/1/2', /number of a database/],
    ['redis:', /starts with redis:/],
    ['redis:secret', /starts with redis:/],
  ];
  for (const [connection, pattern] of table) {
    const { code, message } = errorFor({ connection });
    assert.is(code, 'options.connection', connection);
    assert.match(message, pattern);
    assert.not.match(message, 'secret');
  }
});

options('a connection with options that would lose events is refused', () => {
  for (const connection of [
    { keyPrefix: 'app:' },
    { commandTimeout: 500 },
    'redis://127.0.0.1:1?keyPrefix=app:',
    'redis://127.0.0.1:1?commandTimeout=500',
  ]) {
    assert.is(errorFor({ connection }).code, 'queue.client', JSON.stringify(connection));
  }
});

options('a client that would lose events is refused, with the option to change', () => {
  const nodes = [{ host: '127.0.0.1', port: 1 }];
  const lazy = { lazyConnect: true };
  const table: readonly [object, RegExp][] = [
    [{ client: clientWith({ enableOfflineQueue: false }) }, /enableOfflineQueue: false/],
    [{ client: clientWith({ maxRetriesPerRequest: 20 }) }, /maxRetriesPerRequest: 20/],
    [{ client: clientWith({ keyPrefix: 'app:' }) }, /keyPrefix/],
    [{ client: clientWith({ commandTimeout: 500 }) }, /commandTimeout/],
    [{ client: new Cluster(nodes, lazy) }, /redisOptions: \{ maxRetriesPerRequest: null \}/],
    [
      { client: new Cluster(nodes, { ...lazy, redisOptions: { maxRetriesPerRequest: null } }), prefix: 'events' },
      /hash tag/,
    ],
  ];
  for (const [given, pattern] of table) {
    const { code, message } = errorFor(given);
    assert.is(code, 'queue.client', String(pattern));
    assert.match(message, pattern);
  }
});

options('the error starts at the caller', () => {
  const { stack = '' } = errorFor({});
  assert.match(stack.split('\n')[1] ?? stack, 'bullmq-options.test');
});

options.run();

redisSuite('BullMQ with Redis', (test) => {
  const queues: BullmqQueue[] = [];
  const open = (given: BullmqQueueOptions): BullmqQueue => {
    const queue = bullmqQueue(given);
    queues.push(queue);
    return queue;
  };
  test.after.each(async () => {
    for (const queue of queues.splice(0)) await queue.close({ timeout: 1000 });
  });

  test("the application's client is used, and stays open", async ({ server }) => {
    const client = new Redis(server.url, { maxRetriesPerRequest: null });
    const journal = new QueueJournal();
    const queue = open({ client, name: 'client', hooks: journal.hooks });
    queue.work({ disconnect: () => {} });
    await queue.put(ended('c-1'));
    await journal.has('done');
    assert.is(await queue.close(), 0);
    assert.is(await client.ping(), 'PONG');
    client.disconnect();
  });

  test('options of ioredis are a connection', async ({ server }) => {
    const journal = new QueueJournal();
    const connection = { host: '127.0.0.1', port: server.port, db: 3 };
    const queue = open({ connection, hooks: journal.hooks });
    queue.work({ disconnect: () => {} });
    await queue.put(ended('c-1'));
    await journal.has('done');
    await queue.close();
    await server.client.select(3);
    assert.ok((await server.client.keys('*')).every((key) => key.startsWith('{bxml}:events:')));
    await server.client.select(0);
  });

  test('a URL has the number of a database', async ({ server }) => {
    const queue = open({ connection: `${server.url.replace('redis', 'Redis')}/2`, name: 'numbered' });
    await queue.put(ended('c-1'));
    await server.client.select(2);
    assert.ok((await server.client.keys('{bxml}:numbered:*')).length > 0);
    await server.client.select(0);
  });

  test('options of a URL cannot make the queue lose events', async () => {
    const server = await RedisServer.prepare();
    const connection = `${server.url}?maxRetriesPerRequest=0&enableOfflineQueue=`;
    const queue = open({ connection, onError: () => {} });
    const refusal = rejectionOf(queue.put(ended('c-1')));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await queue.close({ timeout: 0 });
    assert.is((await refusal).code, 'queue.closed');
    await server.stop();
  });

  test('TLS is used for rediss: in any case', async () => {
    for (const protocol of ['redis', 'rediss', 'REDISS', 'Rediss']) {
      const listener = createServer().listen(0, '127.0.0.1');
      const firstByte = once(listener, 'connection').then(async ([socket]) => {
        const [data] = await once(socket, 'data');
        socket.destroy();
        return data[0];
      });
      await once(listener, 'listening');
      const { port } = listener.address() as AddressInfo;
      const queue = open({ connection: `${protocol}://127.0.0.1:${port}`, name: 'tls', onError: () => {} });
      // The first byte of a TLS handshake is 22; Redis's protocol begins with `*`.
      assert.is(await firstByte, protocol === 'redis' ? '*'.charCodeAt(0) : 22, protocol);
      await queue.close({ timeout: 0 });
      listener.close();
    }
  });

  test('handled events are kept by count, nothing else remains', async ({ server }) => {
    const journal = new QueueJournal();
    const keepDone = { age: 60_000, count: 2 };
    const queue = open({ connection: server.url, name: 'kept', keepDone, hooks: journal.hooks });
    queue.work({ disconnect: () => {} }, { concurrency: 1 });
    for (const second of [1, 2, 3, 4]) await queue.put(ended('c-1', second));
    await journal.has('done', 4);
    await queue.close();
    const keys = (await server.client.keys('{bxml}:kept:*')).map((key) => key.slice('{bxml}:kept:'.length));
    assert.equal(keys.filter((key) => key.length === 43).length, 2);
    assert.equal(
      keys.filter((key) => key.startsWith('bxml')),
      [],
    );
  });

  test('tools use the queue of BullMQ', async ({ server }) => {
    const queue = open({ connection: server.url, name: 'tools' });
    await queue.put(ended('c-1'));
    assert.match(await queue.bullmq.exportPrometheusMetrics(), /bullmq_job_count\{queue="tools", state="waiting"\} 1/);
    const [job] = await queue.bullmq.getWaiting();
    assert.is(job?.name, 'disconnect');
    assert.is(job?.data.key, ended('c-1').key);
  });

  test('the next event of a call starts as soon as the one before it has ended', async ({ server }) => {
    const journal = new QueueJournal();
    const queue = open({
      connection: server.url,
      name: 'handover',
      backoff: { delay: 10 },
      hooks: journal.hooks,
      onError: () => {},
    });
    queue.work({
      disconnect: (_event, { attempt }) => {
        if (attempt === 1) throw new Error('again');
      },
    });
    await Promise.all([9, 8, 7, 6, 5, 4, 3, 2, 1].map((second) => queue.put(ended('c-1', second))));
    // A parked event asks again only after ten seconds: eight of them, one after the other, would be too late here.
    await journal.has('done', 9);
  });

  test('an event whose call waits for a later attempt rests until then, or until that attempt is over', async ({
    server,
  }) => {
    const journal = new QueueJournal();
    const queue = open({
      connection: server.url,
      name: 'resting',
      backoff: () => 300_000,
      hooks: journal.hooks,
      onError: () => {},
    });
    queue.work({
      disconnect: (_event, { attempt, key }) => {
        if (attempt === 1 && key === ended('c-1', 1).key) throw new Error('again');
      },
    });
    const retrying = async (): Promise<boolean> => (await queue.figures()).retrying === 1;
    await queue.put(ended('c-1', 1));
    await journal.has('failed');
    while (!(await retrying())) await new Promise((resolve) => setImmediate(resolve));
    await queue.put(ended('c-1', 2));
    while ((await queue.bullmq.getDelayedCount()) < 2) await new Promise((resolve) => setImmediate(resolve));
    const [first, second] = await queue.bullmq.getDelayed();
    assert.equal([first?.data.key, second?.data.key], [ended('c-1', 1).key, ended('c-1', 2).key]);
    const due = Number(await server.client.zscore('{bxml}:resting:delayed', String(second?.id))) / 4096;
    assert.ok(due - Date.now() > 290_000, `${due - Date.now()} ms`);
    await first?.promote();
    await journal.has('done', 2);
    assert.match(journal.entries.at(-1) ?? '', ended('c-1', 2).key);
  });

  test('an event that a tool has removed does not hold up its call', async ({ server }) => {
    const journal = new QueueJournal();
    const queue = open({ connection: server.url, name: 'removed', hooks: journal.hooks });
    await queue.put(ended('c-1', 1));
    await queue.put(ended('c-1', 2));
    const [first] = await queue.bullmq.getWaiting();
    await first?.remove();
    // As if it had been removed a while ago.
    await server.client.zadd('{bxml}:removed:bxml-pending', 1, String(first?.id));
    const worker = queue.work({ disconnect: () => {} });
    await journal.has('done');
    await worker.close();
    assert.equal(await queue.figures(), { waiting: 0, running: 0, retrying: 0, dead: 0, oldestAge: 0 });
  });

  test('settings that lose events are reported once', async () => {
    const server = await RedisServer.start('--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru');
    const reported: string[] = [];
    const queue = open({
      connection: server.url,
      onError: (error, { stage }) => reported.push(`${stage} ${(error as { code: string }).code}`),
    });
    const warn = console.warn;
    console.warn = () => {};
    try {
      await queue.put(ended('c-1'));
      await queue.figures();
      await queue.figures();
      assert.equal(reported, ['engine queue.eviction', 'engine queue.persistence']);
    } finally {
      await queue.close();
      console.warn = warn;
      await server.stop();
    }
  });

  test('errors of Redis are reported without the event, once in ten seconds', async ({ server }) => {
    const reported: Error[] = [];
    const queue = open({
      connection: server.url,
      name: 'forbidden',
      onError: (error) => reported.push(error as Error),
    });
    await queue.figures();
    await server.client.call('ACL', 'SETUSER', 'default', '-evalsha', '-eval');
    try {
      const error = await errorOf(queue.put(ended('c-secret')));
      assert.is(error.code, 'queue.engine');
      assert.match(error.message, 'NOPERM');
      assert.not.match(JSON.stringify(error) + error.stack + String(error.cause), 'secret');
      queue.work({ disconnect: () => {} });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.ok(reported.length >= 1 && reported.length <= 3, reported.map(({ message }) => message).join('\n'));
      for (const { message } of reported) assert.not.match(message, 'secret');
    } finally {
      await server.client.call('ACL', 'SETUSER', 'default', '+@all');
      await queue.close();
    }
  });
});
