// Bodies that earlier middleware has parsed or consumed: used if they are available, otherwise reported.
import * as onFetch from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import type Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { type Front, gone, left, type Place, putBack, readable } from './middleware-bodies.js';
import { Greeting, initiate } from './phone-call.js';
import { appOf, type HttpClient, type Sent, serving, servingListener } from './serving.js';

const test = suite('bodies after earlier middleware');

const small = JSON.stringify({ ...initiate, from: 'Zoë 🎵' });
const large = JSON.stringify({ ...initiate, from: 'Zoë 🎵', more: '€🎵'.repeat(30_000) });
const chunked = { 'transfer-encoding': 'chunked' };
const bodies: readonly (Sent & { readonly how: string })[] = [
  { how: 'small', body: small },
  { how: 'large', body: large },
  { how: 'small, in chunks', body: small, headers: chunked },
  { how: 'large, in chunks', body: large, headers: chunked },
];
const hello = [['SpeakSentence', {}, 'Hello Zoë 🎵']];

/** The adapters for Node streams, each with the middleware before it. */
const adapters: readonly {
  readonly name: string;
  serve(front: Front, use: (client: HttpClient) => Promise<void>): Promise<void>;
}[] = [
  {
    name: 'koa',
    serve: (front, use) =>
      serving(
        appOf(
          inFront(front, (ctx) => ctx.request),
          webhooks({ initiate: Greeting }),
        ),
        use,
      ),
  },
  {
    name: 'koa, on the request of Node',
    serve: (front, use) =>
      serving(
        appOf(
          inFront(front, (ctx) => ctx.req),
          webhooks({ initiate: Greeting }),
        ),
        use,
      ),
  },
  {
    name: 'node',
    serve: (front, use) => {
      const answer = onNode.webhooks({ initiate: Greeting });
      return servingListener((req, res) => {
        const acted: unknown = front.act(req, req);
        if (acted instanceof Promise) void acted.then(() => answer(req, res));
        else answer(req, res);
      }, use);
    },
  },
];

const inFront =
  ({ act }: Front, placeOf: (ctx: Koa.Context) => object): Koa.Middleware =>
  async (ctx, next) => {
    const acted: unknown = act(ctx.req, placeOf(ctx));
    // Only awaited if asynchronous, so that the webhooks receive the stream in exactly this state.
    if (acted instanceof Promise) await acted;
    await next();
  };

for (const { name, serve } of adapters) {
  for (const front of [...left, ...readable]) {
    for (const { how, ...sent } of bodies) {
      test(`reads ${front.what} on ${name}, ${how}`, () =>
        serve(front, async ({ send, errors }) => {
          const { status, body } = await send({ method: 'POST', ...sent });
          assert.equal([status, errors], [200, []], body);
          assert.equal(verbsOf(body), hello);
        }));
    }
  }

  for (const front of putBack) {
    for (const { how, ...sent } of bodies.slice(0, 2)) {
      test(`reads ${front.what} on ${name}, ${how}`, () =>
        serve(front, async ({ send }) => assert.is((await send({ method: 'POST', ...sent })).status, 200)));
    }
  }

  for (const front of gone) {
    for (const { how, ...sent } of bodies) {
      test(`reports request.consumed for ${front.what} on ${name}, ${how}`, () =>
        serve(front, async ({ send, errors }) => {
          const { status, body } = await send({ method: 'POST', ...sent });
          assert.equal([status, JSON.parse(body).code], [500, 'request.failed']);
          const [error, ...others] = errors as { code?: string; message?: string }[];
          assert.equal([error?.code, others.length], ['request.consumed', 0]);
          assert.match(error?.message ?? '', /before the middleware that reads the body/);
        }));
    }
  }

  test(`responds 400 to an invalid body on ${name}, in any form`, async () => {
    for (const front of [...left.filter(({ what }) => !what.includes('object')), ...readable, ...putBack]) {
      await serve(front, async ({ send, errors }) => {
        const statuses = [];
        for (const body of ['{"a":', '{}', '[]', '"x"', 'null'])
          statuses.push((await send({ method: 'POST', body })).status);
        assert.equal([front.what, statuses, errors.length], [front.what, [400, 400, 400, 400, 400], 0]);
      });
    }
  });
}

test('counts bytes whatever encoding the stream has', async () => {
  // 20 bytes are 18 characters, 40 in base 16.
  const body = '"€🎵€🎵€"'.padEnd(20);
  const length = Buffer.byteLength(body);
  for (const limit of [length - 1, length]) {
    for (const headers of [{}, chunked]) {
      for (const front of [...left.filter(({ what }) => !what.includes('object')), ...readable]) {
        if (front.what.includes('byte order mark')) continue;
        const app = appOf(
          inFront(front, (ctx) => ctx.request),
          webhooks({}, { limit }),
        );
        await serving(app, async ({ send }) => {
          const reply = await send({ method: 'POST', body, headers });
          const code = limit < length ? 'request.size' : 'event.not-object';
          assert.equal([front.what, JSON.parse(reply.body).code], [front.what, code]);
        });
      }
    }
  }
});

