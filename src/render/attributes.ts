import type { ElementProps, ReadNode, SourcePosition } from '../../jsx-runtime/element.js';
import { quoted } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';
import { escapeAttribute } from '../xml/characters.js';
import { isXmlName } from '../xml/names.js';
import { attributeFault, decimalText, isWritable, valueOfText } from './attribute-value.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';
import type { TagStep } from './tag-path.js';

/** The opening tag of an element without its `>`, written and checked. */
export interface OpenTag {
  readonly text: string;
  /** The attributes without a fault, for the rules that look at more than one of them. */
  readonly sound: ElementProps;
  /** The names of the others, if there are any. */
  readonly faulty: ReadonlySet<string> | undefined;
  /** The attributes given, as a set. */
  readonly bits: number;
  /** Where the tag was found again as a whole: the step to remember what is found out about it. */
  readonly end: TagStep | undefined;
}

/** Checks the attributes of a verb and writes them in the order given. */
export function writeOpenTag(report: Report, verb: CompiledVerb, props: ElementProps): OpenTag {
  let step = verb.tags.start;
  let text = verb.open;
  let bits = 0;
  let known = true;
  let faults: AttributeFaults | undefined;
  for (const name in props) {
    const { next } = step;
    step = next !== undefined && next.name === name ? next : verb.tags.stepTo(step, name);
    if (step.isJsx) continue;
    const value = props[name];
    if (value === undefined || value === null) continue;
    const { attribute } = step;
    if (attribute !== undefined) bits |= attribute.bit;
    if (value === step.value && step.piece !== undefined) {
      text = known ? step.join(text) : text + step.piece;
      continue;
    }
    known = false;
    if (attribute === undefined) {
      faults ??= new AttributeFaults(props);
      faults.misspelt(name, reportUnknown(report, verb, name, value));
      if (isWritable(value) && isXmlName(name)) text += ` ${name}="${escapeAttribute(attributeText(value), report)}"`;
      continue;
    }
    const fault = attributeFault(verb.name, attribute, value);
    if (fault !== undefined) {
      report.add(fault);
      faults ??= new AttributeFaults(props);
      faults.wrong(name);
    }
    if (!isWritable(value)) continue;
    const given = attributeText(value);
    const { bytesBeyondAscii } = report;
    const written = escapeAttribute(given, report);
    // biome-ignore lint/style/useTemplate: a template turns each part into text first, which costs as much again.
    text = text + attribute.prefix + written + '"';
    // Only plain ASCII is remembered: the bytes of other texts are counted each time, and illegal ones reported.
    const isPlain = written === given && report.bytesBeyondAscii === bytesBeyondAscii;
    if (isPlain && fault === undefined) step.remember(value, written);
  }
  const { requiredBits } = verb;
  if (requiredBits === undefined || (bits & requiredBits) !== requiredBits) {
    reportMissing(report, verb, props, faults?.names);
  }
  return { text, sound: faults?.sound ?? props, faulty: faults?.names, bits, end: known ? step : undefined };
}

/** The same for an element that was read from text: its attributes become values first, and faults know their place. */
export function writeReadTag(report: Report, verb: CompiledVerb, { attributes }: ReadNode): OpenTag {
  const sound: Record<string, unknown> = Object.create(null);
  const faulty = new Set<string>();
  const present: Record<string, unknown> = Object.create(null);
  let text = verb.open;
  let bits = 0;
  for (const { name, text: given, source } of attributes) {
    const attribute = verb.attributes.get(name);
    text += ` ${name}="`;
    if (attribute === undefined) {
      const meant = reportUnknown(report, verb, name, given, source);
      for (const known of [name, meant]) if (known !== undefined) faulty.add(known);
      text += `${escapeAttribute(given, report)}"`;
      continue;
    }
    const value = valueOfText(attribute.rule, given);
    const fault = attributeFault(verb.name, attribute, value);
    if (fault === undefined) sound[name] = value;
    else {
      faulty.add(name);
      // How to write it in JSX is of no use here.
      report.add(fault.code === 'attribute.type' ? { ...fault, hint: undefined } : fault, source);
    }
    present[name] = value;
    bits |= attribute.bit;
    text += `${escapeAttribute(attributeText(value), report)}"`;
  }
  reportMissing(report, verb, present, faulty);
  return { text, sound, faulty: faulty.size === 0 ? undefined : faulty, bits, end: undefined };
}

/** A value as the text of an attribute. */
export function attributeText(value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? decimalText(value) : String(value);
}

/** Keeps the attributes that have a fault apart from those that have none. */
class AttributeFaults {
  readonly names = new Set<string>();
  readonly sound: Record<string, unknown>;

  constructor(props: ElementProps) {
    this.sound = { ...props };
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

/** Reports an attribute that the verb does not have, and gives the one that was probably meant. */
function reportUnknown(
  report: Report,
  verb: CompiledVerb,
  name: string,
  value: unknown,
  at?: SourcePosition,
): string | undefined {
  const names = [...verb.attributes.keys()];
  const meant = nearest(name, names);
  const fault = {
    code: verb.definition.names?.unknownAttribute ?? 'attribute.unknown',
    message: `<${verb.name}> has no attribute ${isXmlName(name) ? name : quoted(name)}; allowed: ${names.length === 0 ? 'none' : names.join(', ')}.`,
    hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    // A name that is no name would be markup, and a value that cannot be written would be lost.
    locked: !isXmlName(name) || !isWritable(value),
  };
  report.add(fault, at);
  return meant;
}

function reportMissing(
  report: Report,
  verb: CompiledVerb,
  props: ElementProps,
  faulty: ReadonlySet<string> | undefined,
): void {
  for (const { name, rule } of verb.required) {
    if ((props[name] ?? null) !== null || faulty?.has(name) === true) continue;
    report.add({
      code: rule.rule ?? 'attribute.required',
      message: `<${verb.name}> lacks its attribute ${name}, which is required.`,
    });
  }
}
