import { DelayedError, UnrecoverableError, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { AttemptFailure, Attempts } from '../queue/attempts.js';
import type { CloseOptions, QueueWorker } from '../queue/event-queue.js';
import { closeTimeout } from '../queue/work-options.js';
import type { QueuedEvent } from '../webhooks/event-store.js';
import type { EngineSettings } from './bullmq-options.js';
import { type EngineErrors, isOfJob, isReply } from './engine-errors.js';
import type { EventOrder } from './event-order.js';
import type { RedisMemory } from './redis-memory.js';
import type { EventJob, EventJobs } from './stored-event.js';

/**
 * Milliseconds after which a parked event asks again whether it may start, from when it could start at the earliest.
 * Normally the event before it starts it; this is for a worker that was killed in between.
 */
const PARKED = 10_000;

/** Milliseconds that a worker rests after an error of Redis. Without it, it would ask again at once, without end. */
const REST = 1000;

/** Milliseconds before the next attempt of an event that was handled, if BullMQ could not store that. */
const DEFAULT_RETRY = 1000;

/** Stalls after which BullMQ itself would give up an event. `attempts` is the limit, so this is never reached. */
const MAX_STALLS = 1_000_000;

/** What a worker needs of its queue. */
export interface WorkerParts {
  readonly client: Redis | Cluster;
  readonly engine: EngineSettings;
  readonly jobs: EventJobs;
  readonly order: EventOrder;
  readonly errors: EngineErrors;
  readonly memory: RedisMemory;
  /** How often an event is attempted. */
  readonly maxAttempts: number;
}

/** Handles the events of a queue of BullMQ, those of a group in order. */
export class BullmqWorker implements QueueWorker {
  readonly #parts: WorkerParts;
  readonly #attempts: Attempts;
  readonly #worker: EventWorker;
  /** The running attempts, by job id. */
  readonly #running = new Map<string, Promise<AttemptFailure | undefined>>();
  /** Commands after an attempt that have not been answered. */
  readonly #leaving = new Set<Promise<unknown>>();
  readonly #onClose: (worker: BullmqWorker) => void;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #closing: Promise<unknown> | undefined;

  constructor(parts: WorkerParts, attempts: Attempts, concurrency: number, onClose: (worker: BullmqWorker) => void) {
    this.#parts = parts;
    this.#attempts = attempts;
    this.#onClose = onClose;
    const { client, engine, errors } = parts;
    this.#worker = new EventWorker(engine.name, (job, token) => this.#process(job, token), {
      connection: client,
      prefix: engine.prefix,
      concurrency,
      lockDuration: engine.lockDuration,
      stalledInterval: engine.stalledInterval,
      maxStalledCount: MAX_STALLS,
      runRetryDelay: REST,
      removeOnComplete: { age: engine.keepDone.age / 1000, count: engine.keepDone.count },
      settings: { backoffStrategy: (_attempts, _type, error) => retryDelayOf(error) },
      ...(engine.telemetry === undefined ? {} : { telemetry: engine.telemetry }),
    });
    this.#worker.on('error', (error) => this.#handleError(error));
    this.#worker.on('completed', (job) => this.#leave(job));
    this.#worker.on('failed', (job) => job !== undefined && this.#leave(job));
    errors.watch(parts.order.oldest());
  }

  get inFlight(): number {
    return this.#attempts.running;
  }

  async close(options: CloseOptions = {}): Promise<number> {
    const timeout = closeTimeout(options);
    this.#closing ??= this.#stop();
    const isClosed = await within(timeout, this.#closing);
    const { inFlight } = this;
    this.#attempts.abort();
    if (!isClosed) this.#parts.errors.watch(this.#worker.abandon());
    this.#onClose(this);
    return inFlight;
  }

  /** Takes no more events. Resolves when the running ones have ended. */
  #stop(): Promise<unknown> {
    clearTimeout(this.#rest);
    const stopped = this.#worker.close().then(() => Promise.all(this.#leaving));
    this.#parts.errors.watch(stopped);
    return stopped;
  }

  /** Handles the event of a job, or lets it wait for an earlier one. */
  async #process(job: EventJob, token: string | undefined): Promise<void> {
    const { id: jobId = '', data: event } = job;
    const attempt = await this.#awaitTurn(job, jobId, token);
    // BullMQ starts an event a second time if this process was cut off from Redis for longer than a lock lasts.
    const running = this.#running.get(jobId) ?? this.#attempt(event, attempt);
    this.#running.set(jobId, running);
    const failure = await running;
    this.#running.delete(jobId);
    if (failure !== undefined) throw failed(job, failure);
  }

  #attempt(event: QueuedEvent, attempt: number): Promise<AttemptFailure | undefined> {
    return attempt > this.#parts.maxAttempts
      ? this.#attempts.giveUp(event, attempt - 1)
      : this.#attempts.run(event, attempt);
  }

  /**
   * Resolves to the number of the attempt when the event is the first of its group. Throws if the worker takes another
   * event meanwhile.
   */
  async #awaitTurn(job: EventJob, jobId: string, token: string | undefined): Promise<number> {
    const { order, errors } = this.#parts;
    let wait: number;
    for (;;) {
      try {
        const turn = await order.start(jobId, job.data);
        if ('attempt' in turn) return turn.attempt;
        wait = turn.wait;
        break;
      } catch (error) {
        // An attempt has not begun, so it must not count as failed.
        errors.report(error);
        await new Promise((resolve) => setTimeout(resolve, REST));
        if (this.#closing !== undefined) throw new DelayedError();
      }
    }
    try {
      await job.moveToDelayed(Date.now() + wait + PARKED, token);
      // The event before it may have ended in between.
      await this.#promote(await order.next(jobId, job.data));
    } catch (error) {
      errors.report(error);
    }
    throw new DelayedError();
  }

  /** Lets the next event of a group start after an attempt. */
  #leave(job: EventJob): void {
    const { order, errors, memory } = this.#parts;
    memory.look();
    const leaving = order
      .leave(job.id ?? '', job.data, job.attemptsStarted)
      .then((next) => this.#promote(next))
      .catch(errors.report)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  /** Lets a parked job start. Does nothing if it has not been parked yet: it then asks `next` itself. */
  async #promote(jobId: string | undefined): Promise<void> {
    if (jobId === undefined) return;
    try {
      await this.#parts.jobs.getBackend().promote(jobId);
    } catch (error) {
      if (!isOfJob(error)) throw error;
    }
  }

  #handleError(error: Error): void {
    const { errors, memory } = this.#parts;
    errors.report(error);
    if (!isReply(error) || this.#closing !== undefined) return;
    memory.look();
    if (this.#rest !== undefined) return;
    errors.watch(this.#worker.pause(true));
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      errors.watch(this.#worker.resume());
    }, REST);
  }
}

