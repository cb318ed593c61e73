import type { ReadNode } from '../../jsx/element.js';
import { isElement } from '../documents/parsed-verb.js';
import { behaviors } from '../settings/behaviors.js';

const strengths: Readonly<Record<string, number>> = behaviors['speech.breaks'].value;

/** The seconds of all breaks in a piece of speech. */
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
