// Signals, timers and waiters do nothing after a request has been answered.
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { growthOf } from '../collected.js';
import { type AnyContext, type AnyOptions, adapters } from './adapters.js';
import { type Clock, stoppedClock } from './clock.js';
import { disconnect, initiate, saying, timed } from './phone-call.js';
import { appOf, latch, serving } from './serving.js';

const test = suite('clean-up after a response');

let clock: Clock;
test.before.each(() => {
  clock = stoppedClock();
});
test.after.each(() => clock.restore());

const DAY = 86_400_000;

for (const { serve, name } of adapters) {
  test(`the signal does not abort after the response on ${name}`, async () => {
    const signals: AbortSignal[] = [];
    const handlers = {
      initiate: (_event: object, { signal }: AnyContext) => {
        signals.push(signal);
        return saying('x');
      },
      answer: async (_event: object, { signal }: AnyContext) => {
        signals.push(signal);
        await new Promise(setImmediate);
        return saying('x');
      },
      gather: (_event: object, { signal }: AnyContext): never => {
        signals.push(signal);
        throw new Error('boom');
      },
    };
    await serve(handlers as never, { onError: () => undefined }, async ({ post }) => {
      await post(initiate);
      await post({ ...initiate, eventType: 'answer', startTime: timed.eventTime, answerTime: timed.eventTime });
      await post({ ...initiate, eventType: 'gather', digits: '1', startTime: timed.eventTime });
      assert.is(signals.length, 3);
      assert.is(clock.pending, 0);
      clock.tick(DAY);
    });
    // On Koa, the connections are closed by now.
    await new Promise(setImmediate);
    assert.equal(
      signals.map(({ aborted }) => aborted),
      [false, false, false],
    );
  });

  // On fetch, the body is always asynchronous.
  if (name !== 'fetch')
    test(`a synchronous handler sets no timer on ${name}`, async () => {
      await serve({ initiate: () => saying('x') }, {}, async ({ post }) => {
        assert.is((await post(initiate)).status, 200);
        assert.is((await post(initiate)).status, 200);
      });
      assert.is(clock.started, 0);
    });

  test(`a signal that is read after the response never aborts and sets no timer on ${name}`, async () => {
    const contexts: AnyContext[] = [];
    const handler = (_event: object, context: AnyContext) => {
      contexts.push(context);
      return saying('x');
    };
    await serve({ initiate: handler }, {}, async ({ post }) => void (await post(initiate)));
    const signal = contexts[0]?.signal;
    assert.is(clock.pending, 0);
    clock.tick(DAY);
    assert.is(signal?.aborted, false);
  });

  test(`a signal that is read after the deadline is aborted on ${name}`, async () => {
    const [begun, end, late] = [latch<AnyContext>(), latch(), latch()];
    const handler = async (_event: object, context: AnyContext) => {
      begun.open(context);
      await end.opened;
      return saying('x');
    };
    const options: AnyOptions = { onError: () => undefined, hooks: { late: () => late.open() } };
    await serve({ initiate: handler }, options, async ({ post }) => {
      const replied = post(initiate);
      const context = await begun.opened;
      clock.tick(12_000);
      await replied;
      assert.ok(context.signal.aborted);
      assert.match(String(context.signal.reason), /12000 ms/);
      assert.is(clock.pending, 0);
      end.open();
      await late.opened;
    });
  });

  test(`the timeout includes the time before the handler starts on ${name}`, async () => {
    const [begun, end] = [latch<AnyContext>(), latch()];
    const path = (): boolean => {
      clock.tick(7000);
      return true;
    };
    const handler = async (_event: object, context: AnyContext) => {
      begun.open(context);
      await end.opened;
      return saying('x');
    };
    await serve({ initiate: handler }, { path, onError: () => undefined }, async ({ post }) => {
      const replied = post(initiate);
      const { signal } = await begun.opened;
      clock.tick(4999);
      assert.not.ok(signal.aborted);
      clock.tick(1);
      assert.ok(signal.aborted);
      assert.is((await replied).status, 500);
      end.open();
    });
  });

  test(`onError has one second, and its timer is cleared, on ${name}`, async () => {
    const asked = latch();
    const [given, boom] = [latch<unknown>(), new Error('boom')];
    const handler = (): never => {
      throw boom;
    };
    const onError = (): unknown => {
      asked.open();
      return given.opened;
    };
    await serve({ initiate: handler }, { onError }, async ({ post }) => {
      const replied = post(initiate);
      await asked.opened;
      clock.tick(999);
      given.open(saying('In time'));
      assert.match((await replied).body, />In time</);
      assert.is(clock.pending, 0);
    });
  });

  test(`handles the event and reports dedupe.timeout if the dedupe store never settles on ${name}`, async () => {
    const [asked, handled, reported] = [latch(), latch(), latch<unknown>()];
    const store = {
      add: (): Promise<boolean> => {
        asked.open();
        return new Promise(() => undefined);
      },
    };
    const onError: AnyOptions['onError'] = (error, { stage }) =>
      reported.open([(error as { code?: string }).code, stage, String(error).includes('3000 ms')]);
    const options: AnyOptions = { ack: 'after', timeout: 3000, dedupe: store, onError };
    await serve({ disconnect: () => handled.open() }, options, async ({ post }) => {
      const replied = post(timed);
      await asked.opened;
      clock.tick(3000);
      assert.equal(await reported.opened, ['dedupe.timeout', 'async', true]);
      await handled.opened;
      assert.is((await replied).status, 201);
    });
    assert.is(clock.pending, 0);
  });

  test(`handles the event and reports dedupe.result if the dedupe store returns no boolean on ${name}`, async () => {
    for (const given of [undefined, null, 1, 'OK']) {
      const reported: unknown[] = [];
      let handled = 0;
      const onError: AnyOptions['onError'] = (error) => reported.push((error as { code?: string }).code);
      const options: AnyOptions = { ack: 'after', dedupe: { add: () => given as never }, onError };
      await serve({ disconnect: () => void handled++ }, options, async ({ post }) => {
        assert.is((await post(timed)).status, 201);
      });
      assert.equal([handled, reported], [1, ['dedupe.result']], String(given));
      assert.is(clock.pending, 0);
    }
  });

  test(`an event named like an inherited property is unknown on ${name}`, async () => {
    const events = { callHeld: { kind: 'async' } } as never;
    for (const options of [{}, { events }]) {
      await serve({}, options, async ({ send, post }) => {
        for (const eventType of ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf']) {
          const named = JSON.stringify({ eventType, callId: 'c-1' });
          const replies = [
            await send({ method: 'POST', body: named }),
            await post({ event: eventType }),
            await send({ path: `/?eventType=${eventType}` }),
          ];
          // On Koa the next middleware would respond, but there is none.
          for (const { status, body } of replies) {
            assert.is(status, 404, eventType);
            assert.is(JSON.parse(body).code, 'event.unknown-type', eventType);
          }
        }
      });
    }
  });
}

