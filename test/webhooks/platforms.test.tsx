// Middleware called by the wrong platform: the error says what was expected and which entry point to use.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import connect from 'connect';
import express from 'express';
import { Hono } from 'hono';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { disconnect, Greeting, initiate } from './phone-call.js';

const test = suite('platforms');

const handlers = { initiate: Greeting };
const options = { auth: { username: 'u', password: 'p' } };
const koa = onKoa.webhooks(handlers);
const koaGuard = onKoa.basicAuth(options);
const node = onNode.webhooks(handlers);
const nodeGuard = onNode.basicAuth(options);
const fetched = onFetch.webhooks(handlers);

const code = 'platform.mismatch';

/** Returns the error that a framework reports for a request. */
async function reported(listener: RequestListener, report: () => unknown): Promise<{ code?: string; message: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address is a string only for a server on a pipe.
  const { port } = server.address() as AddressInfo;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', signal: AbortSignal.timeout(5000) });
    assert.is(answer.status, 500);
    return report() as { code?: string; message: string };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

type Middleware = (...given: never[]) => unknown;

/** Returns the error that an Express or Connect app passes to its error handlers. */
const reportedBy = (make: () => { use(middleware: never): RequestListener }, middleware: Middleware) => {
  let error: unknown;
  const app = make();
  app.use(middleware as never);
  app.use(((thrown: unknown, _req: unknown, res: { statusCode: number; end(): void }, _next: unknown) => {
    error = thrown;
    res.statusCode = 500;
    res.end();
  }) as never);
  return reported(app as unknown as RequestListener, () => error);
};

const reportedByKoa = (middleware: Middleware) => {
  const app = new Koa();
  let error: unknown;
  app.on('error', (thrown) => {
    error = thrown;
  });
  return reported(app.use(middleware as never).callback(), () => error);
};

for (const [name, middleware] of [
  ['webhooks', koa],
  ['basicAuth', koaGuard],
] as const) {
  for (const [framework, make] of [
    ['Express', express],
    ['Connect', connect],
  ] as const) {
    test(`${name} of Koa in ${framework} suggests bxml-jsx/node`, async () => {
      const error = await reportedBy(make as never, middleware);
      assert.is(error.code, code);
      assert.match(error.message, `${name} of bxml-jsx/koa`);
      assert.match(error.message, 'a request of node:http');
      assert.match(error.message, `Import ${name} from bxml-jsx/node`);
    });
  }
}

for (const [name, middleware] of [
  ['webhooks', node],
  ['basicAuth', nodeGuard],
] as const) {
  test(`${name} of Node in Koa suggests bxml-jsx/koa`, async () => {
    const error = await reportedByKoa(middleware);
    assert.is(error.code, code);
    assert.match(error.message, 'a Koa context');
    assert.match(error.message, `Import ${name} from bxml-jsx/koa`);
  });
}

test('the fetch function in Express, Connect and Koa suggests the entry point', async () => {
  for (const make of [express, connect]) {
    const error = await reportedBy(make as never, fetched);
    assert.is(error.code, code);
    assert.match(error.message, 'Import webhooks from bxml-jsx/node');
  }
  assert.match((await reportedByKoa(fetched)).message, 'Import webhooks from bxml-jsx/koa');
});

test('the fetch function called with a Hono context suggests c.req.raw', async () => {
  let error: { message: string } | undefined;
  const app = new Hono().onError((thrown, c) => {
    error = thrown;
    return c.text('', 500);
  });
  app.post('/', (c) => fetched(c as never));
  await app.request('/', { method: 'POST' });
  assert.match(error?.message ?? '', 'Pass c.req.raw');
});

const request = (): Request => new Request('http://hooks.example/', { method: 'POST', body: '{}' });
const lambda = { version: '2.0', rawPath: '/', headers: {}, requestContext: { http: { method: 'POST' } } };

const others: readonly (readonly [what: string, given: unknown, says: RegExp])[] = [
  ['undefined', undefined, /called with undefined/],
  ['null', null, /called with null/],
  ['a string', 'http://hooks.example/', /"http:\/\/hooks\.example\/"/],
  ['a number', 5, /called with 5/],
  ['an event of a Lambda function URL', lambda, /AWS Lambda.*docs\/deploying\.md/s],
  ['an event of an API Gateway REST API', { httpMethod: 'POST', headers: {}, body: '' }, /AWS Lambda/],
  ['a fetch event of a worker', { request: request(), waitUntil: () => undefined }, /pass its request/i],
  ['a webhook event', disconnect, /a webhook event/],
  ['an empty object', {}, /an object/],
  ['a function', () => undefined, /a function/],
  [
    'an object whose getters throw',
    Object.defineProperty({}, 'headers', {
      get() {
        throw new Error('boom');
      },
    }),
    /an object/,
  ],
];

for (const [what, given, says] of others) {
  test(`throws platform.mismatch for ${what}`, async () => {
    for (const call of [
      () => koa(given as never, async () => undefined),
      () => koaGuard(given as never, async () => undefined),
      () => node(given as never, {} as never, () => undefined),
      () => nodeGuard(given as never, {} as never, () => undefined),
    ]) {
      const error = thrownBy(call);
      assert.is(error.code, code);
      assert.match(error.message, says);
      assert.match(error.message, /expected/);
    }
    const error = await rejectionOf(fetched(given as never));
    assert.is(error.code, code);
    assert.match(error.message, says);
  });
}

test('a Request passed to Koa or Node suggests bxml-jsx/fetch', () => {
  for (const call of [
    () => koa(request() as never, async () => undefined),
    () => node(request() as never, {} as never),
  ]) {
    assert.match(thrownBy(call).message, 'Import webhooks from bxml-jsx/fetch');
  }
});

test('accepts a Request of another library', async () => {
  const { method, url, headers, body, bodyUsed, signal } = new Request('http://hooks.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(initiate),
  });
  const response = await fetched({ method, url, headers, body, bodyUsed, signal } as Request);
  assert.is(response.status, 200);
});

test('the error quotes nothing from the request', () => {
  const { message } = thrownBy(() => koa({ eventType: 'gather', digits: '271828' } as never, async () => undefined));
  assert.not.match(message, '271828');
});

test('the stack of the error begins where the middleware was created', async () => {
  for (const error of [
    thrownBy(() => koa({} as never, async () => undefined)),
    thrownBy(() => nodeGuard({} as never, {} as never, () => undefined)),
    await rejectionOf(fetched({} as never)),
  ]) {
    const [frame] = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    assert.match(frame ?? '', 'platforms.test.tsx');
  }
});

for (const [name, { webhooks }] of [
  ['koa', onKoa],
  ['node', onNode],
  ['fetch', onFetch],
] as const) {
  test(`using webhooks of ${name} without calling it throws with a fix`, async () => {
    const { code, message } = thrownBy(() => webhooks(request() as never, (() => undefined) as never));
    assert.is(code, 'handlers.type');
    assert.match(message, 'app.use(webhooks({ … }))');
  });
}

test('using basicAuth without calling it throws with a fix', async () => {
  const errors = [
    await reportedByKoa(onKoa.basicAuth as never),
    await reportedBy(express as never, onNode.basicAuth as never),
  ];
  for (const { code, message } of errors) {
    assert.is(code, 'options.type');
    assert.match(message, 'app.use(basicAuth({ … }))');
  }
});

test.run();
