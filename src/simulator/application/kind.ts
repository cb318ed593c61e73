import { BxmlError } from '../../problems/bxml-error.js';
import { inspect, quoted } from '../../problems/inspect.js';
import type { FetchHandler } from './fetch-handler.js';
import type { NodeListener } from './node-listener.js';

/** What an application turned out to be. */
export type Kind =
  | { readonly kind: 'koa'; readonly listenerOf: () => NodeListener }
  | { readonly kind: 'node'; readonly listener: NodeListener }
  | { readonly kind: 'fetch'; readonly handle: FetchHandler }
  | { readonly kind: 'served'; readonly origin: string };

/**
 * Returns the kind of an application, by what it can do: they may come from another copy of their framework.
 *
 * @throws BxmlError (`simulator.application`)
 */
export function kindOf(given: unknown): Kind {
  if (typeof given === 'string') return servedAt(given);
  if (given instanceof URL) return servedAt(given.href);
  if (typeof given === 'function') return functionKind(given);
  if (typeof given !== 'object' || given === null) throw refused(`is ${inspect(given)}`);
  // The casts: what has these methods is called as the types say, and what comes back is looked at.
  const callback = methodOf(given, 'callback');
  if (callback && methodOf(given, 'use')) return { kind: 'koa', listenerOf: () => callback() as NodeListener };
  const handle = methodOf(given, 'fetch');
  if (handle) return { kind: 'fetch', handle: (request) => handle(request, {}, WORKER) };
  const listener = methodOf(given, 'listener');
  if (listener) return { kind: 'node', listener: listener as NodeListener };
  throw unknownObject(given);
}

/** What platforms that call `fetch(request, env, context)` give last. Work goes on by itself here. */
const WORKER = { waitUntil: (): void => undefined, passThroughOnException: (): void => undefined };

function functionKind(given: object & { readonly length: number }): Kind {
  const source = Function.prototype.toString.call(given);
  if (/^class\b/.test(source) || methodOf(propertyOf(given, 'prototype'), 'callback')) {
    throw refused('is a class', 'Give an object of it: new Koa().');
  }
  if (methodOf(propertyOf(given, 'router'), 'routes')) throw refused('is the middleware of a router', MOUNTED_ROUTER);
  if (isKoaMiddleware(given, source))
    throw refused('is middleware of Koa', 'Pass an app that uses it: new Koa().use(middleware).');
  if (isExpressRouter(given))
    throw refused('is a router of Express', 'Pass an app that uses it: express().use(router).');
  if (given.length > 1) return { kind: 'node', listener: given as NodeListener };
  return { kind: 'fetch', handle: given as FetchHandler };
}

const MOUNTED_ROUTER = 'Pass an app that uses it: new Koa().use(router.routes()).';

/** On the middleware of `bxml-jsx/koa`, whose parameters have no names any more in what is published. */
const KOA = Symbol.for('bxml-jsx.koa');

/** True for middleware of Koa, which has two parameters as a listener has: its first is called `ctx`, or its second `next`. */
function isKoaMiddleware(given: object & { readonly length: number }, source: string): boolean {
  if (KOA in given) return true;
  const parameters = /^[^(]{0,80}\(([^()]{0,200})\)/.exec(source)?.[1] ?? '';
  return given.length === 2 && (/^\s*(?:ctx|context)\s*,/.test(parameters) || /\bnext\s*$/.test(parameters));
}

/** A router of Express takes a third parameter, which nothing passes to it here. */
const isExpressRouter = (given: object & { readonly length: number }): boolean =>
  Array.isArray(propertyOf(given, 'stack')) && propertyOf(given, 'listen') === undefined && given.length === 3;

function servedAt(text: string): Kind {
  // Addresses may hold passwords.
  const is = text.includes('@') ? 'is an address' : `is ${quoted(text)}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const isBare = /^[\w.-]+(:\d+)?(\/.*)?$|^\[/.test(text);
    throw refused(
      `${is}, which is no address of http: or https:`,
      isBare ? `Did you mean ${quoted(`http://${text}`)}?` : 'A running server is given as http://127.0.0.1:3000.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(`${is} with credentials`, 'Give them to the call: they are sent as Bandwidth sends them.');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused(`${is}, which has a path`, 'Give the server alone, as http://127.0.0.1:3000, and paths to the call.');
  }
  return { kind: 'served', origin: url.origin };
}

function unknownObject(given: object): BxmlError {
  if (methodOf(given, 'then')) return refused('is a promise', 'Await it first.');
  if (methodOf(given, 'listen') && methodOf(given, 'address')) {
    const hint = 'Give the listener that it was made with, or, while it listens, its address: http://127.0.0.1:3000.';
    return refused('is a server of Node', hint);
  }
  if (methodOf(given, 'routes') && methodOf(given, 'use')) return refused('is a router of Koa', MOUNTED_ROUTER);
  if (methodOf(given, 'routing') && methodOf(given, 'ready')) {
    return refused('is an app of Fastify', 'Await app.ready(), and give { listener: app.routing }.');
  }
  if (propertyOf(given, 'default') !== undefined) {
    return refused('is a module', 'Give what it exports: the application itself.');
  }
  return refused(
    `is ${inspect(given)} that is none of them`,
    'Apps of other frameworks are given by their listener, as { listener }, by their handler, as { fetch }, or by the address at which they run.',
  );
}

function refused(what: string, hint?: string): BxmlError {
  return BxmlError.of(
    'simulator.application',
    `The application ${what}; expected a Koa app, a fetch handler, an object with a fetch method, a listener of Node, or the base URL of a running server.`,
    hint === undefined ? {} : { hint },
  );
}

function propertyOf(given: unknown, name: string): unknown {
  try {
    return (Object(given) as Record<string, unknown>)[name];
  } catch {
    // A getter that throws, or a proxy: it has nothing for us.
    return undefined;
  }
}

/** A method that is called on its object. */
function methodOf(given: unknown, name: string): ((...values: unknown[]) => unknown) | undefined {
  const method = propertyOf(given, name);
  if (typeof method !== 'function') return undefined;
  return (...values) => Reflect.apply(method, given, values);
}
