// Events with many fields, deep nesting or fields named __proto__, and the memory for bodies.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventError, parseEvent } from 'bxml-jsx/events';
import * as onFetch from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { adapters } from './adapters.js';
import { initiate, saying, unknown } from './phone-call.js';
import { appOf, serving } from './serving.js';

const test = suite('large events');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns an object with a number of fields. */
const fields = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [`f${nth}`, nth]));

const inside = { extra: fields(10_100) };
const tooLarge: readonly [what: string, event: object][] = [
  ['50,000 fields', { ...initiate, ...fields(50_000) }],
  ['10,100 fields in an object', { ...initiate, ...inside }],
  ['10,100 items in an array', { ...initiate, extra: Array(10_100).fill(1) }],
  ['10,100 fields in 101 objects', { ...initiate, extra: Array(101).fill(fields(101)) }],
  ['70,000 objects', { ...initiate, extra: Array(7000).fill([[[[[[[[[1]]]]]]]]]) }],
  ['fields beside an alias', { ...leastEvent('realTimeTranscriptionStarted'), ...fields(20_000) }],
  ['an unknown type', { ...unknown, ...fields(20_000) }],
];

for (const { name, serve } of adapters) {
  for (const [what, event] of tooLarge) {
    test(`refuses ${what} on ${name}`, () =>
      serve({ initiate: () => saying('x') }, {}, async ({ post }) => {
        const { status, body } = await post(event);
        assert.equal([status, JSON.parse(body).code], [400, 'event.too-large']);
      }));
  }

  test(`accepts large events within the limits on ${name}`, () =>
    serve({ initiate: () => saying('x') }, {}, async ({ post }) => {
      for (const extra of [
        fields(9000),
        { list: Array(9000).fill(1) },
        { text: ',{[:'.repeat(100_000) },
        { text: '\\",'.repeat(100_000) },
        { deep: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) },
      ]) {
        // Written by hand, because JSON.stringify would overflow the stack.
        const rest = 'deep' in extra ? `{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}` : JSON.stringify(extra);
        const body = `${JSON.stringify(initiate).slice(0, -1)},${rest.slice(1)}`;
        assert.is((await post({}, { method: 'POST', body })).status, 200, Object.keys(extra)[0]);
      }
    }));

  test(`removes fields named __proto__ at any depth on ${name}`, async () => {
    const least = JSON.stringify(leastEvent('initiate')).slice(0, -1);
    const forged = '{"admin":true,"__proto__":{"admin":true}}';
    for (const key of ['__proto__', '\\u005f_proto__', '__pr\\u006Fto__']) {
      const odd = `"${key}":${forged},"a":{"${key}":${forged},"b":[{"${key}":1,"c":2},[{"${key}":[]}]]}}`;
      const seen: object[] = [];
      const see = (event: object): null => {
        seen.push(event);
        return null;
      };
      const handlers = { initiate: see, callHeld: see } as never;
      const options = { onUnknown: see, events: { callHeld: { kind: 'async' } } as never, ack: 'after' } as const;
      await serve(handlers, options, async ({ post }) => {
        for (const begin of [least, '{"eventType":"callHeld"', '{"eventType":"tomorrow"', '{"event":"tomorrow"'])
          await post({}, { method: 'POST', body: `${begin},${odd}` });
      });
      assert.is(seen.length, 4);
      for (const event of seen) {
        assert.not.match(JSON.stringify(event), /__proto__|admin/);
        assert.equal(Reflect.get(event, 'a'), { b: [{ c: 2 }, [{}]] });
        assert.is(Object.getPrototypeOf(event), Object.prototype);
      }
    }
  });
}

test('removes fields named __proto__ from a parsed body without modifying it', async () => {
  const body = JSON.parse('{"eventType":"tomorrow","a":{"__proto__":{"admin":true},"b":1}}');
  const before = JSON.stringify(body);
  const seen: object[] = [];
  const app = appOf(
    (ctx, next) => {
      Object.assign(ctx.request, { body });
      return next();
    },
    webhooks({}, { onUnknown: (event) => seen.push(event) }),
  );
  await serving(app, async ({ post }) => assert.is((await post({})).status, 201));
  assert.is(JSON.stringify(seen), '[{"eventType":"tomorrow","a":{"b":1}}]');
  assert.is(JSON.stringify(body), before);
});

test('parseEvent refuses events that are too large, and does not copy valid ones', () => {
  const least = leastEvent('initiate');
  const extra = { a: [1, { b: 2 }] };
  assert.is(Reflect.get(parseEvent({ ...least, extra }), 'extra'), extra);
  for (const [, event] of tooLarge) {
    try {
      parseEvent(event);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, EventError);
      assert.is((error as EventError).code, 'event.too-large');
    }
  }
});

const MEGABYTE = 1_000_000;
const LENGTH = 300_000;
const text = JSON.stringify({ ...initiate, pad: 'x'.repeat(LENGTH) }).slice(0, LENGTH - 2);
const whole = new TextEncoder().encode(`${text}"}`);

/** Returns the bytes in use after garbage collection. */
function held(): number {
  collectGarbage();
  collectGarbage(); // The second run waits until the buffers that the first one found are freed.
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

for (const [what, size, pool] of [
  ['one byte', 1, 1],
  ['one byte of a large pool', 100, 65_536],
] as const) {
  test(`a body in chunks of ${what} uses only a few megabytes`, async () => {
    let at = 0;
    let before = 0;
    let most = 0;
    const length = pool > 1 ? 100_000 : whole.length;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (at === 0) before = held();
          if (at + size >= length) {
            most = held() - before;
            return controller.error(new Error('enough'));
          }
          const view = new Uint8Array(new ArrayBuffer(pool), 0, size);
          view.set(whole.subarray(at, at + size));
          at += size;
          controller.enqueue(view);
        },
      },
      { highWaterMark: 0 },
    );
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as const;
    assert.is((await onFetch.webhooks({})(new Request('http://hooks.example/', init))).status, 400);
    assert.ok(most < 3 * MEGABYTE, `${most} bytes`);
  });
}

test('a body in chunks of one byte uses only a few megabytes on koa', async () => {
  const middleware = webhooks({ initiate: () => saying('x') });
  const CHUNKS = 100_000;
  let before = 0;
  let most = 0;
  const app = appOf((ctx, next) => {
    before = held();
    let heard = 0;
    // The listener of the webhooks runs first for each chunk except the last.
    const emit = ctx.req.emit.bind(ctx.req);
    ctx.req.emit = (name: string | symbol, ...given: unknown[]) => {
      if (name === 'data' && ++heard === CHUNKS) most = held() - before;
      return emit(name, ...given);
    };
    return next();
  }, middleware);
  await serving(app, async ({ begin }) => {
    const request = begin({ method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
    const frames = Buffer.from('1\r\nx\r\n'.repeat(CHUNKS));
    // Written to the socket directly, as chunks that the client does not count.
    request.flushHeaders();
    await new Promise<void>((resolve) => request.once('socket', (socket) => socket.once('connect', () => resolve())));
    request.socket?.write(frames);
    request.socket?.end('0\r\n\r\n');
    await new Promise((resolve) => request.once('response', resolve));
  });
  assert.ok(most !== 0 && most < 6 * MEGABYTE, `${most} bytes`);
});

test.run();
