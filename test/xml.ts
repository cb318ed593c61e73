// Reads XML with a strict parser that is independent of the library.
import { parseXml, type XmlElement, type XmlText } from '@rgrove/parse-xml';

/** An element as plain data: name, attributes, children. */
export type Tree = [name: string, attributes: Record<string, string>, ...children: (Tree | string)[]];

/** Parses a document to plain data. Throws if it is not well-formed. */
export function read(xml: string): Tree {
  const { root } = parseXml(xml);
  if (root === null) throw new Error('no root');
  return toTree(root);
}

/** Returns the children of the root. */
export function verbsOf(xml: string): (Tree | string)[] {
  const [, , ...children] = read(xml);
  return children;
}

function toTree(element: XmlElement): Tree {
  const children: (Tree | string)[] = [];
  for (const child of element.children) {
    if (child.type === 'element') children.push(toTree(child as XmlElement));
    else if (child.type === 'text') children.push((child as XmlText).text);
  }
  return [element.name, { ...element.attributes }, ...children];
}
