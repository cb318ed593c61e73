import type { ElementProps, ReadNode } from '../../jsx-runtime/element.js';
import { suggestAttribute } from '../hints/suggested-names.js';
import type { SourcePosition } from '../problems/problem.js';
import { quoted, shownName } from '../problems/shown-value.js';
import { escapeAttribute, escapeText } from '../xml/characters.js';
import { isXmlName } from '../xml/names.js';
import { attributeFault, decimalText, isWritable, valueOfText } from './attribute-value.js';
import type { CompiledVerb } from './compiled-verb.js';
import { markup, varying } from './document-text.js';
import type { Frame } from './frame.js';
import { pieceOf } from './piece.js';
import type { Report } from './report.js';
import { Subject } from './subject.js';
import { MOST_MISSES, type TagStep } from './tag-path.js';
import type { Walk } from './walk.js';

/**
 * Checks the attributes of a verb and writes its opening tag, but for the end, with the attributes in the order given;
 * gives those that have a fault, if there are any. `tag-path.ts` explains how tags of constants are found again.
 */
export function writeOpenTag(
  walk: Walk,
  verb: CompiledVerb,
  props: ElementProps,
  frame: Frame,
  parent: Frame,
): AttributeFaults | undefined {
  const { report } = walk;
  const { start } = verb.tags;
  let step = start;
  /** The step up to which the tag is a remembered one; `undefined` once a value is not. */
  let known: TagStep | undefined = start;
  let isFirst = true;
  let content: unknown;
  let bits = 0;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    const { next } = step;
    step = next !== undefined && next.name === name ? next : verb.tags.stepTo(step, name);
    const value = props[name];
    if (step.isJsx) {
      if (name === 'children') content = value;
      continue;
    }
    if (value === undefined || value === null) continue;
    const { attribute } = step;
    if (attribute !== undefined) bits |= attribute.bit;
    if (value === step.value && step.piece !== undefined) {
      if (step.misses !== 0) step.misses = 0;
      if (known !== undefined) {
        if (step.before !== known.after) step.join(known.after, isFirst);
        known = step;
      } else markup(walk, isFirst ? pieceOf(step.piece.text.slice(1)) : step.piece);
      isFirst = false;
      continue;
    }
    if (known !== undefined) {
      markup(walk, known.after);
      known = undefined;
    }
    if (attribute === undefined) {
      faults ??= new AttributeFaults(props);
      faults.misspelt(name, reportUnknown(report, verb, name, value));
      if (!isWritable(value)) walk.refuse(value);
      if (!isWritable(value) || !isXmlName(name)) continue;
      // A name needs no escaping, but its bytes count.
      varying(
        walk,
        `${isFirst ? '' : '"'} ${escapeText(name, report)}="${escapeAttribute(attributeText(value), report)}`,
      );
      isFirst = false;
      continue;
    }
    const isFree = typeof value === 'string' && value.length <= attribute.freeUpTo;
    const fault = isFree ? undefined : attributeFault(verb.name, attribute, value);
    if (fault !== undefined) {
      report.add(fault);
      // A warning is not held against the attribute: the rules over several attributes still count.
      if (fault.level !== 'warning') {
        faults ??= new AttributeFaults(props);
        faults.wrong(name);
      }
    }
    if (!isWritable(value)) {
      walk.refuse(value);
      continue;
    }
    const given = attributeText(value);
    const { bytesBeyondAscii } = report;
    const written = typeof value === 'string' ? escapeAttribute(given, report) : given;
    markup(walk, isFirst ? attribute.first : attribute.next);
    varying(walk, written);
    isFirst = false;
    // Only plain ASCII is remembered: the bytes of other texts are counted each time, and illegal ones reported.
    if (step.misses <= MOST_MISSES && fault === undefined) {
      if (written === given && report.bytesBeyondAscii === bytesBeyondAscii) step.remember(value, written);
    }
  }
  walk.content = content;
  frame.given = bits;
  const { requiredBits } = verb;
  if (requiredBits === undefined || (bits & requiredBits) !== requiredBits) {
    reportMissing(report, verb, props, faults?.names);
  }
  if (known === undefined) {
    endTag(walk, isFirst);
    if ((verb.askedAbout & bits) !== 0 || verb.askedAbout === -1)
      checkAttributesRules(walk, verb, new Subject(walk, props, faults, frame, parent), bits);
    return faults;
  }
  if (known.ended === undefined) known.end();
  walk.tagEnd = known.ended ?? known.empty;
  walk.emptyTag = known.empty;
  // A tag that comes back in the same words keeps the rules over attributes as it did before.
  if (known.clean === known.after) return undefined;
  if (checkAttributesRules(walk, verb, new Subject(walk, props, faults, frame, parent), bits))
    known.clean = known.after;
  return faults;
}

const NAME_END = pieceOf('>');
const EMPTY_NAME_END = pieceOf('/>');
const VALUE_END = pieceOf('">');
const EMPTY_VALUE_END = pieceOf('"/>');

