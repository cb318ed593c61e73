// What a test gives to a step about prompts, keys, words and time.
import { shown } from '../problems/shown-value.js';
import type { TestStep } from './call-error.js';
import type { LegPrompt } from './leg.js';
import { isSeconds } from './shape-check.js';

/** @throws CallError (`call.misuse`) */
export function assertSeconds(step: TestStep, seconds: number): void {
  if (!isSeconds(seconds)) throw step.error('call.misuse', `${shown(seconds)} is no number of seconds, 0 or more`);
}

/** @throws CallError (`call.misuse`) */
export function assertKeys(step: TestStep, keys: string): void {
  if (typeof keys === 'string' && /^[0-9*#a-d]+$/i.test(keys)) return;
  throw step.error('call.misuse', 'keys are 0-9, *, #, A-D');
}

/**
 * For words that a party says, and the pieces of them that are understood on the way.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertTexts(step: TestStep, words: string, pieces: readonly string[]): void {
  if (typeof words === 'string' && Array.isArray(pieces) && pieces.every((each) => typeof each === 'string')) return;
  throw step.error('call.misuse', 'say the words as text, and those of partial as a list of texts');
}

/**
 * For words that a party is to hear. An empty text is none: it is in every prompt.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertWords(step: TestStep, words: string | RegExp): void {
  if (words instanceof RegExp || (typeof words === 'string' && words !== '')) return;
  throw step.error('call.misuse', 'say the words of the prompt, or a regular expression');
}

/** Words as they stand in the message of a step. */
export const shownWords = (words: string | RegExp): string =>
  typeof words === 'string' ? JSON.stringify(words) : String(words);

/** Whether a prompt is the one that is meant: by its text, or by the address of its file. */
export function matches({ heard }: LegPrompt, words: string | RegExp): boolean {
  const text = heard.kind === 'speech' ? heard.text : heard.url;
  // `search` neither reads nor moves the `lastIndex` of an expression.
  return typeof words === 'string' ? text.includes(words) : text.search(words) >= 0;
}
