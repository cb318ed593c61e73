import { BxmlError } from '../problems/bxml-error.js';
import { fromCaller } from '../problems/caller.js';
import { checkOptions, optionCode } from '../problems/check-options.js';
import { objectOf, positiveInteger } from '../problems/value-checks.js';
import { MemoryStore } from '../webhooks/dedupe.js';
import type { PutResult, QueuedEvent } from '../webhooks/event-store.js';
import { type AttemptFailure, Attempts } from './attempts.js';
import { EventGroups, type GroupedEvent } from './event-groups.js';
import type {
  CloseOptions,
  DeadEvent,
  DeadFilter,
  DeadSelection,
  EventQueue,
  QueueFigures,
  QueueWorker,
  WorkOptions,
} from './event-queue.js';
import { asSeen, callQueueHook } from './queue-hooks.js';
import { type QueueOptions, QueueSettings, queueOptionChecks } from './queue-options.js';
import { closed, closeTimeout, resolveDeadFilter, resolveWorkOptions, selectionFilter } from './work-options.js';

/** Options of {@link memoryQueue}. */
export interface MemoryQueueOptions extends QueueOptions {
  /**
   * Maximum number of events that are waiting, running or retrying. Further events are refused with 503.
   * @default 10000
   */
  readonly maxEvents?: number | undefined;
  /**
   * Maximum number of dead events to keep. The oldest are dropped.
   * @default 1000
   */
  readonly maxDead?: number | undefined;
}

const memoryQueueOptions = objectOf<MemoryQueueOptions>({
  ...queueOptionChecks,
  maxEvents: positiveInteger,
  maxDead: positiveInteger,
});

/**
 * Returns a queue that keeps events in the memory of this process: retries, order per call and dead events, but nothing
 * survives the end of the process. For development, tests, and applications that can lose an event in a crash.
 *
 * @throws BxmlError (`options.*`)
 * @example
 * const queue = memoryQueue({ attempts: 5 });
 * app.use(webhooks(handlers, { queue }));
 * queue.work(handlers);
 */
export function memoryQueue(options: MemoryQueueOptions = {}): EventQueue {
  fromCaller(memoryQueue, () => checkOptions(memoryQueueOptions, options, '', optionCode));
  return new MemoryQueue(options);
}

/** An event in the queue. */
interface Entry extends GroupedEvent {
  readonly stored: QueuedEvent;
  /** The number of failed attempts. */
  attempts: number;
  /** Resolves the promise of the first attempt. */
  readonly resolveAttempt: (failure: AttemptFailure | undefined) => void;
}

class MemoryQueue implements EventQueue {
  readonly #settings: QueueSettings;
  readonly #maxEvents: number;
  readonly #maxDead: number;
  readonly #known = new MemoryStore();
  readonly #groups = new EventGroups<Entry>();
  readonly #running = new Set<Entry>();
  readonly #dead = new Map<string, DeadEvent & { readonly stored: QueuedEvent }>();
  readonly #workers = new Set<MemoryWorker>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #isClosed = false;
  #isPumping = false;
  #whenIdle: (() => void)[] = [];

  constructor(options: MemoryQueueOptions) {
    this.#settings = new QueueSettings(options);
    this.#maxEvents = options.maxEvents ?? 10_000;
    this.#maxDead = options.maxDead ?? 1000;
  }

