import { callback, objectOf } from '../problems/value-checks.js';
import type { QueuedEvent } from '../webhooks/event-store.js';
import { type EventSeen, ignoreErrors } from '../webhooks/hooks.js';

/** An event of a queue. */
export interface EventQueued extends EventSeen {
  /** Identifies the event. */
  readonly key: string;
  /** Milliseconds since the event was received. */
  readonly age: number;
}

/** An attempt to handle an event. */
export interface AttemptStarted extends EventQueued {
  /** The number of the attempt, from 1. */
  readonly attempt: number;
}

/** An attempt that has ended. */
export interface AttemptDone extends AttemptStarted {
  /** Milliseconds that the attempt took. */
  readonly duration: number;
}

/** An attempt that failed. */
export interface AttemptFailed extends AttemptDone {
  /** The value that the handler threw. */
  readonly error: unknown;
  /** Milliseconds until the next attempt; undefined if the event is dead. */
  readonly retryIn: number | undefined;
}

/**
 * Functions called as events are stored and handled, for logging and metrics. Their results and errors are ignored.
 *
 * @example
 * memoryQueue({ hooks: { dead: ({ eventType, key, age, error }) => log.error({ eventType, key, age, error }) } });
 */
export interface QueueHooks {
  /** An event was stored. Not called for repeats. */
  readonly queued?: ((event: EventQueued) => void) | undefined;
  /** An attempt started. */
  readonly started?: ((attempt: AttemptStarted) => void) | undefined;
  /** An event was handled. */
  readonly done?: ((attempt: AttemptDone) => void) | undefined;
  /** An attempt failed. */
  readonly failed?: ((attempt: AttemptFailed) => void) | undefined;
  /** The last attempt of an event failed. `failed` is called first. */
  readonly dead?: ((attempt: AttemptFailed) => void) | undefined;
}

/** The check of the option. */
export const queueHooksCheck = objectOf<QueueHooks>({
  queued: callback,
  started: callback,
  done: callback,
  failed: callback,
  dead: callback,
});

/** Calls a hook if it is defined. Never throws. */
export function callQueueHook<Name extends keyof QueueHooks>(
  hooks: QueueHooks | undefined,
  name: Name,
  about: () => Parameters<NonNullable<QueueHooks[Name]>>[0],
): void {
  const hook = hooks?.[name] as ((about: unknown) => unknown) | undefined;
  if (hook !== undefined) ignoreErrors(() => hook.call(hooks, about()));
}

/** Returns the event as passed to hooks. */
export function asSeen({ key, eventType, event, receivedAt }: QueuedEvent): EventQueued {
  const { callId } = event as { readonly callId?: unknown };
  const seen = { eventType, callId: typeof callId === 'string' ? callId : undefined };
  return { ...seen, key, age: Math.max(0, Date.now() - receivedAt) };
}
