import type { TestStep } from './call-error.js';
import type { Fork, VirtualClock } from './clock.js';

/** A step of a test that waits for something to happen. */
export interface Waiter {
  /** The call that it is about; `undefined` for all of them. */
  readonly call: object | undefined;
  /** The step, which makes the error when it waits in vain. */
  readonly step: TestStep;
  /** It knows that time passes: what the test has left open may go as it goes by default. */
  readonly patient: boolean;
  /** Looks at what has happened: true when that is it. What it throws fails the step. */
  readonly isMet: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Virtual time from which on it is no use to wait. */
  readonly until: number;
  /** Real time, in milliseconds, from which on it is no use either. */
  readonly untilReally: number;
  /** Steps of the clock that it may yet take. */
  stepsLeft: number;
}

/** Why a step of a test waits in vain. */
export type Futility =
  | { readonly reason: 'fork'; readonly fork: Fork }
  | { readonly reason: 'nothing happens' | 'too long' | 'too slow' | 'too many steps' };

// Taken now: a runner may put its own timers in their place for a test, and virtual time needs none of them.
const { setImmediate, performance } = globalThis;

/** Real time in milliseconds, whatever a runner makes of clocks. */
export const realNow = performance.now.bind(performance);

/** Resolves when all that could be done without waiting for the outside has been done. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets time pass, and only while a step of a test waits for something. Between two moments everything that the first has
 * set off comes to rest: calls run to their next pause, and the application answers what it was asked.
 */
export class Conductor {
  readonly #clock: VirtualClock;
  readonly #waiters = new Set<Waiter>();
  #exchanges = 0;
  #allAnswered: (() => void) | undefined;
  #running = false;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Holds the time until the application has answered. */
  async exchange<T>(answering: Promise<T>): Promise<T> {
    this.#exchanges++;
    try {
      return await answering;
    } finally {
      this.#exchanges--;
      if (this.#exchanges === 0) this.#allAnswered?.();
    }
  }

  /** Lets time pass until the waiter is content; rejects when it waits in vain. */
  wait(waiter: Omit<Waiter, 'resolve' | 'reject'>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.add({ ...waiter, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiters.size > 0) {
      await this.#rest();
      if (this.#served() || this.#waiters.size === 0) continue;
      if (this.#dismissed()) continue;
      this.#clock.advance();
    }
    this.#running = false;
  }

  async #rest(): Promise<void> {
    await quiet();
    while (this.#exchanges > 0) {
      await new Promise<void>((resolve) => {
        this.#allAnswered = resolve;
      });
      await quiet();
    }
  }

  /** Lets those go who have what they wait for. Whoever goes gets the chance to ask for the next thing first. */
  #served(): boolean {
    let any = false;
    for (const waiter of this.#waiters) {
      try {
        if (!waiter.isMet()) continue;
        this.#waiters.delete(waiter);
        waiter.resolve();
      } catch (error) {
        this.#waiters.delete(waiter);
        waiter.reject(error);
      }
      any = true;
    }
    return any;
  }

  /** Sends those away who would wait in vain for the next step. */
  #dismissed(): boolean {
    const next = this.#clock.next;
    let any = false;
    for (const waiter of this.#waiters) {
      const futility = this.#futilityOf(waiter);
      if (futility === undefined) continue;
      any = true;
      this.#waiters.delete(waiter);
      waiter.reject(waiter.step.inVain(futility));
    }
    return any || next === undefined;
  }

  #futilityOf(waiter: Waiter): Futility | undefined {
    const next = this.#clock.next;
    if (next === undefined) return { reason: 'nothing happens' };
    if (next.fork !== undefined && !waiter.patient && (waiter.call === undefined || next.fork.call === waiter.call)) {
      return { reason: 'fork', fork: next.fork };
    }
    if (next.at > waiter.until) return { reason: 'too long' };
    if (realNow() > waiter.untilReally) return { reason: 'too slow' };
    waiter.stepsLeft--;
    return waiter.stepsLeft < 0 ? { reason: 'too many steps' } : undefined;
  }
}
