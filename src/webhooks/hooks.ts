import { isPromiseLike } from '../components/component.js';
import type { Problem } from '../problems/problem.js';
import { callback, objectOf } from '../problems/value-checks.js';

/** The event that a hook is called for. */
export interface EventSeen {
  /** The event's `eventType`; for endpoint events, which have none, the value of `event`. */
  readonly eventType: string;
  /** The call id; undefined for events that are not about a call. */
  readonly callId: string | undefined;
}

/** An event, with the time since its request arrived. */
export interface EventDone extends EventSeen {
  /** Milliseconds since the request arrived. */
  readonly duration: number;
}

/** A synchronous event was answered, or an asynchronous one acknowledged. */
export interface EventAnswered extends EventDone {
  /** The HTTP status of the response. */
  readonly status: number;
  /** The document that was sent; undefined if there was none. It may contain what callers said or typed. */
  readonly bxml: string | undefined;
  /** The warnings about the document. */
  readonly problems: readonly Problem[];
}

/** A request that was rejected before any handler ran. */
export interface RequestRefusal {
  readonly status: number;
  /** The stable error code, such as `request.json`. */
  readonly code: string;
  /** A description. It quotes nothing from the request. */
  readonly detail: string;
  /** Milliseconds since the request arrived. */
  readonly duration: number;
}

/** A handler threw or timed out, or its document is invalid. */
export interface EventFailed extends EventDone {
  readonly error: unknown;
}

/**
 * Functions called as requests are handled, for logging and metrics. Their results and errors are ignored.
 *
 * @example
 * webhooks(handlers, { hooks: { answered: ({ eventType, callId, status, duration }) => log.info({ eventType, callId,
 * status, duration }) } });
 */
export interface WebhookHooks {
  /** A valid event was received. */
  readonly received?: ((event: EventSeen) => void) | undefined;
  /**
   * An asynchronous event was acknowledged although it has no handler. A synchronous event without a handler goes to
   * the next middleware; if no middleware responds, `refused` is called with `event.no-handler`.
   */
  readonly unhandled?: ((event: EventSeen) => void) | undefined;
  /** An event was answered or acknowledged. */
  readonly answered?: ((answer: EventAnswered) => void) | undefined;
  /**
   * A request was rejected: wrong credentials, type, size or content; or a 404, because no middleware handled the
   * event.
   */
  readonly refused?: ((refusal: RequestRefusal) => void) | undefined;
  /** A handler threw, timed out or returned an invalid document. `onError` is called too. */
  readonly failed?: ((failure: EventFailed) => void) | undefined;
  /** A response took more than half of `timeout`. */
  readonly slow?: ((event: EventDone) => void) | undefined;
  /** A handler finished after its response was due. `error` is set if it threw. */
  readonly late?: ((event: EventDone & { readonly error?: unknown }) => void) | undefined;
  /** A duplicate of an asynchronous event was received and skipped. */
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

/** Calls a hook if it is defined. Never throws. */
export function callHook<Name extends keyof WebhookHooks>(
  hooks: WebhookHooks | undefined,
  name: Name,
  about: () => Parameters<NonNullable<WebhookHooks[Name]>>[0],
): void {
  const hook = hooks?.[name] as ((about: unknown) => unknown) | undefined;
  if (hook !== undefined) ignoreErrors(() => hook.call(hooks, about()));
}

/** Calls a function and ignores the errors that it throws or rejects with. */
export function ignoreErrors(call: () => unknown): void {
  try {
    const result: unknown = call();
    if (isPromiseLike(result)) Promise.resolve(result).catch(() => undefined);
  } catch {
    // An error while logging must not change the response.
  }
}