/** Says how the tag ends. */
function endTag(walk: Walk, isFirst: boolean): void {
  walk.tagEnd = isFirst ? NAME_END : VALUE_END;
  walk.emptyTag = isFirst ? EMPTY_NAME_END : EMPTY_VALUE_END;
}

/** Asks the rules over attributes; tells whether all of them were kept, whatever their severity. */
function checkAttributesRules(walk: Walk, verb: CompiledVerb, subject: Subject, given: number): boolean {
  let isClean = true;
  for (const { rule, bits } of verb.attributesRules) {
    if (bits !== 0 && (bits & given) === 0) continue;
    if (!subject.keeps(rule, walk.report)) isClean = false;
  }
  return isClean;
}

/** The same for an element that was read from text: its attributes become values first, and faults know their place. */
export function writeReadTag(
  walk: Walk,
  verb: CompiledVerb,
  { attributes, children }: ReadNode,
  frame: Frame,
  parent: Frame,
): AttributeFaults {
  walk.content = children;
  const { report } = walk;
  const present: Record<string, string | number | boolean> = Object.create(null);
  // All of them first: what a misspelt one was meant for may come after it.
  for (const { name, text } of attributes) {
    const rule = verb.attributes.get(name)?.rule;
    present[name] = rule === undefined ? text : valueOfText(rule, text);
  }
  const faults = new AttributeFaults(present);
  markup(walk, verb.open);
  let isFirst = true;
  let bits = 0;
  for (const { name, text: given, source } of attributes) {
    const attribute = verb.attributes.get(name);
    varying(walk, `${isFirst ? '' : '"'} ${attribute === undefined ? escapeText(name, report) : name}="`);
    isFirst = false;
    if (attribute === undefined) {
      faults.misspelt(name, reportUnknown(report, verb, name, given, source));
      varying(walk, escapeAttribute(given, report));
      continue;
    }
    const value = present[name] ?? given;
    const fault = attributeFault(verb.name, attribute, value);
    if (fault !== undefined) {
      if (fault.level !== 'warning') faults.wrong(name);
      // How to write it in JSX is of no use here.
      report.add(fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault, source);
    }
    bits |= attribute.bit;
    varying(walk, escapeAttribute(attributeText(value), report));
  }
  frame.given = bits;
  reportMissing(report, verb, present, faults.names);
  endTag(walk, isFirst);
  checkAttributesRules(walk, verb, new Subject(walk, present, faults, frame, parent), bits);
  return faults;
}

/** A value as the text of an attribute. */
export function attributeText(value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? decimalText(value) : String(value);
}

/** Keeps the attributes that have a fault apart from those that have none. */
export class AttributeFaults {
  readonly names = new Set<string>();
  /** All attributes. */
  readonly given: ElementProps;
  /** Those without a fault. */
  readonly sound: Record<string, unknown>;

  constructor(props: ElementProps) {
    this.given = props;
    this.sound = Object.assign(Object.create(null), props);
  }

  wrong(name: string): void {
    this.names.add(name);
    delete this.sound[name];
  }

  /** A misspelt attribute is one fault: what it was probably meant for is not said to be missing as well. */
  misspelt(name: string, meant: string | undefined): void {
    this.wrong(name);
    if (meant !== undefined && (this.sound[meant] ?? null) === null) this.wrong(meant);
  }
}

/**
 * Reports an attribute that the verb does not have, and returns the one that was probably meant. Nothing is suggested
 * once the problem is no longer kept.
 */
function reportUnknown(
  report: Report,
  verb: CompiledVerb,
  name: string,
  value: unknown,
  at?: SourcePosition,
): string | undefined {
  const code = verb.definition.names?.unknownAttribute ?? 'attribute.unknown';
  // A name that is no name would be markup, and a value that cannot be written would be lost.
  const locked = !isXmlName(name) || !isWritable(value);
  if (report.isFullFor({ code, locked })) {
    report.add({ code, locked, message: '' }, at);
    return undefined;
  }
  const names = [...verb.attributes.keys()];
  const suggestion = suggestAttribute(verb.name, name, names);
  const message = `<${verb.name}> has no attribute ${isXmlName(name) ? shownName(name) : quoted(name)}; allowed: ${names.length === 0 ? 'none' : names.join(', ')}.`;
  report.add({ code, message, hint: suggestion?.hint, locked }, at);
  return suggestion?.name;
}

function reportMissing(
  report: Report,
  verb: CompiledVerb,
  props: ElementProps,
  faulty: ReadonlySet<string> | undefined,
): void {
  for (const { name, rule } of verb.required) {
    if ((Object.hasOwn(props, name) && (props[name] ?? null) !== null) || faulty?.has(name) === true) continue;
    report.add({
      code: rule.rule ?? 'attribute.required',
      message: `<${verb.name}> lacks its attribute ${name}, which is required.`,
    });
  }
}
