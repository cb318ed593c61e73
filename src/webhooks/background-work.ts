/** Most milliseconds of a timer. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Counts the handlers that are running, and waits for them when the program is to end. */
export class BackgroundWork {
  #inFlight = 0;
  #whenDone: (() => void)[] = [];

  /** How many are running. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Counts the work until it is settled. */
  count<T>(work: Promise<T>): Promise<T> {
    this.#inFlight++;
    const done = (): void => {
      if (--this.#inFlight > 0) return;
      const waiting = this.#whenDone;
      this.#whenDone = [];
      for (const resolve of waiting) resolve();
    };
    work.then(done, done);
    return work;
  }

  /** Waits until none is running, or for so many milliseconds; gives how many are running then. */
  async drain(timeout: number | undefined): Promise<number> {
    if (this.#inFlight === 0) return 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let done: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      done = resolve;
      this.#whenDone.push(resolve);
      // A timer for longer than it can count would end at once.
      if (timeout !== undefined && timeout <= LONGEST_TIMER) timer = setTimeout(resolve, timeout);
    });
    clearTimeout(timer);
    this.#whenDone = this.#whenDone.filter((waiting) => waiting !== done);
    return this.#inFlight;
  }
}
