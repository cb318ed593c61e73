import type { Clock } from './clock.js';
import { type OutsideWork, OutsideWorks } from './outside-works.js';
import { type TimeoutReason, type Waiter, Waiters, type Waiting } from './waiters.js';

/** The limits of one wait. */
interface WaitingLimits {
  /** Seconds of simulated time. */
  readonly seconds: number;
  /** Seconds of real time. Ignored if the clock runs in real time. */
  readonly realSeconds: number;
  /** Steps of the clock for the subject of the wait. */
  readonly steps: number;
}

// Captured when the module is loaded, because a test runner may replace the timers during a test.
const { setImmediate, performance, setTimeout, clearTimeout } = globalThis;

/** The number of requests at one moment after which each further one waits for a turn of the event loop. */
const MAX_AT_ONCE = 2000;

/** The maximum delay of a timer, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves after all pending promise callbacks. */
const nextMacrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Advances time. Virtual time advances only while there is a waiter. Before it advances, everything that the last step
 * started has to settle: calls run to their next wait, and outside work finishes.
 *
 * Real time advances by itself: steps run when they are due, whether there is a waiter or not, and outside work does not
 * stop the clock.
 *
 * Steps of the clock, outside work that ends and actions of a test wake the waiters of their subject and of linked
 * subjects.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #limits: WaitingLimits;
  readonly #waiters = new Waiters();
  /** The work outside the simulation. */
  readonly work: OutsideWorks;
  /** The steps that the clock has taken for each subject. */
  readonly #steps = new WeakMap<object, number>();
  /** The requests since time last advanced. */
  #requests = 0;
  /** Starts the requests that are held until a step of the test waits. */
  #held: (() => void)[] = [];
  #failure: { readonly error: unknown } | undefined;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Called when nothing is left to do at a moment of real time. */
  #atRest: (() => void)[] = [];
  /** Called after each step, once what it started has run. It must not throw. */
  onTurn: (() => void) | undefined;

  constructor(clock: Clock, limits: WaitingLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.work = new OutsideWorks(clock.isReal, (subject) => this.wake(subject));
    if (clock.isReal) clock.onAdded = () => this.#start();
  }

  /** Links two subjects. See {@link Waiters.link}. */
  link(one: object, other: object): () => void {
    return this.#waiters.link(one, other);
  }

  /** Wakes the waiters of a subject that has changed: they check their condition before time advances. */
  wake(subject: object): void {
    this.#waiters.wake(subject);
    if (this.#clock.isReal) this.#start();
  }

  /**
   * Starts a request and registers it as outside work. If very many have begun while no time passed, an application may be
   * sending itself requests without end: each further one waits for a turn of the event loop, so that the real time of a step
   * can run out, and for a step.
   */
  startRequest<T>(work: OutsideWork, send: () => Promise<T>): Promise<T> {
    const isHeld = ++this.#requests > MAX_AT_ONCE && !this.#clock.isReal;
    return this.work.track(work, isHeld ? this.#turn().then(send) : send());
  }

  async #turn(): Promise<void> {
    await nextMacrotask();
    if (this.#waiters.size === 0) await new Promise<void>((resolve) => this.#held.push(resolve));
  }

  /** Rejects all current and later waits and skips, after an error in the simulator or in a function of its options. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    if (this.#clock.isReal) this.#start();
  }

  /**
   * Moves a clock in real time ahead. The steps on the way run one by one, each with the time of its own, and the clock waits
   * for the outside work that they start, so that a call continues as it would without skipping.
   *
   * @param isDone checked before each move: true to stop earlier, at the step that has just run. Then the time does not move
   *   beyond the last step
   * @throws the error that {@link fail} was called with
   */
  async skip(milliseconds: number, isDone?: () => boolean): Promise<void> {
    const clock = this.#clock;
    const until = clock.now + milliseconds;
    for (;;) {
      await new Promise<void>((resolve) => {
        this.#atRest.push(resolve);
        this.#start();
      });
      if (this.#failure !== undefined) throw this.#failure.error;
      const { next, now } = clock;
      if (now >= until || isDone?.() === true) return;
      const isLast = next === undefined || next.at > until;
      if (isDone !== undefined && (isLast || !clock.hasForeground)) return;
      const to = isLast ? until : next.at;
      if (to > now) clock.skip(to - now);
    }
  }

  /** Advances time until the condition of the waiter holds. Rejects with the result of its `onTimeout`. */
  wait(waiter: Waiter): Promise<void> {
    const { subject, patient, startedAt, isMet, onTimeout } = waiter;
    const { seconds, steps } = this.#limits;
    return new Promise((resolve, reject) => {
      // Performance: written out, because spreading an object takes longer than everything else here.
      const waiting: Waiting = {
        subject,
        patient,
        startedAt,
        isMet,
        onTimeout,
        resolve,
        reject,
        until: this.#clock.now + seconds * 1000,
        untilStep: this.#stepsOf(subject) + steps,
      };
      this.#waiters.add(waiting);
      this.#start();
      for (const start of this.#held.splice(0)) start();
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    if (this.#clock.isReal) void this.#runInRealTime();
    else setImmediate(this.#nextTurn);
  }

  /**
   * Takes the next step of virtual time once everything that the last one started has settled: outside work is done, and
   * calls have run to their next wait, which they reach before the next turn of the event loop. Performance: the turns are
   * callbacks rather than a loop of an asynchronous function, which makes five promises for each turn.
   */
  readonly #nextTurn = (): void => {
    this.onTurn?.();
    if (this.#waiters.size === 0) {
      this.#running = false;
      return;
    }
    if (this.work.count > 0) {
      this.#awaitOutsideWork();
      return;
    }
    if (!this.#rejectIfFailed() && !this.#waiters.resolveMet() && !this.#expireAtNext()) this.#advance();
    setImmediate(this.#nextTurn);
  };

  /** Runs the steps that are due, and sets a timer for the next one. */
  async #runInRealTime(): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      await nextMacrotask();
      this.onTurn?.();
      if (this.#rejectIfFailed() || this.#waiters.resolveMet()) continue;
      const { next, now } = this.#clock;
      if (next !== undefined && next.at <= now) {
        if (!this.#expireAtNext()) this.#advance();
      } else if (!this.#waiters.expire(this.#waiters.all, (waiting) => this.#outOfTime(waiting, now))) break;
    }
    this.#running = false;
    if (this.work.count === 0) for (const rested of this.#atRest.splice(0)) rested();
    const { oldest } = this.#waiters;
    const nextAt = Math.min(
      this.#clock.next?.at ?? Number.POSITIVE_INFINITY,
      (oldest?.until ?? Number.POSITIVE_INFINITY) + 1,
    );
    if (nextAt === Number.POSITIVE_INFINITY) return;
    const milliseconds = Math.max(0, nextAt - this.#clock.now);
    const timer = setTimeout(() => this.#start(), Math.min(milliseconds, LONGEST_TIMER));
    // Without a waiter, a call that is up does not keep the process alive. Some engines return a number.
    if (this.#waiters.size === 0) (timer as { unref?: () => unknown }).unref?.();
    this.#timer = timer;
  }

  #advance(): void {
    const before = this.#clock.now;
    const step = this.#clock.advance();
    if (this.#clock.now !== before) this.#requests = 0;
    if (step === undefined || step.background !== undefined) return;
    const { subject } = step;
    this.#steps.set(subject, this.#stepsOf(subject) + 1);
    this.wake(subject);
  }

  /** Continues in the turn after all outside work is done, or after a waiter runs out of real time. */
  #awaitOutsideWork(): void {
    let left = LONGEST_TIMER;
    for (const waiting of this.#waiters.all) left = Math.min(left, this.#realTimeLeft(waiting));
    const goOn = (): void => {
      clearTimeout(timer);
      this.work.afterRelease = undefined;
      setImmediate(this.#turnAfterWork);
    };
    const timer = setTimeout(goOn, Math.min(Math.max(0, left) + 1, LONGEST_TIMER));
    this.work.afterRelease = goOn;
  }

  readonly #turnAfterWork = (): void => {
    if (this.#waiters.expire(this.#waiters.all, (waiting) => this.#outOfRealTime(waiting)))
      setImmediate(this.#nextTurn);
    else this.#nextTurn();
  };

  #rejectIfFailed(): boolean {
    return this.#failure !== undefined && this.#waiters.rejectAll(this.#failure.error);
  }

  #stepsOf(subject: object): number {
    return this.#steps.get(subject) ?? 0;
  }

  /** Rejects waiters for which the next step is too late, or is the default of a decision that they should have made. */
  #expireAtNext(): boolean {
    const { next } = this.#clock;
    const isAtRest = next === undefined || (!this.#clock.isReal && this.#clock.isIdle);
    if (isAtRest) return this.#waiters.expire(this.#waiters.all, () => ({ reason: 'nothing happens' }));
    const { decision, subject, at } = next;
    const responsible = decision === undefined ? [] : this.#waiters.responsibleFor(subject);
    // Without a waiter for the subject, all waiters fail, even patient ones: they let time pass for another subject.
    if (decision !== undefined && responsible.length === 0)
      return this.#waiters.expire(this.#waiters.all, () => ({ reason: 'undecided', decision }));
    const undecided = ({ patient }: Waiting): TimeoutReason | undefined =>
      decision === undefined || patient ? undefined : { reason: 'undecided', decision };
    const { oldest } = this.#waiters;
    const byTime = oldest !== undefined && this.#waiters.expire([oldest], (waiting) => this.#outOfTime(waiting, at));
    const ofSubject = this.#waiters.expire(
      this.#waiters.of(subject),
      (waiting) => this.#outOfTime(waiting, at) ?? undecided(waiting) ?? this.#outOfSteps(waiting),
    );
    const byDecision = this.#waiters.expire(responsible, (waiting) =>
      this.#waiters.has(waiting) ? undecided(waiting) : undefined,
    );
    return byTime || ofSubject || byDecision;
  }

  #outOfSteps(waiting: Waiting): TimeoutReason | undefined {
    const isAtEnd = this.#stepsOf(waiting.subject) >= waiting.untilStep;
    return isAtEnd ? { reason: 'steps', limit: this.#limits.steps } : undefined;
  }

  #outOfTime(waiting: Waiting, next: number): TimeoutReason | undefined {
    if (next > waiting.until) return { reason: 'seconds', limit: this.#limits.seconds };
    return this.#outOfRealTime(waiting);
  }

  /**
   * Returns milliseconds. More than ten waiters at once get more time, because they share the processor; the last of them as
   * much as the first.
   */
  #realTimeLeft({ startedAt }: Waiting): number {
    if (this.#clock.isReal) return Number.POSITIVE_INFINITY;
    const milliseconds = this.#limits.realSeconds * 1000 * Math.max(1, this.#waiters.mostAtOnce / 10);
    return startedAt + milliseconds - performance.now();
  }

  #outOfRealTime(waiting: Waiting): TimeoutReason | undefined {
    if (this.#realTimeLeft(waiting) >= 0) return undefined;
    const unanswered = this.work.unfinished.map(({ description }) => description);
    return { reason: 'realSeconds', limit: this.#limits.realSeconds, unanswered };
  }
}
