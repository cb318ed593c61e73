// Between two values that differ from document to document stands the same run of constants each time: the end of one
// element, the opening tag of the next, its first words. Looking at words for what has to be escaped, and joining
// texts, is what rendering costs most. So runs of constants are checked and joined once, kept as a tree whose branches
// are the pieces, and found again by comparing one pointer a piece.
//
// What keeps this sound:
// - a run is its pieces joined and nothing else, whatever they are;
// - words and markup are different branches: words that read like a tag are never taken for one;
// - words get a branch only when they are plain ASCII with nothing to escape, and came twice;
// - the number and the length of runs are bounded; when there are too many, the tree is given up and grown anew.
import { fingerprint } from './fingerprint.js';

/** Longest run, in characters; a longer one goes on as a second run. */
const LONGEST = 512;

/** Longest words that get a branch, and most branches of words that one run has. */
const LONGEST_WORDS = 64;
const MOST_WORDS = 6;

/** Words that come for the first time, in a row, after which a place is taken for one of words that vary. */
const MOST_MISSES = 200;

/** Most runs that are kept. */
const MOST = 4000;

/** Number of places for words that came once; a power of two. */
const PLACES = 16;

/** Constants joined into one text. */
export class ConstantRun {
  readonly text: string;
  /** The piece that came last in it. */
  readonly piece: string;
  /** The runs with one more piece of markup that came next lately. */
  next: ConstantRun | undefined = undefined;
  second: ConstantRun | undefined = undefined;
  #markup: Map<string, ConstantRun> | undefined = undefined;
  /** The runs with words added, the one that came last first. */
  words: ConstantRun | undefined = undefined;
  readonly otherWords: ConstantRun[] = [];
  #cameOnce: Int32Array | undefined = undefined;
  /** How many words in a row came for the first time. */
  #misses = 0;

  constructor(text: string, piece: string) {
    this.text = text;
    this.piece = piece;
  }

  /** The run with a piece of markup added; `undefined` where it would be too long. */
  withMarkup(piece: string): ConstantRun | undefined {
    const run = this.#markup?.get(piece) ?? this.#grown(piece);
    if (run === undefined) return undefined;
    this.#markup ??= new Map();
    this.#markup.set(piece, run);
    this.second = this.next;
    this.next = run;
    return run;
  }

  /** The run with words added that have a branch. */
  withOtherWords(words: string): ConstantRun | undefined {
    for (const run of this.otherWords) if (run.piece === words) return run;
    return undefined;
  }

  /** Gives words a branch if they came before; they must be plain. */
  remember(words: string): void {
    if (words.length > LONGEST_WORDS || this.#misses > MOST_MISSES || this.otherWords.length >= MOST_WORDS) return;
    this.#cameOnce ??= new Int32Array(PLACES);
    const print = fingerprint(words);
    const place = print & (PLACES - 1);
    if (this.#cameOnce[place] !== print) {
      this.#cameOnce[place] = print;
      this.#misses++;
      return;
    }
    this.#misses = 0;
    const run = this.#grown(words);
    if (run === undefined) return;
    if (this.words !== undefined) this.otherWords.push(this.words);
    this.words = run;
  }

  #grown(piece: string): ConstantRun | undefined {
    const text = this.text + piece;
    if (text.length > LONGEST) return undefined;
    // Looking at a character puts a joined text into one piece.
    text.charCodeAt(0);
    if (++kept.count > MOST) {
      kept.count = 0;
      kept.generation++;
    }
    return new ConstantRun(text, piece);
  }
}

/** How many runs there are, and how often they were given up. */
const kept = { count: 0, generation: 0 };

/** Where runs begin: each place of a program has its own, so that few runs grow from each. */
export class RunRoot {
  #run = new ConstantRun('', '');
  #generation = kept.generation;

  /** The run without a piece. */
  get run(): ConstantRun {
    if (this.#generation !== kept.generation) {
      this.#generation = kept.generation;
      this.#run = new ConstantRun('', '');
    }
    return this.#run;
  }
}