/** A worker of BullMQ that can be left behind. Its own `close` waits for handlers, and for Redis, without end. */
class EventWorker extends Worker<QueuedEvent, void, string> {
  /** Stops what would keep the process alive. Events that are running may be handled by other workers. */
  async abandon(): Promise<void> {
    await this.lockManager.close();
    (await this.backend.blockingClient)?.disconnect();
  }
}

/** The error of an attempt that is repeated after `retryIn` milliseconds. */
class RetryError extends Error {
  override readonly name = 'RetryError';
  readonly retryIn: number;

  constructor(message: string, retryIn: number) {
    super(message);
    this.retryIn = retryIn;
  }
}

/** Returns the error with which BullMQ repeats an event, or lets it be dead. */
function failed(job: EventJob, { reason, retryIn }: AttemptFailure): Error {
  // The attempts decide. BullMQ reads these options for this attempt only and does not store them.
  Object.assign(job.opts, { attempts: Number.MAX_SAFE_INTEGER, backoff: { type: 'bxml' }, stackTraceLimit: 1 });
  return retryIn === undefined ? new UnrecoverableError(reason) : new RetryError(reason, Math.ceil(retryIn));
}

const retryDelayOf = (error: unknown): number => (error instanceof RetryError ? error.retryIn : DEFAULT_RETRY);

/** Resolves to true when a promise has settled, or to false after `timeout` milliseconds. */
export async function within(timeout: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeout);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, over]).finally(() => clearTimeout(timer));
}
