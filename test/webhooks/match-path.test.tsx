// Requests that the webhooks handle, and requests that they pass on unmodified.
import { buffer } from 'node:stream/consumers';
import Router from '@koa/router';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { conferenceCreated, disconnect, Greeting, initiate, saying, unknown } from './phone-call.js';
import { appOf, serving } from './serving.js';

const test = suite('matching paths');

/** The next middleware. It responds with the body that it could read. */
const next: Koa.Middleware = async (ctx) => {
  ctx.status = 202;
  ctx.body = `next read ${await buffer(ctx.req)}`;
};

function routed(router: Router, ...others: Koa.Middleware[]): Koa {
  const app = new Koa();
  app.use(router.routes());
  for (const other of others) app.use(other);
  return app;
}

for (const [what, path] of [
  ['a path', '/hooks'],
  ['an array', ['/hooks', '/more']],
  ['a predicate', (given: string) => given.startsWith('/hooks')],
] as const) {
  test(`${what} selects the handled paths; other requests pass with their body`, () =>
    serving(appOf(webhooks({ initiate: Greeting }, { path }), next), async ({ post, send }) => {
      assert.is((await post(initiate, { path: '/hooks' })).status, 200);
      assert.is((await post(initiate, { path: '/hooks?a=b' })).status, 200);
      assert.is((await post(initiate, { path: '/more' })).status, what === 'an array' ? 200 : 202);
      assert.is((await post(initiate, { path: '/other' })).body, `next read ${JSON.stringify(initiate)}`);
      // Requests that would be refused on the path pass unchecked on other paths.
      const upload = await send({
        method: 'PUT',
        path: '/other',
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      });
      assert.is(upload.body, 'next read x');
    }));
}

test('handles every path without the option path', () =>
  serving(appOf(webhooks({ initiate: Greeting }), next), async ({ post }) => {
    for (const path of ['/', '/a', '/a/b']) assert.is((await post(initiate, { path })).status, 200);
  }));

test('passes on HEAD, OPTIONS and a GET without an event, even without credentials', () => {
  const auth = { username: 'u', password: 'p' };
  return serving(appOf(webhooks({ initiate: Greeting }, { auth }), next), async ({ send }) => {
    for (const method of ['HEAD', 'OPTIONS', 'GET']) assert.is((await send({ method })).status, 202, method);
    assert.is((await send({ method: 'HEAD', path: '/?eventType=initiate' })).status, 202);
    assert.is((await send({ path: '/?event_type=initiate' })).status, 202);
  });
});

test('passes on unknown events and events without a handler; responds 404 with the reason if no middleware does', async () => {
  await serving(appOf(webhooks({}), next), async ({ post }) => {
    assert.is((await post(initiate)).status, 202);
    assert.is((await post(unknown)).status, 202);
    assert.is((await post(disconnect)).status, 201);
  });
  await serving(appOf(webhooks({})), async ({ post }) => {
    const { status, body } = await post(initiate);
    assert.is(status, 404);
    assert.equal(JSON.parse(body), {
      status: 404,
      code: 'event.no-handler',
      detail: 'No handler is registered for initiate.',
    });
    assert.is(JSON.parse((await post(unknown)).body).code, 'event.unknown-type');
  });
});

test('sends no 404 if the next middleware responded, even with its own 404 or by itself', async () => {
  const own = (answer: (ctx: Koa.Context) => void): Koa => appOf(webhooks({}), (ctx) => answer(ctx));
  const notFound = own((ctx) => {
    ctx.status = 404;
    ctx.body = 'mine';
  });
  await serving(notFound, async ({ post }) => assert.is((await post(initiate)).body, 'mine'));
  const byItself = own((ctx) => {
    ctx.respond = false;
    setImmediate(() => ctx.res.writeHead(200).end(String(ctx.res.getHeader('content-type'))));
  });
  await serving(byItself, async ({ post }) => assert.is((await post(initiate)).body, 'undefined'));
});

test('a router with a prefix serves each event on its own path', () => {
  const router = new Router({ prefix: '/calls' });
  router.all('/start', webhooks({ initiate: Greeting }));
  router.all('/end', webhooks({ disconnect: () => undefined }));
  return serving(routed(router, next), async ({ post, send }) => {
    assert.equal(verbsOf((await post(initiate, { path: '/calls/start' })).body), [
      ['SpeakSentence', {}, 'Hello +15551230001'],
    ]);
    assert.is((await post(disconnect, { path: '/calls/end' })).status, 201);
    assert.is((await post(initiate, { path: '/calls/end' })).status, 202);
    assert.is((await post(initiate, { path: '/start' })).status, 202);
    assert.is((await send({ method: 'PUT', path: '/calls/start', body: '{}' })).status, 405);
  });
});

test('nested routers keep the full path', () => {
  const inner = new Router();
  inner.post('/all', webhooks({ initiate: (_event, { ctx }) => saying(ctx.path), conferenceCreated: () => null }));
  const outer = new Router();
  outer.use('/v1/:tenant', inner.routes());
  return serving(routed(outer), async ({ post }) => {
    assert.equal(verbsOf((await post(initiate, { path: '/v1/acme/all' })).body), [
      ['SpeakSentence', {}, '/v1/acme/all'],
    ]);
    assert.is((await post(conferenceCreated, { path: '/v1/acme/all' })).status, 204);
  });
});

test('several webhooks middleware share the events', () => {
  const app = appOf(webhooks({ initiate: Greeting }), webhooks({ answer: Greeting }));
  return serving(app, async ({ post }) => {
    assert.is((await post({ ...initiate, eventType: 'answer' })).status, 200);
    assert.is((await post(initiate)).status, 200);
  });
});

test('the next middleware gets the event in request.body', () => {
  const reader: Koa.Middleware = (ctx) => {
    ctx.body = { read: (ctx.request as { body?: unknown }).body };
  };
  const app = appOf(webhooks({}, { onUnknown: () => false }), reader);
  return serving(app, async ({ post, send }) => {
    for (const event of [initiate, unknown]) assert.equal(JSON.parse((await post(event)).body), { read: event });
    assert.equal(JSON.parse((await send({ path: `/?${new URLSearchParams(initiate)}` })).body).read, undefined);
  });
});

test.run();
