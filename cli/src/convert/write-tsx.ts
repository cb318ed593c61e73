import type { ReadComment, ReadDocument, ReadElement, ReadValue } from './read-elements.js';
import { attributeSource, commentText, isRawText, jsxText, quoted } from './source-strings.js';

/** How a component is written. */
export interface TsxOptions {
  /** The name of the component. */
  readonly name: string;
  /** The module that exports the verbs that are not built in. */
  readonly verbsFrom?: string | undefined;
  /** The names of these verbs. */
  readonly ownVerbs: ReadonlySet<string>;
}

/** The maximum length of a line. */
const WIDTH = 100;

/** Returns the source of a module with a component that renders the document. */
export function writeTsx({ root, before, after }: ReadDocument, { name, verbsFrom, ownVerbs }: TsxOptions): string {
  const names = [...verbNames(root)].sort();
  const own = names.filter((each) => ownVerbs.has(each));
  const imports = [
    importSource(
      names.filter((each) => !ownVerbs.has(each)),
      'bxml-jsx',
    ),
  ];
  if (own.length > 0 && verbsFrom !== undefined) imports.push(importSource(own, verbsFrom));
  const comments = before.map((text) => `/* ${commentText(text)} */\n`).join('');
  const trailing = after.map((text) => `\n/* ${commentText(text)} */\n`).join('');
  const lines = elementLines(root, 1);
  return `${imports.join('')}\n${comments}export const ${name} = () => (\n${lines.join('\n')}\n);\n${trailing}`;
}

function importSource(names: readonly string[], from: string): string {
  const line = `import { ${names.join(', ')} } from ${quoted(from)};\n`;
  if (line.length <= WIDTH) return line;
  return `import {\n${names.map((each) => `  ${each},\n`).join('')}} from ${quoted(from)};\n`;
}

function verbNames(element: ReadElement, names = new Set<string>()): Set<string> {
  if (element.isVerb) names.add(element.name);
  for (const child of element.children) if (isElement(child)) verbNames(child, names);
  return names;
}

type Child = ReadElement | string | ReadComment;

const isElement = (child: Child): child is ReadElement => typeof child === 'object' && 'name' in child;

const indent = (depth: number): string => '  '.repeat(depth);

/** Returns the lines of an element: one line if it fits and has only text and SSML, else one for each child. */
function elementLines(element: ReadElement, depth: number): readonly string[] {
  const { name, children } = element;
  const space = indent(depth);
  const isInline = children.every((child) => !isElement(child) || !child.isVerb);
  const inline = isInline ? inlineSource(element) : undefined;
  if (inline !== undefined && space.length + inline.length <= WIDTH) return [space + inline];
  const tag = openTagLines(element, depth);
  if (children.length === 0) return tag;
  const inside = hasText(children)
    ? flowLines(children, depth + 1)
    : children.flatMap((child) => childLines(child, depth + 1));
  return [...tag, ...inside, `${space}</${name}>`];
}

const hasText = (children: readonly Child[]): boolean => children.some((child) => typeof child === 'string');

function childLines(child: Child, depth: number): readonly string[] {
  if (isElement(child)) return elementLines(child, depth);
  return [`${indent(depth)}${typeof child === 'string' ? jsxText(child) : commentSource(child)}`];
}

const commentSource = ({ comment }: ReadComment): string => `{/* ${commentText(comment)} */}`;

function openTagLines({ name, attributes, children }: ReadElement, depth: number): readonly string[] {
  const space = indent(depth);
  const end = children.length === 0 ? '/>' : '>';
  const sources = attributes.map(attributeSource);
  const line = `${space}<${[name, ...sources].join(' ')}${end === '/>' ? ' />' : end}`;
  if (line.length <= WIDTH || sources.length === 0) return [line];
  return [`${space}<${name}`, ...sources.map((source) => `${space}  ${source}`), `${space}${end}`];
}

/** Returns an element in one line; undefined if its text has lines of its own. */
function inlineSource({ name, attributes, children }: ReadElement): string | undefined {
  const tag = [name, ...attributes.map((attribute: ReadValue) => attributeSource(attribute))].join(' ');
  if (children.length === 0) return `<${tag} />`;
  let inside = '';
  for (const child of children) {
    const source = isElement(child)
      ? inlineSource(child)
      : typeof child === 'string'
        ? jsxText(child)
        : commentSource(child);
    if (source === undefined) return undefined;
    inside += source;
  }
  return `<${tag}>${inside}</${name}>`;
}

/**
 * Returns text and elements in lines. JSX joins lines of text with one space, and drops the space between a line of text and
 * an element: it is written as an expression there.
 */
function flowLines(children: readonly Child[], depth: number): readonly string[] {
  const width = WIDTH - 2 * depth;
  // Space alone is dropped beside verbs, where text is a mistake.
  const isMixed = children.some((child) => isElement(child) && child.isVerb);
  const lines: string[] = [];
  for (const child of children) {
    if (isElement(child)) {
      const inline = inlineSource(child);
      if (inline !== undefined && inline.length <= width) lines.push(inline);
      else lines.push(...elementLines(child, depth).map((line) => line.slice(2 * depth)));
    } else if (typeof child !== 'string') lines.push(commentSource(child));
    else if (isMixed) lines.push(jsxText(child, true));
    else lines.push(...textLines(child, width));
  }
  return lines.map((line) => indent(depth) + line);
}

function textLines(text: string, width: number): readonly string[] {
  const words = text.trim();
  // Only single spaces between words survive in lines of text.
  const isWrapped = words !== '' && isRawText(text) && !/[{}]|\s\s|[^\S ]/.test(text);
  if (!isWrapped) return [jsxText(text, true)];
  const start = text.startsWith(' ') ? "{' '}" : '';
  const end = text.endsWith(' ') ? "{' '}" : '';
  const lines: string[] = [];
  let line = start;
  for (const word of words.split(' ')) {
    const source = jsxText(word);
    const joined = line === '' || line === start ? line + source : `${line} ${source}`;
    if (joined.length > width && line !== '' && line !== start) {
      lines.push(line);
      line = source;
    } else line = joined;
  }
  return [...lines, line + end];
}
