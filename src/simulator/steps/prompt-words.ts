// Matches the words that a step expects with the prompts that a party hears.
import type { HeardPrompt } from '../calls/hearing.js';

/** Formats words for the message of a step. */
export const shownWords = (words: string | RegExp): string =>
  typeof words === 'string' ? JSON.stringify(words) : String(words);

function textOf({ heard }: HeardPrompt): string {
  if (heard.kind === 'stream') return heard.stream;
  return heard.kind === 'speech' ? heard.text : heard.url;
}

/** Formats a prompt for the message of a step. */
export const shownPrompt = (prompt: HeardPrompt): string => {
  const { heard } = prompt;
  if (heard.kind === 'stream') return `${heard.seconds} s of audio from the stream ${heard.stream}`;
  return heard.kind === 'speech' ? JSON.stringify(heard.text) : heard.url;
};

/** True if the text, the URL or the stream of a prompt contains these words. */
export const matches = (prompt: HeardPrompt, words: string | RegExp): boolean => hasWords(textOf(prompt), words);

// `search`, unlike `test`, ignores the `lastIndex` of a regular expression and does not change it.
const hasWords = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : text.search(words) >= 0;

/** Returns a hint if one of the prompts has the words in another letter case; otherwise `undefined`. */
export function caseHint(prompts: readonly HeardPrompt[], words: string | RegExp): string | undefined {
  const similar = prompts.find((prompt) => !matches(prompt, words) && hasWordsInAnyCase(textOf(prompt), words));
  if (similar === undefined) return undefined;
  const fix =
    typeof words === 'string'
      ? 'use the same letter case, or pass a regular expression with the i flag'
      : 'add the i flag to the regular expression';
  return `${shownPrompt(similar)} was heard, which differs only in letter case: ${fix}`;
}

function hasWordsInAnyCase(text: string, words: string | RegExp): boolean {
  if (typeof words === 'string') return text.toLowerCase().includes(words.toLowerCase());
  if (words.ignoreCase) return false;
  return hasWords(text, new RegExp(words.source, `${words.flags}i`));
}
