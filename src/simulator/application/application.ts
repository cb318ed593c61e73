import { BxmlError } from '../../problems/bxml-error.js';
import { inspect } from '../../problems/inspect.js';
import { fetchApplication } from './fetch-handler.js';
import { kindOf } from './kind.js';
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
 * What can be simulated:
 *
 * - an app of Koa: whatever has `callback()` and `use()`;
 * - a fetch handler: a function with at most one parameter, from `Request` to `Response`;
 * - an object with a `fetch` method, as Hono, Workers, Bun and Deno have it. It is called with the request, an empty
 *   environment and a context with `waitUntil`; wrap it to give it more;
 * - a listener of `node:http`: a function with two parameters or more, such as an app of Express;
 * - the base URL of a running server, without a path.
 *
 * A function is told by its number of parameters, `length`. Where that does not say what it is, for a fetch handler with
 * two parameters or a listener that takes `...rest`, write `{ fetch: handler }` or `{ listener }`.
 */
export type SimulatedApplication =
  | SimulatedKoa
  | ((request: Request) => Response | Promise<Response>)
  | SimulatedFetch
  | NodeListener
  | { readonly listener: NodeListener }
  | string
  | URL;

/** An app of Koa, of any version and with any types of state and context. */
export interface SimulatedKoa {
  callback(): NodeListener;
  // By the type that every function has: an app may take any kind of middleware.
  use(...middleware: never): unknown;
}

/** An object with a `fetch` method. */
export interface SimulatedFetch {
  // By types that take methods with any kind of environment and context.
  fetch(request: Request, environment: never, context: never): Response | Promise<Response>;
}

/** The origin at which an application in this process is thought to be served. */
const ORIGIN = 'https://app.example';

/** The longest time that timers know. */
const LONGEST_PATIENCE = 2_147_483_647;

/**
 * The way to an application: in this process without a port, or over HTTP to a running server.
 *
 * Nothing asks for a compressed answer. If one comes all the same, its bytes are taken for text, but from a running
 * server, where `fetch` has undone it. Redirects are handed back as they are. A listener that throws closes the
 * connection; a fetch handler that throws is answered with 500 and the error as the body.
 *
 * @param options `patience`: real milliseconds for one exchange
 * @throws BxmlError (`simulator.application`) when it is nothing that can be simulated, or for a wrong `patience`.
 * @example
 * const ask = applicationOf(app, { patience: 2000 });
 * const reply = await ask({ method: 'GET', url: 'https://app.example/', headers: {}, body: undefined });
 */
export function applicationOf(given: SimulatedApplication, options: { readonly patience: number }): Application {
  const { patience } = options;
  if (!(typeof patience === 'number' && patience > 0 && patience <= LONGEST_PATIENCE)) {
    throw BxmlError.of(
      'simulator.application',
      `patience is ${inspect(patience)}; expected milliseconds above 0, at most ${LONGEST_PATIENCE}.`,
    );
  }
  const kind = kindOf(given);
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
 * The address at which it is thought to be served: the origin of the base URL, else `https://app.example`.
 *
 * @throws BxmlError (`simulator.application`)
 */
export function originOf(given: SimulatedApplication): string {
  const kind = kindOf(given);
  return kind.kind === 'served' ? kind.origin : ORIGIN;
}
