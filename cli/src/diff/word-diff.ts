import type { WordChange } from '../draw/paint.js';

/** Longer texts are shown whole, before and after: comparing them takes too long. */
const MAX_CELLS = 4_000_000;

/** Returns the words of both texts in order, with those that were added or removed. Parts are joined, and end with their space. */
export function wordDiff(before: string, after: string): WordChange[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length * b.length > MAX_CELLS) return joined([...changes(a, 'removed'), ...changes(b, 'added')]);
  const start = commonStart(a, b);
  const end = commonEnd(a.slice(start), b.slice(start));
  const middle = compare(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([...changes(b.slice(0, start), undefined), ...middle, ...changes(b.slice(b.length - end), undefined)]);
}

/** Returns how much of two texts is the same, from 0 to 1. Order does not matter. */
export function similarity(before: string, after: string): number {
  const [a, b] = [wordsOf(before.toLowerCase()), wordsOf(after.toLowerCase())];
  if (a.length + b.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of b) {
    const count = counts.get(word) ?? 0;
    if (count > 0) shared++;
    counts.set(word, count - 1);
  }
  return (2 * shared) / (a.length + b.length);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function changes(words: readonly string[], change: WordChange['change']): WordChange[] {
  return words.map((text) => ({ text, change }));
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

/** Compares by the longest common subsequence. */
function compare(a: readonly string[], b: readonly string[]): WordChange[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width); // of the common subsequences of the rests
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [right, below] = [lengths[i * width + j + 1] ?? 0, lengths[(i + 1) * width + j] ?? 0];
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(right, below);
    }
  }
  const result: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, young] = [a[i], b[j]];
    if (old !== undefined && old === young) {
      result.push({ text: old, change: undefined });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (young === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      result.push({ text: old, change: 'removed' });
      i++;
    } else if (young !== undefined) {
      result.push({ text: young, change: 'added' });
      j++;
    }
  }
  return result;
}

function joined(words: readonly WordChange[]): WordChange[] {
  const parts: WordChange[] = [];
  for (const { text, change } of words) {
    const last = parts.at(-1);
    if (last?.change === change && last !== undefined)
      parts[parts.length - 1] = { text: `${last.text} ${text}`, change };
    else parts.push({ text, change });
  }
  return parts.map((part, i) => (i < parts.length - 1 ? { ...part, text: `${part.text} ` } : part));
}
