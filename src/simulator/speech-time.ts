import { isElementNode, isReadNode, type ReadNode } from '../../jsx-runtime/element.js';

/** What `<break strength>` pauses, in seconds; none of it is documented by Bandwidth. */
export const breakSeconds: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 0.25,
  medium: 0.5,
  strong: 0.75,
  'x-strong': 1,
};

/** The seconds of all breaks in a piece of speech. */
export function breaksIn(speech: ReadNode): number {
  let total = 0;
  for (const child of speech.children) {
    if (!isElementNode(child) || !isReadNode(child)) continue;
    total += child.type === 'break' ? lengthOfBreak(child) : breaksIn(child);
  }
  return total;
}

function lengthOfBreak({ attributes }: ReadNode): number {
  const valueFor = (wanted: string): string | undefined => attributes.find(({ name }) => name === wanted)?.text;
  const time = /^\+?([\d.]+)(ms|s)$/.exec(valueFor('time') ?? '');
  if (time !== null) return Number(time[1]) / (time[2] === 'ms' ? 1000 : 1);
  return breakSeconds[valueFor('strength') ?? 'medium'] ?? 0;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** The content of a piece of speech as it was marked up. */
export function markupOf(speech: ReadNode): string {
  return speech.children
    .map((child) => {
      if (!isElementNode(child) || !isReadNode(child)) return typeof child === 'string' ? escaped(child) : '';
      const attributes = child.attributes.map(({ name, text }) => ` ${name}="${escaped(text)}"`).join('');
      const start = `<${String(child.type)}${attributes}`;
      return child.children.length === 0 ? `${start}/>` : `${start}>${markupOf(child)}</${String(child.type)}>`;
    })
    .join('');
}
