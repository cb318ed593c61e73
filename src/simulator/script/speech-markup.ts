import type { ReadNode } from '../../jsx/element.js';
import { type CharacterReport, escapeAttribute, escapeText } from '../../xml/characters.js';
import { isElement, plainText } from '../documents/parsed-verb.js';

/** Nobody needs to hear of bytes, and the parser has let no illegal character through. */
const unheard: CharacterReport = { illegalCharacter: () => undefined, extraBytes: 0 };

/** The content of a piece of speech as it was marked up. */
export function markupOf(speech: ReadNode): string {
  return speech.children
    .map((child) => (isElement(child) ? elementOf(child) : escapeText(plainText(child), unheard)))
    .join('');
}

function elementOf(element: ReadNode): string {
  const name = String(element.type);
  const start = element.attributes.reduce(
    (tag, { name, text }) => `${tag} ${name}="${escapeAttribute(text, unheard)}"`,
    `<${name}`,
  );
  return element.children.length === 0 ? `${start}/>` : `${start}>${markupOf(element)}</${name}>`;
}
