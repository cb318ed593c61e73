import type { AttributeSearch } from '../components/attribute-search.js';
import type { Problem } from '../problems/problem.js';
import type { ErrorInfo } from './options.js';

/** A failure while a request was handled, or after it was acknowledged. */
export interface ObservedFailure {
  /** What failed, as `onError` has it. */
  readonly stage: ErrorInfo<unknown>['stage'];
  /** The event's type; empty before it was read. */
  readonly eventType: string;
  /** What was thrown: the very object. */
  readonly error: unknown;
}

/** A set of webhooks that a request has come to. */
export interface ReachedWebhooks {
  /** The path as the framework passed it on: without the prefix under which it has mounted the webhooks. */
  readonly path: string;
  /** True for the paths in the option `path`; undefined without that option. */
  readonly serves: ((path: string) => boolean) | undefined;
}

/**
 * Sees what becomes of one request beyond its response: the simulator's view of an application that runs in the same
 * process. Internal: the simulator of `bxml-jsx/testing` alone attaches one.
 *
 * A request has an observer if a property of the request object holds it (`IncomingMessage`, `Request`), under a symbol
 * of the global registry; or, if a framework has wrapped or copied the request, if the asynchronous context does. The
 * context is under the same symbol of `globalThis`, from the first simulation on. Neither can come from an HTTP client.
 * Symbols of the registry are the same in each copy of the package.
 */
export interface WebhookObserver {
  /** Called for each set of webhooks that the request comes to, whether it serves the request or passes it on. */
  reached(webhooks: ReachedWebhooks): void;
  /** Called for each valid document that a handler or `onError` answers. */
  rendered(find: AttributeSearch): void;
  /** Called with each error that `onError` would get, whether there is an `onError` or not. */
  failed(failure: ObservedFailure): void;
  /** Called with the warnings of a document that answers an event. */
  warned(problems: readonly Problem[]): void;
  /** Called for an asynchronous event that is acknowledged although it has no handler. */
  unhandled(eventType: string): void;
  /** Called for a synchronous event without a handler, which is for the middleware that comes next. */
  passedOn(eventType: string): void;
  /** Called with the work that goes on after the acknowledgement of an asynchronous event. It never rejects. */
  running(eventType: string, work: Promise<unknown>): void;
}

const KEY: unique symbol = Symbol.for('bxml-jsx.webhook-observer');

/** The property of an observed request. */
interface Observed {
  [KEY]?: WebhookObserver;
}

/** Carries the observer along with the work that is done for a request, as `AsyncLocalStorage` of Node does. */
export interface ObserverContext {
  getStore(): WebhookObserver | undefined;
  run<T>(observer: WebhookObserver, work: () => T): T;
}

/** What `globalThis` has once a request may be observed. */
interface ObservedRealm {
  [KEY]?: ObserverContext;
}

/** Attaches an observer to a request. */
export function observe(request: object, observer: WebhookObserver): void {
  (request as Observed)[KEY] = observer;
}

/** Returns the context that all copies of the package in this process share; the first to ask makes it. */
export function observerContext(make: () => ObserverContext): ObserverContext {
  const realm = globalThis as ObservedRealm;
  if (realm[KEY] === undefined) Object.defineProperty(realm, KEY, { value: make() });
  return realm[KEY] ?? make();
}

/** Returns the observer of a request, if it has one. */
export function observerOf(request: object | undefined): WebhookObserver | undefined {
  return (request as Observed | undefined)?.[KEY] ?? (globalThis as ObservedRealm)[KEY]?.getStore();
}
