/** A callback that is scheduled at a moment of simulated time. */
export interface TimedStep {
  /** Milliseconds since the simulation began. */
  readonly at: number;
  /** The call with its legs, or the conference, that the step belongs to. */
  readonly subject: object;
  readonly run: () => void;
  /** Set if the step is the default of a decision that the test should have made. */
  readonly decision: PendingDecision | undefined;
  /** Set if the step is not an event of its own, such as the next frame of a stream. */
  readonly background: BackgroundStep | undefined;
}

/** A step that does not count as something that happens: waiters are not woken, and the limit of steps ignores it. */
export interface BackgroundStep {
  /** True if nothing is expected to come of it any more: time does not advance for its sake alone. */
  isIdle(): boolean;
}

/** A decision that a test has to make, such as how a phone answers or how a REFER ends. */
export interface PendingDecision {
  /** The call or conference that waits for the decision. */
  readonly subject: object;
  /** The phone number or SIP URI that the decision is about. */
  readonly target: string;
  /** What has to be decided, and which step of a test decides it. */
  readonly message: string;
}

/**
 * The time of a simulation, and the queue of its steps. Virtual time advances only when the next step runs, so that a day
 * takes no longer than a second. With a source of milliseconds, the time is that of the source.
 */
export class Clock {
  /** Called when a step is added. */
  onAdded: (() => void) | undefined;
  #now = 0;
  #skipped = 0;
  /** The next step is the last of the array, so that removing it does not move the others. */
  readonly #steps: TimedStep[] = [];
  /** The number of steps that are not background steps. */
  #foreground = 0;
  readonly #source: (() => number) | undefined;
  readonly #startedAt: number;

  /** @param source returns real milliseconds, such as `performance.now`. Default: virtual time */
  constructor(source?: () => number) {
    this.#source = source;
    this.#startedAt = source?.() ?? 0;
  }

  /** True if the clock runs in real time. */
  get isReal(): boolean {
    return this.#source !== undefined;
  }

  /** Milliseconds since the simulation began. */
  get now(): number {
    if (this.#source === undefined) return this.#now;
    return Math.max(this.#now, Math.floor(this.#source() - this.#startedAt) + this.#skipped);
  }

  /** Moves a clock in real time ahead by that many milliseconds. `Scheduler.skip` runs the steps on the way one by one. */
  skip(milliseconds: number): void {
    this.#skipped += milliseconds;
    this.onAdded?.();
  }

  /** Schedules a callback after that many milliseconds. Steps of the same moment run in the order in which they were added. */
  after(
    milliseconds: number,
    subject: object,
    run: () => void,
    decision?: PendingDecision,
    background?: BackgroundStep,
  ): TimedStep {
    const at = this.now + Math.max(0, Math.round(milliseconds));
    const step: TimedStep = { at, subject, run, decision, background };
    if (background === undefined) this.#foreground++;
    this.#steps.splice(this.#indexFor(step.at), 0, step);
    this.onAdded?.();
    return step;
  }

  /** Removes a step from the queue, if it has not run. */
  cancel(step: TimedStep): void {
    for (let index = this.#indexFor(step.at); this.#steps[index]?.at === step.at; index++) {
      if (this.#steps[index] !== step) continue;
      this.#steps.splice(index, 1);
      if (step.background === undefined) this.#foreground--;
      return;
    }
  }

  /** The next step. */
  get next(): TimedStep | undefined {
    return this.#steps.at(-1);
  }

  /** True if a step is scheduled that is not a background step. */
  get hasForeground(): boolean {
    return this.#foreground > 0;
  }

  /** True if nothing is scheduled, or only background steps of which nothing is expected. */
  get isIdle(): boolean {
    return this.#foreground === 0 && this.#steps.every(({ background }) => background?.isIdle() === true);
  }

  /** Advances to the next step, runs it and returns it. */
  advance(): TimedStep | undefined {
    const step = this.#steps.pop();
    if (step === undefined) return undefined;
    if (step.background === undefined) this.#foreground--;
    this.#now = Math.max(this.#now, step.at);
    step.run();
    return step;
  }

  /** Returns the index before all steps of that moment and of earlier ones, which run first. */
  #indexFor(at: number): number {
    let low = 0;
    let high = this.#steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#steps[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
