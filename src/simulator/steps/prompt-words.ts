// The words that a step expects, against the prompts that a party hears.
import type { HeardPrompt } from '../calls/call.js';

/** Words as they are in the message of a step. */
export const shownWords = (words: string | RegExp): string =>
  typeof words === 'string' ? JSON.stringify(words) : String(words);

const textOf = ({ heard }: HeardPrompt): string => (heard.kind === 'speech' ? heard.text : heard.url);

/** A prompt as it is in the message of a step. */
export const shownPrompt = (prompt: HeardPrompt): string =>
  prompt.heard.kind === 'speech' ? JSON.stringify(prompt.heard.text) : prompt.heard.url;

/** True if a prompt has these words: in its text, or in the URL of its file. */
export const matches = (prompt: HeardPrompt, words: string | RegExp): boolean => hasWords(textOf(prompt), words);

// `search` neither reads nor moves the `lastIndex` of an expression.
const hasWords = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : text.search(words) >= 0;

/** Says so if one of the prompts has the words in another letter case; `undefined` if none has. */
export function caseHint(prompts: readonly HeardPrompt[], words: string | RegExp): string | undefined {
  const similar = prompts.find((prompt) => !matches(prompt, words) && hasWordsInAnyCase(textOf(prompt), words));
  if (similar === undefined) return undefined;
  const fix =
    typeof words === 'string'
      ? 'write the words in the same letter case, or pass a regular expression with the flag i'
      : 'add the flag i to the regular expression';
  return `${shownPrompt(similar)} was heard, which differs only in letter case: ${fix}`;
}

function hasWordsInAnyCase(text: string, words: string | RegExp): boolean {
  if (typeof words === 'string') return text.toLowerCase().includes(words.toLowerCase());
  if (words.ignoreCase) return false;
  return hasWords(text, new RegExp(words.source, `${words.flags}i`));
}
