import { type ConstantRun, RunRoot } from './constant-run.js';

/** The text of a document as it grows, piece by piece; `constant-run.ts` says why it knows constants from the rest. */
export class DocumentText {
  /** The text up to the run of constants that is growing. */
  done = '';
  run: ConstantRun = start.run;

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
    this.run = start.run;
    const begun = this.run.withMarkup(piece);
    if (begun === undefined) this.done += piece;
    else this.run = begun;
  }

  /** Adds words if they are known to be plain here; tells whether they are. */
  knownWords(words: string): boolean {
    const { run } = this;
    const known = run.words;
    if (known === undefined) return false;
    if (known.piece === words) {
      this.run = known;
      return true;
    }
    const other = run.otherWords.length === 0 ? undefined : run.withOtherWords(words);
    if (other === undefined) return false;
    this.run = other;
    return true;
  }

  /** Adds what may never come back; the next run of constants begins at the root. */
  varying(text: string, root: RunRoot): void {
    const { run } = this;
    this.done = run.text === '' ? this.done + text : this.done + run.text + text;
    this.run = root.run;
  }

  /** How long it is so far. */
  get length(): number {
    return this.done.length + this.run.text.length;
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

/** Where the first run of every document begins. */
const start = new RunRoot();
