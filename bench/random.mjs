// Random numbers from a seed: the same seed returns the same sequence.

/** Returns a random number generator (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** Returns an integer from 0 to `below` - 1. */
  const below = (limit) => Math.floor(fraction() * limit);
  return {
    below,
    from: (low, high) => low + below(high - low + 1),
    chance: (share) => fraction() < share,
    pick: (values) => values[below(values.length)],
    shuffled(values) {
      const result = [...values];
      for (let index = result.length - 1; index > 0; index--) {
        const other = below(index + 1);
        [result[index], result[other]] = [result[other], result[index]];
      }
      return result;
    },
  };
}
