// Where an attribute of a rendered document was written: for messages about what came of it afterwards.
import { COMPONENT_KIND, type ElementNode, isElementNode, isReadNode } from '../jsx/element.js';
import type { SourcePosition } from '../problems/problem.js';
import { type BrandedComponent, nameOf } from './component.js';
import { contentOf, SettledElement } from './resolve.js';

/**
 * Returns the places of the elements with that name that have the attribute with that value, each once, in document
 * order; of an element without a place of its own, the place of the component around it. Elements that were read from a
 * string, and those that were not made by `jsxDEV`, have none.
 */
export type AttributeSearch = (element: string, attribute: string, value: string) => readonly SourcePosition[];

/**
 * Returns a search in a rendered document. Nothing is looked at before it is called.
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
      // A proxy among the props may throw when it is read a second time. What was found so far remains.
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
    // By index, as the walk reads it: an array may have an iterator of its own.
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
