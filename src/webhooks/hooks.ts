import { callback, objectOf } from '../problems/check-options.js';
import type { Problem } from '../problems/problem.js';
import { isPromiseLike } from '../render/component.js';

/** What is known of the event that something happened to. */
export interface EventSeen {
  /** Its type; of an endpoint's event the value of `event`. */
  readonly eventType: string;
  /** The call that it is about, where it is about one. */
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
  /** The same in words that quote nothing of the request. */
  readonly detail: string;
  /** Milliseconds since the request came. */
  readonly duration: number;
}

/** A handler failed, or what it answered did. */
export interface EventFailed extends EventDone {
  readonly error: unknown;
}

/**
 * Told what happens to webhooks, for logs and measurements. They change nothing: what they return is ignored, and so is
 * what they throw.
 *
 * @example
 * webhooks(handlers, { hooks: { answered: ({ eventType, callId, status, duration }) => log.info({ eventType, callId, status, duration }) } });
 */
export interface WebhookHooks {
  /** A valid event has come. */
  readonly received?: ((event: EventSeen) => void) | undefined;
  /**
   * An asynchronous event was acknowledged, but there is no handler of it here: what it reports is lost. A synchronous
   * event without a handler is passed on; if nothing else takes it, `refused` is called with `event.no-handler`.
   */
  readonly unhandled?: ((event: EventSeen) => void) | undefined;
  /** It was answered or acknowledged. */
  readonly answered?: ((answer: EventAnswered) => void) | undefined;
  /** A request was refused: wrong credentials, type, size or content; or a 404, because nobody took the event. */
  readonly refused?: ((refusal: RequestRefusal) => void) | undefined;
  /** A handler failed, an answer was no valid document, or a time was over. `onError` is told the same. */
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

/** Tells a hook, whatever it does. */
export function callHook<Name extends keyof WebhookHooks>(
  hooks: WebhookHooks | undefined,
  name: Name,
  about: () => Parameters<NonNullable<WebhookHooks[Name]>>[0],
): void {
  const hook = hooks?.[name] as ((about: unknown) => unknown) | undefined;
  if (hook !== undefined) ignoreErrors(() => hook.call(hooks, about()));
}

/** Calls somebody who only looks on, whatever comes of it. */
export function ignoreErrors(call: () => unknown): void {
  try {
    const result: unknown = call();
    if (isPromiseLike(result)) Promise.resolve(result).catch(() => undefined);
  } catch {
    // An answer must not depend on what is written about it.
  }
}
