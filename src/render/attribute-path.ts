import type { CompiledAttribute } from './compiled-attribute.js';

// Performance: most elements come from a handful of call sites, and each writes its attributes in one order, some of
// them constant. A verb keeps the orders it has seen as a tree with a step for each attribute. A step finds the next one
// by comparing one pointer, and remembers the last constant value, joined with the constant part of the tag before it.
// A constant tag is thus found again, checked and joined, by looking at nothing but its values.
//
// What keeps this right:
// - a value is remembered only if it broke no rule and reported nothing, came twice in a row, and is short and no
//   password; values that vary are never remembered;
// - a joined text belongs to the text before it, which an id stands for: a new joined text gets a new id;
// - the number of steps, and of what each remembers, is limited.

/** Strings that are remembered: short, and in printable ASCII, so that nothing has to be reported about them again. */
const REMEMBERED = /^[ -~]{0,64}$/;

/** Most steps of one verb; an order beyond them is written without being kept. */
const MOST_STEPS = 200;

/** Values in a row that were not the remembered one, after which an attribute is taken for one that varies. */
const MOST_MISSES = 30;

/** Id of the text before the first attribute. */
export const AT_START = 0;

/** Id of the text after a value that is not remembered: its closing quote. */
export const AFTER_VARYING = 1;

const NOT_REMEMBERED: unique symbol = Symbol('not remembered');

/** One attribute in one order of attributes; the first step is the start of the tag. */
export class AttributeStep {
  readonly name: string;
  /** What the verb has of that name; for the start and for unknown names `undefined`. */
  readonly attribute: CompiledAttribute | undefined;
  readonly bit: number;
  /** The attribute that came next the last time. */
  next: AttributeStep | undefined = undefined;
  /** The remembered value. */
  value: unknown = NOT_REMEMBERED;
  /** The remembered value written: ` gatherUrl="/menu"`. */
  #written = '';
  /** The id of the text before, that text joined with the remembered value, and the id of the joined text. */
  fromId = -1;
  joined = '';
  id = -1;
  /** The id of the text before, and that text joined with what precedes a value. */
  leadFromId = -1;
  lead = '';
  /** The id of the text before, and that text with the end of the tag, for an element with content and without. */
  endFromId = -1;
  end = '';
  emptyEnd = '';
  /** The id of a constant tag that ended here and in which the rules over attributes found nothing. */
  cleanId = -1;
  /** The value that came last, and how many values in a row were not the remembered one. */
  #candidate: unknown = NOT_REMEMBERED;
  #misses = 0;
  /** False once the attribute is taken for one that varies. */
  isTrying = true;
  #others: Map<string, AttributeStep> | undefined = undefined;

  constructor(name: string, attribute: CompiledAttribute | undefined) {
    this.name = name;
    this.attribute = attribute;
    this.bit = attribute?.bit ?? 0;
  }

  /** The step for an attribute that came next another time. */
  other(name: string): AttributeStep | undefined {
    return this.#others?.get(name);
  }

  /** Keeps a further step. */
  add(step: AttributeStep): void {
    this.#others ??= new Map();
    this.#others.set(step.name, step);
  }

  /** Remembers a value that was written as `text`, if it came twice in a row. */
  remember(value: unknown, text: string): void {
    const { attribute } = this;
    if (++this.#misses > MOST_MISSES || attribute === undefined || attribute.isSecret) {
      this.value = NOT_REMEMBERED;
      this.#candidate = NOT_REMEMBERED;
      this.isTrying = false;
      return;
    }
    if (typeof value === 'string' && !REMEMBERED.test(value)) return;
    if (value !== this.#candidate) {
      this.#candidate = value;
      return;
    }
    this.value = value;
    this.#written = flat(`${attribute.lead}${text}"`);
    this.fromId = -1;
    this.hit();
  }

  /** Notes that the remembered value came: constants that alternate do not replace each other. */
  hit(): void {
    if (this.#misses === 0) return;
    this.#misses = 0;
    this.#candidate = NOT_REMEMBERED;
  }

  /** Joins the remembered value to the text before it. */
  join(before: string, beforeId: number, id: number): void {
    this.fromId = beforeId;
    this.joined = flat(before + this.#written);
    this.id = id;
  }

  /** Joins what precedes a value to the text before it. */
  joinLead(before: string, beforeId: number, lead: string): void {
    this.leadFromId = beforeId;
    this.lead = flat(before + lead);
  }

  /** Joins the end of the tag to the text before it. */
  joinEnd(before: string, beforeId: number): void {
    this.endFromId = beforeId;
    this.end = flat(`${before}>`);
    this.emptyEnd = flat(`${before}/>`);
  }
}

/** Reading a character makes a concatenated text flat; else each document would copy it piece by piece. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** The tree of the orders in which the attributes of one verb have been written. */
export class AttributePath {
  readonly start = new AttributeStep('', undefined);
  readonly #attributes: ReadonlyMap<string, CompiledAttribute>;
  #steps = 0;
  #lastId = AFTER_VARYING;

  constructor(attributes: ReadonlyMap<string, CompiledAttribute>) {
    this.#attributes = attributes;
  }

  /** Returns an id for a new joined text. */
  newId(): number {
    return ++this.#lastId;
  }

  /** Returns the step from one attribute to the one of that name, if it is not the one that came last time. */
  stepTo(from: AttributeStep, name: string): AttributeStep {
    const known = from.other(name);
    if (known !== undefined) {
      from.next = known;
      return known;
    }
    const step = new AttributeStep(name, this.#attributes.get(name));
    // Unknown names come from data, perhaps without end.
    if (step.attribute === undefined || this.#steps >= MOST_STEPS) return step;
    this.#steps++;
    from.add(step);
    from.next = step;
    return step;
  }
}
