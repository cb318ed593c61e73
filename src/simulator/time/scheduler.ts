import type { Clock, PendingDecision } from './clock.js';

/** Waits for a condition on behalf of a step of a test. */
export interface Waiter {
  /** The call with its legs, or the conference, whose changes it waits for. */
  readonly subject: object;
  /** True if pending decisions may take their default while it waits. */
  readonly patient: boolean;
  /** The real time at which it began, in milliseconds. */
  readonly startedAt: number;
  /** The condition. An error that it throws rejects the wait. */
  readonly isMet: () => boolean;
  /** Returns the error for a wait that cannot end, or exceeds a limit. */
  readonly onTimeout: (reason: TimeoutReason) => unknown;
}

/** The limits of one wait. */
interface WaitingLimits {
  /** Seconds of simulated time. */
  readonly seconds: number;
  /** Seconds of real time. Ignored if the clock runs in real time. */
  readonly realSeconds: number;
  /** Steps of the clock for the subject of the wait. */
  readonly steps: number;
}

/** Why a wait ends although its condition does not hold. */
export type TimeoutReason =
  | { readonly reason: 'undecided'; readonly decision: PendingDecision }
  | { readonly reason: 'nothing happens' }
  | { readonly reason: 'seconds' | 'steps'; readonly limit: number }
  | { readonly reason: 'realSeconds'; readonly limit: number; readonly unanswered: readonly string[] };

/** Work outside the simulation, such as a request to the application or a socket that is being opened. */
export interface OutsideWork {
  readonly subject: object;
  /** Names the work in error messages. */
  readonly description: string;
}

interface Waiting extends Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** The simulated time at which the wait times out. */
  readonly until: number;
  /** The step of its subject at which the wait times out. */
  readonly untilStep: number;
}

/** Outside work. Its result may be held back until all other work is done. */
interface OpenWork extends OutsideWork {
  isDone: boolean;
  release: () => void;
}

// Captured when the module is loaded, because a test runner may replace the timers during a test.
const { setImmediate, performance, setTimeout, clearTimeout } = globalThis;

const NOTHING = (): void => undefined;

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
 * subjects. Only woken waiters check their condition, so that many calls at once cost no more than one after the other.
 */
