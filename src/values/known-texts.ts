// Performance: most of what a program speaks and plays is constant and is part of many documents. A string that was valid,
// with nothing to escape or report, is found again by its length, one of its characters and one comparison, which compares
// pointers for constants. That takes a fifth of the time of checking all of its characters.

/** Maximum number of strings that are kept; a power of two. */
const SLOTS = 512;

/** Maximum length of a string that is kept. */
const MAX_CHARACTERS = 256;

/** Strings that need no escaping. Keeps strings that repeat, not the data of a single call. */
export class KnownTexts {
  private readonly texts: (string | undefined)[] = new Array(SLOTS).fill(undefined);
  /** The hash of the string that was last added to each slot. */
  private readonly hashes = new Int32Array(SLOTS);

  /** True if the string is known to need no escaping. `hash` is its `cheapHash`. */
  has(text: string, hash: number): boolean {
    return this.texts[hash & (SLOTS - 1)] === text;
  }

  /** Adds an ASCII string that needs no escaping. It is kept if it is added to its slot twice in a row. */
  add(text: string, hash: number): void {
    if (text.length > MAX_CHARACTERS) return;
    const slot = hash & (SLOTS - 1);
    if (this.hashes[slot] !== hash) this.hashes[slot] = hash;
    // A URL with a password is never kept.
    else if (!text.includes('@')) this.texts[slot] = text;
  }
}

/** Returns a hash of the length and one character of a string. */
export function cheapHash(text: string): number {
  const { length } = text;
  return (length * 31 + text.charCodeAt(length >> 1) * 7919) | 0;
}
