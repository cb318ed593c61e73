import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import type { EventStore, PutResult, QueuedEvent } from '../webhooks/event-store.js';
import type { AddedHandlers, Handlers, WorkContext } from '../webhooks/handlers.js';

/**
 * A queue of asynchronous events: `memoryQueue` of `bxml-jsx/queue`, `bullmqQueue` of `bxml-jsx/bullmq`, or your own.
 *
 * Every queue keeps these promises:
 * - An event is stored once per key, and handled until its handler succeeds or its attempts are used up. It may be
 *   handled more than once, for example after a crash: use `key` to make effects idempotent.
 * - Events of one group, such as a call, are handled one at a time in order of `eventTime`, also across retries. A dead
 *   event does not hold up the rest of its group. Different groups are handled in parallel.
 * - An event whose attempts are used up is dead. It is kept until it is replayed or discarded.
 */
export interface EventQueue extends EventStore {
  put(event: QueuedEvent): Promise<PutResult>;
  /**
   * Handles events, in this process, until the worker or the queue is closed. Pass the handlers that `webhooks` has: the
   * handlers of synchronous events are ignored. Call it in each process that handles events.
   *
   * @throws BxmlError (`handlers.*`, `options.*`; `queue.handlers` if there is no handler of an asynchronous event;
   * `queue.closed`)
   * @example
   * const worker = queue.work(handlers, { concurrency: 50 });
   * process.once('SIGTERM', () => worker.close({ timeout: 10_000 }));
   */
  work<C>(handlers: Handlers<C, WorkContext> & AddedHandlers<C, WorkContext>, options?: WorkOptions): QueueWorker;
  /** Returns dead events, those that died first first. */
  dead(filter?: DeadFilter): Promise<readonly DeadEvent[]>;
  /**
   * Queues dead events again, with all their attempts. Resolves to the number of events, 0 if none is dead.
   *
   * @example
   * await queue.replay({ callId: 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d' });
   */
  replay(selection: DeadSelection): Promise<number>;
  /** Deletes dead events. Resolves to the number of events. */
  discard(selection: DeadSelection): Promise<number>;
  /** Returns the number of events by state. */
  figures(): Promise<QueueFigures>;
  /**
   * Stops handling events: waits for running handlers, then closes the connections of the queue. `put` rejects
   * afterwards. Resolves to the number of handlers that were still running after `timeout`; a durable queue handles
   * their events again.
   */
  close(options?: CloseOptions): Promise<number>;
}

/** Options of {@link EventQueue.work}. */
export interface WorkOptions {
  /**
   * Maximum number of events that are handled at the same time, 1 or more.
   * @default 20
   */
  readonly concurrency?: number | undefined;
  /**
   * Milliseconds that one attempt may take. After that its signal aborts and the attempt has failed.
   * @default 300000
   */
  readonly timeout?: number | undefined;
}

/** A worker that {@link EventQueue.work} started. */
export interface QueueWorker {
  /** The number of handlers that are running. */
  readonly inFlight: number;
  /**
   * Stops taking events and waits for running handlers. Resolves to the number of handlers still running after
   * `timeout`, whose signals are then aborted.
   */
  close(options?: CloseOptions): Promise<number>;
}

/** Options of `close`. */
export interface CloseOptions {
  /**
   * Milliseconds to wait for running handlers, 0 or more.
   * @default 10000
   */
  readonly timeout?: number | undefined;
}

/** An event whose attempts are used up. */
export interface DeadEvent {
  /** Identifies the event. */
  readonly key: string;
  /** The event's `eventType`; for endpoint events, which have none, the value of `event`. */
  readonly eventType: string;
  /** The event. */
  readonly event: AnyEvent | UnknownEvent;
  /** When the event was received, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** When the last attempt failed, in milliseconds since 1970. */
  readonly diedAt: number;
  /** The number of failed attempts. */
  readonly attempts: number;
  /** The message of the last error. */
  readonly reason: string;
}

/** Which dead events {@link EventQueue.dead} returns. */
export interface DeadFilter {
  /** Only the event with this key. */
  readonly key?: string | undefined;
  /** Only events of this call. */
  readonly callId?: string | undefined;
  /**
   * Maximum number of events, 1 or more.
   * @default 100
   */
  readonly limit?: number | undefined;
}

/** The dead events to replay or discard: one, those of a call, or all. */
export type DeadSelection =
  | { readonly key: string; readonly callId?: undefined }
  | { readonly callId: string; readonly key?: undefined }
  | 'all';

/** The number of events by state. */
export interface QueueFigures {
  /** Events that wait for a worker, or for an earlier event of their group. */
  readonly waiting: number;
  /** Events that are being handled. */
  readonly running: number;
  /** Events that wait for their next attempt. */
  readonly retrying: number;
  /** Events whose attempts are used up. */
  readonly dead: number;
  /** Milliseconds since the oldest event that is neither done nor dead was received; 0 if there is none. */
  readonly oldestAge: number;
}
