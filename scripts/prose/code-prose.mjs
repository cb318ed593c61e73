// Finds the prose of a source file: comments, messages and test names.
import ts from 'typescript';

/** Properties and variables whose strings are messages: `message`, `hint`, `errorMessage`, `NO_HINT`. */
const MESSAGE_NAME = /^(?:message|hint)s?$|(?:Message|Hint)s?$|^[A-Z_]*(?:MESSAGE|HINT)S?$/;

/** Functions whose arguments are read by people: test names, errors and printed messages. */
const MESSAGE_CALL = /^(?:test|it|describe|suite)(?:\.(?:skip|only))?$|(?:^|\.)\w*Error(?:\.of)?$|^console\.\w+$/;

/**
 * Returns the prose of a TypeScript or JavaScript file, in order.
 *
 * @param {string} path its extension says whether the file may hold JSX
 * @param {string} source text of the file
 * @returns {{ line: number, text: string }[]} pieces of prose. A block of line comments is one piece. `line` is the line
 * of its start, and line breaks of the source are kept.
 */
export function codeProse(path, source) {
  const kind = /\.(?:tsx|jsx|mjs|js)$/.test(path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const pieces = [];
  const comments = new Map();

  const visit = (node, inMessage) => {
    const text = inMessage ? textOfString(node, file) : undefined;
    if (text !== undefined && /\s/.test(text)) pieces.push({ at: node.getStart(file), text });
    const children = node.getChildren(file);
    if (children.length === 0) for (const range of commentsBefore(source, node)) comments.set(range.pos, range);
    for (const child of children) {
      if (!ts.isJSDoc(child)) visit(child, (inMessage && !ts.isFunctionLike(child)) || isMessage(child, file));
    }
  };
  visit(file, false);
  pieces.push(...commentBlocks(source, [...comments.values()]));
  pieces.sort((a, b) => a.at - b.at);
  return pieces.map(({ at, text }) => ({ line: file.getLineAndCharacterOfPosition(at).line + 1, text }));
}

/** Returns the comments between a token and the token before it. */
function commentsBefore(source, token) {
  if (token.kind === ts.SyntaxKind.JsxText) return [];
  const start = token.getFullStart();
  return [...(ts.getTrailingCommentRanges(source, start) ?? []), ...(ts.getLeadingCommentRanges(source, start) ?? [])];
}

/** Returns one piece for each block comment and for each run of line comments. */
function commentBlocks(source, ranges) {
  const blocks = [];
  let end = -1; // of the line comment before
  for (const { pos, end: next, kind } of ranges.sort((a, b) => a.pos - b.pos)) {
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    const text = isLine ? source.slice(pos + 2, next) : blockText(source.slice(pos + 2, next - 2));
    const continues = isLine && end >= 0 && /^\r?\n[ \t]*$/.test(source.slice(end, pos));
    if (continues) blocks.at(-1).text += `\n${text}`;
    else blocks.push({ at: pos, text });
    end = isLine ? next : -1;
  }
  return blocks.filter(({ text }) => !/^\s*(?:biome-ignore|@ts-)/.test(text));
}

/** Returns a block comment without the stars at line starts and without its examples, with all its line breaks. */
function blockText(comment) {
  let inExample = false;
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*/, ''))
    .map((line) => {
      const tag = /^\s*@(\w+)/.exec(line)?.[1];
      if (tag !== undefined) inExample = tag === 'example';
      return inExample ? '' : line;
    })
    .join('\n');
}

/** True if strings inside the node are messages. */
function isMessage(node, file) {
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node))
    return MESSAGE_NAME.test(node.name.getText(file));
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return MESSAGE_CALL.test(node.expression.getText(file));
  return false;
}

/** Returns the text of a string literal or template, with `value` for each substitution; undefined for other nodes. */
function textOfString(node, file) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.getText(file).slice(1, -1);
  if (!ts.isTemplateExpression(node)) return undefined;
  const spans = node.templateSpans.map(({ literal }) => literal.getText(file).replace(/^\}|`$|\$\{$/g, ''));
  return [node.head.getText(file).slice(1, -2), ...spans].join('value');
}
