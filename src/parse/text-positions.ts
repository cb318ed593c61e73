import type { SourcePosition } from '../problems/problem.js';

/** Turns offsets into a text to lines and columns, both counted from 1; columns count UTF-16 units. */
export class TextPositions {
  readonly #lineStarts: number[] = [0];

  constructor(text: string) {
    for (const { index } of text.matchAll(/\r\n|\r|\n/g)) {
      this.#lineStarts.push(index + (text.startsWith('\r\n', index) ? 2 : 1));
    }
  }

  at(offset: number): SourcePosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}
