// Finds the source position of an attribute in a rendered document, for messages about its later effects.
import { COMPONENT_KIND, type ElementNode, isElementNode, isReadNode } from '../jsx/element.js';
import type { SourcePosition } from '../problems/problem.js';
import { type BrandedComponent, nameOf } from './component.js';
import { contentOf, SettledElement } from './resolve.js';

/**
 * Returns the source positions of the elements with that name and that attribute value, without duplicates, in document
 * order. An element without a position counts with the position of the component around it. Elements that were parsed
 * from a string, or not created by `jsxDEV`, have no position.
 */
export type AttributeSearch = (element: string, attribute: string, value: string) => readonly SourcePosition[];

/**
 * Returns a function that searches a rendered document. The tree is not read until it is called.
 *
 * @param tree the document after its components have run
 */
export function attributeSearch(tree: unknown): AttributeSearch {
  return (element, attribute, value) => {
    const places = new Map<string, SourcePosition>();
    try {
      for (const { node, source } of elementsIn(tree, undefined)) {
        if (source?.file === undefined || !isVerbNamed(node, element) || valueIn(node, attribute) !== value) continue;
        places.set(`${source.file}:${source.line}:${source.column}`, source);
      }
    } catch {
      // A proxy among the props may throw when it is read a second time. Return what was found so far.
    }
    return [...places.values()];
  };
}

interface LocatedElement {
  readonly node: ElementNode;
  readonly source: SourcePosition | undefined;
}

function* elementsIn(value: unknown, around: SourcePosition | undefined): Generator<LocatedElement> {
  if (Array.isArray(value)) {
    // By index, as the renderer reads it: an array may have a custom iterator.
    for (let index = 0; index < value.length; index++) yield* elementsIn(value[index], around);
    return;
  }
  const settled = value instanceof SettledElement ? value : undefined;
  const node = settled === undefined ? value : settled.node;
  if (!isElementNode(node)) return;
  const source = node.source ?? around;
  yield { node, source };
  yield* elementsIn(contentOf(node, settled), source);
}

function isVerbNamed(node: ElementNode, name: string): boolean {
  if (typeof node.type !== 'function') return false;
  const component = node.type as BrandedComponent;
  return component[COMPONENT_KIND]?.kind === 'verb' && nameOf(node) === name;
}

function valueIn(node: ElementNode, attribute: string): unknown {
  if (isReadNode(node)) return node.attributes.find(({ name }) => name === attribute)?.text;
  return Object.hasOwn(node.props, attribute) ? node.props[attribute] : undefined;
}
