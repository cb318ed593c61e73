// What must compile, and what must not: `npm run types` is the test, with every adapter.
import { createServer } from 'node:http';
import Router from '@koa/router';
import { Response } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import express from 'express';
import Koa from 'koa';
import mount from 'koa-mount';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { Greeting } from './phone-call.js';

const test = suite('types of webhooks');

test('the types tell synchronous handlers from asynchronous ones on Koa', () => {
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
  // @ts-expect-error a number is no answer
  onKoa.webhooks({ initiate: () => 5 });
  // @ts-expect-error null ends no call
  onKoa.webhooks({ initiate: () => null });
  // @ts-expect-error nor does a promise of it
  onKoa.webhooks({ gather: async () => null });
  // @ts-expect-error an answer must be given
  onKoa.webhooks({ redirect: () => undefined });
  // @ts-expect-error nobody reads a document here
  onKoa.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error nor here
  onKoa.webhooks({ disconnect: async () => <Response /> });
  // @ts-expect-error nor where it comes at times only
  onKoa.webhooks({ recordingAvailable: ({ callId }) => (callId === '' ? <Response /> : undefined) });
  // @ts-expect-error nor for an endpoint
  onKoa.webhooks({ connectStatus: () => <Response /> });
  // @ts-expect-error the event has no such field
  onKoa.webhooks({ initiate: ({ digits }) => <Greeting from={digits} /> });
  // @ts-expect-error Koa has no request here
  onKoa.webhooks({ initiate: (_event, { request }) => <Greeting from={request.url} /> });
  assert.is(list.length, 0);
});

test('the types tell synchronous handlers from asynchronous ones on fetch', () => {
  const list: string[] = [];
  onFetch.webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }, { request, signal }) => list.push(callId, request.url, String(signal.aborted)),
    endpointConnected: ({ event }) => list.push(event),
  });
  onFetch.webhooks({ initiate: () => '<Response/>', conferenceCreated: async () => null, answer: Greeting });
  // @ts-expect-error a number is no answer
  onFetch.webhooks({ initiate: () => 5 });
  // @ts-expect-error null ends no call
  onFetch.webhooks({ initiate: () => null });
  // @ts-expect-error nobody reads a document here
  onFetch.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error nor here
  onFetch.webhooks({ disconnect: async () => <Response /> });
  // @ts-expect-error the event has no such field
  onFetch.webhooks({ initiate: ({ digits }) => <Greeting from={digits} /> });
  // @ts-expect-error fetch has no context of Koa
  onFetch.webhooks({ initiate: (_event, { ctx }) => <Greeting from={ctx.path} /> });
  assert.is(list.length, 0);
});

test('the types tell synchronous handlers from asynchronous ones on Node', () => {
  const list: string[] = [];
  onNode.webhooks({
    gather: ({ digits }) => (digits === '1' ? <Greeting from="x" /> : <Response />),
    disconnect: ({ callId }, { req, res, signal }) =>
      list.push(callId, req.url ?? '', String(res.statusCode), String(signal.aborted)),
  });
  // @ts-expect-error a number is not a document
  onNode.webhooks({ initiate: () => 5 });
  // @ts-expect-error the acknowledgement of an event has no document
  onNode.webhooks({ disconnect: () => <Response /> });
  // @ts-expect-error Node has no context of Koa
  onNode.webhooks({ initiate: (_event, { ctx }) => <Greeting from={ctx.path} /> });
  // @ts-expect-error a request of node:http has no parameters
  onNode.webhooks({ initiate: (_event, { req }) => <Greeting from={req.params.tenant} /> });
  onNode.webhooks<express.Request, express.Response>({
    initiate: (_event, { req, res }) => <Greeting from={`${req.params.tenant}${res.locals.greeting}`} />,
  });
  assert.is(list.length, 0);
});

test('the middleware of Koa fits apps, routers and mounts of any types', () => {
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

test('the listener of Node fits servers and apps of Express', () => {
  const calls = onNode.webhooks({ initiate: Greeting });
  const guard = onNode.basicAuth({ auth: () => true });
  const typed = onNode.webhooks<express.Request, express.Response>({ initiate: Greeting });
  const app = express().use(guard).use('/voice', calls).post('/calls', guard, typed);
  const handlers: express.RequestHandler[] = [calls, guard, typed];
  const server = createServer(calls);
  assert.equal([typeof app, handlers.length, server.listening], ['function', 3, false]);
});

test('names of events, options and hooks are known', () => {
  const is = (code: string, act: () => unknown): void => assert.is(thrownBy(act).code, code);
  for (const { webhooks } of [onKoa, onNode, onFetch]) {
    // @ts-expect-error there is no such event
    is('handlers.unknown', () => webhooks({ initate: Greeting }));
    // @ts-expect-error there is no such hook
    is('options.hooks', () => webhooks({}, { hooks: { answerd: () => undefined } }));
    // @ts-expect-error a status that acknowledges nothing
    is('options.ackStatus', () => webhooks({}, { ackStatus: 202 }));
    // @ts-expect-error an acknowledgement comes first or after
    is('options.ack', () => webhooks({}, { ack: 'last' }));
    // @ts-expect-error a password has to be given
    is('options.auth', () => webhooks({}, { auth: { username: 'u' } }));
    // @ts-expect-error credentials are either there or left out
    is('options.auth', () => webhooks({}, { auth: undefined }));
    // @ts-expect-error so is a path
    is('options.path', () => webhooks({}, { path: undefined }));
    // @ts-expect-error the time is in milliseconds
    is('options.timeout', () => webhooks({}, { timeout: '5s' }));
    // @ts-expect-error a fallback is an element, so that it can be checked at start
    thrownBy(() => webhooks({}, { fallback: '<Response/>' }));
    // @ts-expect-error there is no such option
    is('options.unknown', () => webhooks({}, { timeuot: 5 }));
  }
});

test.run();
