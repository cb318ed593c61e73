import { type ConstantRun, startOfRuns } from './constant-run.js';

/** The text of a document as it grows, piece by piece; `constant-run.ts` says why it knows constants from the rest. */
export class DocumentText {
  /** The text up to the run of constants that is growing. */
  done = '';
  run: ConstantRun = startOfRuns();

  /** Adds markup that other documents have too. */
  markup(piece: string): void {
    const { next } = this.run;
    if (next !== undefined && next.piece === piece) this.run = next;
    else this.#otherMarkup(piece);
  }

  #otherMarkup(piece: string): void {
    const { run } = this;
    const { second } = run;
    if (second !== undefined && second.piece === piece) {
      this.run = second;
      return;
    }
    const grown = run.withMarkup(piece);
    if (grown !== undefined) {
      this.run = grown;
      return;
    }
    this.done += run.text;
    this.run = run.after;
    const begun = this.run.withMarkup(piece);
    if (begun === undefined) this.done += piece;
    else this.run = begun;
  }

  /** Adds words if they are known to be plain here; tells whether they are. */
  knownWords(words: string): boolean {
    const { run } = this;
    const known = run.words;
    if (known === undefined) return false;
    const found = known.piece === words ? known : run.withOtherWords(words);
    if (found === undefined) return false;
    if (run.misses !== 0) run.misses = 0;
    this.run = found;
    return true;
  }

  /** Adds what may never come back; a new run of constants begins. */
  varying(text: string): void {
    const { run } = this;
    this.done = run.text === '' ? this.done + text : this.done + run.text + text;
    this.run = run.after;
  }

  /** Goes back to an earlier moment. */
  backTo(done: string, run: ConstantRun): void {
    this.done = done;
    this.run = run;
  }

  toString(): string {
    return this.done + this.run.text;
  }
}
