import type { Clock, PendingDecision } from './clock.js';

/** Something that waits for a change, such as a step of a test. */
export interface Waiter {
  /** What it waits for a change of: a call with its legs, a conference. */
  readonly subject: object;
  /** True if it lets time pass knowingly: what is undecided may go as it goes by default. */
  readonly patient: boolean;
  /** The real time at which it began, in milliseconds. */
  readonly startedAt: number;
  /** True if what it waits for has happened. What it throws rejects the wait. */
  readonly isMet: () => boolean;
  /** Returns the error for a wait that cannot end, or not within the limits. */
  readonly onTimeout: (reason: TimeoutReason) => unknown;
}

/** How much a wait may take. */
interface WaitingLimits {
  /** Seconds of simulated time. */
  readonly seconds: number;
  /** Seconds of real time. They do not count if time itself is real. */
  readonly realSeconds: number;
  /** Steps of the clock, of its own subject. */
  readonly steps: number;
}

/** Why a wait ends without what it waits for. */
export type TimeoutReason =
  | { readonly reason: 'undecided'; readonly decision: PendingDecision }
  | { readonly reason: 'nothing happens' }
  | { readonly reason: 'seconds' | 'steps'; readonly limit: number }
  | { readonly reason: 'realSeconds'; readonly limit: number; readonly unanswered: readonly string[] };

/** Work outside of the simulation: a request that is with the application, a socket that is being opened. */
export interface OutsideWork {
  readonly subject: object;
  /** What it is, as messages have it. */
  readonly description: string;
}

interface Waiting extends Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** The simulated time, and the step of its subject, at which it ends. */
  readonly until: number;
  readonly untilStep: number;
}

/** Outside work; its result may be held until all other work is done. */
interface OpenWork extends OutsideWork {
  isDone: boolean;
  release: () => void;
}

// Taken now: a runner may put its own timers in their place for a test.
const { setImmediate, performance, setTimeout, clearTimeout } = globalThis;

