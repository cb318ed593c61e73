// Recognizes what a call came to: whether it is something that an earlier call came to.
import { isNamedAt } from './actions.js';
import type { Arrival } from './arrival.js';
import type { GraphNode } from './graph.js';
import { choiceSignature, documentTexts, hashOf, type NoiseRules, withPlaceholders } from './placeholders.js';

/** Returns the signature of an arrival, which is the same for all that may be one state. */
export function signatureOf(arrival: Arrival, rules: NoiseRules): string {
  const { choice, verb, document, heard, problems, lastEvent } = arrival;
  const found = problems.map(({ code }) => code).sort();
  if (choice.kind === 'over') {
    const said = heard.map(({ text }) => withoutNumbers(text, lastEvent));
    const texts = document === undefined || heard.length === 0 ? '' : documentTexts(document, rules).skeleton;
    const words = rules.size === 0 ? said : [];
    return hashOf('over', choice.cause, ...(choice.byPerson ? ['person'] : []), ...words, texts, ...found);
  }
  const isCaller = choice.kind !== 'listens' || choice.leg === 'caller';
  return choiceSignature(choice.kind, isCaller, verb, document, rules);
}

const withoutNumbers = (text: string, event: Arrival['lastEvent']): string =>
  withPlaceholders(text, event).replace(/\d+/g, '{n}');

/** Returns a hash of the prompts before the document of a choice. An end is recognized by all that is heard. */
export function leadOf({ choice, lead, lastEvent }: Arrival, rules: NoiseRules): string {
  if (choice.kind === 'over' || lead.length === 0 || rules.size > 0) return '';
  return hashOf(...lead.map(({ text }) => withoutNumbers(text, lastEvent)));
}

/** What {@link textKeys} needs besides the arrival. */
interface Recognition {
  readonly signature: string;
  readonly round: number;
  /** The node before it on its path. */
  readonly before: GraphNode | undefined;
  readonly rules: NoiseRules;
}

/** Returns the keys of an arrival: it is the same as any that has one of them. */
export function textKeys(
  { choice, document, problems }: Arrival,
  { signature, round, before, rules }: Recognition,
): string[] {
  const found = [...problems.map(({ code }) => code), ...(round === 0 ? [] : [round])].join(' ');
  if (choice.kind === 'over' || document === undefined) return [`${signature} ${found}`];
  const { exact, answered } = documentTexts(document, rules);
  // What the prompts offer may mean something later, and is kept. Other keys and words are all the same.
  const isOffered = before?.arrival !== undefined && isNamedAt(before.arrival, document.event);
  return [exact, ...(isOffered ? [] : [answered])].map((text) => `${signature} ${found} ${text}`);
}
