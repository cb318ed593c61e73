import { parseXml, XmlElement, type XmlNode } from '@rgrove/parse-xml';

/** A rectangle in the coordinates of the picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A text with the group that it is in. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: 400 | 600;
  readonly anchor: string;
  /** The box or the label that the text is in, if any. */
  readonly box: Rectangle | undefined;
}

/** What a test needs to know of a picture. */
export interface ReadSvg {
  readonly width: number;
  readonly height: number;
  /** The boxes of states, ends and jumps, with their tooltips. */
  readonly boxes: readonly (Rectangle & { readonly title: string })[];
  readonly texts: readonly PlacedText[];
  readonly classes: ReadonlySet<string>;
}

/** Parses a picture with a parser that accepts only well-formed XML. */
export function readSvg(svg: string): ReadSvg {
  const { root } = parseXml(svg);
  if (root === null) throw new Error('no element');
  const boxes: (Rectangle & { title: string })[] = [];
  const texts: PlacedText[] = [];
  const classes = new Set<string>();
  const visit = (element: XmlElement, offset: { x: number; y: number }, box: Rectangle | undefined): void => {
    for (const name of (element.attributes.class ?? '').split(' ')) classes.add(name);
    if (element.name === 'text') texts.push(textOf(element, offset, box));
    const translated = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/.exec(element.attributes.transform ?? '');
    const isGroup = element.name === 'g' || element.name === 'a';
    const inner =
      isGroup && translated ? { x: offset.x + Number(translated[1]), y: offset.y + Number(translated[2]) } : offset;
    let own = box;
    if (isGroup) {
      const rect = elementsOf(element).find(({ name }) => name === 'rect');
      if (rect !== undefined) {
        own = { x: inner.x, y: inner.y, width: Number(rect.attributes.width), height: Number(rect.attributes.height) };
        const title = elementsOf(element).find(({ name }) => name === 'title');
        if (title !== undefined) boxes.push({ ...own, title: title.text });
      }
    }
    for (const child of elementsOf(element)) visit(child, inner, own);
  };
  visit(root, { x: 0, y: 0 }, undefined);
  return { width: Number(root.attributes.width), height: Number(root.attributes.height), boxes, texts, classes };
}

function textOf(element: XmlElement, offset: { x: number; y: number }, box: Rectangle | undefined): PlacedText {
  const { attributes } = element;
  return {
    text: element.text,
    x: offset.x + Number(attributes.x),
    y: offset.y + Number(attributes.y),
    size: Number(attributes['font-size']),
    weight: attributes['font-weight'] === '600' ? 600 : 400,
    anchor: attributes['text-anchor'] ?? 'start',
    box,
  };
}

function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child: XmlNode): child is XmlElement => child instanceof XmlElement);
}

/** True if two rectangles have a point in common. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
