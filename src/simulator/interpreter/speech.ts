import type { ReadNode } from '../../jsx/element.js';
import { type CharacterReport, escapeAttribute, escapeText } from '../../xml/characters.js';
import { behaviors } from '../behaviors/index.js';
import { isElement, plainText } from '../documents/parsed-verb.js';

/** Ignores reports: the parser has rejected illegal characters, and the size does not matter here. */
const ignoredReport: CharacterReport = { illegalCharacter: () => undefined, extraBytes: 0 };

/** Returns the content of a `SpeakSentence` with its SSML markup. */
export function markupOf(speech: ReadNode): string {
  return speech.children
    .map((child) => (isElement(child) ? elementOf(child) : escapeText(plainText(child), ignoredReport)))
    .join('');
}

function elementOf(element: ReadNode): string {
  const name = String(element.type);
  const start = element.attributes.reduce(
    (tag, { name, text }) => `${tag} ${name}="${escapeAttribute(text, ignoredReport)}"`,
    `<${name}`,
  );
  return element.children.length === 0 ? `${start}/>` : `${start}>${markupOf(element)}</${name}>`;
}

const strengths: Readonly<Record<string, number>> = behaviors['speech.breaks'].value;

/** Returns the total length of all breaks in the speech, in seconds. */
export function breaksIn(speech: ReadNode): number {
  let total = 0;
  for (const child of speech.children) {
    if (!isElement(child)) continue;
    total += child.type === 'break' ? lengthOfBreak(child) : breaksIn(child);
  }
  return total;
}

function lengthOfBreak({ attributes }: ReadNode): number {
  const valueFor = (wanted: string): string | undefined => attributes.find(({ name }) => name === wanted)?.text;
  const time = /^\+?([\d.]+)(ms|s)$/.exec(valueFor('time') ?? '');
  if (time !== null) return Number(time[1]) / (time[2] === 'ms' ? 1000 : 1);
  return strengths[valueFor('strength') ?? 'medium'] ?? 0;
}
