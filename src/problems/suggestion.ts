/** Longest name for which a suggestion is looked for: no name of BXML has half as many letters. */
const LONGEST = 64;

/**
 * The candidate that a misspelt name most likely means: the same in another letter case, or at most a third of its
 * letters away. Returns `undefined` for a name of more than 64 letters.
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

/** Three rows of the table of distances. Performance: made once a name instead of once a candidate and letter. */
class Rows {
  beforeLast: number[] = [];
  last: number[] = [];
  row: number[] = [];

  /** The row becomes the last one. */
  advance(): void {
    const { beforeLast } = this;
    this.beforeLast = this.last;
    this.last = this.row;
    this.row = beforeLast;
  }
}

/** Letters to insert, drop, replace or swap with a neighbour to get from one to the other; `limit` when no fewer. */
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
    // The least of a row is at most one more than that of the row before, so a swap cannot lead below it either.
    if (least >= limit) return limit;
    rows.advance();
  }
  return Math.min(limit, rows.last[to.length] ?? limit);
}
