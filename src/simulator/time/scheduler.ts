import type { TestStep } from '../steps/call-error.js';
import type { Fork, VirtualClock } from './clock.js';

/** A step of a test that waits for something to happen to a call. */
export interface Waiter {
  /** The call that it is about. */
  readonly call: object;
  /** The step, which makes the error when it waits in vain. */
  readonly step: TestStep;
  /** It knows that time passes: what the test has left open may go as it goes by default. */
  readonly patient: boolean;
  /** Looks at what has happened: true when that is it. What it throws fails the step. */
  readonly isMet: () => boolean;
}

/** How much a step of a test may take. */
export interface WaitingLimits {
  /** Seconds of virtual time. */
  readonly seconds: number;
  /** Seconds of real time. */
  readonly realSeconds: number;
  /** Steps of the clock, of its own call. */
  readonly steps: number;
}

interface Waiting extends Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** The virtual time and the step of its call from which on it is no use to wait. */
  readonly until: number;
  readonly untilStep: number;
}

/** A request that is with the application. */
export interface PendingRequest {
  readonly call: object;
  /** The request as messages have it. */
  readonly request: string;
}

/** The same; its answer may be held until all the others are there. */
interface Exchange extends PendingRequest {
  isAnswered: boolean;
  release: () => void;
}

/** Why a step of a test waits in vain. */
export type Futility =
  | { readonly reason: 'fork'; readonly fork: Fork }
  | { readonly reason: 'nothing happens' }
  | { readonly reason: 'seconds' | 'steps'; readonly limit: number }
  | { readonly reason: 'realSeconds'; readonly limit: number; readonly unanswered: readonly string[] };

// Taken now: a runner may put its own timers in their place for a test, and virtual time needs none of them.
const { setImmediate, performance, setTimeout, clearTimeout } = globalThis;

/** Most milliseconds of a timer. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves when all that could be done without waiting for the outside has been done. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets time pass, and only while a step of a test waits for something. Between two moments everything that the first has
 * set off comes to rest: calls run to their next pause, and the application answers what it was asked.
 *
 * What happens to a call touches it: its steps of the clock, answers, and what a test does. Only the waiters of calls
 * that were touched look whether they have what they wait for, so that many calls at once cost no more than one after
 * the other.
 */
export class Conductor {
  readonly #clock: VirtualClock;
  readonly #limits: WaitingLimits;
  /** The oldest first: its limits of time are the first to be reached. */
  readonly #waiting = new Set<Waiting>();
  readonly #waitingFor = new Map<object, Set<Waiting>>();
  readonly #touched = new Set<object>();
  /** The steps that the clock has taken for each call. */
  readonly #steps = new WeakMap<object, number>();
  #exchanges: Exchange[] = [];
  #unanswered = 0;
  #allAnswered: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;
  #running = false;

  constructor(clock: VirtualClock, limits: WaitingLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Holds the time until the application has answered. Answers to what was asked at the same moment are all handed on
   * when the last is there, in the order of the requests: however long each took, the call goes the same way.
   */
  exchange<T>(pending: PendingRequest, answering: Promise<T>): Promise<T> {
    this.#unanswered++;
    return new Promise((resolve, reject) => {
      const exchange: Exchange = { ...pending, isAnswered: false, release: () => undefined };
      this.#exchanges.push(exchange);
      const answered = (release: () => void): void => {
        exchange.isAnswered = true;
        exchange.release = release;
        this.#unanswered--;
        if (this.#unanswered === 0) this.#release();
      };
      answering.then(
        (answer) => answered(() => resolve(answer)),
        (error: unknown) => answered(() => reject(error)),
      );
    });
  }

  /** Holds the time until work of the application is done, or for so many real milliseconds. The work never rejects. */
  hold(pending: PendingRequest, work: Promise<unknown>, milliseconds: number): void {
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      work.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    void this.exchange(pending, done);
  }

  #release(): void {
    const answered = this.#exchanges;
    this.#exchanges = [];
    for (const { call, release } of answered) {
      this.touch(call);
      release();
    }
    this.#allAnswered?.();
  }

  /** Notes that something has happened to a call that may be what a step waits for. */
  touch(call: object): void {
    this.#touched.add(call);
  }

  /** Fails every step that waits, and those to come: something went wrong in the simulator or in a function given to it. */
  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** Lets time pass until the waiter is content; rejects when it waits in vain. */
  wait(waiter: Waiter): Promise<void> {
    const { call } = waiter;
    const { seconds, steps } = this.#limits;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ...waiter,
        resolve,
        reject,
        until: this.#clock.now + seconds * 1000,
        untilStep: this.#stepsOf(call) + steps,
      };
      this.#waiting.add(waiting);
      const others = this.#waitingFor.get(call);
      if (others === undefined) this.#waitingFor.set(call, new Set([waiting]));
      else others.add(waiting);
      this.touch(call);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.size > 0) {
      await this.#rest();
      if (this.#waiting.size === 0 || this.#failed() || this.#served() || this.#dismissed()) continue;
      const call = this.#clock.advance();
      if (call === undefined) continue;
      this.#steps.set(call, this.#stepsOf(call) + 1);
      this.touch(call);
    }
    this.#running = false;
  }