test('responds 415 to bytes that are still compressed', () => {
  const act = (_request: unknown, place: object): unknown =>
    Object.assign(place, { rawBody: Uint8Array.of(0x1f, 0x8b, 8, 0) });
  const app = appOf(
    inFront({ what: 'gzip', act }, (ctx) => ctx.req),
    webhooks({}),
  );
  return serving(app, async ({ send }) => {
    const reply = await send({ method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } });
    assert.equal([reply.status, JSON.parse(reply.body).code], [415, 'request.content-encoding']);
    // Decompressed bytes are read even if the header is still set.
    const plain = appOf(
      inFront(left[0] as Front, (ctx) => ctx.req),
      webhooks({ initiate: Greeting }),
    );
    await serving(plain, async ({ post }) =>
      assert.is((await post(initiate, { headers: { 'content-encoding': 'gzip' } })).status, 200),
    );
  });
});

test('reads the body if a body parser skipped its content type', async () => {
  const { default: bodyParser } = await import('koa-bodyparser');
  await serving(appOf(bodyParser(), webhooks({ initiate: Greeting })), async ({ post, errors }) => {
    const reply = await post(initiate, { headers: { 'content-type': 'application/json; =' } });
    assert.equal([reply.status, errors], [200, []], reply.body);
  });
});

test('the next middleware gets the body from the parser, otherwise the one that the webhooks read', async () => {
  for (const [front, expected] of [
    [readable[0], { eventType: 'tomorrow' }],
    [readable.find(({ what }) => what === 'an empty object'), { eventType: 'tomorrow' }],
    [left[0], [...Buffer.from('{"eventType":"tomorrow"}')]],
    [left.find(({ what }) => what === 'a string in body'), '{"eventType":"tomorrow"}'],
  ] as const) {
    const app = appOf(
      inFront(front as Front, (ctx) => ctx.request),
      webhooks({}),
      (ctx) => {
        const { body } = ctx.request as Place;
        ctx.body = { body: Buffer.isBuffer(body) ? [...body] : body };
      },
    );
    await serving(app, async ({ post }) => {
      assert.equal(JSON.parse((await post({ eventType: 'tomorrow' })).body), { body: expected });
    });
  }
});

const post = (init: object = {}): Request =>
  new Request('http://hooks.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: small,
    ...init,
  });

/** Returns a request with properties that the host added. */
const hosted = (request: Request, place: Place): Request => {
  for (const [name, value] of Object.entries(place)) Object.defineProperty(request, name, { value });
  return request;
};

const stream = (...chunks: readonly unknown[]): Request =>
  post({
    duplex: 'half',
    body: new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    }),
  });

const bytes = new TextEncoder().encode(small);
const [first, second] = [bytes.subarray(0, 60), bytes.subarray(60)];

for (const [what, request] of [
  ['an untouched request', () => post()],
  ['a clone of a request', () => post().clone()],
  ['chunks of bytes', () => stream(first, second)],
  ['empty chunks', () => stream(new Uint8Array(0), first, new Uint8Array(0), second)],
  [
    'chunks that are ArrayBuffers and DataViews',
    () => stream(new Uint8Array(first).buffer, new DataView(new Uint8Array(second).buffer)),
  ],
  ['chunks that are strings', () => stream(small.slice(0, 30), small.slice(30))],
  ['a Buffer in body', () => hosted(post(), { body: Buffer.from(small) })],
  ['a string in body', () => hosted(post(), { body: small })],
  ['an object in body', () => hosted(post(), { body: JSON.parse(small) })],
  ['a Buffer in rawBody', () => hosted(post(), { rawBody: Buffer.from(small) })],
] as const) {
  test(`reads ${what} on fetch`, async () => {
    const response = await onFetch.webhooks({ initiate: Greeting })(request());
    assert.is(response.status, 200);
    assert.equal(verbsOf(await response.text()), hello);
  });
}

for (const [what, use] of [
  ['a request that was read', (request) => request.text()],
  ['a request that is being read', (request) => request.body?.getReader()],
  ['a request that was partly read', (request) => readOne(request)],
  ['a request that was canceled', (request) => request.body?.cancel()],
] as readonly (readonly [string, (request: Request) => unknown])[]) {
  test(`reports request.consumed for ${what} on fetch, unless its bytes are in rawBody`, async () => {
    const reported: unknown[] = [];
    const answer = onFetch.webhooks(
      { initiate: Greeting },
      { onError: (error) => reported.push((error as { code: string }).code) },
    );
    const [lost, kept] = [stream(first, second), stream(first, second)];
    await use(lost);
    await use(kept);
    assert.is((await answer(lost)).status, 500);
    assert.equal(reported, ['request.consumed']);
    assert.is((await answer(hosted(kept, { rawBody: bytes }))).status, 200);
    assert.is(reported.length, 1);
  });
}

async function readOne(request: Request): Promise<void> {
  const reader = request.body?.getReader();
  await reader?.read();
  reader?.releaseLock();
}

test('reports chunks that are not bytes on fetch', async () => {
  const reported: string[] = [];
  const answer = onFetch.webhooks({}, { onError: (error) => reported.push(String(error)) });
  assert.is((await answer(stream({ a: 1 }))).status, 500);
  assert.is((await answer(stream(undefined, bytes))).status, 500);
  assert.equal(reported.length, 2);
  assert.match(reported[0] ?? '', /neither bytes nor a string/);
});

test.run();
