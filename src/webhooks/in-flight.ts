import { checkOptions, expects, optionCode } from '../problems/check-options.js';
import { objectOf } from '../problems/value-checks.js';
import { MAX_TIMER_DELAY } from './deadline.js';

/** Options of {@link WorkInFlight.drain}. */
export interface DrainOptions {
  /**
   * Maximum time to wait in milliseconds, 0 or more.
   * @default no limit
   */
  readonly timeout?: number | undefined;
}

/** The handlers that are running, for a graceful shutdown. */
export interface WorkInFlight {
  /**
   * The number of handlers that are running. If the handler of an asynchronous event fails, it counts until `onError`
   * settles, for one second at most.
   */
  readonly inFlight: number;
  /**
   * Waits until no handler is running or `timeout` has passed. Resolves to the number of handlers still running, 0 if
   * all have finished. Does not wait for `hooks`, `waitUntil` or `onError`, except for `onError` of an asynchronous
   * event, for one second at most.
   *
   * @throws BxmlError (`options.timeout`, `options.type`, `options.unknown`)
   * @example
   * process.once('SIGTERM', () => server.close(async () => process.exit((await middleware.drain({ timeout: 10_000 }))
   * === 0 ? 0 : 1)));
   */
  drain(options?: DrainOptions): Promise<number>;
}

const isDrainOptions = objectOf<DrainOptions>(
  {
    timeout: expects('a number of milliseconds, 0 or more', (value) => typeof value === 'number' && value >= 0),
  },
  { hint: () => 'Write drain({ timeout: 10_000 }). The unit is milliseconds.' },
);

/** Returns the option `timeout`. Throws if it is misspelled, since a shutdown would then wait without a limit. */
function timeoutOf(options: DrainOptions): number | undefined {
  checkOptions(isDrainOptions, options, '', optionCode);
  return options.timeout;
}

/** Adds `inFlight` and `drain` to a middleware. */
export function withInFlight<F extends object>(
  serve: F,
  source: { readonly inFlight: number; drain(timeout: number | undefined): Promise<number> },
): F & WorkInFlight {
  return Object.defineProperties(serve, {
    inFlight: { get: () => source.inFlight, enumerable: true },
    drain: { value: async (options: DrainOptions = {}) => source.drain(timeoutOf(options)), enumerable: true },
  }) as F & WorkInFlight;
}

/** Counts running handlers and waits for them to finish. */
export class WorkTracker {
  #inFlight = 0;
  #whenDone: (() => void)[] = [];

  /** The number of handlers that are running. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Counts a promise as running until it settles. Returns the promise. */
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

  /** Waits until no handler is running or `timeout` milliseconds have passed. Resolves to the number still running. */
  async drain(timeout: number | undefined): Promise<number> {
    if (this.#inFlight === 0) return 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let done: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      done = resolve;
      this.#whenDone.push(resolve);
      // A delay above the maximum would fire at once.
      if (timeout !== undefined && timeout <= MAX_TIMER_DELAY) timer = setTimeout(resolve, timeout);
    });
    clearTimeout(timer);
    this.#whenDone = this.#whenDone.filter((waiting) => waiting !== done);
    return this.#inFlight;
  }
}
