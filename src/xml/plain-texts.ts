// The constant texts of a program, "press one" and the like, come back in every document. Finding one again by a single
// comparison is cheaper than looking at each of its characters. What is kept is short, bounded in number, and came twice
// in a row at its place in the table, so that what differs from call to call is not kept.

/** Longest text that is kept. */
const LONGEST = 64;

/** Number of places; a power of two. */
const PLACES = 256;

/** Texts that are known to need no escaping and to be plain ASCII. */
export class PlainTexts {
  readonly #known: (string | undefined)[] = new Array(PLACES).fill(undefined);
  readonly #latest: (string | undefined)[] = new Array(PLACES).fill(undefined);

  has(text: string): boolean {
    return this.#known[placeOf(text)] === text;
  }

  /** Keeps a plain text if it was also the last one at its place. */
  add(text: string): void {
    if (text.length > LONGEST) return;
    const place = placeOf(text);
    if (this.#latest[place] === text) this.#known[place] = text;
    else this.#latest[place] = text;
  }
}

/** Length, first and middle character tell most texts of one program apart. */
function placeOf(text: string): number {
  const { length } = text;
  return (length + text.charCodeAt(0) * 7 + text.charCodeAt(length >> 1) * 31) & (PLACES - 1);
}
