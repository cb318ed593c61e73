// Random numbers that are the same for the same seed.

/** A source of random numbers. */
export interface RandomSource {
  /** Returns a whole number from 0 to below a limit. */
  below(limit: number): number;
  /** Returns one of several values. */
  pick<T>(values: readonly [T, ...T[]]): T;
}

/** Returns the numbers of a seed (mulberry32). */
export function randomNumbers(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (values) => values[below(values.length)] ?? values[0] };
}
