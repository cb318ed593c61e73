// Performance: most of what a program speaks and plays is written in its source, and comes again with every document. A
// string that was found to be valid, with nothing to escape and nothing to report, is found again by its length, two of
// its characters and one comparison, which for a constant compares pointers. That takes a fifth of the time of a look at
// all of its characters.

/** How many strings are kept at most: a power of two. */
const SLOTS = 512;

/** Longest string that is kept. */
const MOST_CHARACTERS = 256;

/** Strings that are written as they are. Keeps those that come again, and not the data of a single call. */
export class KnownTexts {
  private readonly texts: (string | undefined)[] = new Array(SLOTS).fill(undefined);
  /** The hash of the string that was last added to each slot. */
  private readonly hashes = new Int32Array(SLOTS);

  /** True if the string is known to be written as it is. `hash` is its `cheapHash`. */
  has(text: string, hash: number): boolean {
    return this.texts[hash & (SLOTS - 1)] === text;
  }

  /** Adds a string that is written as it is, in ASCII. It is kept if it came twice in a row to its slot. */
  add(text: string, hash: number): void {
    if (text.length > MOST_CHARACTERS) return;
    const slot = hash & (SLOTS - 1);
    if (this.hashes[slot] !== hash) this.hashes[slot] = hash;
    // A URL with a password is kept nowhere.
    else if (!text.includes('@')) this.texts[slot] = text;
  }
}

/** Returns a number that mostly tells two strings apart, from a few of their characters. */
export function cheapHash(text: string): number {
  const { length } = text;
  return (length * 31 + text.charCodeAt(length >> 1) * 7919 + text.charCodeAt(length - 1) * 104_729) | 0;
}
