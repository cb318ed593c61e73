/** A word or a mark in a transcription. */
interface TranscriptItem {
  readonly content: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly confidence: number;
  readonly stable: boolean;
  readonly type: 'PRONUNCIATION' | 'PUNCTUATION';
}

/** Matches a word, which may have apostrophes and hyphens in it, or one mark. */
const ITEM = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Returns the words and marks of a segment. Their times follow from their places in the text. */
export function itemsOf(
  text: string,
  startsAt: number,
  endsAt: number,
  stable: boolean,
  textOf: (at: number) => string,
): TranscriptItem[] {
  const timeAt = (index: number): string => textOf(startsAt + ((endsAt - startsAt) * index) / Math.max(1, text.length));
  return [...text.matchAll(ITEM)].map(({ 0: content, index }) => ({
    content,
    startTime: timeAt(index),
    endTime: timeAt(index + content.length),
    confidence: 1,
    stable,
    type: /[\p{L}\p{N}]/u.test(content) ? 'PRONUNCIATION' : 'PUNCTUATION',
  }));
}
