// Asynchronous events, which are always acknowledged.
import { once } from 'node:events';
import * as onFetch from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type AnyOptions, adapters } from './adapters.js';
import { disconnect, saying } from './phone-call.js';
import { appOf, latch, serving } from './serving.js';

const test = suite('asynchronous events');

const boom = new Error('boom');
const failing: readonly [what: string, handler: () => unknown, check: (error: unknown) => void][] = [
  [
    'throws',
    () => {
      throw boom;
    },
    (error) => assert.is(error, boom),
  ],
  ['rejects', () => Promise.reject(boom), (error) => assert.is(error, boom)],
  [
    'throws a text',
    () => {
      throw 'boom';
    },
    (error) => assert.is(error, 'boom'),
  ],
  ['returns a document', () => saying('x'), (error) => assert.is((error as { code?: string }).code, 'async-document')],
  [
    'promises a document',
    async () => saying('x'),
    (error) => assert.match(String(error), /disconnect returned a document, which Bandwidth does not read/),
  ],
];

for (const result of ['<Response/>', ' \n<Bxml>', '<?xml version="1.0"?><Response/>', [saying('x')]]) {
  test(`${typeof result === 'string' ? result : 'an element in an array'} from the handler of an asynchronous event is reported`, async () => {
    const errors: unknown[] = [];
    const options: AnyOptions = { ack: 'after', onError: (error) => void errors.push(error) };
    const handler = (): Promise<string> => Promise.resolve(result as string);
    for (const { serve } of adapters) {
      await serve({ disconnect: handler }, options, async ({ post }) => {
        await post(disconnect);
      });
    }
    assert.equal(
      errors.map((error) => (error as { code?: string }).code),
      adapters.map(() => 'async-document'),
    );
  });
}

for (const result of ['stored', '', '<responses/>', '5 < 6 <Response/>', ['stored'], [], { body: '<Response/>' }]) {
  test(`${JSON.stringify(result)} from the handler of an asynchronous event is ignored`, async () => {
    const errors: unknown[] = [];
    const options: AnyOptions = { ack: 'after', onError: (error) => void errors.push(error) };
    for (const { serve } of adapters) {
      await serve({ disconnect: () => result }, options, async ({ post }) => {
        await post(disconnect);
      });
    }
    assert.equal(errors, []);
  });
}

for (const { serve, name } of adapters) {
  test(`acknowledges before the handler runs by default on ${name}`, async () => {
    const [begun, end] = [latch<boolean>(), latch()];
    const handler = async (_event: object, { signal }: { signal: AbortSignal }): Promise<void> => {
      begun.open(signal.aborted);
      await end.opened;
    };
    await serve({ disconnect: handler }, {}, async ({ post }) => {
      const { status, body, headers } = await post(disconnect);
      assert.equal([status, body, headers['content-type']], [201, '', undefined]);
      assert.is(await begun.opened, false);
      end.open();
    });
  });

  test(`acknowledges after the handler with ack: 'after' on ${name}`, async () => {
    const order: string[] = [];
    const handler = async (): Promise<void> => {
      await new Promise(setImmediate);
      order.push('handled');
    };
    await serve({ disconnect: handler }, { ack: 'after' }, async ({ post }) => {
      assert.is((await post(disconnect)).status, 201);
      order.push('acknowledged');
    });
    assert.equal(order, ['handled', 'acknowledged']);
  });

  for (const ackStatus of [200, 201, 204] as const) {
    test(`ackStatus ${ackStatus} has no body on ${name}`, () =>
      serve({ disconnect: () => 'ignored' }, { ackStatus }, async ({ post }) => {
        const { status, body, headers } = await post(disconnect);
        assert.equal([status, body, headers['content-type']], [ackStatus, '', undefined]);
      }));
  }

  for (const ack of ['first', 'after'] as const) {
    for (const [what, handler, check] of failing) {
      test(`a handler that ${what} is reported once with ack: '${ack}' on ${name}`, async () => {
        const reported = latch<readonly unknown[]>();
        let times = 0;
        const onError: AnyOptions['onError'] = (error, { stage, event, eventType, context }) => {
          times++;
          reported.open([error, stage, event, eventType, typeof context?.signal]);
          return saying('never sent');
        };
        await serve({ disconnect: handler as () => undefined }, { ack, onError }, async ({ post }) => {
          const { status, body } = await post(disconnect);
          assert.equal([status, body], [201, '']);
          const [error, ...info] = await reported.opened;
          check(error);
          assert.equal(info, ['async', disconnect, 'disconnect', 'object']);
          assert.is(times, 1);
        });
      });
    }
  }

  test(`acknowledges if onError fails on ${name}`, async () => {
    // biome-ignore lint/suspicious/noThenProperty: this test is about thenables.
    const thenable = { then: (_done: unknown, fail: (error: Error) => void) => fail(new Error('in onError')) };
    for (const onError of [
      () => {
        throw new Error('in onError');
      },
      () => Promise.reject(new Error('in onError')),
      () => thenable,
    ]) {
      await serve({ disconnect: () => Promise.reject(boom) }, { ack: 'after', onError }, async ({ post }) => {
        assert.is((await post(disconnect)).status, 201);
      });
    }
  });

  test(`calls waitUntil with the work and reports its errors on ${name}`, async () => {
    const end = latch();
    const works: Promise<unknown>[] = [];
    await serve({ disconnect: () => end.opened }, { waitUntil: (work) => works.push(work) }, async ({ post }) => {
      assert.is((await post(disconnect)).status, 201);
      assert.is(works.length, 1);
      assert.is(await Promise.race([...works, Promise.resolve('runs')]), 'runs');
      end.open();
      await Promise.all(works);
    });
    const [handled, reported] = [latch(), latch<unknown>()];
    const options: AnyOptions = {
      waitUntil: () => {
        throw boom;
      },
      onError: reported.open,
    };
    await serve({ disconnect: () => handled.open() }, options, async ({ post }) => {
      assert.is((await post(disconnect)).status, 201);
      assert.is(await reported.opened, boom);
      await handled.opened;
    });
  });
}

