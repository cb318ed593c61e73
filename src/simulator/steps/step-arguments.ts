// What a test gives to a step about prompts, keys, words and time.
import { shown } from '../../problems/shown-value.js';
import { isSeconds } from '../../problems/value-checks.js';
import type { TestStep } from './call-error.js';

/** @throws CallError (`call.misuse`) */
export function assertSeconds(step: TestStep, seconds: number): void {
  if (!isSeconds(seconds)) throw step.error('call.misuse', `${shown(seconds)} is no number of seconds, 0 or more`);
}

/**
 * For what is given after the arguments of a step, such as options of a step that has none.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertNoMore(step: TestStep, more: readonly unknown[]): void {
  const [extra] = more;
  if (extra === undefined) return;
  throw step.error('call.misuse', `${shown(extra)} is one argument too many: this step takes no options; leave it out`);
}

/** @throws CallError (`call.misuse`) */
export function assertKeys(step: TestStep, keys: string): void {
  if (typeof keys === 'string' && /^[0-9*#a-d]+$/i.test(keys)) return;
  if (typeof keys === 'string') throw step.error('call.misuse', 'keys are 0-9, *, #, A-D, one or more');
  const meant = /^\d+$/.test(String(keys)) ? `: press('${String(keys)}')` : ", such as '1'";
  throw step.error('call.misuse', `keys are 0-9, *, #, A-D; pass a string${meant}`);
}

/**
 * For words that a party says, and the pieces of them that are understood on the way.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertTexts(step: TestStep, words: string, pieces: readonly string[]): void {
  if (typeof words === 'string' && Array.isArray(pieces) && pieces.every((each) => typeof each === 'string')) return;
  throw step.error('call.misuse', 'pass the words as a string, and those of partial as an array of strings');
}

/**
 * For words that a party is to hear. An empty text is none: it is in every prompt.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertWords(step: TestStep, words: string | RegExp): void {
  if (words instanceof RegExp || (typeof words === 'string' && words !== '')) return;
  throw step.error(
    'call.misuse',
    'say the words of the prompt: pass a string that is not empty, or a regular expression',
  );
}

/** @throws CallError (`call.misuse`) */
export function assertCause(step: TestStep, cause: string | undefined): void {
  if (cause === undefined || (typeof cause === 'string' && cause !== '')) return;
  throw step.error('call.misuse', `the cause is ${shown(cause)}; pass a string, such as 'hangup', or nothing`);
}

/** @throws CallError (`call.misuse`) */
export function assertDestination(step: TestStep, to: string): void {
  if (typeof to === 'string' && to !== '') return;
  throw step.error('call.misuse', `the destination is ${shown(to)}; pass the number or the SIP URI, a string`);
}

/** Returns keys, a cause or a destination as the message of a step shows it. It may be anything. */
export const shownText = (text: unknown): string => (typeof text === 'string' ? text : shown(text));

/** Returns seconds as the message of a step shows them. They may be anything. */
export const shownSeconds = (seconds: unknown): string =>
  typeof seconds === 'number' ? String(seconds) : shown(seconds);
