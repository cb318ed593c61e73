import type { ReadNode } from '../../jsx-runtime/element.js';
import { isElement, plainText } from './verb-reading.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** The content of a piece of speech as it was marked up. */
export function markupOf(speech: ReadNode): string {
  return speech.children.map((child) => (isElement(child) ? elementOf(child) : escaped(plainText(child)))).join('');
}

function elementOf(element: ReadNode): string {
  const name = String(element.type);
  const start = element.attributes.reduce((tag, { name, text }) => `${tag} ${name}="${escaped(text)}"`, `<${name}`);
  return element.children.length === 0 ? `${start}/>` : `${start}>${markupOf(element)}</${name}>`;
}
