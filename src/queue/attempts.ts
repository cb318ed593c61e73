import { BxmlError } from '../problems/bxml-error.js';
import type { QueuedEvent } from '../webhooks/event-store.js';
import { type AnyHandler, definitionsWith, handlerMap } from '../webhooks/handler-map.js';
import type { Handlers, WorkContext } from '../webhooks/handlers.js';
import { ignoredDocument } from '../webhooks/ignored-document.js';
import { isNonRetryable } from './non-retryable-error.js';
import { type AttemptDone, asSeen, callQueueHook } from './queue-hooks.js';
import type { QueueSettings } from './queue-options.js';

/** An attempt that failed. */
export interface AttemptFailure {
  /** The value that the handler threw. */
  readonly error: unknown;
  /** The message of the error. */
  readonly reason: string;
  /** Milliseconds until the next attempt; undefined if the event is dead. */
  readonly retryIn: number | undefined;
}

/** Attempts to handle events with the handlers of one worker. Every queue uses it. */
export class Attempts {
  readonly #settings: QueueSettings;
  readonly #timeout: number;
  readonly #handlers: ReadonlyMap<string, AnyHandler<WorkContext>>;
  /** The signals of the running attempts. */
  readonly #running = new Set<AbortController>();

  /**
   * @param timeout milliseconds that an attempt may take
   * @throws BxmlError (`handlers.*`, `options.events`, `queue.handlers`)
   */
  constructor(settings: QueueSettings, handlers: object, timeout: number) {
    this.#settings = settings;
    this.#timeout = timeout;
    const definitions = definitionsWith(settings.events);
    // The handlers of synchronous events are never called.
    const all = handlerMap(handlers as Handlers<WorkContext>, definitions);
    this.#handlers = new Map([...all].filter(([name]) => definitions.get(name)?.kind === 'async'));
    if (this.#handlers.size === 0) throw noHandlers();
  }

  /** The number of attempts that are running. */
  get running(): number {
    return this.#running.size;
  }

  /** Calls the handler of an event. Never rejects: errors are reported, and returned. */
  async run(event: QueuedEvent, attempt: number): Promise<AttemptFailure | undefined> {
    const { hooks } = this.#settings;
    const begun = performance.now();
    const about = () => ({ ...asSeen(event), attempt, duration: performance.now() - begun });
    callQueueHook(hooks, 'started', () => ({ ...asSeen(event), attempt }));
    const controller = new AbortController();
    this.#running.add(controller);
    try {
      const document = ignoredDocument(await this.#call(event, attempt, controller), event.eventType);
      // A further attempt would return it again.
      if (document !== undefined) return this.#failed(about(), document, undefined);
      callQueueHook(hooks, 'done', about);
      return undefined;
    } catch (error) {
      const isFinal = attempt >= this.#settings.attempts || isNonRetryable(error);
      return this.#failed(about(), error, isFinal ? undefined : this.#retryDelay(event, attempt));
    } finally {
      this.#running.delete(controller);
    }
  }

  /**
   * Returns the failure of an event whose last attempt was interrupted, and reports it. The handler is not called again,
   * since it may be what crashes the process.
   *
   * @param attempt the number of the last attempt
   */
  async giveUp(event: QueuedEvent, attempt: number): Promise<AttemptFailure> {
    return this.#failed({ ...asSeen(event), attempt, duration: 0 }, interrupted(event.eventType, attempt), undefined);
  }

  /** Aborts the signals of the running attempts. */
  abort(): void {
    const reason = new Error('The worker was closed.');
    for (const controller of this.#running) controller.abort(reason);
  }

  /** Returns the milliseconds before the next attempt. */
  #retryDelay({ key, eventType }: QueuedEvent, attempt: number): number {
    return this.#settings.retryDelay(attempt, (error) =>
      this.#settings.report(error, { stage: 'handler', key, eventType, attempt }),
    );
  }

  #failed(attempt: AttemptDone, error: unknown, retryIn: number | undefined): AttemptFailure {
    const { hooks } = this.#settings;
    callQueueHook(hooks, 'failed', () => ({ ...attempt, error, retryIn }));
    if (retryIn === undefined) callQueueHook(hooks, 'dead', () => ({ ...attempt, error, retryIn }));
    const { key, eventType, attempt: number } = attempt;
    this.#settings.report(error, { stage: 'handler', key, eventType, attempt: number });
    return { error, reason: messageOf(error), retryIn };
  }

  async #call({ key, eventType, event }: QueuedEvent, attempt: number, controller: AbortController): Promise<unknown> {
    const handler = this.#handlers.get(eventType);
    if (handler === undefined) throw noHandler(eventType);
    const { signal } = controller;
    const timer = startTimer(() => controller.abort(attemptTimeout(eventType, this.#timeout)), this.#timeout);
    try {
      const context: WorkContext = { key, attempt, signal };
      const isOver = new Promise<never>((_resolve, reject) => {
        const onAbort = (): void => {
          // After `abort`, a timer would keep the process alive.
          clearTimeout(timer);
          if (isAttemptTimeout(signal.reason)) reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
      });
      return await Promise.race([callHandler(handler, event, context), isOver]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Saved at load time, so that attempts end while a test has replaced the timers. */
const { setTimeout: startTimer } = globalThis;

/** Calls a handler in a new turn of the microtask queue. A handler that throws rejects. */
const callHandler = async (handler: AnyHandler<WorkContext>, event: object, context: WorkContext): Promise<unknown> =>
  handler(event, context);

/** Returns the message of a thrown value. Never throws, whatever was thrown. */
function messageOf(error: unknown): string {
  try {
    const message: unknown = error instanceof Error ? error.message : error;
    return String(message).slice(0, MAX_MESSAGE);
  } catch {
    return 'an error without a readable message';
  }
}

/** Messages are stored, so their length is limited. */
const MAX_MESSAGE = 2000;

const isAttemptTimeout = (reason: unknown): boolean =>
  reason instanceof BxmlError && reason.code === 'queue.attempt-timeout';

function attemptTimeout(eventType: string, timeout: number): BxmlError {
  return BxmlError.of('queue.attempt-timeout', `The handler of ${eventType} did not finish within ${timeout} ms.`, {
    hint: 'Stop work when signal aborts, or raise the timeout of queue.work.',
  });
}

function interrupted(eventType: string, attempts: number): BxmlError {
  return BxmlError.of('queue.interrupted', `Attempt ${attempts} to handle ${eventType}, the last, was interrupted.`, {
    hint: 'Check whether this event ends the process, then replay it.',
  });
}

function noHandler(eventType: string): BxmlError {
  return BxmlError.of('queue.no-handler', `The worker has no handler of ${eventType}.`, {
    hint: 'Pass the same handlers to queue.work as to webhooks.',
  });
}

function noHandlers(): BxmlError {
  return BxmlError.of('queue.handlers', 'The handlers of queue.work have no handler of an asynchronous event.', {
    hint: 'Pass the handlers that webhooks has: queue.work(handlers).',
  });
}
