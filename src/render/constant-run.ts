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
import { Piece } from './piece.js';

/** Longest run, in characters; a longer one goes on as a second run. */
const LONGEST = 512;

/** Longest words that get a branch, and most branches of words that one run has. */
const LONGEST_WORDS = 64;
const MOST_WORDS = 6;

/** Words that are not known, in a row, after which a place is taken for one of words that vary. */
const MOST_MISSES = 200;

/** Most runs that are kept. */
const MOST = 4000;

/** Number of places for words that came once; a power of two. */
const PLACES = 16;

/** Stands where no piece of markup does. */
const NO_PIECE = new Piece('');

/** Constants joined into one text. */
export class ConstantRun {
  /** The piece of markup that came last in it, where no words did. */
  readonly piece: Piece;
  /** The run with one more piece of markup that came next lately. */
  next: ConstantRun | undefined;
  /** The run with words added that came last. */
  words: ConstantRun | undefined;
  readonly text: string;
  /** What came last in it: words, or the text of a piece of markup. */
  readonly last: string;
  /** How many words in a row were not known here. */
  misses: number;
  /** Where the document goes on once something that varies has followed. */
  private start: ConstantRun | undefined;
  /** The run with the piece of markup that came next before. */
  second: ConstantRun | undefined;
  private markup: Map<Piece, ConstantRun> | undefined;
  /** The other runs with words added. */
  private otherWords: ConstantRun[] | undefined;
  private cameOnce: Int32Array | undefined;

  /** In this order, and without private fields, which come first: what each piece is compared with lies together. */
  constructor(text: string, last: string, piece: Piece) {
    this.piece = piece;
    this.next = undefined;
    this.words = undefined;
    this.text = text;
    this.last = last;
    this.misses = 0;
    this.start = undefined;
    this.second = undefined;
    this.markup = undefined;
    this.otherWords = undefined;
    this.cameOnce = undefined;
  }

  /**
   * The run without a piece, for what comes after something that varies. All runs that end in the same piece share it:
   * what varies is mostly followed by the same as the last time that it came after this piece.
   */
  get after(): ConstantRun {
    this.start ??= startAfter(this.last);
    return this.start;
  }

  /** The run with a piece of markup added; `undefined` where it would be too long. */
  withMarkup(piece: Piece): ConstantRun | undefined {
    const run = this.markup?.get(piece) ?? this.grown(piece.text, piece);
    if (run === undefined) return undefined;
    this.markup ??= new Map();
    this.markup.set(piece, run);
    this.second = this.next;
    this.next = run;
    return run;
  }

  /** The run with words added that have a branch, though not the one that came last. */
  withOtherWords(words: string): ConstantRun | undefined {
    const { otherWords } = this;
    if (otherWords === undefined) return undefined;
    for (let index = 0; index < otherWords.length; index++) {
      const run = otherWords[index];
      if (run?.last === words) return run;
    }
    return undefined;
  }

  /**
   * Gives words a branch if they seem to have come before; they must be plain. Where mostly unknown ones come the
   * branches are given up: each would be compared with each text to come.
   */
  remember(words: string): void {
    if (this.misses > MOST_MISSES) return;
    if (++this.misses > MOST_MISSES) {
      this.words = undefined;
      this.otherWords = undefined;
      this.cameOnce = undefined;
      return;
    }
    if (words.length > LONGEST_WORDS || (this.otherWords?.length ?? 0) >= MOST_WORDS) return;
    this.cameOnce ??= new Int32Array(PLACES);
    const print = fingerprint(words);
    const place = print & (PLACES - 1);
    if (this.cameOnce[place] !== print) {
      this.cameOnce[place] = print;
      return;
    }
    const run = this.grown(words, NO_PIECE);
    if (run === undefined) return;
    if (this.words !== undefined) {
      this.otherWords ??= [];
      this.otherWords.push(this.words);
    }
    this.words = run;
  }

  private grown(last: string, piece: Piece): ConstantRun | undefined {
    const text = this.text + last;
    if (text.length > LONGEST) return undefined;
    // Looking at a character puts a joined text into one piece.
    text.charCodeAt(0);
    return counted(new ConstantRun(text, last, piece));
  }
}

function startAfter(last: string): ConstantRun {
  const known = kept.after.get(last);
  if (known !== undefined) return known;
  const start = counted(new ConstantRun('', '', NO_PIECE));
  kept.after.set(last, start);
  return start;
}

/** Counts a run; when there are too many, later documents begin without any. */
function counted(run: ConstantRun): ConstantRun {
  if (++kept.count > MOST) {
    kept.count = 0;
    kept.start = new ConstantRun('', '', NO_PIECE);
    kept.after = new Map();
  }
  return run;
}

/** Where every document begins, where it goes on after what varies, and how many runs there are. */
const kept = { start: new ConstantRun('', '', NO_PIECE), after: new Map<string, ConstantRun>(), count: 0 };

/** The run with which every document begins. */
export function startOfRuns(): ConstantRun {
  return kept.start;
}
