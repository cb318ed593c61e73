import type { PathAttribute } from './compiled-attribute.js';

// Performance: most elements are created at a few places of the source, each of which writes its attributes in one order,
// some of them with constant values. A verb remembers what it has written in two trees:
// - the orders of attributes, with one step per attribute: the next attribute is found by comparing its name;
// - the constant texts of tags: a text and a constant value lead to the text with that value, already checked and escaped.
// To find a constant tag again, only its names and values are compared.
//
// Invariants:
// - A value is kept only if it is valid, caused no report, was written twice in a row, is short and is not a password.
// - A text depends on the text before it: after another text, the same value leads to another text.
// - The number of steps, and of texts that follow a text, is limited. New texts replace old ones.

/** Maximum length of a string that is kept. */
const MAX_CHARACTERS = 64;

/** Strings that may be kept: printable ASCII, which never has to be reported again. */
const KEPT = /^[ -~]*$/;

/** Maximum number of steps of one element. Further orders are not kept. */
const MAX_STEPS = 200;

/** Maximum number of texts that follow one text. */
const MAX_FOLLOWING = 8;

/** The constant part of a tag that precedes a varying value, or the end of the tag. */
export class TagText<A extends PathAttribute> {
  readonly text: string;
  /** The attribute and the constant value at the end of the text; `undefined` at the start and after a varying value. */
  readonly step: AttributeStep<A> | undefined;
  readonly value: unknown;
  /** The text with the end of the tag, for an element with content and without. */
  readonly end: string;
  readonly emptyEnd: string;
  /** True if the rules that read attributes found nothing in a tag that consists of this text. */
  isClean = false;
  /** The text that followed most recently. */
  next: TagText<A> | undefined = undefined;
  private readonly following: TagText<A>[] = [];
  private replaced = 0;
  /** The text, followed by the name of an attribute up to its value. */
  private lead = '';
  private leadStep: AttributeStep<A> | undefined = undefined;

  constructor(text: string, step?: AttributeStep<A>, value?: unknown) {
    this.text = flat(text);
    this.step = step;
    this.value = value;
    this.end = flat(`${text}>`);
    this.emptyEnd = flat(`${text}/>`);
  }

  /** Returns the text that ends in a constant value, if it is known. */
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

  /** Keeps a constant value, written as `written` after this text, if it was written twice in a row. */
  keep(step: AttributeStep<A>, { lead, isSecret }: PathAttribute, value: unknown, written: string): void {
    if (isSecret || (typeof value === 'string' && value.length > MAX_CHARACTERS)) return;
    if (step.last !== value) {
      step.last = value;
      return;
    }
    if (typeof value === 'string' && !KEPT.test(value)) return;
    const text = new TagText<A>(`${this.text}${lead}${written}"`, step, value);
    if (this.following.length < MAX_FOLLOWING) this.following.push(text);
    else this.following[this.replaced++ % MAX_FOLLOWING] = text;
  }

  /** Returns the text, followed by the name of an attribute up to its value. */
  leadTo(step: AttributeStep<A>, { lead }: PathAttribute): string {
    if (this.leadStep === step) return this.lead;
    this.leadStep = step;
    this.lead = flat(this.text + lead);
    return this.lead;
  }
}

/** Returns the string, flattened. Otherwise each document would copy a concatenated string in pieces. */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

/** One attribute in one order of attributes; the first step is the start of the tag. */
export class AttributeStep<A extends PathAttribute> {
  readonly name: string;
  /** The attribute; `undefined` at the start and for unknown names. */
  readonly attribute: A | undefined;
  readonly bit: number;
  /** The most recent next step, and all next steps by name. */
  next: AttributeStep<A> | undefined = undefined;
  private readonly others = new Map<string, AttributeStep<A>>();
  /** The text after a varying value. */
  readonly afterVarying = new TagText<A>('"');
  /** The most recent value that was not kept. */
  last: unknown = undefined;

  constructor(name: string, attribute: A | undefined) {
    this.name = name;
    this.attribute = attribute;
    this.bit = attribute?.bit ?? 0;
  }

  /** Returns the next step of that name, if there is one, and makes it the most recent one. */
  other(name: string): AttributeStep<A> | undefined {
    const known = this.others.get(name);
    if (known !== undefined) this.next = known;
    return known;
  }

  /** Adds a next step. */
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

  /** Returns the step for the attribute of that name after `from`, if it is not the most recent one. */
  stepTo(from: AttributeStep<A>, name: string): AttributeStep<A> {
    const known = from.other(name);
    if (known !== undefined) return known;
    const step = new AttributeStep<A>(name, this.attributes.get(name));
    // Unknown names may come from data, so that their number is unlimited.
    if (step.attribute === undefined || this.steps >= MAX_STEPS) return step;
    this.steps++;
    from.add(step);
    return step;
  }
}