  async #rest(): Promise<void> {
    await quiet();
    while (this.#unanswered > 0 && this.#waiting.size > 0) {
      await this.#answered();
      this.#dismiss(this.#waiting, (waiting) => this.#outOfRealTime(waiting));
      await quiet();
    }
  }

  /** Waits until the application has answered everything, or the real time of a step is over. */
  #answered(): Promise<void> {
    const left = Math.min(...[...this.#waiting].map((waiting) => this.#realTimeLeft(waiting)));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(0, left) + 1, LONGEST_TIMER));
      this.#allAnswered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #stepsOf(call: object): number {
    return this.#steps.get(call) ?? 0;
  }

  #leave(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    const others = this.#waitingFor.get(waiting.call);
    others?.delete(waiting);
    if (others?.size === 0) this.#waitingFor.delete(waiting.call);
  }

  #failed(): boolean {
    if (this.#failure === undefined) return false;
    for (const waiting of this.#waiting) {
      this.#leave(waiting);
      waiting.reject(this.#failure.error);
    }
    return true;
  }

  /** Lets those go who have what they wait for. Whoever goes gets the chance to ask for the next thing first. */
  #served(): boolean {
    let any = false;
    for (const call of this.#touched) {
      for (const waiting of this.#waitingFor.get(call) ?? []) {
        try {
          if (!waiting.isMet()) continue;
          waiting.resolve();
        } catch (error) {
          waiting.reject(error);
        }
        this.#leave(waiting);
        any = true;
      }
    }
    for (const call of this.#touched) this.#touched.delete(call);
    return any;
  }

  /** Sends those away who would wait in vain for the next step. */
  #dismissed(): boolean {
    const { next } = this.#clock;
    if (next === undefined) return this.#dismiss(this.#waiting, () => ({ reason: 'nothing happens' }));
    const ofCall = this.#waitingFor.get(next.call) ?? [];
    const { fork } = next;
    // No step of that call knows of it: any step that lets time pass is to blame, however patient with its own call.
    if (fork !== undefined && !this.#waitingFor.has(next.call))
      return this.#dismiss(this.#waiting, () => ({ reason: 'fork', fork }));
    const [oldest] = this.#waiting;
    const byTime = this.#dismiss(new Set([...(oldest === undefined ? [] : [oldest]), ...ofCall]), (waiting) =>
      this.#outOfTime(waiting, next.at),
    );
    const byStep = this.#dismiss(ofCall, (waiting) => {
      if (fork !== undefined && !waiting.patient) return { reason: 'fork', fork };
      const isAtEnd = this.#stepsOf(waiting.call) >= waiting.untilStep;
      return isAtEnd ? { reason: 'steps', limit: this.#limits.steps } : undefined;
    });
    return byTime || byStep;
  }

  #outOfTime(waiting: Waiting, next: number): Futility | undefined {
    if (next > waiting.until) return { reason: 'seconds', limit: this.#limits.seconds };
    return this.#outOfRealTime(waiting);
  }

  /** Milliseconds. Many calls at once share the processor: beyond ten, each of them adds to the time. */
  #realTimeLeft({ step }: Waiting): number {
    const milliseconds = this.#limits.realSeconds * 1000 * Math.max(1, this.#waitingFor.size / 10);
    return step.startedAt + milliseconds - performance.now();
  }

  #outOfRealTime(waiting: Waiting): Futility | undefined {
    if (this.#realTimeLeft(waiting) >= 0) return undefined;
    const unanswered = this.#exchanges.filter(({ isAnswered }) => !isAnswered).map(({ request }) => request);
    return { reason: 'realSeconds', limit: this.#limits.realSeconds, unanswered };
  }

  #dismiss(candidates: Iterable<Waiting>, futilityOf: (waiting: Waiting) => Futility | undefined): boolean {
    let any = false;
    for (const waiting of candidates) {
      const futility = futilityOf(waiting);
      if (futility === undefined) continue;
      this.#leave(waiting);
      waiting.reject(waiting.step.inVain(futility));
      any = true;
    }
    return any;
  }
}
