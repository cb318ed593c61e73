// Code that must and must not compile with every adapter. `npm run types` runs these tests.
import { createServer } from 'node:http';
import Router from '@koa/router';
import { Response } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { memoryQueue } from 'bxml-jsx/queue';
import express from 'express';
import Koa from 'koa';
import mount from 'koa-mount';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { Greeting } from './phone-call.js';

const test = suite('webhook types');

test('the types distinguish synchronous and asynchronous handlers on Koa', () => {
  const list: string[] = [];
  onKoa.webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }) => list.push(callId),
    dtmf: async ({ digit }, { ctx, signal }) => {
      list.push(digit, ctx.path, String(signal.aborted));
    },
    endpointConnected: ({ event }) => list.push(event),
  });
  onKoa.webhooks({ initiate: () => '<Response/>', conferenceCreated: async () => null, answer: Greeting });
  // @ts-expect-error a number is not a document
  onKoa.webhooks({ initiate: () => 5 });
  // @ts-expect-error null is not allowed for this event
  onKoa.webhooks({ initiate: () => null });
  // @ts-expect-error a promise of null
  onKoa.webhooks({ gather: async () => null });
  // @ts-expect-error a missing document
  onKoa.webhooks({ redirect: () => undefined });
  // @ts-expect-error the handler of an asynchronous event must not return a document
  onKoa.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error a document for an asynchronous event
  onKoa.webhooks({ disconnect: async () => <Response /> });
  // @ts-expect-error a document in one branch
  onKoa.webhooks({ recordingAvailable: ({ callId }) => (callId === '' ? <Response /> : undefined) });
  // @ts-expect-error a document for an endpoint event
  onKoa.webhooks({ connectStatus: () => <Response /> });
  // @ts-expect-error unknown field
  onKoa.webhooks({ initiate: ({ digits }) => <Greeting from={digits} /> });
  // @ts-expect-error the Koa context has no request
  onKoa.webhooks({ initiate: (_event, { request }) => <Greeting from={request.url} /> });
  assert.is(list.length, 0);
});

test('the types distinguish synchronous and asynchronous handlers on fetch', () => {
  const list: string[] = [];
  onFetch.webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }, { request, signal }) => list.push(callId, request.url, String(signal.aborted)),
    endpointConnected: ({ event }) => list.push(event),
  });
  onFetch.webhooks({ initiate: () => '<Response/>', conferenceCreated: async () => null, answer: Greeting });
  // @ts-expect-error a number is not a document
  onFetch.webhooks({ initiate: () => 5 });
  // @ts-expect-error null is not allowed for this event
  onFetch.webhooks({ initiate: () => null });
  // @ts-expect-error the handler of an asynchronous event must not return a document
  onFetch.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error a document for an asynchronous event
  onFetch.webhooks({ disconnect: async () => <Response /> });
  // @ts-expect-error unknown field
  onFetch.webhooks({ initiate: ({ digits }) => <Greeting from={digits} /> });
  // @ts-expect-error fetch has no Koa context
  onFetch.webhooks({ initiate: (_event, { ctx }) => <Greeting from={ctx.path} /> });
  assert.is(list.length, 0);
});

test('the types distinguish synchronous and asynchronous handlers on Node', () => {
  const list: string[] = [];
  onNode.webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }, { req, res, signal }) =>
      list.push(callId, req.url ?? '', String(res.statusCode), String(signal.aborted)),
  });
  // @ts-expect-error a number is not a document
  onNode.webhooks({ initiate: () => 5 });
  // @ts-expect-error the handler of an asynchronous event must not return a document
  onNode.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error Node has no Koa context
  onNode.webhooks({ initiate: (_event, { ctx }) => <Greeting from={ctx.path} /> });
  // @ts-expect-error a request of node:http has no params
  onNode.webhooks({ initiate: (_event, { req }) => <Greeting from={req.params.tenant} /> });
  onNode.webhooks<express.Request, express.Response>({
    initiate: (_event, { req, res }) => <Greeting from={`${req.params.tenant}${res.locals.greeting}`} />,
  });
  assert.is(list.length, 0);
});

