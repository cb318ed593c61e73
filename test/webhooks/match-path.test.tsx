// Which requests are the webhooks', and which go on untouched.
import { buffer } from 'node:stream/consumers';
import Router from '@koa/router';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { conferenceCreated, disconnect, Greeting, initiate, saying, unknown } from './phone-call.js';
import { appOf, serving } from './serving.js';

const test = suite('ownership');

/** Whoever comes next; it tells what it could read. */
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
  ['a list', ['/hooks', '/more']],
  ['a function', (given: string) => given.startsWith('/hooks')],
] as const) {
  test(`${what} says what is served; other paths go on, with their body`, () =>
    serving(appOf(webhooks({ initiate: Greeting }, { path }), next), async ({ post, send }) => {
      assert.is((await post(initiate, { path: '/hooks' })).status, 200);
      assert.is((await post(initiate, { path: '/hooks?a=b' })).status, 200);
      assert.is((await post(initiate, { path: '/more' })).status, what === 'a list' ? 200 : 202);
      assert.is((await post(initiate, { path: '/other' })).body, `next read ${JSON.stringify(initiate)}`);
      // What would be refused here is nobody's business there.
      const upload = await send({
        method: 'PUT',
        path: '/other',
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      });
      assert.is(upload.body, 'next read x');
    }));
}

test('without a path everything is served that comes', () =>
  serving(appOf(webhooks({ initiate: Greeting }), next), async ({ post }) => {
    for (const path of ['/', '/a', '/a/b']) assert.is((await post(initiate, { path })).status, 200);
  }));

test('HEAD, OPTIONS and a GET without an event go on, without credentials too', () => {
  const auth = { username: 'u', password: 'p' };
  return serving(appOf(webhooks({ initiate: Greeting }, { auth }), next), async ({ send }) => {
    for (const method of ['HEAD', 'OPTIONS', 'GET']) assert.is((await send({ method })).status, 202, method);
    assert.is((await send({ method: 'HEAD', path: '/?eventType=initiate' })).status, 202);
    assert.is((await send({ path: '/?event_type=initiate' })).status, 202);
  });
});

test('events without a handler, and unknown ones, go on; 404 says why where nobody is next', async () => {
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
      detail: 'There is no handler of initiate here.',
    });
    assert.is(JSON.parse((await post(unknown)).body).code, 'event.unknown-type');
  });
});

test('the 404 is left out where whoever came next has answered, with a 404 of its own too, or by itself', async () => {
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

test('a router serves each event on a path of its own, under a prefix', () => {
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

test('routers nest, and what is mounted has the whole path', () => {
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

test('several in a row share the events', () => {
  const app = appOf(webhooks({ initiate: Greeting }), webhooks({ answer: Greeting }));
  return serving(app, async ({ post }) => {
    assert.is((await post({ ...initiate, eventType: 'answer' })).status, 200);
    assert.is((await post(initiate)).status, 200);
  });
});

test('whoever comes next has the event as a body parser would have left it', () => {
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
