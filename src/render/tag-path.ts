import type { CompiledAttribute } from './compiled-verb.js';
import { fingerprint } from './fingerprint.js';
import { type Piece, pieceOf } from './piece.js';

// Most elements come from a handful of places in a program, and each place writes its attributes in one order, with
// mostly the same values. So a verb keeps the orders it has seen as a tree of steps, one an attribute: a step finds the
// next one by comparing a single pointer, and remembers the last constant value with the whole tag up to and including
// it. A tag of constants is thus found again, checked and joined, without looking at anything but the values.
//
// What keeps this sound:
// - only values without a fault, in plain ASCII (the bytes of others are counted each time), are remembered, and only
//   when they come twice in a row, so that texts which differ from call to call never are;
// - what is remembered is short, is no password, and is bounded: one value a step, and so many steps a verb;
// - a joined tag is kept with the tag before it: it holds for that very one.

/** Longest value that is remembered. */
const LONGEST = 64;

/** Most steps of one verb; an order beyond them is walked without being kept. */
const MOST_STEPS = 200;

/** Values that are not the remembered one, in a row, after which an attribute is taken for one that varies. */
export const MOST_MISSES = 100;

const NOTHING = pieceOf('');

/** One attribute in one order of attributes. */
export class TagStep {
  readonly name: string;
  /** What the element has of that name; for the first step, for `children` and for unknown names nothing. */
  readonly attribute: CompiledAttribute | undefined;
  /** A prop of JSX, not an attribute. */
  readonly isJsx: boolean;
  /** The attribute that came next, the last time. */
  next: TagStep | undefined = undefined;
  /** The value that came last: a text by its fingerprint, see there. */
  candidate: unknown = undefined;
  /** How many values in a row were not the remembered one. */
  misses = 0;
  /** The remembered value, and how it is written after another attribute; see `CompiledAttribute.next`. */
  value: unknown = undefined;
  piece: Piece | undefined = undefined;
  /** The tag before the attribute that it last stood in, and the tag with the attribute but for the closing quote. */
  before: Piece | undefined = undefined;
  after: Piece;
  /** The same ended, for an element that holds something and for one that holds nothing. */
  ended: Piece | undefined = undefined;
  empty: Piece;
  /** The tag up to here in which the rules over attributes found nothing. */
  clean: Piece | undefined = undefined;
  #others: Map<string, TagStep> | undefined = undefined;

  constructor(name: string, attribute: CompiledAttribute | undefined, after = NOTHING) {
    this.name = name;
    this.attribute = attribute;
    this.after = after;
    this.empty = NOTHING;
    this.isJsx = name === 'children' || name === 'key';
  }

  /** The step for an attribute that came next another time. */
  other(name: string): TagStep | undefined {
    return this.#others?.get(name);
  }

  /** Keeps a further step. */
  add(step: TagStep): void {
    this.#others ??= new Map();
    this.#others.set(step.name, step);
  }

  /** Remembers the value, if it has come twice and is one to be remembered. */
  remember(value: unknown, written: string): void {
    if (++this.misses > MOST_MISSES) {
      // Values that differ: what is remembered would be compared with each of them for nothing.
      this.value = undefined;
      this.piece = undefined;
      return;
    }
    const candidate = typeof value === 'string' ? fingerprint(value) : value;
    if (candidate !== this.candidate) {
      this.candidate = candidate;
      return;
    }
    if (typeof value === 'string' && value.length > LONGEST) return;
    if (this.attribute === undefined || isSecret(this.attribute)) return;
    this.value = value;
    this.piece = pieceOf(this.attribute.next.text + written);
    this.before = undefined;
  }

  /** Joins the remembered value to the tag: `after` is the tag with it then. */
  join(before: Piece, isFirst: boolean): void {
    const { text } = this.piece ?? NOTHING;
    this.before = before;
    this.after = pieceOf(before.text + (isFirst ? text.slice(1) : text));
    this.ended = undefined;
  }

  /** Makes the ended forms. */
  end(): void {
    const quote = this.attribute === undefined ? '' : '"';
    this.ended = pieceOf(`${this.after.text}${quote}>`);
    this.empty = pieceOf(`${this.after.text}${quote}/>`);
  }
}

/** The tree of the orders in which the attributes of one verb have been written. */
export class TagPath {
  readonly start: TagStep;
  readonly #attributes: ReadonlyMap<string, CompiledAttribute>;
  #steps = 0;

  constructor(open: Piece, attributes: ReadonlyMap<string, CompiledAttribute>) {
    this.start = new TagStep('', undefined, open);
    this.#attributes = attributes;
  }

  /** The step from one attribute to the one called so, where it is not the one that came last time. */
  stepTo(from: TagStep, name: string): TagStep {
    const known = from.other(name);
    if (known !== undefined) {
      from.next = known;
      return known;
    }
    const step = new TagStep(name, this.#attributes.get(name));
    // Unknown names come from data, perhaps without end.
    if ((step.attribute === undefined && !step.isJsx) || this.#steps >= MOST_STEPS) return step;
    this.#steps++;
    from.add(step);
    from.next = step;
    return step;
  }
}

const isSecret = ({ rule }: CompiledAttribute): boolean => rule.type === 'string' && rule.secret === true;
