import type { ElementProps } from '../../jsx-runtime/element.js';
import { quoted } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';
import { escapeAttribute } from '../xml/characters.js';
import { isXmlName } from '../xml/names.js';
import { attributeFault, decimalText, isWritable } from './attribute-value.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';

/** The attributes of an element, checked. */
export interface WrittenAttributes {
  /** As they stand in the tag, each with a space before it. */
  readonly text: string;
  /** The attributes without a fault, for the rules that look at more than one of them. */
  readonly sound: ElementProps;
  /** The names of the others, if there are any. */
  readonly faulty: ReadonlySet<string> | undefined;
}

/** Checks the attributes of a verb and writes them in the order given. */
export function writeAttributes(report: Report, verb: CompiledVerb, props: ElementProps): WrittenAttributes {
  let text = '';
  let faults: AttributeFaults | undefined;
  let required = 0;
  for (const name of Object.keys(props)) {
    if (name === 'children' || name === 'key') continue;
    const value = props[name];
    if (value === undefined || value === null) continue;
    const attribute = verb.attributes.get(name);
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
    if (attribute.rule.required === true) required++;
    if (isWritable(value)) text += `${attribute.prefix}${escapeAttribute(attributeText(value), report)}"`;
  }
  if (required < verb.required.length) reportMissing(report, verb, props, faults?.names);
  return { text, sound: faults?.sound ?? props, faulty: faults?.names };
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

/** A value as the text of an attribute. */
export function attributeText(value: string | number | boolean): string {
  return typeof value === 'number' ? decimalText(value) : String(value);
}

/** Reports an attribute that the verb does not have, and gives the one that was probably meant. */
function reportUnknown(report: Report, verb: CompiledVerb, name: string, value: unknown): string | undefined {
  const names = [...verb.attributes.keys()];
  const meant = nearest(name, names);
  report.add({
    code: verb.definition.names?.unknownAttribute ?? 'attribute.unknown',
    message: `<${verb.name}> has no attribute ${isXmlName(name) ? name : quoted(name)}; allowed: ${names.length === 0 ? 'none' : names.join(', ')}.`,
    hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    // A name that is no name would be markup, and a value that cannot be written would be lost.
    locked: !isXmlName(name) || !isWritable(value),
  });
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
