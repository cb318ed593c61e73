// How the plain renderer writes text, attributes and SSML.
import type { ElementNode } from '../../jsx-runtime/element.js';
import { decimalText } from '../../src/render/attribute-value.js';
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { type Inside, insideSsml } from './plain-inside.js';
import type { PlainWalk } from './plain-renderer.js';

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const ILLEGAL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escaped(text: string, characters: RegExp, walk: PlainWalk): string {
  for (const _ of text.matchAll(ILLEGAL)) walk.report({ code: 'text.illegal', locked: true });
  return text.replace(ILLEGAL, '').replace(characters, (character) => REFERENCES[character] ?? character);
}

export const writePlainText = (text: string, walk: PlainWalk): string => escaped(text, /[&<>\r]/g, walk);

export function writePlainAttribute(name: string, value: unknown, walk: PlainWalk): string {
  if (typeof value === 'number' && Number.isFinite(value)) return ` ${name}="${decimalText(value)}"`;
  if (typeof value === 'boolean') return ` ${name}="${value}"`;
  return typeof value === 'string' ? ` ${name}="${escaped(value, /[&<>"\t\n\r]/g, walk)}"` : '';
}

/** Writes an element of SSML that is in its place and whose attributes are those that it may have. */
export function writePlainSsml(walk: PlainWalk, name: string, props: ElementNode['props'], around: Inside): string {
  const definition = ssmlVocabulary.get(name);
  if (definition === undefined || around.content !== 'speech') throw new Error('not for this renderer');
  const given = Object.entries(props).filter(([key, value]) => key !== 'children' && key !== 'key' && value != null);
  const attributes = given.map(([key, value]) => writePlainAttribute(key, value, walk)).join('');
  const { requiredIf } = definition;
  const lacks =
    requiredIf !== undefined && props[requiredIf.when] === requiredIf.is && props[requiredIf.attribute] == null;
  if (lacks) walk.report({ code: 'ssml.required' });
  const inside = insideSsml(definition.content === 'none' ? 'none' : 'speech');
  const inner = walk.child(props.children, inside);
  around.spoken ||= inside.spoken;
  around.faulty ||= inside.faulty;
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}