test('without onError, errors are emitted on the Koa app, always as an Error', async () => {
  for (const [, handler] of failing) {
    const app = appOf(webhooks({ disconnect: handler as () => undefined }));
    const failed = once(app, 'error');
    await serving(app, async ({ post }) => {
      assert.is((await post(disconnect)).status, 201);
      assert.match(String((await failed)[0]), /boom|Bandwidth does not read|not an Error was thrown/);
    });
  }
});

test('calls waitUntil of the platform as a method, with each request', async () => {
  class Platform {
    readonly #works: Promise<unknown>[] = [];
    waitUntil(work: Promise<unknown>): void {
      this.#works.push(work);
    }
    get works(): readonly Promise<unknown>[] {
      return this.#works;
    }
  }
  let handled = 0;
  const inOptions: unknown[] = [];
  const answer = onFetch.webhooks({ disconnect: () => void handled++ }, { waitUntil: (work) => inOptions.push(work) });
  const body = JSON.stringify(disconnect);
  const request = (): Request =>
    new Request('http://hooks.example/', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const platforms = [new Platform(), new Platform()];
  for (const platform of platforms) {
    assert.is((await answer(request(), platform)).status, 201);
    assert.is(platform.works.length, 1);
    await platform.works[0];
  }
  assert.equal([handled, inOptions], [2, []]);
  // A second argument that is not a platform is ignored, since servers pass arbitrary ones.
  for (const other of [undefined, null, {}, { waitUntil: 5 }]) {
    assert.is((await answer(request(), other as never)).status, 201);
  }
  assert.is(inOptions.length, 4);
  await Promise.all(inOptions);
});

for (const [framework, make] of [
  ['koa', webhooks],
  ['node', onNode.webhooks],
  ['fetch', onFetch.webhooks],
] as const) {
  test(`inFlight is 0 and drain resolves to 0 at first on ${framework}`, async () => {
    const made = make({});
    assert.is(made.inFlight, 0);
    assert.equal([await made.drain(), await made.drain({ timeout: 5 }), await made.drain({})], [0, 0, 0]);
  });
}

test('inFlight counts running handlers, and drain waits for them', async () => {
  const ends = [latch(), latch()];
  let begun = 0;
  const bothBegun = latch();
  const middleware = webhooks({
    disconnect: () => {
      if (++begun === 2) bothBegun.open();
      return ends[begun - 1]?.opened;
    },
  });
  await serving(appOf(middleware), async ({ post }) => {
    await post(disconnect);
    await post(disconnect);
    await bothBegun.opened;
    assert.is(middleware.inFlight, 2);
    assert.is(await middleware.drain({ timeout: 1 }), 2);
    ends[0]?.open();
    const drained = [
      middleware.drain(),
      middleware.drain({ timeout: Number.POSITIVE_INFINITY }),
      middleware.drain({ timeout: 60_000 }),
    ];
    assert.is(await Promise.race([...drained, new Promise((resolve) => setImmediate(resolve, 'runs'))]), 'runs');
    ends[1]?.open();
    assert.equal(await Promise.all(drained), [0, 0, 0]);
    assert.is(middleware.inFlight, 0);
  });
});

for (const ack of ['first', 'after'] as const) {
  test(`drain resolves if onError of an asynchronous event never settles, with ack: '${ack}'`, async () => {
    const reported = latch();
    const onError = (): Promise<void> => {
      reported.open();
      return new Promise(() => undefined);
    };
    const answer = onFetch.webhooks({ disconnect: () => Promise.reject(boom) }, { ack, onError });
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', body: JSON.stringify(disconnect), headers };
    const replied = answer(new Request('http://hooks.example/', init));
    await reported.opened;
    assert.is(answer.inFlight, 1, 'it is waited for');
    assert.is(await answer.drain({ timeout: 5 }), 1);
    assert.is(await answer.drain(), 0);
    assert.is((await replied).status, 201);
    assert.is(answer.inFlight, 0);
  });
}

test('drain waits up to a second for onError of an asynchronous event', async () => {
  let isLogged = false;
  const onError = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    isLogged = true;
  };
  const answer = onFetch.webhooks({ disconnect: () => Promise.reject(boom) }, { onError });
  const headers = { 'content-type': 'application/json' };
  await answer(new Request('http://hooks.example/', { method: 'POST', body: JSON.stringify(disconnect), headers }));
  assert.equal([await answer.drain(), isLogged], [0, true]);
});

test('drain throws for a bare number instead of options', async () => {
  const answer = onFetch.webhooks({ disconnect: () => undefined });
  for (const options of [5, '5', null] as unknown as onFetch.DrainOptions[]) {
    const outcome = await answer.drain(options).catch((error: unknown) => error);
    assert.is(Object(outcome).code, 'options.type');
    assert.match(String(outcome), 'drain({ timeout: 10_000 })');
  }
});

test.run();
