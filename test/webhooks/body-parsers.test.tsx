// Webhooks behind body parsers and basicAuth, and behind middleware that has consumed the body.
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import Router from '@koa/router';
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import bodyParserOfOld from 'koa-bodyparser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { disconnect, Greeting, initiate, unknown } from './phone-call.js';
import { appOf, type Client, serving } from './serving.js';

// Imported without types, which conflict with those of the other parser.
const { bodyParser } = createRequire(import.meta.url)('@koa/bodyparser') as { bodyParser: () => Koa.Middleware };

const test = suite('body parsers');

const hello = [['SpeakSentence', {}, 'Hello +15551230001']];
const auth = { username: 'u', password: 'p' };
const headers = { authorization: `Basic ${btoa('u:p')}` };
const handlers = { initiate: Greeting, disconnect: () => undefined };
const text = { 'content-type': 'text/plain' };

for (const [name, parser] of [
  ['koa-bodyparser', () => bodyParserOfOld()],
  ['@koa/bodyparser', () => bodyParser()],
] as const) {
  const check = async ({ post, send }: Client): Promise<void> => {
    assert.equal(verbsOf((await post(initiate)).body), hello);
    assert.is((await post(disconnect)).status, 201);
    assert.is((await send({ path: `/?${new URLSearchParams(initiate)}` })).status, 200);
    assert.is((await post({ eventType: 'initiate' })).status, 400);
    assert.is((await post({ ...initiate, eventType: 'answer', startTime: 'x', answerTime: 'y' })).status, 404);
    assert.is((await post(unknown)).status, 404);
    assert.is((await send({ method: 'POST', body: '{"a":' })).status, 400);
    assert.is((await send({ method: 'POST', body: '' })).status, 400);
    assert.is((await send({ method: 'POST', body: 'x', headers: text })).status, 415);
    assert.is((await send({ method: 'POST', body: '', headers: text })).status, 415);
    assert.is((await send({ method: 'PUT', body: '{}' })).status, 405);
    assert.is((await send({ method: 'POST', body: `"${'x'.repeat(1_100_000)}"` })).status, 413);
  };

  test(`works behind ${name}`, () => serving(appOf(parser(), webhooks(handlers)), check));

  test(`works behind ${name} on a router`, () => {
    const router = new Router();
    router.all('/', parser(), webhooks(handlers));
    const app = new Koa();
    app.use(router.routes());
    return serving(app, check);
  });

  test(`basicAuth in front of ${name} responds 401 before the body is read`, () => {
    let parsed = 0;
    const counted: Koa.Middleware = (_ctx, next) => {
      parsed++;
      return next();
    };
    const guarded = appOf(
      basicAuth({ auth, path: '/hooks' }),
      counted,
      parser(),
      webhooks(handlers, { path: '/hooks' }),
    );
    return serving(guarded, async ({ post, send }) => {
      const path = '/hooks';
      for (const sent of [
        {},
        { body: '{' },
        { body: 'x', headers: text },
        { headers: { authorization: 'Basic eDp5' } },
      ]) {
        const reply = await send({ method: 'POST', path, ...sent });
        assert.is(reply.status, 401);
        assert.is(reply.headers['www-authenticate'], 'Basic realm="webhooks", charset="UTF-8"');
        assert.is(JSON.parse(reply.body).code, 'request.credentials');
      }
      assert.is((await send({ method: 'OPTIONS', path })).status, 401);
      assert.is(parsed, 0);
      assert.equal(verbsOf((await post(initiate, { path, headers })).body), hello);
      // Other paths need no credentials.
      assert.is((await post(initiate, { path: '/other' })).status, 404);
      assert.is(parsed, 2);
    });
  });

  test(`${name} behind the webhooks gets the body`, () => {
    const app = appOf(webhooks(handlers), parser(), (ctx) => {
      ctx.body = { read: (ctx.request as { body?: unknown }).body };
    });
    return serving(app, async ({ post }) => assert.equal(JSON.parse((await post(unknown)).body), { read: unknown }));
  });
}

test('reports request.consumed if other middleware consumed the body', () => {
  const app = appOf(async (ctx, next) => {
    await buffer(ctx.req);
    await next();
  }, webhooks(handlers));
  return serving(app, async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 500);
    assert.is((errors[0] as { code?: string }).code, 'request.consumed');
  });
});

test('emits errors of the auth function on the app', () => {
  const app = appOf(basicAuth({ auth: () => Promise.reject(new Error('db down')) }), webhooks(handlers));
  return serving(app, async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 401, 'nobody is asked without credentials');
    assert.is((await post(initiate, { headers })).status, 500);
    assert.match(String(errors[0]), /db down/);
  });
});

test.run();
