import type { PathAttribute } from '../values/compiled-attribute.js';

// Performance: most elements come from a handful of call sites, and each writes its attributes in one order, some of
// them constant. An element keeps what it has seen in two trees:
// - of the orders, with a step for each attribute: the next attribute is found by comparing its name;
// - of the constant texts of tags: a text and a constant value lead to the text with both, checked and escaped before.
// A constant tag is thus found again by looking at nothing but its names and values.
//
// What keeps this right:
// - a value is kept only if it broke no rule and reported nothing, came twice in a row, and is short and no password;
// - a text belongs to the text before it: another text before it leads to another one;
// - the number of steps, and of texts that follow a text, is limited: new ones replace old ones.

/** Longest string that is kept. */
const MOST_CHARACTERS = 64;

/** Strings that are kept: in printable ASCII, so that nothing has to be reported about them again. */
const KEPT = /^[ -~]*$/;

/** Most steps of one element; an order beyond them is written without being kept. */
const MOST_STEPS = 200;

/** Most texts that are kept as following one text. */
const MOST_FOLLOWING = 8;

/** The constant part of a tag that precedes a varying value, or the end of the tag. */
export class TagText<A extends PathAttribute> {
  readonly text: string;
  /** The attribute and the constant value that the text ends in; `undefined` at the start and after a varying value. */
  readonly step: AttributeStep<A> | undefined;
  readonly value: unknown;
  /** The text with the end of the tag, for an element with content and without. */
  readonly end: string;
  readonly emptyEnd: string;
  /** True if a tag that consists of this text broke none of the rules over attributes. */
  isClean = false;
  /** The text that followed last. */
  next: TagText<A> | undefined = undefined;
  private readonly following: TagText<A>[] = [];
  private replaced = 0;
  /** The text with what precedes the value of the step. */
  private lead = '';
  private leadStep: AttributeStep<A> | undefined = undefined;

  constructor(text: string, step?: AttributeStep<A>, value?: unknown) {
    this.text = flat(text);
    this.step = step;
    this.value = value;
    this.end = flat(`${text}>`);
    this.emptyEnd = flat(`${text}/>`);
  }

  /** Returns the text with a constant value after it, if that is known. */
  with(step: AttributeStep<A>, value: unknown): TagText<A> | undefined {
    const { following } = this;
    for (let index = 0; index < following.length; index++) {
      const text = following[index] as TagText<A>;
      if (text.step !== step || text.value !== value) continue;
      this.next = text;
      return text;
    }
    return undefined;
  }

  /** Keeps a constant value that was written as `written` after this text, if it came twice in a row. */
  keep(step: AttributeStep<A>, { lead, isSecret }: PathAttribute, value: unknown, written: string): void {
    if (isSecret || (typeof value === 'string' && value.length > MOST_CHARACTERS)) return;
    if (step.last !== value) {
      step.last = value;
      return;
    }
    if (typeof value === 'string' && !KEPT.test(value)) return;
    const text = new TagText<A>(`${this.text}${lead}${written}"`, step, value);
    if (this.following.length < MOST_FOLLOWING) this.following.push(text);
    else this.following[this.replaced++ % MOST_FOLLOWING] = text;
  }

  /** Returns the text with what precedes the value of an attribute. */
  leadTo(step: AttributeStep<A>, { lead }: PathAttribute): string {
    if (this.leadStep === step) return this.lead;
    this.leadStep = step;
    this.lead = flat(this.text + lead);
    return this.lead;
  }
}

/** Reading a character makes a concatenated string flat; else each document would copy it piece by piece. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** One attribute in one order of attributes; the first step is the start of the tag. */
export class AttributeStep<A extends PathAttribute> {
  readonly name: string;
  /** What the element has of that name; for the start and for unknown names `undefined`. */
  readonly attribute: A | undefined;
  readonly bit: number;
  /** The attribute that came next the last time, and all that ever came. */
  next: AttributeStep<A> | undefined = undefined;
  private readonly others = new Map<string, AttributeStep<A>>();
  /** What is to be written after a value that is not kept. */
  readonly afterVarying = new TagText<A>('"');
  /** The last value that was not known. */
  last: unknown = undefined;

  constructor(name: string, attribute: A | undefined) {
    this.name = name;
    this.attribute = attribute;
    this.bit = attribute?.bit ?? 0;
  }

  /** Returns the step for an attribute that came next before, though not the last time. */
  other(name: string): AttributeStep<A> | undefined {
    const known = this.others.get(name);
    if (known !== undefined) this.next = known;
    return known;
  }

  /** Keeps a further step. */
  add(step: AttributeStep<A>): void {
    this.others.set(step.name, step);
    this.next = step;
  }
}

/** The orders in which the attributes of one element have been written, and the constant texts of its tags. */
export class AttributePath<A extends PathAttribute> {
  readonly start = new AttributeStep<A>('', undefined);
  readonly tagStart: TagText<A>;
  private readonly attributes: ReadonlyMap<string, A>;
  private steps = 0;

  constructor(name: string, attributes: ReadonlyMap<string, A>) {
    this.tagStart = new TagText<A>(`<${name}`);
    this.attributes = attributes;
  }

  /** Returns the step from one attribute to the one of that name, if it is not the one that came last time. */
  stepTo(from: AttributeStep<A>, name: string): AttributeStep<A> {
    const known = from.other(name);
    if (known !== undefined) return known;
    const step = new AttributeStep<A>(name, this.attributes.get(name));
    // Unknown names come from data, perhaps without end.
    if (step.attribute === undefined || this.steps >= MOST_STEPS) return step;
    this.steps++;
    from.add(step);
    return step;
  }
}
