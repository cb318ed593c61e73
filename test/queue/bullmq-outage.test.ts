// Redis is away, restarts, pauses or drops connections: nothing that was acknowledged is lost, requests are answered in
// time, and everything continues by itself.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { type BullmqQueueOptions, bullmqQueue } from 'bxml-jsx/bullmq';
import { webhooks } from 'bxml-jsx/fetch';
import * as assert from 'uvu/assert';
import { rejectionOf } from '../rejections.js';
import { ended, gate, QueueJournal } from './queue-journal.js';
import { RedisServer, redisSuite } from './redis-server.js';

/** Milliseconds after which a request is refused if its event is not stored. */
const TIMEOUT = 400;

/** Options of a server that sends its data to a replica at once. */
const REPLICATED = ['--repl-diskless-sync-delay', '0'];

/** An application with a queue and a worker, and what happened in it. */
class Application {
  readonly journal = new QueueJournal();
  readonly errors: string[] = [];
  readonly handled = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly refused = new Set<string>();
  readonly queue;
  readonly #serve;
  readonly #serveSlowly;
  #sent = 0;

  constructor(url: string, options: Partial<BullmqQueueOptions> = {}) {
    const onError = (error: unknown): unknown => this.errors.push((error as { code: string }).code);
    this.queue = bullmqQueue({ connection: url, hooks: this.journal.hooks, onError, ...options });
    const handlers = { disconnect: ({ callId }: { callId: string }) => void this.handled.add(callId) };
    const served = { queue: this.queue, onError: () => undefined };
    this.#serve = webhooks(handlers, { ...served, timeout: TIMEOUT });
    this.#serveSlowly = webhooks(handlers, { ...served, timeout: 60_000 });
  }

  work(): void {
    this.queue.work({ disconnect: ({ callId }) => void this.handled.add(callId) });
  }

  /** Sends an event, which is refused if it is not stored in time. Resolves to the status. */
  send(): Promise<number> {
    return this.#send(this.#serve);
  }

  /** Sends an event, and checks that it is stored, however slow the machine is. */
  async store(): Promise<void> {
    assert.is(await this.#send(this.#serveSlowly), 201);
  }

  async #send(serve: (request: Request) => Promise<Response>): Promise<number> {
    const callId = `c-${++this.#sent}`;
    const body = JSON.stringify(ended(callId).event);
    const headers = { 'content-type': 'application/json' };
    const { status } = await serve(new Request('https://app.example/', { method: 'POST', body, headers }));
    (status === 201 ? this.acknowledged : this.refused).add(callId);
    return status;
  }

  /** Sends events, a few at a time, until `work` is done. */
  async sendWhile(work: Promise<unknown>): Promise<void> {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
    });
    const client = async (): Promise<void> => {
      while (!isOver) {
        await this.send();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await Promise.all([over, ...Array.from({ length: 4 }, client)]);
  }

  /** Resolves when all events were handled: those that were acknowledged, and those that were stored late. */
  async settles(): Promise<void> {
    await this.journal.until(
      () => [...this.acknowledged, ...this.refused].every((callId) => this.handled.has(callId)),
      'every event is handled',
    );
  }
}

