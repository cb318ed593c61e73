/** Something that happens at a moment of virtual time. */
export interface TimedStep {
  /** Virtual milliseconds since the platform began. */
  readonly at: number;
  /** The call to which it happens. */
  readonly call: object;
  readonly run: () => void;
  /** Set where this is what happens if the test says nothing, although it should. */
  readonly fork: Fork | undefined;
}

/** A moment at which somebody outside decides how a call goes on. */
export interface Fork {
  /** The call that waits. */
  readonly call: object;
  /** What it waits for, and which step of a test decides it. */
  readonly message: string;
}

/**
 * Virtual time, and the queue of what is to happen. It moves when the next step is taken and at no other time, so that
 * a day takes as long as a second.
 */
export class VirtualClock {
  /** Virtual milliseconds since the platform began. */
  now = 0;
  /** The next step is the last: taking it moves nothing. */
  readonly #steps: TimedStep[] = [];

  /** Has something happen to a call after so many milliseconds; what is asked for first happens first. */
  after(milliseconds: number, call: object, run: () => void, fork?: Fork): TimedStep {
    const step: TimedStep = { at: this.now + Math.max(0, Math.round(milliseconds)), call, run, fork };
    this.#steps.splice(this.#placeOf(step.at), 0, step);
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

  /** Moves to the moment of the next step, and takes it; gives the call to which something happened. */
  advance(): object | undefined {
    const step = this.#steps.pop();
    if (step === undefined) return undefined;
    this.now = step.at;
    step.run();
    return step.call;
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
