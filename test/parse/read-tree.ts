// Converts a parsed tree to plain data, to compare it with the result of another parser.
import type { BxmlElement, SourcePosition } from 'bxml-jsx';
import { type ElementNode, isReadNode, type ReadNode } from '../../src/jsx/element.js';
import { VERB_BRAND, type Verb } from '../../src/verbs/define/define-verb.js';
import { definitions } from '../rules/built-in-verbs.js';
import type { Tree } from '../xml.js';

/** The element as the reader created it. */
export const asRead = (node: BxmlElement): ReadNode => node as unknown as ReadNode;

/** Returns the name of the element in the document. */
const tagOf = ({ type }: ElementNode): string =>
  typeof type === 'string' ? type : (type as Verb<never>)[VERB_BRAND].name;

/** Returns the name, attributes and children of an element; text unchanged. */
export function treeOf(node: ReadNode): Tree {
  const children = node.children.map((child) => {
    if (typeof child === 'string') return child;
    const inner = child as ElementNode;
    return isReadNode(inner) ? treeOf(inner) : String(inner.props.children);
  });
  return [tagOf(node), Object.fromEntries(node.attributes.map(({ name, text }) => [name, text])), ...children];
}

/** Returns the tree without white space between verbs, which parse() drops. */
export function withoutLayout([name, attributes, ...children]: Tree): Tree {
  const content = definitions.has(name) ? (definitions.get(name)?.content ?? 'none') : 'speech';
  const isLayout = (child: Tree | string): boolean => typeof child === 'string' && /^[ \t\r\n]*$/.test(child);
  const kept = content === 'none' || content === 'verbs' ? children.filter((child) => !isLayout(child)) : children;
  return [name, attributes, ...kept.map((child) => (typeof child === 'string' ? child : withoutLayout(child)))];
}

/** Returns all source positions of the tree, with the names or text found there. */
export function placesIn(node: ReadNode): (readonly [source: SourcePosition | undefined, begins: string])[] {
  const here = [[node.source, `<${tagOf(node)}`] as const];
  const attributes = node.attributes.map(({ name, source }) => [source, name] as const);
  const inside = node.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    const inner = child as ElementNode;
    return isReadNode(inner)
      ? placesIn(inner)
      : [[inner.source, String(inner.props.children).trim().charAt(0)] as const];
  });
  return [...here, ...attributes, ...inside];
}
