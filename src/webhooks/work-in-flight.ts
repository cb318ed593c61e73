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
  /** How many handlers are running. */
  readonly inFlight: number;
  /**
   * Waits until no handler is running, and gives how many are running then: 0, unless `timeout` came first.
   *
   * @example
   * process.once('SIGTERM', () => server.close(async () => process.exit((await middleware.drain({ timeout: 10_000 })) === 0 ? 0 : 1)));
   */
  drain(options?: DrainOptions): Promise<number>;
}

/** Adds it to the function that serves requests. */
export function withWorkInFlight<F extends object>(
  serve: F,
  source: { readonly inFlight: number; drain(timeout: number | undefined): Promise<number> },
): F & WorkInFlight {
  return Object.defineProperties(serve, {
    inFlight: { get: () => source.inFlight, enumerable: true },
    drain: { value: ({ timeout }: DrainOptions = {}) => source.drain(timeout), enumerable: true },
  }) as F & WorkInFlight;
}
