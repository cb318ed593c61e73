/**
 * A piece of markup that other documents have too. Pieces are compared by identity: with texts the engine looks into
 * both of them each time to see that they are texts, which takes longer than the comparison.
 */
export class Piece {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Most pieces that are kept; when there are more, they are given up and kept anew. */
const MOST = 4000;

const kept = new Map<string, Piece>();

/**
 * The piece of that text, the same each time. Another one, as there is when pieces were given up meanwhile, costs time
 * and nothing else.
 */
export function pieceOf(text: string): Piece {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= MOST) kept.clear();
  // Looking at a character puts a joined text into one piece.
  text.charCodeAt(0);
  const piece = new Piece(text);
  kept.set(text, piece);
  return piece;
}
