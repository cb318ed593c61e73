import { checkOptions, expects, optionCode } from '../problems/check-options.js';
import { objectOf } from '../problems/value-checks.js';
import { LONGEST_TIMER } from './deadline.js';

/** Options of {@link WorkInFlight.drain}. */
export interface DrainOptions {
  /**
   * Most milliseconds to wait.
   * @default as long as it takes
   */
  readonly timeout?: number | undefined;
}

/** The handlers that are running, for a program that has to end without losing their work. */
export interface WorkInFlight {
  /**
   * The number of handlers that are running. The handler of an asynchronous event that failed counts until `onError` is
   * done, for a second at most.
   */
  readonly inFlight: number;
  /**
   * Waits until no handler is running, and returns how many are running then: 0, unless `timeout` came first. What
   * `onError`, `hooks` and `waitUntil` do is not waited for, except `onError` of an asynchronous event, for a second.
   *
   * @throws BxmlError (`options.timeout`, `options.type`, `options.unknown`)
   * @example
   * process.once('SIGTERM', () => server.close(async () => process.exit((await middleware.drain({ timeout: 10_000 })) === 0 ? 0 : 1)));
   */
  drain(options?: DrainOptions): Promise<number>;
}

const isDrainOptions = objectOf<DrainOptions>(
  {
    timeout: expects('a number of milliseconds, 0 or more', (value) => typeof value === 'number' && value >= 0),
  },
  { hint: () => 'Write drain({ timeout: 10_000 }), in milliseconds.' },
);

/** Returns the option `timeout`. A shutdown must not wait for ever because it is misspelt. */
function timeoutOf(options: DrainOptions): number | undefined {
  checkOptions(isDrainOptions, options, '', optionCode);
  return options.timeout;
}

/** Adds `inFlight` and `drain` to the function that serves requests. */
export function withInFlight<F extends object>(
  serve: F,
  source: { readonly inFlight: number; drain(timeout: number | undefined): Promise<number> },
): F & WorkInFlight {
  return Object.defineProperties(serve, {
    inFlight: { get: () => source.inFlight, enumerable: true },
    drain: { value: async (options: DrainOptions = {}) => source.drain(timeoutOf(options)), enumerable: true },
  }) as F & WorkInFlight;
}

/** Counts the handlers that are running, and waits for them when the program is to end. */
export class WorkTracker {
  #inFlight = 0;
  #whenDone: (() => void)[] = [];

  /** The number of handlers that are running. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Counts the work until it is settled. */
  track<T>(work: Promise<T>): Promise<T> {
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

  /** Waits until none is running, or for so many milliseconds. Returns the number that are running then. */
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
