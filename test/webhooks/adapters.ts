// The same webhooks on Koa and on Node over HTTP, and on fetch: what holds for one has to hold for the others.
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { appOf, type Client, posting, type Sent, serving, servingListener } from './serving.js';

/** What handlers get on each of them. */
export interface AnyContext {
  readonly signal: AbortSignal;
}

export type AnyHandlers = onKoa.Handlers<AnyContext>;
export type AnyOptions = onKoa.WebhookOptions<AnyContext>;

/** What runs webhooks on one of them. */
export interface Adapter {
  readonly name: string;
  make(handlers: AnyHandlers, options?: AnyOptions): unknown;
  /** Serves while it is used; where nobody comes next, as fetch has it. */
  serve(handlers: AnyHandlers, options: AnyOptions, use: (client: Client) => Promise<void>): Promise<void>;
}

export const adapters: readonly Adapter[] = [
  {
    name: 'koa',
    make: onKoa.webhooks,
    serve: (handlers, options, use) => serving(appOf(onKoa.webhooks(handlers, options)), use),
  },
  {
    name: 'node',
    make: onNode.webhooks,
    serve: (handlers, options, use) => servingListener(onNode.webhooks(handlers, options), use),
  },
  {
    name: 'fetch',
    make: onFetch.webhooks,
    serve: (handlers, options, use) => use(fetching(onFetch.webhooks(handlers, options))),
  },
];

/** A client of a function of fetch. */
export function fetching(answer: (request: Request) => Promise<globalThis.Response>): Client {
  return posting(async (sent) => {
    const response = await answer(requestOf(sent));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  });
}

/** A request of the Web; a body of several megabytes comes in pieces. */
export function requestOf({ method = 'GET', path = '/', headers = {}, body }: Sent): Request {
  return new Request(`http://hooks.example${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}
