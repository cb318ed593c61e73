import { isElementNode, isReadNode, type ReadNode } from '../../jsx/element.js';
import { valueOfText } from '../../values/check-value.js';
import { VERB_BRAND, type Verb } from '../../verbs/define/define-verb.js';
import type { VerbDefinition } from '../../verbs/define/verb-definition.js';
import type { FieldValues } from '../settings/address.js';

/** A verb of a valid document, ready to execute. */
export interface ParsedVerb {
  readonly name: string;
  readonly definition: VerbDefinition;
  /** The attributes that are set or have a default, parsed by the type of their rule. */
  readonly attributes: FieldValues;
  /** The text content without SSML markup, trimmed. */
  readonly text: string;
  /** The nested verbs. */
  readonly children: readonly ParsedVerb[];
  readonly node: ReadNode;
}

/** A valid document that was fetched. */
export interface FetchedDocument {
  /** The URL that served it, against which relative URLs in it are resolved; empty if it came with an update of the call. */
  readonly url: string;
  readonly verbs: readonly ParsedVerb[];
}

/** Parses the element of a verb. Returns `undefined` for any other node. */
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

/** Returns the text of an element and its descendants as spoken: the `alias` of a `sub` replaces its text. */
function textOf(node: ReadNode): string {
  return node.children.map((child) => (isElement(child) ? spoken(child) : plainText(child))).join('');
}

function spoken(element: ReadNode): string {
  const alias = element.type === 'sub' ? element.attributes.find(({ name }) => name === 'alias') : undefined;
  return alias?.text ?? textOf(element);
}

/** True if a child is an element rather than text. */
export const isElement = (child: unknown): child is ReadNode => isElementNode(child) && isReadNode(child);

/** Returns the text of a child that is not an element. */
export function plainText(child: unknown): string {
  if (!isElementNode(child)) return typeof child === 'string' ? child : '';
  // The parser wraps text in a fragment to keep its position.
  return typeof child.props.children === 'string' ? child.props.children : '';
}

/** Returns a numeric attribute, or 0 if it is not a number. */
export function numberOf(attributes: FieldValues, name: string): number {
  const value = attributes[name];
  return typeof value === 'number' ? value : 0;
}

/** Returns a string attribute; `undefined` if it is not a string. */
export function stringOf(attributes: FieldValues, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}