  async put(event: QueuedEvent): Promise<PutResult> {
    if (this.#isClosed) throw closed();
    if (this.#workers.size === 0) throw noWorker();
    if (this.#groups.size + this.#running.size >= this.#maxEvents) throw full(this.#maxEvents);
    if (!this.#known.add(event.key)) return { isNew: false };
    callQueueHook(this.#settings.hooks, 'queued', () => asSeen(event));
    return { isNew: true, attempted: this.#add(event) };
  }

  work(handlers: object, options: WorkOptions = {}): QueueWorker {
    return fromCaller(this.work, () => {
      if (this.#isClosed) throw closed();
      const { concurrency, timeout } = resolveWorkOptions(options);
      const attempts = new Attempts(this.#settings, handlers, timeout);
      const worker = new MemoryWorker(attempts, concurrency, (stopped) => this.#workers.delete(stopped));
      this.#workers.add(worker);
      this.#pump();
      return worker;
    });
  }

  async dead(filter: DeadFilter = {}): Promise<readonly DeadEvent[]> {
    const { limit } = resolveDeadFilter(filter);
    return this.#select(filter)
      .slice(0, limit)
      .map(({ stored, ...dead }) => dead);
  }

  async replay(selection: DeadSelection): Promise<number> {
    const selected = this.#select(selectionFilter(selection));
    if (this.#isClosed) throw closed();
    for (const { key, stored } of selected) {
      this.#dead.delete(key);
      this.#add(stored);
    }
    return selected.length;
  }

  async discard(selection: DeadSelection): Promise<number> {
    const selected = this.#select(selectionFilter(selection));
    for (const { key } of selected) this.#dead.delete(key);
    return selected.length;
  }

  async figures(): Promise<QueueFigures> {
    const now = Date.now();
    const queued = [...this.#groups.entries()];
    const retrying = queued.filter(({ notBefore }) => notBefore > now).length;
    const oldest = [...queued, ...this.#running].reduce((min, { stored }) => Math.min(min, stored.receivedAt), now);
    return {
      waiting: queued.length - retrying,
      running: this.#running.size,
      retrying,
      dead: this.#dead.size,
      oldestAge: now - oldest,
    };
  }

  /** Handles the waiting events first. Those that wait for a further attempt are lost. */
  async close(options: CloseOptions = {}): Promise<number> {
    const timeout = closeTimeout(options);
    this.#isClosed = true;
    // A worker that is being closed may still be handling events.
    if (this.#workers.size + this.#running.size > 0) await this.#idle(timeout);
    for (const timer of this.#timers) clearTimeout(timer);
    const unfinished = this.#groups.size + this.#running.size;
    await Promise.all([...this.#workers].map((worker) => worker.close({ timeout: 0 })));
    return unfinished;
  }

  /** Adds an event to its group. Returns the promise of its first attempt. */
  #add(stored: QueuedEvent): Promise<AttemptFailure | undefined> {
    return new Promise((resolveAttempt) => {
      const { group, time } = stored;
      this.#groups.add({ stored, group, time, notBefore: 0, attempts: 0, resolveAttempt });
      this.#pump();
    });
  }

  #select({ key, callId }: DeadFilter): (DeadEvent & { readonly stored: QueuedEvent })[] {
    return [...this.#dead.values()].filter(
      (dead) =>
        (key === undefined || dead.key === key) && (callId === undefined || asSeen(dead.stored).callId === callId),
    );
  }

  /** Starts the events that are due, in the next turn: the request that stored an event is answered first. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    nextTurn(() => {
      this.#isPumping = false;
      for (const worker of this.#workers) {
        while (worker.isFree) {
          const entry = this.#groups.take(Date.now());
          if (entry === undefined) return this.#resolveIdle();
          this.#attempt(entry, worker);
        }
      }
      this.#resolveIdle();
    });
  }

  async #attempt(entry: Entry, worker: MemoryWorker): Promise<void> {
    this.#running.add(entry);
    const failure = await worker.attempts.run(copyOf(entry.stored), entry.attempts + 1);
    this.#running.delete(entry);
    if (failure !== undefined) {
      entry.attempts++;
      if (failure.retryIn === undefined) this.#bury(entry, failure.reason);
      else this.#retry(entry, failure.retryIn);
    }
    this.#groups.release(entry);
    entry.resolveAttempt(failure);
    worker.resolveIdle();
    this.#pump();
  }

  #retry(entry: Entry, delay: number): void {
    entry.notBefore = Date.now() + delay;
    this.#groups.add(entry);
    const timer = startTimer(() => {
      this.#timers.delete(timer);
      entry.notBefore = 0;
      this.#pump();
    }, delay);
    this.#timers.add(timer);
  }

  #bury({ stored, attempts }: Entry, reason: string): void {
    const { key, eventType, event, receivedAt } = stored;
    this.#dead.set(key, { key, eventType, event, receivedAt, diedAt: Date.now(), attempts, reason, stored });
    const [oldest] = this.#dead.keys();
    if (this.#dead.size > this.#maxDead && oldest !== undefined) this.#dead.delete(oldest);
  }

  /** Resolves when no event is running or due, or `timeout` milliseconds have passed. */
  async #idle(timeout: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#whenIdle.push(resolve);
      timer = startTimer(resolve, timeout);
      this.#pump();
    });
    clearTimeout(timer);
  }

  #resolveIdle(): void {
    if (this.#running.size > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

// Saved at load time, so that events are also handled while a test has replaced the timers. Not every platform has
// `setImmediate`.
const { setTimeout: startTimer, setImmediate: nextTurn = (work: () => void) => startTimer(work, 0) } = globalThis;

class MemoryWorker implements QueueWorker {
  readonly attempts: Attempts;
  readonly #concurrency: number;
  readonly #onClose: (worker: MemoryWorker) => void;
  #whenIdle: (() => void)[] = [];

  constructor(attempts: Attempts, concurrency: number, onClose: (worker: MemoryWorker) => void) {
    this.attempts = attempts;
    this.#concurrency = concurrency;
    this.#onClose = onClose;
  }

  get inFlight(): number {
    return this.attempts.running;
  }

  get isFree(): boolean {
    return this.inFlight < this.#concurrency;
  }

  async close(options: CloseOptions = {}): Promise<number> {
    const timeout = closeTimeout(options);
    this.#onClose(this);
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (this.inFlight > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle.push(resolve);
        timer = startTimer(resolve, timeout);
      });
    }
    clearTimeout(timer);
    this.attempts.abort();
    return this.inFlight;
  }

  resolveIdle(): void {
    if (this.inFlight > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

/** Returns an event for one attempt. A handler that changes it must not change it for the next attempt. */
const copyOf = (stored: QueuedEvent): QueuedEvent => ({
  ...stored,
  event: JSON.parse(JSON.stringify(stored.event)),
});

function full(maxEvents: number): BxmlError {
  return BxmlError.of('queue.full', `The queue has ${maxEvents} events, its maximum.`, {
    hint: 'Handle events faster: raise concurrency, add workers, or raise maxEvents.',
  });
}

function noWorker(): BxmlError {
  return BxmlError.of('queue.no-worker', 'The queue has no worker, so the event would never be handled.', {
    hint: 'Call queue.work(handlers) when the application starts.',
  });
}