test('the Koa middleware fits apps, routers and mounts of any types', () => {
  interface State {
    user: string;
  }
  interface Added {
    database: { name: string };
  }
  const calls = onKoa.webhooks({ initiate: Greeting });
  const guard = onKoa.basicAuth({ auth: () => true });
  const apps: Koa[] = [
    new Koa().use(calls),
    new Koa().use(guard),
    new Koa().use(guard).use(calls),
    new Koa().use(mount('/voice', calls)).use(mount(guard)),
  ];
  const typed: Koa<State, Added>[] = [
    new Koa<State, Added>().use(guard).use(calls),
    new Koa<State, Added>().use(mount('/voice', calls)).use(mount('/voice', guard)),
  ];
  const routers: Router[] = [new Router().use(guard).post('/voice', calls).all('/calls', guard, calls)];
  const typedRouters: Router<State, Added>[] = [
    new Router<State, Added>().use(guard).use('/x', calls).post('/voice', guard, calls),
  ];
  const middleware: Koa.Middleware[] = [calls, guard];
  const typedMiddleware: Koa.Middleware<State, Added>[] = [calls, guard];
  assert.is([apps, typed, routers, typedRouters, middleware, typedMiddleware].flat().length, 12);
});

test('the Node middleware fits servers and Express apps', () => {
  const calls = onNode.webhooks({ initiate: Greeting });
  const guard = onNode.basicAuth({ auth: () => true });
  const typed = onNode.webhooks<express.Request, express.Response>({ initiate: Greeting });
  const app = express().use(guard).use('/voice', calls).post('/calls', guard, typed);
  const handlers: express.RequestHandler[] = [calls, guard, typed];
  const server = createServer(calls);
  assert.equal([typeof app, handlers.length, server.listening], ['function', 3, false]);
});

test('the same handlers fit webhooks and queue.work, unless they need the request', async () => {
  const queue = memoryQueue();
  const keys: string[] = [];
  const handlers: onKoa.Handlers<unknown> = {
    initiate: Greeting,
    disconnect: ({ callId }, { key, attempt, signal }) => void keys.push(callId, key, String(attempt), signal.reason),
  };
  for (const { webhooks } of [onKoa, onNode, onFetch]) webhooks(handlers, { queue });
  queue.work(handlers);
  queue.work({
    initiate: (event, { ctx }: onKoa.KoaHandlerContext) => <Response>{ctx.path === event.callId}</Response>,
    disconnect: () => {},
  });
  // @ts-expect-error a handler of an asynchronous event has no ctx
  queue.work({ disconnect: (_event, { ctx }: onKoa.KoaHandlerContext) => console.log(ctx.path) });
  // @ts-expect-error unknown event
  thrownBy(() => queue.work({ disconect: () => {} }));
  // @ts-expect-error a document, which Bandwidth would not read
  queue.work({ disconnect: () => <Response /> });
  // @ts-expect-error neither key nor callId
  await rejectionOf(queue.replay({}));
  // @ts-expect-error both
  await rejectionOf(queue.discard({ key: 'a', callId: 'b' }));
  // @ts-expect-error unknown option
  thrownBy(() => memoryQueue({ concurrency: 5 }));
  // @ts-expect-error a queue has put
  thrownBy(() => onKoa.webhooks({}, { queue: {} }));
  await queue.close();
});

test('unknown events, options and hooks do not compile', () => {
  const is = (code: string, act: () => unknown): void => assert.is(thrownBy(act).code, code);
  for (const { webhooks } of [onKoa, onNode, onFetch]) {
    // @ts-expect-error unknown event
    is('handlers.unknown', () => webhooks({ initate: Greeting }));
    // @ts-expect-error unknown hook
    is('options.hooks', () => webhooks({}, { hooks: { answerd: () => undefined } }));
    // @ts-expect-error unsupported status
    is('options.ackStatus', () => webhooks({}, { ackStatus: 202 }));
    // @ts-expect-error unsupported ack
    is('options.ack', () => webhooks({}, { ack: 'last' }));
    // @ts-expect-error missing password
    is('options.auth', () => webhooks({}, { auth: { username: 'u' } }));
    // @ts-expect-error auth must not be undefined
    is('options.auth', () => webhooks({}, { auth: undefined }));
    // @ts-expect-error path must not be undefined
    is('options.path', () => webhooks({}, { path: undefined }));
    // @ts-expect-error timeout is a number
    is('options.timeout', () => webhooks({}, { timeout: '5s' }));
    // @ts-expect-error fallback must be an element
    thrownBy(() => webhooks({}, { fallback: '<Response/>' }));
    // @ts-expect-error unknown option
    is('options.unknown', () => webhooks({}, { timeuot: 5 }));
  }
});

test.run();
