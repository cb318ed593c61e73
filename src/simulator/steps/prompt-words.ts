// Matches the words that a step expects with the prompts that a party hears.
import type { HeardPrompt } from '../calls/hearing.js';

/** Formats words for the message of a step. */
export const shownWords = (words: string | RegExp): string =>
  typeof words === 'string' ? JSON.stringify(words) : String(words);

/** Returns the words of a prompt: its text, the URL of its file or the name of its stream. */
export function textOf({ heard }: HeardPrompt): string {
  if (heard.kind === 'stream') return heard.stream;
  return heard.kind === 'audio' ? heard.url : heard.text;
}

/** Formats a prompt for the message of a step. */
export const shownPrompt = (prompt: HeardPrompt): string => {
  const { heard } = prompt;
  if (heard.kind === 'stream') return `${heard.seconds} s of audio from the stream ${heard.stream}`;
  if (heard.kind === 'voice') return `what ${heard.from} says: ${JSON.stringify(heard.text)}`;
  return heard.kind === 'speech' ? JSON.stringify(heard.text) : heard.url;
};

/** True if the text, the URL or the stream of a prompt, or what another party says, contains these words. */
export const matches = (prompt: HeardPrompt, words: string | RegExp): boolean => hasWords(textOf(prompt), words);

// `search`, unlike `test`, ignores the `lastIndex` of a regular expression and does not change it.
export const hasWords = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : text.search(words) >= 0;
