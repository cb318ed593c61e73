import { isElementNode, isReadNode, type ReadNode } from '../../jsx/element.js';
import { valueOfText } from '../../values/check-value.js';
import { VERB_BRAND, type Verb } from '../../verbs/define/define-verb.js';
import type { VerbDefinition } from '../../verbs/define/verb-definition.js';
import type { FieldValues } from '../settings/address.js';

/** An element of a valid document, as it is executed. */
export interface ParsedVerb {
  readonly name: string;
  readonly definition: VerbDefinition;
  /** Every attribute that was given, or that has a default, by the type of its rule. */
  readonly attributes: FieldValues;
  /** The text in it, SSML left out, white space around it dropped. */
  readonly text: string;
  /** The verbs in it. */
  readonly children: readonly ParsedVerb[];
  readonly node: ReadNode;
}

/** Reads an element of a verb; `undefined` for anything else. */
export function parseVerb(node: unknown): ParsedVerb | undefined {
  if (!isElementNode(node) || !isReadNode(node) || !isVerb(node.type)) return undefined;
  const definition = node.type[VERB_BRAND];
  return {
    name: definition.name,
    definition,
    attributes: attributesOf(node, definition),
    text: textOf(node).trim(),
    children: node.children.map(parseVerb).filter((child) => child !== undefined),
    node,
  };
}

const isVerb = (type: unknown): type is Verb<never> => typeof type === 'function' && VERB_BRAND in type;

function attributesOf(node: ReadNode, { attributes: rules }: VerbDefinition): FieldValues {
  const values: Record<string, unknown> = {};
  for (const name in rules) {
    const fallback = rules[name]?.default;
    if (fallback !== undefined) values[name] = fallback;
  }
  for (const { name, text } of node.attributes) {
    const rule = rules[name];
    if (rule !== undefined) values[name] = valueOfText(rule, text);
  }
  return values;
}

/** The text in an element and in those inside it, as it is spoken: `sub` gives words to speak in the place of its own. */
export function textOf(node: ReadNode): string {
  return node.children.map((child) => (isElement(child) ? spoken(child) : plainText(child))).join('');
}

function spoken(element: ReadNode): string {
  const alias = element.type === 'sub' ? element.attributes.find(({ name }) => name === 'alias') : undefined;
  return alias?.text ?? textOf(element);
}

/** Whether a child is an element, rather than text. */
export const isElement = (child: unknown): child is ReadNode => isElementNode(child) && isReadNode(child);

/** Returns the text of a child that is not an element. */
export function plainText(child: unknown): string {
  if (!isElementNode(child)) return typeof child === 'string' ? child : '';
  // Text of which the parser keeps the place stands in a fragment.
  return typeof child.props.children === 'string' ? child.props.children : '';
}

/** A number among the attributes, seconds mostly. */
export function numberOf(attributes: FieldValues, name: string): number {
  const value = attributes[name];
  return typeof value === 'number' ? value : 0;
}

/** A text among the attributes. */
export function stringOf(attributes: FieldValues, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}
