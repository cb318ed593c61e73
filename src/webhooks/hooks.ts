import { isPromiseLike } from '../components/component.js';
import type { Problem } from '../problems/problem.js';
import { callback, objectOf } from '../problems/value-checks.js';

/** The event that something happened to. */
export interface EventSeen {
  /** Its type; of an endpoint's event the value of `event`. */
  readonly eventType: string;
  /** The id of its call, if it is about a call. */
  readonly callId: string | undefined;
}

/** The same, with how long it took. */
export interface EventDone extends EventSeen {
  /** Milliseconds since the request came. */
  readonly duration: number;
}

/** A synchronous event was answered, or an asynchronous one acknowledged. */
export interface EventAnswered extends EventDone {
  /** The status of the answer. */
  readonly status: number;
  /** The document that was sent, if one was. It may hold what callers said: mind who reads the log. */
  readonly bxml: string | undefined;
  /** The warnings about it. */
  readonly problems: readonly Problem[];
}

/** A request was refused, before a handler was looked for. */
export interface RequestRefusal {
  readonly status: number;
  /** What was wrong, stable over versions, such as `request.json`. */
  readonly code: string;
  /** A description that quotes nothing of the request. */
  readonly detail: string;
  /** Milliseconds since the request came. */
  readonly duration: number;
}

/** A handler failed, or what it answered did. */
export interface EventFailed extends EventDone {
  readonly error: unknown;
}

/**
 * Functions that are called with what happens to webhooks, for logs and measurements. What they return or throw is
 * ignored.
 *
 * @example
 * webhooks(handlers, { hooks: { answered: ({ eventType, callId, status, duration }) => log.info({ eventType, callId, status, duration }) } });
 */
export interface WebhookHooks {
  /** A valid event has come. */
  readonly received?: ((event: EventSeen) => void) | undefined;
  /**
   * An asynchronous event was acknowledged without a handler: what it reports is lost. A synchronous event without a
   * handler goes to the next middleware; if none takes it, `refused` is called with `event.no-handler`.
   */
  readonly unhandled?: ((event: EventSeen) => void) | undefined;
  /** It was answered or acknowledged. */
  readonly answered?: ((answer: EventAnswered) => void) | undefined;
  /** A request was refused: wrong credentials, type, size or content; or a 404, because no middleware took the event. */
  readonly refused?: ((refusal: RequestRefusal) => void) | undefined;
  /** A handler failed, returned an invalid document or was late. `onError` is called for the same. */
  readonly failed?: ((failure: EventFailed) => void) | undefined;
  /** An answer took more than half of the `timeout`. */
  readonly slow?: ((event: EventDone) => void) | undefined;
  /** A handler was done after its time was over; with its error, if it failed then. */
  readonly late?: ((event: EventDone & { readonly error?: unknown }) => void) | undefined;
  /** An asynchronous event has come once more, and was not handled again. */
  readonly repeated?: ((event: EventSeen) => void) | undefined;
}

/** The check of the option. */
export const hooksCheck = objectOf<WebhookHooks>({
  received: callback,
  unhandled: callback,
  answered: callback,
  refused: callback,
  failed: callback,
  slow: callback,
  late: callback,
  repeated: callback,
});

/** Calls a hook, if there is one. Never throws. */
export function callHook<Name extends keyof WebhookHooks>(
  hooks: WebhookHooks | undefined,
  name: Name,
  about: () => Parameters<NonNullable<WebhookHooks[Name]>>[0],
): void {
  const hook = hooks?.[name] as ((about: unknown) => unknown) | undefined;
  if (hook !== undefined) ignoreErrors(() => hook.call(hooks, about()));
}

/** Calls a function. Ignores what it throws, and the rejection of a promise that it returns. */
export function ignoreErrors(call: () => unknown): void {
  try {
    const result: unknown = call();
    if (isPromiseLike(result)) Promise.resolve(result).catch(() => undefined);
  } catch {
    // A reply must not depend on what is logged about it.
  }
}
