/** Something that happens at a moment of simulated time. */
export interface TimedStep {
  /** Milliseconds since the simulation began. */
  readonly at: number;
  /** What it happens to: a call with its legs, a conference. */
  readonly subject: object;
  readonly run: () => void;
  /** Set if this is the default of something that the test should have decided. */
  readonly decision: PendingDecision | undefined;
}

/** Something that is left to the outside: how a phone answers, how a REFER ends. */
export interface PendingDecision {
  /** What waits for it. */
  readonly subject: object;
  /** The number or SIP URI that it is about. */
  readonly target: string;
  /** What is decided, and which step of a test decides it. */
  readonly message: string;
}

/**
 * The time of a simulation, and the queue of what is to happen. Virtual time moves when the next step is taken and never
 * else, so that a day takes as long as a second. With a source of milliseconds the time is that of the source.
 */
export class Clock {
  /** Called when a step is added. */
  onAdded: (() => void) | undefined;
  #now = 0;
  #skipped = 0;
  /** The next step is the last: taking it moves nothing. */
  readonly #steps: TimedStep[] = [];
  readonly #source: (() => number) | undefined;
  readonly #startedAt: number;

  /** @param source real milliseconds, such as `performance.now`. Default: virtual time */
  constructor(source?: () => number) {
    this.#source = source;
    this.#startedAt = source?.() ?? 0;
  }

  /** True if time passes by itself. */
  get isReal(): boolean {
    return this.#source !== undefined;
  }

  /** Milliseconds since the simulation began. */
  get now(): number {
    if (this.#source === undefined) return this.#now;
    return Math.max(this.#now, Math.floor(this.#source() - this.#startedAt) + this.#skipped);
  }

  /** Moves real time ahead by so many milliseconds. */
  skip(milliseconds: number): void {
    this.#skipped += milliseconds;
    this.onAdded?.();
  }

  /** Has something happen to a subject after so many milliseconds; what is asked for first happens first. */
  after(milliseconds: number, subject: object, run: () => void, decision?: PendingDecision): TimedStep {
    const step: TimedStep = { at: this.now + Math.max(0, Math.round(milliseconds)), subject, run, decision };
    this.#steps.splice(this.#placeOf(step.at), 0, step);
    this.onAdded?.();
    return step;
  }

  /** Takes a step out of the queue, if it is still there. */
  cancel(step: TimedStep): void {
    for (let index = this.#placeOf(step.at); this.#steps[index]?.at === step.at; index++) {
      if (this.#steps[index] !== step) continue;
      this.#steps.splice(index, 1);
      return;
    }
  }

  /** The step that is next. */
  get next(): TimedStep | undefined {
    return this.#steps.at(-1);
  }

  /** Moves to the moment of the next step, and takes it. Returns the subject to which something happened. */
  advance(): object | undefined {
    const step = this.#steps.pop();
    if (step === undefined) return undefined;
    this.#now = Math.max(this.#now, step.at);
    step.run();
    return step.subject;
  }

  /** Before all steps of that moment and of earlier ones: those were asked for first. */
  #placeOf(at: number): number {
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
