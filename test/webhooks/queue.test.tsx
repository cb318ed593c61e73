// The option `queue`: asynchronous events are acknowledged once they are stored.
import { Response } from 'bxml-jsx';
import { webhooks as onFetch } from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import { type EventStore, memoryQueue, type QueuedEvent } from 'bxml-jsx/queue';
import { simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { queuedEvent } from '../../src/webhooks/event-store.js';
import { gate, QueueJournal } from '../queue/queue-journal.js';
import { errorOf } from '../rejections.js';
import { type AnyHandlers, type AnyOptions, adapters, fetching } from './adapters.js';
import { disconnect, initiate, saying, timed } from './phone-call.js';

const test = suite('queue');

/** A store that records events, with the behavior that a test needs. */
function storeOf(put: (event: QueuedEvent) => Promise<{ isNew: boolean }>): EventStore & { events: QueuedEvent[] } {
  const events: QueuedEvent[] = [];
  return {
    events,
    put(event) {
      events.push(event);
      return put(event);
    },
  };
}

const stored = async () => ({ isNew: true });

for (const { name, serve, make } of adapters) {
  test(`${name}: an asynchronous event is stored, then acknowledged; its handler does not run`, async () => {
    const wait = gate();
    const queue = storeOf(async () => {
      await wait.promise;
      return { isNew: true };
    });
    let handled = 0;
    const handlers = { disconnect: () => void handled++ };
    await serve(handlers, { queue }, async ({ post }) => {
      const replying = post(timed);
      let isAnswered = false;
      replying.then(() => {
        isAnswered = true;
      });
      while (queue.events.length === 0) await new Promise((resolve) => setImmediate(resolve));
      assert.is(isAnswered, false);
      wait.open();
      const { status, body } = await replying;
      assert.equal([status, body], [201, '']);
    });
    const [event] = queue.events;
    assert.is(event?.key, `disconnect/${timed.eventTime}/callId=c-1`);
    assert.is(event?.group, 'c-1');
    assert.is(event?.eventType, 'disconnect');
    assert.is(event?.time, Date.parse(timed.eventTime) * 1000);
    assert.ok(Math.abs(Number(event?.receivedAt) - Date.now()) < 60_000);
    assert.equal(event?.event, timed);
    assert.equal(JSON.parse(JSON.stringify(event)), event);
    assert.is(handled, 0);
  });

  test(`${name}: synchronous events, and asynchronous ones without a handler, are not stored`, async () => {
    const queue = storeOf(stored);
    const seen: string[] = [];
    const hooks = { unhandled: ({ eventType }: { eventType: string }) => void seen.push(eventType) };
    await serve({ initiate: () => saying('hello') }, { queue, hooks }, async ({ post }) => {
      assert.is((await post(initiate)).status, 200);
      assert.is((await post(timed)).status, 201);
    });
    assert.equal(queue.events, []);
    assert.equal(seen, ['disconnect']);
  });

  test(`${name}: responds 503 if the queue refuses the event, and reports its error`, async () => {
    const refusal = new Error('full');
    const errors: unknown[] = [];
    const failures: unknown[] = [];
    const options: AnyOptions = {
      queue: storeOf(() => Promise.reject(refusal)),
      onError: (error, { stage, eventType, event }) => errors.push(error, stage, eventType, event),
      hooks: { failed: ({ error, callId }) => failures.push(error, callId) },
    };
    await serve({ disconnect: () => {} }, options, async ({ post }) => {
      const { status, body } = await post(timed);
      assert.is(status, 503);
      assert.is(JSON.parse(body).code, 'queue.unavailable');
    });
    assert.equal(errors, [refusal, 'queue', 'disconnect', timed]);
    assert.equal(failures, [refusal, 'c-1']);
  });

  test(`${name}: a put that throws, or returns something else, is a refusal`, async () => {
    for (const put of [
      () => {
        throw new Error('sync');
      },
      () => undefined,
      () => ({}),
    ]) {
      const errors: unknown[] = [];
      await serve(
        { disconnect: () => {} },
        { queue: { put } as never, onError: (error) => errors.push(error) },
        async ({ post }) => {
          assert.is((await post(timed)).status, 503);
        },
      );
      assert.is(errors.length, 1);
    }
  });

  test(`${name}: responds 503 at the deadline; the event is still stored`, async () => {
    const wait = gate();
    let isStored = false;
    const queue = storeOf(async () => {
      await wait.promise;
      isStored = true;
      return { isNew: true };
    });
    const errors: unknown[] = [];
    const late = gate();
    const options: AnyOptions = {
      queue,
      timeout: 30,
      onError: (error, { stage }) => errors.push((error as { code?: string }).code, stage),
      hooks: { late: late.open },
    };
    await serve({ disconnect: () => {} }, options, async ({ post }) => {
      assert.is((await post(timed)).status, 503);
      assert.equal(errors, ['queue.timeout', 'queue']);
      assert.is(isStored, false);
      wait.open();
      await late.promise;
      assert.is(isStored, true);
    });
  });

  test(`${name}: a repeat is acknowledged, and reported to the hook`, async () => {
    const seen: string[] = [];
    const options: AnyOptions = {
      queue: storeOf(async () => ({ isNew: false })),
      hooks: { repeated: ({ eventType }) => void seen.push(eventType) },
    };
    await serve({ disconnect: () => {} }, options, async ({ post }) => {
      assert.is((await post(timed)).status, 201);
    });
    assert.equal(seen, ['disconnect']);
  });

  test(`${name}: without a queue, the handler gets the key and the first attempt too`, async () => {
    const seen: unknown[] = [];
    const done = gate();
    const handlers: AnyHandlers = {
      disconnect: (_event, { key, attempt, signal }) => {
        seen.push(key, attempt, signal.aborted);
        done.open();
      },
    };
    await serve(handlers, {}, async ({ post }) => {
      await post(timed);
      await done.promise;
    });
    assert.equal(seen, [`disconnect/${timed.eventTime}/callId=c-1`, 1, false]);
  });

  test(`${name}: an event whose repeats cannot be recognized has a random key`, async () => {
    const queue = storeOf(stored);
    await serve({ disconnect: () => {} }, { queue }, async ({ post }) => {
      await post(disconnect);
      await post(disconnect);
    });
    const keys = queue.events.map(({ key }) => key);
    assert.match(keys[0] ?? '', /^disconnect\/[\w-]{36}$/);
    assert.is.not(keys[0], keys[1]);
  });

  test(`${name}: the option is checked, and what has no effect with it is refused`, () => {
    const code = (options: object): string | undefined => {
      try {
        make({}, options);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return undefined;
    };
    const queue = storeOf(stored);
    assert.is(code({ queue: {} }), 'options.queue');
    assert.is(code({ queue: 'redis://127.0.0.1' }), 'options.queue');
    assert.is(code({ queue, dedupe: { add: () => true } }), 'options.dedupe');
    assert.is(code({ queue, ack: 'after' }), 'options.ack');
    assert.is(code({ queue, dedupe: false, ack: 'first' }), undefined);
    assert.is(code({ queue: undefined }), undefined);
  });
}

const times: Record<string, number> = {
  '2026-11-24T00:00:01Z': 1_000_000,
  '2026-11-24T00:00:01.5Z': 1_500_000,
  '2026-11-24T00:00:01.123Z': 1_123_000,
  '2026-11-24T00:00:01.123456Z': 1_123_456,
  '2026-11-24T00:00:01.123456789Z': 1_123_456,
  '2026-11-24T02:00:01.000001+02:00': 1_000_001,
};

test('the time of an event is its eventTime in microseconds', () => {
  const start = Date.UTC(2026, 10, 24) * 1000;
  for (const [eventTime, expected] of Object.entries(times)) {
    assert.is(queuedEvent({ ...timed, eventTime } as never).time - start, expected, eventTime);
  }
});

test('an event without a readable time has the time that it was received', () => {
  for (const eventTime of [undefined, null, '', 'yesterday', 5, `2026-11-24T00:00:01Z${' '.repeat(100)}`]) {
    const { time, receivedAt } = queuedEvent({ ...timed, eventTime } as never);
    assert.is(time, receivedAt * 1000);
  }
});

test('an event belongs to its call, else to its conference or endpoint', () => {
  const group = (ids: object) => queuedEvent({ eventType: 'x', ...ids } as never).group;
  assert.is(group({ callId: 'c-1', conferenceId: 'conf-1' }), 'c-1');
  assert.is(group({ conferenceId: 'conf-1' }), 'conf-1');
  assert.is(group({ endpointId: 'e-1' }), 'e-1');
  assert.is(group({ callId: '', conferenceId: 5 }), undefined);
});

test('waitUntil and drain wait until the event is stored', async () => {
  const wait = gate();
  const waiting: Promise<unknown>[] = [];
  const options = { queue: storeOf(() => wait.promise.then(stored)), timeout: 30, onError: () => {} };
  const calls = onFetch({ disconnect: () => {} }, { ...options, waitUntil: (work) => void waiting.push(work) });
  const { post } = fetching(calls);
  assert.is((await post(timed)).status, 503);
  assert.is(waiting.length, 1);
  assert.is(calls.inFlight, 1);
  assert.is(await calls.drain({ timeout: 0 }), 1);
  wait.open();
  assert.is(await calls.drain(), 0);
  await waiting[0];
});

test('an event that is handled in the same process keeps the order of a call, and its retries', async () => {
  const journal = new QueueJournal();
  const queue = memoryQueue({ hooks: journal.hooks, backoff: () => 1, onError: () => {} });
  const [koa] = adapters;
  const handlers: AnyHandlers = {
    disconnect: (_event, { attempt }) => {
      if (attempt === 1) throw new Error('once');
    },
    recordingAvailable: () => {},
  };
  queue.work(handlers as never);
  await koa?.serve(handlers, { queue }, async ({ post }) => {
    assert.is((await post(timed)).status, 201);
    await journal.has('done');
  });
  assert.equal(
    journal.entries.map((entry) => entry.replace(/ .*#/, ' ').replace(/ d.*/, '')),
    ['queued', 'started 1', 'failed 1', 'started 2', 'done 2'],
  );
  await queue.close();
});

/** Returns an application whose `disconnect` handler runs from a queue. */
function appWith(handler: () => unknown) {
  const queue = memoryQueue({ backoff: () => 60_000, onError: () => {} });
  const handlers = { initiate: () => <Response />, disconnect: handler as () => void };
  queue.work(handlers);
  return { app: new Koa().use(webhooks(handlers, { queue })), queue };
}

test('a simulated call waits for handlers that run from a queue in the same process', async () => {
  const wait = gate();
  let isHandled = false;
  const { app, queue } = appWith(async () => {
    setTimeout(wait.open, 10);
    await wait.promise;
    isHandled = true;
  });
  const call = await simulate(app).call();
  await call.ends();
  assert.is(isHandled, true);
  await queue.close();
});

test('a simulated call fails if a handler that runs from a queue fails', async () => {
  const { app, queue } = appWith(() => {
    throw new Error('the mailbox is full');
  });
  const call = await simulate(app).call();
  assert.match((await errorOf(call.ends())).message, /handler of disconnect threw Error: the mailbox is full/);
  await queue.close();
});

test('a simulated call reports a queue that does not store an event', async () => {
  const app = new Koa().use(
    webhooks(
      { initiate: () => <Response />, disconnect: () => {} },
      { queue: storeOf(() => Promise.reject(new Error('no space'))), onError: () => {} },
    ),
  );
  const call = await simulate(app).call();
  const error = await call.ends().then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  assert.match(error?.message ?? call.transcript(), /the queue did not store the event: Error: no space/);
});

test.run();
