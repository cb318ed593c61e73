/** A comment, and the element that it is in. */
export interface Comment {
  readonly text: string;
  /** The number of the element whose start tag came last and that is still open, counted from 1; 0 outside of the root. */
  readonly element: number;
  /** The number of child elements before it. */
  readonly index: number;
  /** True if it follows the root. */
  readonly isAfter: boolean;
}

/** Returns the comments of a well-formed document. `parse` drops them. */
export function commentsOf(xml: string): readonly Comment[] {
  if (!xml.includes('<!--')) return [];
  const comments: Comment[] = [];
  const open = [{ element: 0, index: 0 }];
  let count = 0;
  for (const [token] of xml.matchAll(TOKEN)) {
    const current = open.at(-1) ?? { element: 0, index: 0 };
    if (token.startsWith('<!--')) {
      comments.push({ text: token.slice(4, -3).trim(), ...current, isAfter: open.length === 1 && count > 0 });
    } else if (token.startsWith('</')) open.pop();
    else if (!/^<[!?]/.test(token)) {
      current.index++;
      count++;
      if (!token.endsWith('/>')) open.push({ element: count, index: 0 });
    }
  }
  return comments;
}

/** Comments, CDATA sections, declarations, and tags with their quoted values. */
const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:[^"'>]|"[^"]*"|'[^']*')*>/g;