redisSuite('BullMQ while Redis fails', (test) => {
  const rejections: unknown[] = [];
  const note = (reason: unknown): unknown => rejections.push(reason);
  test.before(() => void process.on('unhandledRejection', note));
  test.after(() => void process.off('unhandledRejection', note));
  test.after.each(() => assert.equal(rejections, []));

  /** Runs a test with an application, and closes it. */
  const withApplication = async (
    url: string,
    use: (application: Application) => Promise<void>,
    options: Partial<BullmqQueueOptions> = {},
  ): Promise<void> => {
    const application = new Application(url, options);
    try {
      await use(application);
    } finally {
      assert.is(await application.queue.close({ timeout: 5000 }), 0);
    }
  };

  test('Redis is away at start: events wait, are refused in time, and are handled once it is there', async () => {
    const server = await RedisServer.prepare();
    try {
      await withApplication(server.url, async (application) => {
        application.work();
        assert.equal(await Promise.all([application.send(), application.send()]), [503, 503]);
        await server.run();
        await application.settles();
        await application.store();
        await application.settles();
        assert.ok(application.errors.includes('queue.engine'));
        assert.ok(application.errors.length < 10, application.errors.join());
      });
    } finally {
      await server.stop();
    }
  });

  test('Redis is killed and starts again: no acknowledged event is lost', async () => {
    const server = await RedisServer.start();
    try {
      await withApplication(server.url, async (application) => {
        application.work();
        const restart = async (): Promise<void> => {
          for (const count of [20, 60]) {
            await application.journal.until(() => application.acknowledged.size > count);
            await server.kill();
            await new Promise((resolve) => setTimeout(resolve, TIMEOUT));
            await server.run();
          }
          await application.journal.until(() => application.acknowledged.size > 100);
        };
        await application.sendWhile(restart());
        assert.ok(application.refused.size > 0);
        await application.settles();
      });
    } finally {
      await server.stop();
    }
  });

  test('an event whose lock ends while Redis is away is not handled twice by its worker', async () => {
    const server = await RedisServer.start();
    const journal = new QueueJournal();
    const engine = { connection: server.url, lockDuration: 1000, stalledInterval: 100 };
    const queue = bullmqQueue({ ...engine, hooks: journal.hooks, onError: () => {} });
    try {
      const wait = gate();
      queue.work({ disconnect: ({ callId }) => (callId === 'c-1' ? wait.promise : undefined) });
      await queue.put(ended('c-1', 1));
      await queue.put(ended('c-1', 2));
      await journal.has('started');
      await server.kill();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await server.run();
      await queue.put(ended('c-2'));
      await journal.until(() => journal.entries.includes(`done ${ended('c-2').key}#1`));
      await new Promise((resolve) => setTimeout(resolve, 500));
      wait.open();
      await journal.has('done', 3);
      assert.is(journal.count('started'), 3);
      const indexOf = (entry: string): number => journal.entries.findIndex((each) => each.startsWith(entry));
      assert.ok(indexOf(`done ${ended('c-1', 1).key}`) < indexOf(`started ${ended('c-1', 2).key}`));
    } finally {
      await queue.close();
      await server.stop();
    }
  });

  test('after a failover, events that a replica refused are stored on the new primary', async () => {
    const [before, after] = [await RedisServer.start(...REPLICATED), await RedisServer.start(...REPLICATED)];
    // Stands for a host name that leads to another server after a failover.
    let { port } = before;
    const name = createServer((socket) => {
      const upstream = connect(port, '127.0.0.1');
      pipeline(socket, upstream, socket, () => {});
    });
    await once(name.listen(0, '127.0.0.1'), 'listening');
    const url = `redis://127.0.0.1:${(name.address() as AddressInfo).port}`;
    try {
      await after.client.replicaof('127.0.0.1', before.port);
      await after.reports('master_link_status:up');
      await withApplication(url, async (application) => {
        application.work();
        await application.store();
        // The old primary gives its last events to the new one.
        await before.client.call('FAILOVER');
        await before.reports('role:slave');
        assert.is(await application.send(), 503);
        ({ port } = after);
        await application.settles();
        await application.store();
        await application.settles();
        assert.ok(application.errors.includes('queue.engine'));
      });
    } finally {
      name.close();
      await before.stop();
      await after.stop();
    }
  });

  test('an event waits for a server that loads the data of its new primary', async () => {
    const [server, primary] = [await RedisServer.start(...REPLICATED), await RedisServer.start(...REPLICATED)];
    const queue = bullmqQueue({ connection: server.url, onError: () => {} });
    try {
      await queue.put(ended('c-1'));
      await primary.client.eval(`for key = 1, 4000 do redis.call('SET', key, string.rep('x', 1000)) end`, 0);
      // Loads a key in a millisecond, and responds while it loads.
      await server.client.config('SET', 'key-load-delay', '1000', 'loading-process-events-interval-bytes', '1024');
      await server.client.replicaof('127.0.0.1', primary.port);
      await server.reports('loading:1');
      const stored = queue.put(ended('c-2')).then(
        () => 'stored',
        (error: unknown) => error,
      );
      await server.reports('master_link_status:up');
      await server.client.replicaof('NO', 'ONE' as never);
      assert.is(await stored, 'stored');
      assert.is((await queue.figures()).waiting, 1);
    } finally {
      await queue.close({ timeout: 100 });
      await server.stop();
      await primary.stop();
    }
  });

  test('a Redis that does not respond: requests are refused in time, the events are handled afterwards', async ({
    server,
  }) => {
    await withApplication(
      server.url,
      async (application) => {
        application.work();
        await application.store();
        server.freeze();
        assert.equal(await Promise.all([application.send(), application.send()]), [503, 503]);
        server.thaw();
        await application.settles();
        await application.store();
      },
      { name: 'frozen' },
    );
  });

  test('CLIENT KILL: commands are sent again', async ({ server }) => {
    await withApplication(
      server.url,
      async (application) => {
        application.work();
        const kill = async (): Promise<void> => {
          for (const count of [20, 40, 60, 80, 100]) {
            await application.journal.until(() => application.acknowledged.size > count);
            await server.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
          }
        };
        await application.sendWhile(kill());
        await application.settles();
      },
      { name: 'killed' },
    );
  });

  test('at most maxWaiting events wait', async () => {
    const server = await RedisServer.prepare();
    const queue = bullmqQueue({ connection: server.url, maxWaiting: 2, onError: () => {} });
    const journal = new QueueJournal();
    try {
      const stored = [queue.put(ended('c-1')), queue.put(ended('c-2'))];
      const error = await rejectionOf(queue.put(ended('c-3')));
      assert.is(error.code, 'queue.waiting');
      await server.run();
      assert.equal(await Promise.all(stored), [{ isNew: true }, { isNew: true }]);
      assert.equal(await queue.put(ended('c-3')), { isNew: true });
      assert.is((await queue.figures()).waiting, 3);
    } finally {
      await queue.close();
      await server.stop();
    }
    assert.equal(journal.entries, []);
  });

  test('close is bounded while Redis is away', async () => {
    const server = await RedisServer.prepare();
    const queue = bullmqQueue({ connection: server.url, onError: () => {} });
    queue.work({ disconnect: () => {} });
    const waiting = [queue.put(ended('c-1')), queue.figures(), queue.dead(), queue.replay('all'), queue.discard('all')];
    const refused = Promise.all(waiting.map(rejectionOf));
    assert.is(await queue.close({ timeout: 100 }), 0);
    const expected = waiting.map(() => 'queue.closed');
    assert.equal(
      (await refused).map(({ code }) => code),
      expected,
    );
    const late = [queue.put(ended('c-1')), queue.figures(), queue.dead(), queue.replay('all'), queue.discard('all')];
    assert.equal(
      (await Promise.all(late.map(rejectionOf))).map(({ code }) => code),
      expected,
    );
    await server.stop();
  });
});
