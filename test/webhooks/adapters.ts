// The webhooks on Koa and Node over HTTP, and on fetch. Tests run on each of them, since all must behave alike.
import * as onFetch from 'bxml-jsx/fetch';
import * as onKoa from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { appOf, type Client, posting, type Sent, serving, servingListener } from './serving.js';

/** The second argument of handlers on every adapter. */
export interface AnyContext {
  readonly signal: AbortSignal;
}

export type AnyHandlers = onKoa.Handlers<AnyContext>;
export type AnyOptions = onKoa.WebhookOptions<AnyContext>;

/** Runs webhooks on one framework. */
export interface Adapter {
  readonly name: string;
  make(handlers: AnyHandlers, options?: AnyOptions): unknown;
  /** Serves while `use` runs, without a next middleware. */
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

/** Returns a client that calls a fetch function. */
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

/** Returns a `Request` of the Fetch API. Large bodies are streamed in several chunks. */
export function requestOf({ method = 'GET', path = '/', headers = {}, body }: Sent): Request {
  return new Request(`http://hooks.example${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}