/** Most milliseconds of a timer. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves when all that could be done without waiting for the outside has been done. */
const nextMacrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Lets time pass. Virtual time passes only while something waits. Between two moments everything that the first has set
 * off comes to rest: calls run to their next pause, and the outside finishes what it was asked.
 *
 * Real time passes by itself: steps run when they are due, whether something waits or not, and work outside holds nothing.
 *
 * What happens to a subject wakes its waiters and those of linked subjects: steps of the clock, work that ends, what a test
 * does. Others do not look whether they have what they wait for, so that many calls at once cost no more than one after
 * the other.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #limits: WaitingLimits;
  /** The oldest first: its limits of time are the first to be reached. */
  readonly #waiting = new Set<Waiting>();
  readonly #waitingFor = new Map<object, Set<Waiting>>();
  readonly #woken = new Set<object>();
  readonly #links = new Map<object, Set<object>>();
  /** The steps that the clock has taken for each subject. */
  readonly #steps = new WeakMap<object, number>();
  #work: OpenWork[] = [];
  #unfinished = 0;
  #allFinished: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, limits: WaitingLimits) {
    this.#clock = clock;
    this.#limits = limits;
    if (clock.isReal) clock.onAdded = () => this.#start();
  }

  /**
   * Counts work outside: virtual time stands until it ends.
   *
   * @returns what ends it; calling it again does nothing
   * @example
   * const end = scheduler.begin({ subject: call, description: 'the socket of <StartStream>' });
   * socket.on('open', end);
   */
  begin(work: OutsideWork): () => void {
    const open = this.#add(work);
    return () => this.#finish(open, () => undefined);
  }

  /**
   * Counts work outside until its promise settles. Results of what began at the same moment are handed on when the last
   * is there, in the order in which the work began: however long each took, a call goes the same way.
   */
  trackRequest<T>(work: OutsideWork, result: Promise<T>): Promise<T> {
    const open = this.#add(work);
    return new Promise((resolve, reject) => {
      result.then(
        (value) => this.#finish(open, () => resolve(value)),
        (error: unknown) => this.#finish(open, () => reject(error)),
      );
    });
  }

  /** Counts work that never rejects, for so many real milliseconds at most. */
  hold(work: OutsideWork, done: Promise<unknown>, milliseconds: number): void {
    const end = this.begin(work);
    const timer = setTimeout(end, milliseconds);
    done.then(() => {
      clearTimeout(timer);
      end();
    });
  }

  #add(work: OutsideWork): OpenWork {
    const open: OpenWork = { ...work, isDone: false, release: () => undefined };
    this.#unfinished++;
    this.#work.push(open);
    return open;
  }

  #finish(open: OpenWork, release: () => void): void {
    if (open.isDone) return;
    open.isDone = true;
    open.release = release;
    this.#unfinished--;
    if (this.#unfinished === 0 || this.#clock.isReal) this.#release();
  }

  /** Hands on what is done. */
  #release(): void {
    const done = this.#work.filter(({ isDone }) => isDone);
    this.#work = this.#work.filter(({ isDone }) => !isDone);
    for (const { subject, release } of done) {
      this.wake(subject);
      release();
    }
    this.#allFinished?.();
  }

  /**
   * Links two subjects, such as calls in one room: what happens to one wakes the waiters of the other, and they answer
   * its undecided questions too.
   *
   * @returns what undoes it
   */
  link(one: object, other: object): () => void {
    this.#linkedWith(one).add(other);
    this.#linkedWith(other).add(one);
    return () => {
      for (const [subject, linked] of [[one, other] as const, [other, one] as const]) {
        const links = this.#linkedWith(subject);
        links.delete(linked);
        if (links.size === 0) this.#links.delete(subject);
      }
    };
  }

  #linkedWith(subject: object): Set<object> {
    const links = this.#links.get(subject) ?? new Set();
    this.#links.set(subject, links);
    return links;
  }

  /** Notes that something has happened to a subject that may be what a waiter waits for. */
  wake(subject: object): void {
    this.#woken.add(subject);
    for (const linked of this.#links.get(subject) ?? []) this.#woken.add(linked);
    if (this.#clock.isReal) this.#start();
  }

  /** Rejects every wait, and those to come: something went wrong in the simulator or in a function given to it. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    if (this.#clock.isReal) this.#start();
  }

  /** Lets time pass until the condition of the waiter holds. Rejects with what its `onTimeout` returns. */
  wait(waiter: Waiter): Promise<void> {
    const { subject } = waiter;
    const { seconds, steps } = this.#limits;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ...waiter,
        resolve,
        reject,
        until: this.#clock.now + seconds * 1000,
        untilStep: this.#stepsOf(subject) + steps,
      };
      this.#waiting.add(waiting);
      const others = this.#waitingFor.get(subject);
      if (others === undefined) this.#waitingFor.set(subject, new Set([waiting]));
      else others.add(waiting);
      this.wake(subject);
      this.#start();
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void (this.#clock.isReal ? this.#runInRealTime() : this.#run());
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      await this.#rest();
      if (this.#waiting.size === 0 || this.#failed() || this.#resolveWaiters() || this.#expireWaiters()) continue;
      this.#advance();
    }
    this.#running = false;
  }

  /** Takes the steps that are due, and sets a timer for the next. */
  async #runInRealTime(): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      await nextMacrotask();
      if (this.#failed() || this.#resolveWaiters()) continue;
      const { next, now } = this.#clock;
      if (next !== undefined && next.at <= now) {
        if (!this.#expireWaiters()) this.#advance();
      } else if (!this.#expire(this.#waiting, (waiting) => this.#outOfTime(waiting, now))) break;
    }
    this.#running = false;
    const [oldest] = this.#waiting;
    const nextAt = Math.min(
      this.#clock.next?.at ?? Number.POSITIVE_INFINITY,
      (oldest?.until ?? Number.POSITIVE_INFINITY) + 1,
    );
    if (nextAt === Number.POSITIVE_INFINITY) return;
    const milliseconds = Math.max(0, nextAt - this.#clock.now);
    this.#timer = setTimeout(() => this.#start(), Math.min(milliseconds, LONGEST_TIMER));
  }

  #advance(): void {
    const subject = this.#clock.advance();
    if (subject === undefined) return;
    this.#steps.set(subject, this.#stepsOf(subject) + 1);
    this.wake(subject);
  }

  async #rest(): Promise<void> {
    await nextMacrotask();
    while (this.#unfinished > 0 && this.#waiting.size > 0) {
      await this.#outside();
      this.#expire(this.#waiting, (waiting) => this.#outOfRealTime(waiting));
      await nextMacrotask();
    }
  }

  /** Waits until all work outside is done, or the real time of a waiter is over. */
  #outside(): Promise<void> {
    const left = Math.min(...[...this.#waiting].map((waiting) => this.#realTimeLeft(waiting)));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(Math.max(0, left) + 1, LONGEST_TIMER));
      this.#allFinished = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #stepsOf(subject: object): number {
    return this.#steps.get(subject) ?? 0;
  }

  #leave(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    const others = this.#waitingFor.get(waiting.subject);
    others?.delete(waiting);
    if (others?.size === 0) this.#waitingFor.delete(waiting.subject);
  }

  #failed(): boolean {
    if (this.#failure === undefined || this.#waiting.size === 0) return false;
    for (const waiting of this.#waiting) {
      this.#leave(waiting);
      waiting.reject(this.#failure.error);
    }
    return true;
  }

  /** Resolves waiters whose condition holds. They run before time advances. */
  #resolveWaiters(): boolean {
    let any = false;
    for (const subject of this.#woken) {
      for (const waiting of this.#waitingFor.get(subject) ?? []) any = this.#settled(waiting) || any;
      // Performance: a set that is cleared keeps its old table alive, with the calls in it, until a full collection.
      this.#woken.delete(subject);
    }
    return any;
  }

  /** True if the condition of a waiter holds, or throws. */
  #settled(waiting: Waiting): boolean {
    try {
      if (!waiting.isMet()) return false;
      waiting.resolve();
    } catch (error) {
      waiting.reject(error);
    }
    this.#leave(waiting);
    return true;
  }

  /** Rejects waiters for which the next step comes too late, or should not come by default. */
  #expireWaiters(): boolean {
    const { next } = this.#clock;
    if (next === undefined) return this.#expire(this.#waiting, () => ({ reason: 'nothing happens' }));
    const { decision, subject, at } = next;
    const ofSubject = this.#waitingFor.get(subject) ?? [];
    const asked = decision === undefined ? [] : this.#askedFor(subject);
    // No waiter knows of it: any that lets time pass is to blame, however patient with its own subject.
    if (decision !== undefined && asked.length === 0)
      return this.#expire(this.#waiting, () => ({ reason: 'undecided', decision }));
    const [oldest] = this.#waiting;
    const late = new Set([...(oldest === undefined ? [] : [oldest]), ...ofSubject]);
    const byTime = this.#expire(late, (waiting) => this.#outOfTime(waiting, at));
    const byDecision = this.#expire(asked, ({ patient }) =>
      decision === undefined || patient ? undefined : { reason: 'undecided', decision },
    );
    const byStep = this.#expire(ofSubject, (waiting) => {
      const isAtEnd = this.#stepsOf(waiting.subject) >= waiting.untilStep;
      return isAtEnd ? { reason: 'steps', limit: this.#limits.steps } : undefined;
    });
    return byTime || byDecision || byStep;
  }

  /** Returns the waiters that have to answer what is undecided for a subject: its own, and those of linked subjects. */
  #askedFor(subject: object): Waiting[] {
    const subjects = [subject, ...(this.#links.get(subject) ?? [])];
    return subjects.flatMap((each) => [...(this.#waitingFor.get(each) ?? [])]);
  }

  #outOfTime(waiting: Waiting, next: number): TimeoutReason | undefined {
    if (next > waiting.until) return { reason: 'seconds', limit: this.#limits.seconds };
    return this.#outOfRealTime(waiting);
  }

  /** Milliseconds. Many waiters at once share the processor: beyond ten, each of them adds to the time. */
  #realTimeLeft({ startedAt }: Waiting): number {
    if (this.#clock.isReal) return Number.POSITIVE_INFINITY;
    const milliseconds = this.#limits.realSeconds * 1000 * Math.max(1, this.#waitingFor.size / 10);
    return startedAt + milliseconds - performance.now();
  }

  #outOfRealTime(waiting: Waiting): TimeoutReason | undefined {
    if (this.#realTimeLeft(waiting) >= 0) return undefined;
    const unanswered = this.#work.filter(({ isDone }) => !isDone).map(({ description }) => description);
    return { reason: 'realSeconds', limit: this.#limits.realSeconds, unanswered };
  }

  /** Rejects the candidates for which there is a reason. */
  #expire(candidates: Iterable<Waiting>, reasonOf: (waiting: Waiting) => TimeoutReason | undefined): boolean {
    let any = false;
    for (const waiting of candidates) {
      const reason = reasonOf(waiting);
      if (reason === undefined) continue;
      this.#leave(waiting);
      waiting.reject(waiting.onTimeout(reason));
      any = true;
    }
    return any;
  }
}
