import { BxmlError } from '../../problems/bxml-error.js';
import { inspect } from '../../problems/inspect.js';
import { fetchApplication } from './fetch-handler.js';
import { applicationKind } from './kind.js';
import { type NodeListener, nodeApplication } from './node-listener.js';
import { observed } from './observed.js';
import type { Application } from './reply.js';
import { servedApplication } from './running-server.js';

export type { NodeListener } from './node-listener.js';
export {
  type Answered,
  type Application,
  errorLine,
  MAX_ANSWER_BYTES,
  type PlatformRequest,
  type Reply,
  type Unanswered,
} from './reply.js';
export { replacedTimers } from './request-timeout.js';

/**
 * An application to simulate calls for:
 *
 * - a Koa app: any object with `callback()` and `use()`
 * - a fetch handler: a function with at most one parameter, from `Request` to `Response`
 * - an object with a `fetch` method, as in Hono, Workers, Bun and Deno. It is called with the request, an empty environment
 *   and a context with `waitUntil`; wrap it to pass other arguments
 * - a `node:http` listener: a function with two or more parameters, such as an Express app
 * - the base URL of a running server, without a path
 *
 * The number of parameters, `length`, distinguishes functions. If it is misleading, as for a fetch handler with two
 * parameters or a listener with `...rest`, pass `{ fetch: handler }` or `{ listener }`.
 */
export type SimulatedApplication =
  | SimulatedKoa
  | ((request: Request) => Response | Promise<Response>)
  | SimulatedFetch
  | NodeListener
  | { readonly listener: NodeListener }
  | string
  | URL;

/** A Koa app, of any version and with any types of state and context. */
export interface SimulatedKoa {
  callback(): NodeListener;
  // `never` accepts apps with any kind of middleware.
  use(...middleware: never): unknown;
}

/** An object with a `fetch` method. */
export interface SimulatedFetch {
  // `never` accepts methods with any kind of environment and context.
  fetch(request: Request, environment: never, context: never): Response | Promise<Response>;
}

/** The default origin of an application in this process. */
const ORIGIN = 'https://app.example';

/** The maximum delay of a timer, in milliseconds. */
const LONGEST_PATIENCE = 2_147_483_647;

/**
 * Returns a function that sends requests to an application: in this process without a port, or over HTTP to a running
 * server.
 *
 * Requests do not accept compressed responses. A compressed response is decoded as text anyway, except from a running
 * server, where `fetch` decompresses it. Redirects are not followed. If a listener throws, the connection is closed; if a
 * fetch handler throws, the response is 500 with the error as its body.
 *
 * @param options `patience`: real milliseconds until a request times out
 * @throws BxmlError (`simulator.application`) if the application is none of these, or `patience` is invalid
 * @example
 * const ask = applicationOf(app, { patience: 2000 });
 * const reply = await ask({ method: 'GET', url: 'https://app.example/', headers: {}, body: undefined });
 */
export function applicationOf(application: SimulatedApplication, options: { readonly patience: number }): Application {
  const { patience } = options;
  if (!(typeof patience === 'number' && patience > 0 && patience <= LONGEST_PATIENCE)) {
    throw BxmlError.of(
      'simulator.application',
      `patience is ${inspect(patience)}; expected milliseconds above 0 and at most ${LONGEST_PATIENCE}.`,
    );
  }
  const kind = applicationKind(application);
  switch (kind.kind) {
    case 'koa':
      return observed(nodeApplication(kind.listenerOf, patience));
    case 'node':
      return observed(nodeApplication(() => kind.listener, patience));
    case 'fetch':
      return observed(fetchApplication(kind.handle, patience));
    case 'served':
      return servedApplication(patience);
  }
}

/**
 * Returns the origin of an application: that of the base URL, or `https://app.example`.
 *
 * @throws BxmlError (`simulator.application`)
 */
export function originOf(application: SimulatedApplication): string {
  const kind = applicationKind(application);
  return kind.kind === 'served' ? kind.origin : ORIGIN;
}
