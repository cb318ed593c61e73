import { fingerprint } from './fingerprint.js';

// The constant words of a program, "press one" and the like, come back in every document at the same place among the
// children of the same verb. Finding them again by one comparison is cheaper than looking at each character for what
// has to be escaped. What is kept is short, plain ASCII, one text a place, and came twice in a row; a place where
// nothing ever comes twice is given up, so that what differs from document to document costs nothing more.

/** Longest words that are kept. */
const LONGEST = 64;

/** Places among the children; those beyond share them. A power of two. */
const PLACES = 8;

/** How many words in a row that were not there before show that a place has no constant. */
const MOST_MISSES = 100;

/** Words that are known to be plain ASCII with nothing to escape, by their place among the children of a verb. */
export class KnownWords {
  readonly #known: string[] = new Array(PLACES).fill('');
  readonly #latest = new Int32Array(PLACES);
  readonly #misses = new Int32Array(PLACES);

  has(words: string, index: number): boolean {
    return this.#known[index & (PLACES - 1)] === words;
  }

  /** Whether a constant may yet turn up at the place. */
  hopes(index: number): boolean {
    return (this.#misses[index & (PLACES - 1)] ?? 0) <= MOST_MISSES;
  }

  /** Keeps plain words, if words like them were also the last at their place. */
  remember(words: string, index: number): void {
    if (words.length > LONGEST) return;
    const place = index & (PLACES - 1);
    const print = fingerprint(words);
    if (this.#latest[place] === print) {
      this.#known[place] = words;
      this.#misses[place] = 0;
    } else {
      this.#latest[place] = print;
      this.#misses[place] = (this.#misses[place] ?? 0) + 1;
    }
  }
}
