import { BxmlError } from '../problems/bxml-error.js';
import { shown } from '../problems/shown-value.js';
import { refuseOthers } from './checked-options.js';

/** Options of {@link WorkInFlight.drain}. */
export interface DrainOptions {
  /**
   * Most milliseconds to wait.
   * @default as long as it takes
   */
  readonly timeout?: number | undefined;
}

/** What a program can know of the handlers that are running, to end without losing what they do. */
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

/** A shutdown must not wait for ever because of a misspelt option. */
function timeoutOf(options: DrainOptions): number | undefined {
  if (typeof options !== 'object' || options === null) {
    throw BxmlError.of('options.type', `drain was called with ${shown(options)}; expected an object.`, {
      hint: 'Write drain({ timeout: 10_000 }), in milliseconds.',
    });
  }
  refuseOthers(options, ['timeout']);
  const { timeout } = options;
  if (timeout === undefined || (typeof timeout === 'number' && timeout >= 0)) return timeout;
  throw BxmlError.of('options.timeout', `timeout is ${shown(timeout)}; expected a number of milliseconds, 0 or more.`);
}

/** Adds it to the function that serves requests. */
export function withWorkInFlight<F extends object>(
  serve: F,
  source: { readonly inFlight: number; drain(timeout: number | undefined): Promise<number> },
): F & WorkInFlight {
  return Object.defineProperties(serve, {
    inFlight: { get: () => source.inFlight, enumerable: true },
    drain: { value: async (options: DrainOptions = {}) => source.drain(timeoutOf(options)), enumerable: true },
  }) as F & WorkInFlight;
}
