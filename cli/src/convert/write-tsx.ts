import { Flow } from './flow.js';
import type { ReadComment, ReadDocument, ReadElement, ReadValue } from './read-elements.js';
import { attributeSource, commentText, isRawText, jsxText, quoted, template } from './source-strings.js';

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
  const [only = '', ...others] = lines;
  const line = `export const ${name} = () => ${only.trimStart()};`;
  const isShort = others.length === 0 && line.length <= WIDTH && root.children.length === 0;
  const component = isShort ? line : `export const ${name} = () => (\n${lines.join('\n')}\n);`;
  return `${imports.join('')}\n${comments}${component}\n${trailing}`;
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

/** Returns an element in one line. */
function inlineSource({ name, attributes, children }: ReadElement): string {
  const tag = [name, ...attributes.map((attribute: ReadValue) => attributeSource(attribute))].join(' ');
  if (children.length === 0) return `<${tag} />`;
  let inside = '';
  for (const child of children) {
    if (typeof child === 'string') inside += jsxText(child);
    else inside += isElement(child) ? inlineSource(child) : commentSource(child);
  }
  return `<${tag}>${inside}</${name}>`;
}

/** Returns text and elements in lines. */
function flowLines(children: readonly Child[], depth: number): readonly string[] {
  // Space alone is dropped beside verbs, where text is a mistake.
  if (children.some((child) => isElement(child) && child.isVerb)) {
    return children.flatMap((child) =>
      typeof child === 'string' ? [indent(depth) + jsxText(child, true)] : childLines(child, depth),
    );
  }
  const width = WIDTH - 2 * depth;
  const flow = new Flow(width);
  for (const child of children) {
    if (typeof child === 'string') addText(flow, child, width);
    else if (!isElement(child)) flow.add(commentSource(child), false);
    else {
      const inline = inlineSource(child);
      if (inline.length <= width) flow.add(inline, false);
      else flow.block(elementLines(child, depth).map((line) => line.slice(2 * depth)));
    }
  }
  return flow.end().map((line) => indent(depth) + line);
}

function addText(flow: Flow, text: string, width: number): void {
  // Only single spaces between words survive in lines of text.
  const isWrapped = text.trim() !== '' && isRawText(text) && !/\s\s|[^\S ]/.test(text);
  if (!isWrapped) {
    flow.add(expression(text, width), false);
    return;
  }
  for (const [index, word] of text.split(' ').entries()) {
    if (index > 0) flow.space();
    for (const part of word.match(/[{}]|[^{}]+/g) ?? []) flow.add(jsxText(part), !/[{}]/.test(part));
  }
}

/** Returns text as an expression: a string, or a template with the lines of the text if it is long. */
function expression(text: string, width: number): string {
  const source = jsxText(text, true);
  return source.length > width && text.includes('\n') ? `{${template(text)}}` : source;
}
