/** Maximum length of a name that gets a suggestion. All BXML names are less than half as long. */
const LONGEST = 64;

/**
 * Returns the candidate that a misspelled name most likely means: the same name in another letter case, or the closest
 * one by edit distance, at most a third of the length. Returns `undefined` if there is none, or for a name of more than
 * 64 characters.
 */
export function closestMatch(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  const lower = name.toLowerCase();
  const rows = new Rows();
  let best: string | undefined;
  let bestDistance = Math.floor(name.length / 3) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const other = candidate.toLowerCase();
    if (other === lower) return candidate;
    const distance = editDistance(lower, other, bestDistance, rows);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Three rows of the distance matrix. Performance: allocated once per name instead of once per candidate and letter. */
class Rows {
  beforeLast: number[] = [];
  last: number[] = [];
  row: number[] = [];

  /** Makes the current row the last one. */
  advance(): void {
    const { beforeLast } = this;
    this.beforeLast = this.last;
    this.last = this.row;
    this.row = beforeLast;
  }
}

/**
 * Returns the edit distance of two strings (insertions, deletions, replacements and swaps of neighbors), or `limit` if
 * it is not smaller.
 */
function editDistance(from: string, to: string, limit: number, rows: Rows): number {
  for (let j = 0; j <= to.length; j++) rows.last[j] = j;
  for (let i = 1; i <= from.length; i++) {
    const { beforeLast, last, row } = rows;
    const letter = from.charCodeAt(i - 1);
    const letterBefore = from.charCodeAt(i - 2);
    let cost = i;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= to.length; j++) {
      const same = letter === to.charCodeAt(j - 1);
      cost = Math.min((last[j] ?? 0) + 1, cost + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && letter === to.charCodeAt(j - 2) && letterBefore === to.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // The minimum of a row exceeds that of the row before by at most one, so a later swap cannot go below it either.
    if (least >= limit) return limit;
    rows.advance();
  }
  return Math.min(limit, rows.last[to.length] ?? limit);
}
