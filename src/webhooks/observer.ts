import type { AttributeSearch } from '../components/attribute-search.js';
import type { Problem } from '../problems/problem.js';
import type { ErrorInfo } from './options.js';

/** An error while a request was handled, or after it was acknowledged. */
export interface ObservedFailure {
  /** What failed, as in the `ErrorInfo` of `onError`. */
  readonly stage: ErrorInfo<unknown>['stage'];
  /** The event's name; empty if the error occurred before it was parsed. */
  readonly eventType: string;
  /** The thrown value itself. */
  readonly error: unknown;
}

/** A webhooks middleware that a request reached. */
export interface ReachedWebhooks {
  /** The path that the framework passed on, without the prefix of a mount. */
  readonly path: string;
  /** True for the paths in the option `path`; undefined without that option. */
  readonly serves: ((path: string) => boolean) | undefined;
  /** The handlers by event type. */
  readonly handlers: ReadonlyMap<string, unknown>;
}

/**
 * Reports how one request was handled, beyond its response. The simulator of `bxml-jsx/testing` attaches one to the
 * requests that it sends to an application in the same process. Internal.
 *
 * The observer is a property of the request object (`IncomingMessage` or `Request`) under a symbol of the global
 * registry. If a framework wraps or copies the request, the observer comes from the asynchronous context, which is
 * stored under the same symbol of `globalThis` from the first simulation on. An HTTP client can set neither. Symbols of
 * the global registry are the same in every copy of the package.
 */
export interface WebhookObserver {
  /** Called for each webhooks middleware that the request reaches, whether it handles the request or passes it on. */
  reached(webhooks: ReachedWebhooks): void;
  /** Called for each valid document that a handler or `onError` returns. */
  rendered(find: AttributeSearch): void;
  /** Called with each error that `onError` receives, also if there is no `onError`. */
  failed(failure: ObservedFailure): void;
  /** Called with the warnings about a returned document. */
  warned(problems: readonly Problem[]): void;
  /** Called for an asynchronous event that is acknowledged without a handler. */
  unhandled(eventType: string): void;
  /** Called for a synchronous event without a handler, which goes to the next middleware. */
  passedOn(eventType: string): void;
  /** Called with the promise of an asynchronous event's handler. The promise never rejects. */
  running(eventType: string, work: Promise<unknown>): void;
}

const KEY: unique symbol = Symbol.for('bxml-jsx.webhook-observer');

/** The property of an observed request. */
interface Observed {
  [KEY]?: WebhookObserver;
}

/** Propagates the observer through the asynchronous work for a request. Node's `AsyncLocalStorage` implements it. */
export interface ObserverContext {
  getStore(): WebhookObserver | undefined;
  run<T>(observer: WebhookObserver, work: () => T): T;
}

/** The property of `globalThis` from the first simulation on. */
interface ObservedRealm {
  [KEY]?: ObserverContext;
}

/** Attaches an observer to a request. */
export function observe(request: object, observer: WebhookObserver): void {
  (request as Observed)[KEY] = observer;
}

/** Returns the context that all copies of the package in this process share. The first call creates it with `make`. */
export function observerContext(make: () => ObserverContext): ObserverContext {
  const realm = globalThis as ObservedRealm;
  if (realm[KEY] === undefined) Object.defineProperty(realm, KEY, { value: make() });
  return realm[KEY] ?? make();
}

/** Returns the observer of a request; undefined if it has none. */
export function observerOf(request: object | undefined): WebhookObserver | undefined {
  return (request as Observed | undefined)?.[KEY] ?? (globalThis as ObservedRealm)[KEY]?.getStore();
}