test('calls onUnknown with an event named like an inherited property', async () => {
  for (const { serve } of adapters) {
    const seen: unknown[] = [];
    const options: AnyOptions = {
      events: { callHeld: { kind: 'async' } } as never,
      onUnknown: ({ eventType }) => void seen.push(eventType),
    };
    await serve({}, options, async ({ post }) => {
      for (const eventType of ['constructor', 'toString']) assert.is((await post({ eventType })).status, 201);
    });
    assert.equal(seen, ['constructor', 'toString']);
  }
});

test('basicAuth clears its timer when the auth function settles', async () => {
  for (const [auth, status] of [
    [async () => true, 404],
    [async () => false, 401],
    [() => Promise.reject(new Error('boom')), 500],
  ] as const) {
    await serving(appOf(basicAuth({ auth })), async ({ post }) => {
      const reply = await post(initiate, { headers: { authorization: `Basic ${btoa('a:b')}` } });
      assert.is(reply.status, status);
      assert.is(clock.pending, 0);
    });
  }
});

test('drain releases its waiter after a timeout', async () => {
  const [begun, end] = [latch(), latch()];
  const middleware = webhooks({
    disconnect: () => {
      begun.open();
      return end.opened;
    },
  });
  await serving(appOf(middleware), async ({ post }) => {
    await post(disconnect);
    clock.tick(0);
    await begun.opened;
    const growth = await growthOf(async () => {
      for (let round = 0; round < 30_000; round++) {
        const drained = middleware.drain({ timeout: 1 });
        await Promise.resolve();
        clock.tick(1);
        assert.is(await drained, 1);
      }
    });
    assert.is(clock.pending, 0);
    assert.ok(growth < 1_000_000, `${growth} bytes`);
    const drained = middleware.drain({ timeout: 1000 });
    await Promise.resolve();
    assert.is(clock.pending, 1);
    // Node fires timers above the maximum delay at once.
    const patient = [middleware.drain({ timeout: 2 ** 31 }), middleware.drain({ timeout: Number.POSITIVE_INFINITY })];
    await Promise.resolve();
    assert.is(clock.pending, 1);
    end.open();
    assert.equal(await Promise.all([drained, ...patient]), [0, 0, 0]);
    assert.is(clock.pending, 0, 'the timer of a drain goes with it');
  });
});

test.run();
