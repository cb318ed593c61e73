import type { ConstantRun } from './constant-run.js';
import type { Piece } from './piece.js';

/**
 * The text of a document as it grows, piece by piece; `constant-run.ts` says why it knows constants from the rest. The
 * walk is one, and what writes to it are functions, not methods of a class that the walk extends: an object whose class
 * has ancestors takes the engine twice as long to make.
 */
export interface DocumentText {
  /** The text up to the run of constants that is growing. */
  done: string;
  run: ConstantRun;
}

/** Adds markup that other documents have too. */
export function markup(out: DocumentText, piece: Piece): void {
  const { next } = out.run;
  if (next !== undefined && next.piece === piece) out.run = next;
  else otherMarkup(out, piece);
}

function otherMarkup(out: DocumentText, piece: Piece): void {
  const { run } = out;
  const { second } = run;
  if (second !== undefined && second.piece === piece) {
    out.run = second;
    return;
  }
  const grown = run.withMarkup(piece);
  if (grown !== undefined) {
    out.run = grown;
    return;
  }
  out.done += run.text;
  out.run = run.after;
  const begun = out.run.withMarkup(piece);
  if (begun === undefined) out.done += piece.text;
  else out.run = begun;
}

/** Adds words if they are known to be plain here; tells whether they are. */
export function knownWords(out: DocumentText, words: string): boolean {
  const { run } = out;
  const known = run.words;
  if (known === undefined) return false;
  const found = known.last === words ? known : run.withOtherWords(words);
  if (found === undefined) return false;
  if (run.misses !== 0) run.misses = 0;
  out.run = found;
  return true;
}

/** Adds what may never come back; a new run of constants begins. */
export function varying(out: DocumentText, text: string): void {
  const { run } = out;
  out.done = run.text === '' ? out.done + text : out.done + run.text + text;
  out.run = run.after;
}

/** All of it. */
export function textOf({ done, run }: DocumentText): string {
  return done + run.text;
}
