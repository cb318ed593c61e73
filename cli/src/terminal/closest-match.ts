/** Names longer than this have no suggestion. */
const LONGEST = 64;

/**
 * Returns the candidate that a misspelled name most likely means: the same name without regard to case, hyphens and
 * underscores; one that begins with it, or that it begins with; or the closest by edit distance, at most a third of the
 * length. Returns `undefined` if there is none.
 */
export function closestMatch(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const given = plain(name);
  let best: string | undefined;
  let bestDistance = Math.floor(given.length / 3) + 1;
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (other === given) return candidate;
    const distance = editDistance(given, other);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  if (best !== undefined || given.length < 3) return best;
  return [...candidates].find((candidate) => plain(candidate).startsWith(given) || given.startsWith(plain(candidate)));
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, '');

/** Returns the number of insertions, deletions, replacements and swaps of neighbors between two strings. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
