import { BxmlError } from '../../problems/bxml-error.js';
import { inspect, quoted } from '../../problems/inspect.js';
import type { FetchHandler } from './fetch-handler.js';
import type { NodeListener } from './node-listener.js';

/** The kind of an application, with what is needed to call it. */
export type Kind =
  | { readonly kind: 'koa'; readonly listenerOf: () => NodeListener }
  | { readonly kind: 'node'; readonly listener: NodeListener }
  | { readonly kind: 'fetch'; readonly handle: FetchHandler }
  | { readonly kind: 'served'; readonly origin: string };

/**
 * Returns the kind of an application. It checks the methods rather than the class, because the application may use another
 * copy of its framework.
 *
 * @throws BxmlError (`simulator.application`)
 */
export function applicationKind(given: unknown): Kind {
  if (typeof given === 'string') return servedAt(given);
  if (given instanceof URL) return servedAt(given.href);
  if (typeof given === 'function') return functionKind(given);
  if (typeof given !== 'object' || given === null) throw refused(`is ${inspect(given)}`);
  // The casts: an object with these methods is called as their types say, and the results are checked.
  const callback = methodOf(given, 'callback');
  if (callback && methodOf(given, 'use')) return { kind: 'koa', listenerOf: () => callback() as NodeListener };
  const handle = methodOf(given, 'fetch');
  if (handle) return { kind: 'fetch', handle: (request) => handle(request, {}, WORKER) };
  const listener = methodOf(given, 'listener');
  if (listener) return { kind: 'node', listener: listener as NodeListener };
  throw unknownObject(given);
}

/** The last argument of `fetch(request, env, context)`. It does nothing: the work continues without it. */
const WORKER = { waitUntil: (): void => undefined, passThroughOnException: (): void => undefined };

function functionKind(given: object & { readonly length: number }): Kind {
  const source = Function.prototype.toString.call(given);
  if (/^class\b/.test(source) || methodOf(propertyOf(given, 'prototype'), 'callback')) {
    throw refused('is a class', 'Pass an instance: new Koa().');
  }
  if (methodOf(propertyOf(given, 'router'), 'routes')) throw refused('is the middleware of a router', MOUNTED_ROUTER);
  if (isKoaMiddleware(given, source))
    throw refused('is Koa middleware', 'Pass an app that uses it: new Koa().use(middleware).');
  if (isExpressRouter(given)) throw refused('is an Express router', 'Pass an app that uses it: express().use(router).');
  if (given.length > 1) return { kind: 'node', listener: given as NodeListener };
  return { kind: 'fetch', handle: given as FetchHandler };
}

const MOUNTED_ROUTER = 'Pass an app that uses it: new Koa().use(router.routes()).';

/** Marks the middleware of `bxml-jsx/koa`, because minification removes the names of its parameters. */
const KOA = Symbol.for('bxml-jsx.koa');

/** True for Koa middleware. It has two parameters like a listener, but the first is named `ctx`, or the second `next`. */
function isKoaMiddleware(given: object & { readonly length: number }, source: string): boolean {
  if (KOA in given) return true;
  const parameters = /^[^(]{0,80}\(([^()]{0,200})\)/.exec(source)?.[1] ?? '';
  return given.length === 2 && (/^\s*(?:ctx|context)\s*,/.test(parameters) || /\bnext\s*$/.test(parameters));
}

/** True for an Express router, which needs a third argument that a listener does not receive. */
const isExpressRouter = (given: object & { readonly length: number }): boolean =>
  Array.isArray(propertyOf(given, 'stack')) && propertyOf(given, 'listen') === undefined && given.length === 3;

function servedAt(text: string): Kind {
  // URLs may contain passwords, which messages must not show.
  const is = text.includes('@') ? 'is a URL' : `is ${quoted(text)}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const isBare = /^[\w.-]+(:\d+)?(\/.*)?$|^\[/.test(text);
    throw refused(
      `${is}, which is not an http: or https: URL`,
      isBare ? `Did you mean ${quoted(`http://${text}`)}?` : 'Pass a running server as http://127.0.0.1:3000.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(
      `${is} with credentials`,
      'Pass the credentials that Bandwidth sends as application: { credentials: { username, password } }.',
    );
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused(
      `${is}, which has a path`,
      'Pass the origin only, such as http://127.0.0.1:3000, and the path as url of platform.call.',
    );
  }
  return { kind: 'served', origin: url.origin };
}

function unknownObject(given: object): BxmlError {
  if (methodOf(given, 'then')) return refused('is a promise', 'Await it first.');
  if (methodOf(given, 'listen') && methodOf(given, 'address')) {
    const hint = 'Pass the listener of the server, or its URL while it is running: http://127.0.0.1:3000.';
    return refused('is a node:http server', hint);
  }
  if (methodOf(given, 'routes') && methodOf(given, 'use')) return refused('is a Koa router', MOUNTED_ROUTER);
  if (methodOf(given, 'routing') && methodOf(given, 'ready')) {
    return refused('is a Fastify app', 'Await app.ready(), and pass { listener: app.routing }.');
  }
  if (propertyOf(given, 'default') !== undefined) {
    return refused('is a module', 'Pass its export: the application itself.');
  }
  if (methodOf(given, 'initiate') ?? methodOf(given, 'answer')) {
    return refused('is an object of handlers', 'Pass what webhooks returns: simulate(webhooks(handlers)).');
  }
  return refused(
    `is ${inspect(given)} of another kind`,
    'For other frameworks, pass the listener as { listener }, the handler as { fetch }, or the URL of the running server.',
  );
}

function refused(what: string, hint?: string): BxmlError {
  return BxmlError.of(
    'simulator.application',
    `The application ${what}; expected a Koa app, a fetch handler, an object with a fetch method, a node:http listener, or the base URL of a running server.`,
    hint === undefined ? {} : { hint },
  );
}

function propertyOf(given: unknown, name: string): unknown {
  try {
    return (Object(given) as Record<string, unknown>)[name];
  } catch {
    // A getter or a proxy that throws counts as a missing property.
    return undefined;
  }
}

/** Returns a method, bound to its object; `undefined` if it is not a function. */
function methodOf(given: unknown, name: string): ((...values: unknown[]) => unknown) | undefined {
  const method = propertyOf(given, name);
  if (typeof method !== 'function') return undefined;
  return (...values) => Reflect.apply(method, given, values);
}
