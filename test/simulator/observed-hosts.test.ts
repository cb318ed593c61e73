// An error that a handler throws reaches the test through every host between the simulator and the webhooks.
import { getRequestListener, serve } from '@hono/node-server';
import Router from '@koa/router';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { type SimulatedApplication, simulate } from 'bxml-jsx/testing';
import { Hono } from 'hono';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers } from '../webhooks/adapters.js';
import { latch } from '../webhooks/serving.js';

const test = suite('hosts of webhooks');

function silent(app: Koa): Koa {
  app.silent = true;
  return app;
}

const hosts: Record<string, (handlers: AnyHandlers) => SimulatedApplication> = {
  Koa: (handlers) => silent(new Koa()).use(onKoa.webhooks(handlers)),
  'Koa behind a body parser': (handlers) => silent(new Koa()).use(bodyParser()).use(onKoa.webhooks(handlers)),
  'a router of Koa': (handlers) => {
    const router = new Router({ prefix: '/voice' }).post('/call', onKoa.webhooks(handlers));
    return silent(new Koa()).use(router.routes());
  },
  'an app of Koa in another': (handlers) => {
    const inner = silent(new Koa()).use(onKoa.webhooks(handlers)).callback();
    return silent(new Koa()).use(async (ctx) => {
      ctx.respond = false;
      await inner(ctx.req, ctx.res);
    });
  },
  'the listener of Koa': (handlers) => ({ listener: silent(new Koa()).use(onKoa.webhooks(handlers)).callback() }),
  fetch: (handlers) => onFetch.webhooks(handlers),
  'fetch with a request that was copied': (handlers) => {
    const calls = onFetch.webhooks(handlers);
    return (request: Request) => calls(new Request(request.clone(), { headers: request.headers }));
  },
  'fetch with a cloned request': (handlers) => {
    const calls = onFetch.webhooks(handlers);
    return async (request: Request) => {
      const { url, method } = request;
      return calls(new Request(url, { method, headers: [...request.headers], body: await request.text() }));
    };
  },
  'fetch from a queue': (handlers) => {
    const calls = onFetch.webhooks(handlers);
    const queue: { request: Request; answer: (response: Response) => void }[] = [];
    // Started outside any request, so its work does not belong to one.
    const timer = setInterval(() => {
      for (const { request, answer } of queue.splice(0)) void calls(request).then(answer);
    }, 1);
    timer.unref();
    return (request: Request) => new Promise<Response>((answer) => queue.push({ request, answer }));
  },
  'a route of Hono': (handlers) => {
    const calls = onFetch.webhooks(handlers);
    return new Hono().post('/voice/call', (c) => calls(c.req.raw));
  },
  'a mount of Hono': (handlers) => new Hono().mount('/voice', onFetch.webhooks(handlers)),
  'Hono behind a listener of Node': (handlers) => {
    const app = new Hono().mount('/voice', onFetch.webhooks(handlers));
    return { listener: getRequestListener(app.fetch) };
  },
};

const boom = new Error('boom');
const breaks = (): never => {
  throw boom;
};

for (const [host, make] of Object.entries(hosts)) {
  test(`the error of a synchronous handler is the cause on ${host}`, async () => {
    const call = await simulate(make({ initiate: breaks })).call({ url: '/voice/call' });
    const error = await failureOf(call.hears('Anything'));
    assert.is(error.code, 'call.over');
    assert.is(error.cause, boom);
    const [, sent] = call.timeline;
    assert.is(sent?.kind === 'event' && sent.cause, boom);
    assert.match(call.transcript(), 'initiate → POST /voice/call: 500, after Error: boom');
  });

  test(`the error of an asynchronous handler is the cause on ${host}`, async () => {
    const app = make({ initiate: () => '<Response><Pause/></Response>', disconnect: breaks });
    const call = await simulate(app).call({ url: '/voice/call' });
    const error = await failureOf(call.ends());
    assert.is(error.code, 'call.strict');
    assert.is(error.cause, boom);
    assert.match(error.message, 'handler-error: disconnect → POST https://app.example/voice/call');
    const sent = call.timeline.findLast((entry) => entry.kind === 'event');
    assert.is(sent?.kind === 'event' && sent.cause, boom);
    assert.match(call.transcript(), 'disconnect → POST /voice/call: 201, then Error: boom');
    // The error was already reported.
    await call.ends('hangup');
  });

  test(`ends waits for the handlers on ${host}`, async () => {
    let ended = 0;
    const app = make({
      initiate: () => '<Response><Pause/></Response>',
      disconnect: async () => {
        await new Promise((resolve) => setTimeout(resolve, 3));
        ended++;
      },
    });
    const platform = simulate(app);
    for (let calls = 1; calls <= 5; calls++) {
      await (await platform.call({ url: '/voice/call' })).ends();
      assert.is(ended, calls);
    }
  });
}

test('errors of concurrent calls belong to their own call', async () => {
  const gate = latch();
  const calls = onFetch.webhooks({
    initiate: async ({ from }) => {
      await gate.opened;
      throw new Error(from);
    },
  });
  const platform = simulate((request: Request) => calls(new Request(request)));
  const concurrent = ['+15550101', '+15550102', '+15550103'].map((from) => platform.call({ from, statusUrl: null }));
  setImmediate(gate.open);
  for (const call of await Promise.all(concurrent)) {
    const error = await failureOf(call.hears('Anything'));
    const [, sent] = call.timeline;
    assert.is((error.cause as Error).message, sent?.kind === 'event' && sent.event.from);
  }
});

test('a client over HTTP cannot set an observer', async () => {
  const observed: unknown[] = [];
  const calls = onFetch.webhooks({ disconnect: () => observed.push(Symbol.for('bxml-jsx.webhook-observer') in calls) });
  const app = new Hono().post('/', (c) => calls(c.req.raw));
  // A simulation exists in this process.
  await (
    await simulate(app)
      .call({ statusUrl: null })
      .catch(() => undefined)
  )?.ends();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const response = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'bxml-jsx.webhook-observer': '{}' },
      body: JSON.stringify({ eventType: 'disconnect', 'bxml-jsx.webhook-observer': {} }),
    });
    assert.is(response.status, 400);
  } finally {
    server.close();
  }
});

test.run();
