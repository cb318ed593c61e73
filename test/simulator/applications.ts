import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createElement, Response as Document, Hangup, render } from 'bxml-jsx';
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import { Hono } from 'hono';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import * as assert from 'uvu/assert';
import {
  type Answered,
  applicationOf,
  type PlatformRequest,
  type Reply,
  type SimulatedApplication,
  type Unanswered,
} from '../../src/simulator/application/application.js';
import { watched } from '../webhooks/hostile-server.js';

export const document = createElement(Document, {}, createElement(Hangup, {}));
export const xml = render(document);
const event = {
  eventType: 'initiate',
  eventTime: '2030-01-01T00:00:00.000Z',
  accountId: '9900000',
  applicationId: 'app-1',
  from: '+15551230001',
  to: '+15551230002',
  direction: 'inbound',
  callId: 'c-1',
  callUrl: 'https://voice.example/c-1',
  startTime: '2030-01-01T00:00:00.000Z',
};
export const posted: PlatformRequest = {
  method: 'POST',
  url: 'https://app.example/calls?menu=main',
  headers: { 'content-type': 'application/json', 'user-agent': 'Platform/1' },
  body: JSON.stringify(event),
};
export const got: PlatformRequest = { method: 'GET', url: 'https://app.example/', headers: {}, body: undefined };

/** Long enough for any response, for responses that begin, and short for applications that never respond. */
export const LONG = 60_000;
export const BEGUN = 2000;
export const SHORT = 30;

export function answered(reply: Reply): Answered {
  assert.not('failure' in reply, JSON.stringify(reply));
  return reply as Answered;
}

export function failed(reply: Reply, failure: Unanswered['failure'], detail: RegExp): void {
  assert.ok('failure' in reply, JSON.stringify(reply).slice(0, 200));
  assert.is(reply.failure, failure, reply.detail);
  assert.match(reply.detail, detail);
  assert.not.match(reply.detail, /\n/);
}

export const ask = (app: SimulatedApplication, request = got, patience = LONG): Promise<Reply> =>
  watched2(() => applicationOf(app, { patience })(request));

/** Returns the result of the work, and asserts that there was no unhandled rejection meanwhile. */
async function watched2<T>(work: () => Promise<T>): Promise<T> {
  const results: T[] = [];
  await watched(async () => void results.push(await work()));
  return results[0] as T;
}

/** Creates a Koa app with one middleware that prints no errors. */
export function koa(middleware: Koa.Middleware): Koa {
  const app = new Koa();
  app.silent = true;
  return app.use(middleware);
}

export const listener = (listen: RequestListener): { listener: RequestListener } => ({ listener: listen });

/** Serves a listener on loopback while `use` runs with the base URL. */
export async function serving<T>(listen: RequestListener, use: (base: string) => Promise<T>): Promise<T> {
  const server = createServer(listen).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Runs a check on the replies of a listener in this process and over HTTP. */
export async function bothWays(listen: RequestListener, check: (reply: Reply, way: string) => void, patience = LONG) {
  check(await ask(listener(listen), got, patience), 'in process');
  check(await serving(listen, (base) => ask(base, { ...got, url: `${base}/` }, patience)), 'served');
}

export const kinds: Record<string, SimulatedApplication> = {
  'webhooks on Koa': new Koa().use(onKoa.webhooks({ initiate: () => document })),
  'webhooks on Koa behind a body parser': new Koa().use(bodyParser()).use(onKoa.webhooks({ initiate: () => document })),
  'webhooks on fetch': onFetch.webhooks({ initiate: () => document }),
  'webhooks as a method': { fetch: onFetch.webhooks({ initiate: () => document }) },
  'webhooks on Hono': new Hono().post('/calls', (c) => onFetch.webhooks({ initiate: () => document })(c.req.raw)),
  'the listener of Koa': { listener: new Koa().use(onKoa.webhooks({ initiate: () => document })).callback() },
};
