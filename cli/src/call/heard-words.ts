import type { TimelineEntry } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';

/** Returns a pattern for words: `/…/flags` as it is, or the words without regard to case. */
export function patternOf(words: string): RegExp {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(words) ?? [];
  try {
    return source === undefined
      ? new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
      : new RegExp(source, flags);
  } catch (error) {
    throw new CommandError(`${words} is not a regular expression.`, { cause: error });
  }
}

/** True if a leg has heard words that the pattern matches. */
export function hasHeard(entries: readonly TimelineEntry[], leg: string | undefined, pattern: RegExp): boolean {
  return entries.some((entry) => entry.leg === leg && (textOf(entry)?.search(pattern) ?? -1) >= 0);
}

function textOf(entry: TimelineEntry): string | undefined {
  if (entry.kind === 'audio') return entry.url;
  return entry.kind === 'speech' || entry.kind === 'voice' ? entry.text : undefined;
}
