// The attributes of the plain renderer: each is checked and written without a cache.

import { type AttributeSuggestion, suggestAttribute } from '../../src/hints/suggested-names.js';
import { type ElementNode, isReadNode } from '../../src/jsx/element.js';
import { quoted, shownName } from '../../src/problems/inspect.js';
import type { Fault } from '../../src/problems/problem.js';
import type { CompiledVerb } from '../../src/render/compiled-verb.js';
import { reportMissingSsml, ssmlAttributeFault } from '../../src/ssml/check-ssml.js';
import type { SsmlDefinition } from '../../src/ssml/ssml-elements.js';
import { attributeFault, decimalText, isWritable, valueOfText } from '../../src/values/check-value.js';
import { isXmlName } from '../../src/xml/characters.js';
import type { Place, PlainProblems } from './plain-problems.js';
import { escapedValue } from './plain-text.js';

/** The attributes of a verb. */
export interface PlainAttributes {
  readonly written: string;
  /** All attributes of the element. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Invalid attributes, and attributes that a misspelled one probably means. */
  readonly faulty: ReadonlySet<string>;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Checks and writes the attributes of a verb. */
export function plainAttributes(
  problems: PlainProblems,
  verb: CompiledVerb,
  node: ElementNode,
  place: Place,
): PlainAttributes {
  const { attributes } = verb.definition;
  const given = givenTo(verb, node);
  const faulty = new Set<string>();
  let written = '';
  for (const name of Object.keys(given)) {
    if (!isReadNode(node) && (name === 'children' || name === 'key')) continue;
    const value = given[name];
    if (!isGiven(value)) continue;
    const source = sourceOf(node, name) ?? place.source;
    const rule = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (rule === undefined) {
      const meant = suggestAttribute(verb.name, name, Object.keys(attributes));
      problems.add(unknown(verb, name, value, meant), place, source);
      faulty.add(name);
      if (meant?.name !== undefined && !isGiven(given[meant.name])) faulty.add(meant.name);
    } else {
      const fault = attributeFault(verb.name, { name, rule }, value);
      if (fault !== undefined) {
        if (fault.level !== 'warning') faulty.add(name);
        const hint = isReadNode(node) && fault.code === 'attribute.type' ? undefined : fault.hint;
        problems.add({ ...fault, hint }, place, source);
      }
    }
    written += plainAttribute(problems, name, value, place);
  }
  for (const [name, rule] of Object.entries(attributes)) {
    if (rule.required !== true || (Object.hasOwn(given, name) && isGiven(given[name])) || faulty.has(name)) continue;
    const message = `<${verb.name}> is missing the required attribute ${name}.`;
    problems.add({ code: rule.rule ?? 'attribute.required', message }, place);
  }
  return { written, given, faulty };
}

function unknown(
  { name: verb, definition }: CompiledVerb,
  name: string,
  value: unknown,
  meant?: AttributeSuggestion,
): Fault {
  const allowed = Object.keys(definition.attributes).join(', ') || 'none';
  return {
    code: definition.names?.unknownAttribute ?? 'attribute.unknown',
    message: `<${verb}> has no attribute ${isXmlName(name) ? shownName(name) : quoted(name)}; allowed: ${allowed}.`,
    hint: meant?.hint,
    locked: !isXmlName(name) || !isWritable(value),
  };
}

/** Returns the attributes of an element; those of a parsed element are converted to values. */
function givenTo({ definition }: CompiledVerb, node: ElementNode): Readonly<Record<string, unknown>> {
  if (!isReadNode(node)) return node.props;
  return Object.fromEntries(
    node.attributes.map(({ name, text }) => {
      const rule = Object.hasOwn(definition.attributes, name) ? definition.attributes[name] : undefined;
      return [name, rule === undefined ? text : valueOfText(rule, text)];
    }),
  );
}

/** Returns an own prop of the element, not an inherited one. */
export const ownProp = ({ props }: ElementNode, name: string): unknown =>
  Object.hasOwn(props, name) ? props[name] : undefined;

const sourceOf = (node: ElementNode, name: string) =>
  isReadNode(node) ? node.attributes.find((attribute) => attribute.name === name)?.source : undefined;

/** Returns an attribute as it is written, or an empty string if it cannot be written. */
function plainAttribute(problems: PlainProblems, name: string, value: unknown, place: Place): string {
  if (!isWritable(value) || !isXmlName(name)) return '';
  const text = typeof value === 'number' ? decimalText(value) : String(value);
  return ` ${name}="${escapedValue(text, (whole, index) => problems.illegal(whole, index, place))}"`;
}

/** Checks and writes the attributes of an SSML element. */
export function plainSsmlAttributes(
  problems: PlainProblems,
  name: string,
  definition: SsmlDefinition | undefined,
  node: ElementNode,
  place: Place,
): string {
  const given = isReadNode(node)
    ? node.attributes.map((attribute): [string, unknown] => [attribute.name, attribute.text])
    : Object.entries(node.props).filter(([prop, value]) => prop !== 'children' && prop !== 'key' && isGiven(value));
  let written = '';
  for (const [attribute, value] of given) {
    const fault = ssmlAttributeFault(name, definition, attribute, value);
    if (fault !== undefined) problems.add(fault, place);
    written += plainAttribute(problems, attribute, value, place);
  }
  if (definition !== undefined) reportMissingSsml(problems.at(place), name, definition, new Map(given));
  return written;
}
