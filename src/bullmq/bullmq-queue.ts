import { Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { BxmlError } from '../problems/bxml-error.js';
import { fromCaller } from '../problems/caller.js';
import { Attempts } from '../queue/attempts.js';
import type {
  CloseOptions,
  DeadEvent,
  DeadFilter,
  DeadSelection,
  QueueFigures,
  QueueWorker,
  WorkOptions,
} from '../queue/event-queue.js';
import { asSeen, callQueueHook } from '../queue/queue-hooks.js';
import { QueueSettings } from '../queue/queue-options.js';
import { closed, closeTimeout, resolveDeadFilter, resolveWorkOptions, selectionFilter } from '../queue/work-options.js';
import type { PutResult, QueuedEvent } from '../webhooks/event-store.js';
import {
  type BullmqQueue,
  type BullmqQueueOptions,
  checkBullmqOptions,
  type EngineSettings,
  engineSettings,
} from './bullmq-options.js';
import { BullmqWorker, within } from './bullmq-worker.js';
import { DeadEvents } from './dead-events.js';
import { EngineErrors, engineError } from './engine-errors.js';
import type { EventOrder } from './event-order.js';
import { checkClient, closeClient, openClient } from './redis-client.js';
import { RedisMemory, reportUnsafeSettings } from './redis-memory.js';
import { RedisOrder } from './redis-order.js';
import { type EventJobs, hashOf } from './stored-event.js';

/**
 * Returns a queue that keeps events in Redis until they are handled, with [BullMQ](https://docs.bullmq.io). Events
 * survive crashes of this process, and those of Redis if it writes each event to disk (`appendfsync always`). Any number
 * of processes can store events and handle them.
 *
 * The queue waits for Redis: it works when Redis is away at start, restarts or loses connections. Events that arrive
 * meanwhile wait in memory, up to `maxWaiting`.
 *
 * Needs the packages `bullmq` 6 and `ioredis`, and Redis 6.2 or later.
 *
 * @throws BxmlError (`options.*`; `queue.client` if the client or the connection has options with which it would lose events)
 * @example
 * const queue = bullmqQueue({ connection: process.env.REDIS_URL });
 * app.use(webhooks(handlers, { queue }));
 * queue.work(handlers);
 */
export function bullmqQueue(options: BullmqQueueOptions): BullmqQueue {
  return fromCaller(bullmqQueue, () => {
    checkBullmqOptions(options);
    const engine = engineSettings(options);
    if (options.client !== undefined) checkClient(options.client, engine.prefix);
    return new RedisQueue(options, engine);
  });
}

class RedisQueue implements BullmqQueue {
  readonly bullmq: Queue;
  readonly #settings: QueueSettings;
  readonly #engine: EngineSettings;
  readonly #errors: EngineErrors;
  readonly #client: Redis | Cluster;
  /** The client, if the queue has opened it. */
  readonly #ownClient: Redis | undefined;
  readonly #jobs: EventJobs;
  readonly #order: EventOrder;
  readonly #memory: RedisMemory;
  readonly #dead: DeadEvents;
  readonly #workers = new Set<BullmqWorker>();
  /** The events that are being stored. */
  readonly #storing = new Set<Pending<boolean>>();
  /** Other requests to Redis that have not been answered. */
  readonly #asking = new Set<Pending<unknown>>();
  #closing: Promise<number> | undefined;
  #isClosed = false;

  constructor(options: BullmqQueueOptions, engine: EngineSettings) {
    this.#settings = new QueueSettings(options);
    this.#engine = engine;
    this.#errors = new EngineErrors(this.#settings);
    this.#ownClient =
      options.client === undefined
        ? openClient(options.connection ?? '', engine.prefix, this.#errors.report)
        : undefined;
    this.#client = options.client ?? (this.#ownClient as Redis);
    this.#ownClient?.on('error', this.#errors.report);
    const { name, prefix, telemetry } = engine;
    this.#jobs = new Queue<QueuedEvent, void, string>(name, {
      connection: this.#client,
      prefix,
      ...(telemetry === undefined ? {} : { telemetry }),
    });
    this.#jobs.on('error', this.#errors.report);
    // Tools know nothing of the type of the jobs.
    this.bullmq = this.#jobs as Queue;
    this.#order = new RedisOrder(this.#client, (type) => this.#jobs.toKey(type));
    this.#memory = new RedisMemory(this.#client, this.#jobs, this.#errors);
    this.#dead = new DeadEvents(this.#jobs, this.#order);
    this.#errors.watch(reportUnsafeSettings(this.#client, this.#settings));
  }

  async put(event: QueuedEvent): Promise<PutResult> {
    if (this.#closing !== undefined) throw closed();
    if (this.#storing.size >= this.#engine.maxWaiting) throw tooManyWaiting(this.#engine.maxWaiting);
    this.#memory.reserve();
    const storing = new Pending(this.#store(event));
    this.#storing.add(storing);
    try {
      const isNew = await storing.promise;
      if (isNew) callQueueHook(this.#settings.hooks, 'queued', () => asSeen(event));
      return { isNew };
    } catch (error) {
      this.#memory.look();
      throw engineError(error);
    } finally {
      this.#storing.delete(storing);
    }
  }

  /** Stores an event. Both commands are sent at once. Resolves to false if it was stored before. */
  async #store(event: QueuedEvent): Promise<boolean> {
    const jobId = hashOf(event.key);
    const entering = this.#order.enter(jobId, event).catch(() => true);
    await this.#jobs.add(event.eventType, event, {
      jobId,
      timestamp: event.receivedAt,
      attempts: this.#settings.attempts,
    });
    return entering;
  }

  work(handlers: object, options: WorkOptions = {}): QueueWorker {
    return fromCaller(this.work, () => {
      if (this.#closing !== undefined) throw closed();
      const { concurrency, timeout } = resolveWorkOptions(options);
      const attempts = new Attempts(this.#settings, handlers, timeout);
      const parts = {
        client: this.#client,
        engine: this.#engine,
        jobs: this.#jobs,
        order: this.#order,
        errors: this.#errors,
        memory: this.#memory,
        maxAttempts: this.#settings.attempts,
      };
      const worker = new BullmqWorker(parts, attempts, concurrency, (stopped) => this.#workers.delete(stopped));
      this.#workers.add(worker);
      return worker;
    });
  }

  async dead(filter: DeadFilter = {}): Promise<readonly DeadEvent[]> {
    const { limit } = resolveDeadFilter(filter);
    return this.#ask(() => this.#dead.list(filter, limit));
  }

  async replay(selection: DeadSelection): Promise<number> {
    const filter = selectionFilter(selection);
    if (this.#closing !== undefined) throw closed();
    return this.#ask(() => this.#dead.replay(filter));
  }

  async discard(selection: DeadSelection): Promise<number> {
    const filter = selectionFilter(selection);
    return this.#ask(() => this.#dead.discard(filter));
  }

  figures(): Promise<QueueFigures> {
    return this.#ask(() => this.#figures());
  }

  async #figures(): Promise<QueueFigures> {
    const [counts, parked, oldest] = await Promise.all([
      this.#jobs.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
      this.#order.parked(),
      this.#order.oldest(),
    ]);
    const { wait = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
    const waitingInOrder = Math.min(parked, delayed);
    return {
      waiting: wait + prioritized + waitingInOrder,
      running: active,
      retrying: delayed - waitingInOrder,
      dead: failed,
      oldestAge: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest),
    };
  }

  /** Sends a request to Redis. Rejects if the queue is closed, also before Redis has answered. */
  async #ask<T>(request: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw closed();
    const pending = new Pending(request());
    this.#asking.add(pending);
    try {
      return await pending.promise;
    } catch (error) {
      throw engineError(error);
    } finally {
      this.#asking.delete(pending);
    }
  }

  async close(options: CloseOptions = {}): Promise<number> {
    const timeout = closeTimeout(options);
    this.#closing ??= this.#close(timeout);
    return this.#closing;
  }

  async #close(timeout: number): Promise<number> {
    const begun = performance.now();
    const [running] = await Promise.all([
      Promise.all([...this.#workers].map((worker) => worker.close({ timeout }))),
      within(timeout, Promise.allSettled([...this.#storing].map(({ promise }) => promise))),
    ]);
    const left = (): number => Math.max(0, timeout - (performance.now() - begun));
    const disconnected = this.#jobs.close();
    this.#errors.watch(disconnected);
    await within(left(), disconnected);
    if (this.#ownClient !== undefined) await closeClient(this.#ownClient, left());
    this.#isClosed = true;
    // A client that is closed while Redis is away leaves its commands without a reply.
    for (const { reject } of this.#storing) reject(closedBefore());
    for (const { reject } of this.#asking) reject(closed());
    return running.reduce((sum, count) => sum + count, 0);
  }
}

/** A request to Redis, which `close` can reject. */
class Pending<T> {
  readonly promise: Promise<T>;
  reject: (error: Error) => void = () => {};

  constructor(work: Promise<T>) {
    this.promise = new Promise((resolve, reject) => {
      this.reject = reject;
      work.then(resolve, reject);
    });
  }
}

function closedBefore(): BxmlError {
  return BxmlError.of('queue.closed', 'The queue was closed before the event was stored.', {
    hint: 'Check that Redis is reachable. Bandwidth does not send the event again.',
  });
}

function tooManyWaiting(maxWaiting: number): BxmlError {
  return BxmlError.of('queue.waiting', `${maxWaiting} events wait for Redis, the maximum.`, {
    hint: 'Check that Redis is reachable, or raise maxWaiting.',
  });
}
