// Finds the prose of a Markdown page.

/**
 * Returns the prose of a page: paragraphs, headings, lists and tables, without code blocks, comments and the targets of
 * links.
 *
 * @param {string} source text of the page
 * @returns {{ line: number, text: string }[]} blocks, with the line of their start
 */
export function markdownProse(source) {
  const pieces = [];
  let fence; // of the code block that is open
  let block; // that is being read
  for (const [index, line] of withoutComments(source).split('\n').entries()) {
    const mark = /^\s*(?:>\s*)?(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence) && line.trim().endsWith(mark)) fence = undefined;
    else if (fence === undefined && line.trim() !== '') {
      // A heading, a row or an item is a block of its own: no sentence goes from one into the next.
      if (block === undefined || /^\s*(?:#|\||[-*+] |\d+\. )/.test(line)) {
        block = { line: index + 1, text: '' };
        pieces.push(block);
      }
      block.text += `${line.replace(/\]\([^)\s]*(?:\s+"[^"]*")?\)/g, ']')}\n`;
      continue;
    }
    block = undefined;
  }
  return pieces;
}

function withoutComments(source) {
  return source.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