export class Scheduler {
  readonly #clock: Clock;
  readonly #limits: WaitingLimits;
  /** The oldest first, because it reaches its time limits first. */
  readonly #waiting = new Set<Waiting>();
  readonly #waitingFor = new Map<object, Set<Waiting>>();
  readonly #woken = new Set<object>();
  /** The linked subjects of each subject, with the number of links. */
  readonly #links = new Map<object, Map<object, number>>();
  /** The steps that the clock has taken for each subject. */
  readonly #steps = new WeakMap<object, number>();
  #work: OpenWork[] = [];
  /** The most subjects that were waited for at once, since none was. */
  #mostAtOnce = 0;
  /** The requests since time last advanced. */
  #requests = 0;
  /** Starts the requests that are held until a step of the test waits. */
  #held: (() => void)[] = [];
  #unfinished = 0;
  #allFinished: (() => void) | undefined;
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
    if (clock.isReal) clock.onAdded = () => this.#start();
  }

  /**
   * Registers outside work. Virtual time stops until it ends.
   *
   * @returns a function that ends the work; calling it again has no effect
   * @example
   * const end = scheduler.begin({ subject: call, description: 'the socket of <StartStream>' });
   * socket.on('open', end);
   */
  begin(work: OutsideWork): () => void {
    const open = this.#add(work);
    return () => this.#finish(open, () => undefined);
  }

  /**
   * Registers outside work until its promise settles. Results of work that began at the same moment are released together,
   * in the order in which the work began, so that a call does not depend on how long each took.
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

  /**
   * Starts a request and registers it as {@link trackRequest} does. If very many have begun while no time passed, an
   * application may be sending itself requests without end: each further one waits for a turn of the event loop, so that the
   * real time of a step can run out, and for a step.
   */
  startRequest<T>(work: OutsideWork, send: () => Promise<T>): Promise<T> {
    const isHeld = ++this.#requests > MAX_AT_ONCE && !this.#clock.isReal;
    return this.trackRequest(work, isHeld ? this.#turn().then(send) : send());
  }

  async #turn(): Promise<void> {
    await nextMacrotask();
    if (this.#waiting.size === 0) await new Promise<void>((resolve) => this.#held.push(resolve));
  }

  /** Registers outside work that never rejects, for at most that many real milliseconds. */
  hold(work: OutsideWork, done: Promise<unknown>, milliseconds: number): void {
    const end = this.begin(work);
    const timer = setTimeout(end, milliseconds);
    done.then(() => {
      clearTimeout(timer);
      end();
    });
  }

  /** The outside work that has not ended. */
  get unfinished(): readonly OutsideWork[] {
    return this.#work.filter(({ isDone }) => !isDone);
  }

  #add(work: OutsideWork): OpenWork {
    const { subject, description } = work;
    const open: OpenWork = { subject, description, isDone: false, release: NOTHING };
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

  /** Releases the results of finished work. */
  #release(): void {
    const done = this.#unfinished === 0 ? this.#work : this.#work.filter(({ isDone }) => isDone);
    this.#work = this.#unfinished === 0 ? [] : this.#work.filter(({ isDone }) => !isDone);
    for (const { subject, release } of done) {
      this.wake(subject);
      release();
    }
    this.#allFinished?.();
  }

  /**
   * Links two subjects, such as calls in one room. Changes of one wake the waiters of the other, which also fail for its
   * pending decisions.
   *
   * @returns a function that removes the link; calling it again has no effect. Two subjects stay linked until all links
   * between them are removed
   */
  link(one: object, other: object): () => void {
    this.#addLinks(one, other, 1);
    let isLinked = true;
    return () => {
      if (isLinked) this.#addLinks(one, other, -1);
      isLinked = false;
    };
  }

  #addLinks(one: object, other: object, count: 1 | -1): void {
    for (const [subject, linked] of [[one, other] as const, [other, one] as const]) {
      const links = this.#links.get(subject) ?? new Map<object, number>();
      const left = (links.get(linked) ?? 0) + count;
      if (left > 0) links.set(linked, left);
      else links.delete(linked);
      if (links.size > 0) this.#links.set(subject, links);
      else this.#links.delete(subject);
    }
  }

  /** Wakes the waiters of a subject that has changed: they check their condition before time advances. */
  wake(subject: object): void {
    this.#woken.add(subject);
    for (const linked of this.#links.get(subject)?.keys() ?? []) this.#woken.add(linked);
    if (this.#clock.isReal) this.#start();
  }

  /** Rejects all current and later waits, after an error in the simulator or in a function of its options. */
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
   */
  async skip(milliseconds: number, isDone?: () => boolean): Promise<void> {
    const clock = this.#clock;
    const until = clock.now + milliseconds;
    for (;;) {
      await new Promise<void>((resolve) => {
        this.#atRest.push(resolve);
        this.#start();
      });
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
      this.#waiting.add(waiting);
      const others = this.#waitingFor.get(subject);
      if (others === undefined) this.#waitingFor.set(subject, new Set([waiting]));
      else others.add(waiting);
      this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#waitingFor.size);
      this.wake(subject);
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
    if (this.#waiting.size === 0) {
      this.#running = false;
      return;
    }
    if (this.#unfinished > 0) {
      this.#awaitOutsideWork();
      return;
    }
    if (!this.#rejectAllIfFailed() && !this.#resolveWaiters() && !this.#expireWaiters()) this.#advance();
    setImmediate(this.#nextTurn);
  };

  /** Runs the steps that are due, and sets a timer for the next one. */
  async #runInRealTime(): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      await nextMacrotask();
      this.onTurn?.();
      if (this.#rejectAllIfFailed() || this.#resolveWaiters()) continue;
      const { next, now } = this.#clock;
      if (next !== undefined && next.at <= now) {
        if (!this.#expireWaiters()) this.#advance();
      } else if (!this.#expire(this.#waiting, (waiting) => this.#outOfTime(waiting, now))) break;
    }
    this.#running = false;
    if (this.#unfinished === 0) for (const rested of this.#atRest.splice(0)) rested();
    const [oldest] = this.#waiting;
    const nextAt = Math.min(
      this.#clock.next?.at ?? Number.POSITIVE_INFINITY,
      (oldest?.until ?? Number.POSITIVE_INFINITY) + 1,
    );
    if (nextAt === Number.POSITIVE_INFINITY) return;
    const milliseconds = Math.max(0, nextAt - this.#clock.now);
    const timer = setTimeout(() => this.#start(), Math.min(milliseconds, LONGEST_TIMER));
    // Without a waiter, a call that is up does not keep the process alive. Some engines return a number.
    if (this.#waiting.size === 0) (timer as { unref?: () => unknown }).unref?.();
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
    for (const waiting of this.#waiting) left = Math.min(left, this.#realTimeLeft(waiting));
    const goOn = (): void => {
      clearTimeout(timer);
      this.#allFinished = undefined;
      setImmediate(this.#turnAfterWork);
    };
    const timer = setTimeout(goOn, Math.min(Math.max(0, left) + 1, LONGEST_TIMER));
    this.#allFinished = goOn;
  }

  readonly #turnAfterWork = (): void => {
    if (this.#expire(this.#waiting, (waiting) => this.#outOfRealTime(waiting))) setImmediate(this.#nextTurn);
    else this.#nextTurn();
  };

  #stepsOf(subject: object): number {
    return this.#steps.get(subject) ?? 0;
  }

  #remove(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    const others = this.#waitingFor.get(waiting.subject);
    others?.delete(waiting);
    if (others?.size === 0) this.#waitingFor.delete(waiting.subject);
    if (this.#waiting.size === 0) this.#mostAtOnce = 0;
  }

  #rejectAllIfFailed(): boolean {
    if (this.#failure === undefined || this.#waiting.size === 0) return false;
    for (const waiting of this.#waiting) {
      this.#remove(waiting);
      waiting.reject(this.#failure.error);
    }
    return true;
  }

  /** Resolves waiters whose condition holds. They run before time advances. */
  #resolveWaiters(): boolean {
    let any = false;
    for (const subject of this.#woken) {
      for (const waiting of this.#waitingFor.get(subject) ?? []) any = this.#resolveIfMet(waiting) || any;
      // Performance: a set that is cleared keeps its old table alive, with the calls in it, until a full collection.
      this.#woken.delete(subject);
    }
    return any;
  }

  /** Settles a waiter whose condition holds or throws. Returns true if it did. */
  #resolveIfMet(waiting: Waiting): boolean {
    try {
      if (!waiting.isMet()) return false;
      waiting.resolve();
    } catch (error) {
      waiting.reject(error);
    }
    this.#remove(waiting);
    return true;
  }

  /** Rejects waiters for which the next step is too late, or is the default of a decision that they should have made. */
  #expireWaiters(): boolean {
    const { next } = this.#clock;
    const isAtRest = next === undefined || (!this.#clock.isReal && this.#clock.isIdle);
    if (isAtRest) return this.#expire(this.#waiting, () => ({ reason: 'nothing happens' }));
    const { decision, subject, at } = next;
    const responsible = decision === undefined ? [] : this.#responsibleFor(subject);
    // Without a waiter for the subject, all waiters fail, even patient ones: they let time pass for another subject.
    if (decision !== undefined && responsible.length === 0)
      return this.#expire(this.#waiting, () => ({ reason: 'undecided', decision }));
    const undecided = ({ patient }: Waiting): TimeoutReason | undefined =>
      decision === undefined || patient ? undefined : { reason: 'undecided', decision };
    const [oldest] = this.#waiting;
    const byTime = oldest !== undefined && this.#expire([oldest], (waiting) => this.#outOfTime(waiting, at));
    const ofSubject = this.#expire(
      this.#waitingFor.get(subject) ?? [],
      (waiting) => this.#outOfTime(waiting, at) ?? undecided(waiting) ?? this.#outOfSteps(waiting),
    );
    const byDecision = this.#expire(responsible, (waiting) =>
      this.#waiting.has(waiting) ? undecided(waiting) : undefined,
    );
    return byTime || ofSubject || byDecision;
  }

  #outOfSteps(waiting: Waiting): TimeoutReason | undefined {
    const isAtEnd = this.#stepsOf(waiting.subject) >= waiting.untilStep;
    return isAtEnd ? { reason: 'steps', limit: this.#limits.steps } : undefined;
  }

  /** Returns the waiters that should make a pending decision of a subject: its own, and those of linked subjects. */
  #responsibleFor(subject: object): Waiting[] {
    const subjects = [subject, ...(this.#links.get(subject)?.keys() ?? [])];
    return subjects.flatMap((each) => [...(this.#waitingFor.get(each) ?? [])]);
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
    const milliseconds = this.#limits.realSeconds * 1000 * Math.max(1, this.#mostAtOnce / 10);
    return startedAt + milliseconds - performance.now();
  }

  #outOfRealTime(waiting: Waiting): TimeoutReason | undefined {
    if (this.#realTimeLeft(waiting) >= 0) return undefined;
    const unanswered = this.unfinished.map(({ description }) => description);
    return { reason: 'realSeconds', limit: this.#limits.realSeconds, unanswered };
  }

  /** Rejects the candidates for which `reasonOf` returns a reason. Returns true if it rejected any. */
  #expire(candidates: Iterable<Waiting>, reasonOf: (waiting: Waiting) => TimeoutReason | undefined): boolean {
    let any = false;
    for (const waiting of candidates) {
      const reason = reasonOf(waiting);
      if (reason === undefined) continue;
      this.#remove(waiting);
      waiting.reject(waiting.onTimeout(reason));
      any = true;
    }
    return any;
  }
}
