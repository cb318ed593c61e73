import { type ReadAttribute, ReadNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { codePoint, shownName } from '../problems/inspect.js';
import { indexOfIllegalCharacter, XML_NAME_SOURCE } from '../xml/characters.js';
import { referenceAt } from '../xml/reference.js';
import { ssmlVocabulary } from './ssml-elements.js';

const NAME = new RegExp(XML_NAME_SOURCE, 'y');
const SPACE = /[ \t\n]+/y;
const TEXT = /[^<&]+/y;
const QUOTED = /"[^"<]*"|'[^'<]*'/y;

/** An optional XML declaration at the start. */
const DECLARATION = /\ufeff?[ \t\n]*<\?xml[ \t\n][^<>]*\?>[ \t\n]*/y;

/** Unsupported markup: the first characters, the message and the hint. */
const OTHER_MARKUP = [
  ['<!--', 'Comments are not supported.', 'Remove the comment, from <!-- to -->.'],
  ['<![CDATA[', 'CDATA sections are not supported.', 'Write the text itself, with &lt; for < and &amp; for &.'],
  ['<!', 'Declarations are not supported.', 'Remove the declaration, from <! to >.'],
  ['<?xml ', 'An XML declaration must be at the beginning.', 'Remove the declaration, from <?xml to ?>.'],
  ['<?', 'Processing instructions are not supported.', 'Remove the instruction, from <? to ?>.'],
] as const;

/** An element whose closing tag has not been read. */
interface OpenElement {
  readonly name: string;
  readonly attributes: readonly ReadAttribute[];
  readonly children: unknown[];
  /** Offset of its opening tag, for the message if it is never closed. */
  readonly at: number;
}

/**
 * Parses a string of SSML. It supports elements, attributes, references and text, and rejects all other XML syntax. It
 * does not recurse, so deep nesting cannot overflow the call stack, and it runs in linear time.
 */
export class SsmlReader {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #index = 0;

  constructor(text: string) {
    // XML normalizes line ends to line feeds.
    this.#text = text.replace(/\r\n?/g, '\n');
  }

  /** Returns the top-level elements and strings in order. */
  read(): readonly unknown[] {
    const illegal = indexOfIllegalCharacter(this.#text);
    if (illegal !== -1) {
      this.#fail(illegal, `The character ${codePoint(this.#text.charAt(illegal))} is not allowed in XML.`);
    }
    this.#take(DECLARATION);
    const top: unknown[] = [];
    while (this.#index < this.#text.length) this.#readNext(this.#open.at(-1)?.children ?? top);
    const open = this.#open.at(-1);
    if (open !== undefined) {
      const name = shownName(open.name);
      this.#fail(open.at, `<${name}> is never closed.`, `Add </${name}>.`);
    }
    return top;
  }

  #readNext(siblings: unknown[]): void {
    const text = this.#take(TEXT);
    if (text !== undefined) {
      const end = text.indexOf(']]>');
      if (end !== -1) this.#fail(this.#index - text.length + end, ']]> is not allowed in text.', 'Write ]]&gt;.');
      append(siblings, text);
    } else if (this.#text[this.#index] === '&') append(siblings, this.#reference('text'));
    else if (this.#text[this.#index + 1] === '/') this.#closeTag();
    else this.#openTag(siblings);
  }

  #openTag(siblings: unknown[]): void {
    const at = this.#index++;
    const name = this.#take(NAME);
    if (name === undefined) this.#failAtMarkup(at);
    const attributes = this.#attributes(name);
    const empty = this.#text[this.#index] === '/';
    if (empty) this.#index++;
    if (this.#text[this.#index] !== '>')
      this.#fail(at, `The tag <${shownName(name)} is malformed.`, 'A tag ends with > or />.');
    this.#index++;
    const element: OpenElement = { name, attributes, children: [], at };
    siblings.push(new ReadNode(name, attributes, element.children, undefined));
    if (!empty) this.#open.push(element);
  }

  /** Throws for a < that does not begin a tag. */
  #failAtMarkup(at: number): never {
    const next = this.#text.slice(at, at + 9);
    for (const [start, message, hint] of OTHER_MARKUP) if (next.startsWith(start)) this.#fail(at, message, hint);
    return this.#fail(at, '< does not begin a tag.', 'Write &lt; for the character <.');
  }

  #closeTag(): void {
    const at = this.#index;
    this.#index += 2;
    const name = this.#take(NAME) ?? '';
    this.#take(SPACE);
    if (this.#text[this.#index] !== '>')
      this.#fail(at, `The tag </${shownName(name)} is malformed.`, 'A closing tag ends with >.');
    this.#index++;
    const open = this.#open.pop();
    if (open === undefined) this.#fail(at, `</${shownName(name)}> does not close an element.`);
    if (open.name !== name) this.#fail(at, `Found </${shownName(name)}>; expected </${shownName(open.name)}>.`);
  }

  #attributes(element: string): readonly ReadAttribute[] {
    const attributes: ReadAttribute[] = [];
    const seen = new Set<string>();
    while (this.#take(SPACE) !== undefined) {
      const at = this.#index;
      const name = this.#take(NAME);
      if (name === undefined) break;
      // An unknown name after a value may be part of that value, ended too early by an unescaped quote. Do not quote it.
      const isName = attributes.length === 0 || attributes[0]?.name === name || isOf(element, name);
      const what = isName ? `the attribute ${shownName(name)}` : 'an attribute';
      if (seen.has(name)) this.#fail(at, `<${shownName(element)}> has ${what} twice.`);
      seen.add(name);
      this.#take(SPACE);
      if (this.#text[this.#index] !== '=') this.#fail(at, `<${shownName(element)}> has ${what} with no value.`);
      this.#index++;
      this.#take(SPACE);
      attributes.push({ name, text: this.#attributeValue(what) });
    }
    return attributes;
  }

  #attributeValue(what: string): string {
    const start = this.#index;
    const value = this.#take(QUOTED);
    if (value === undefined) {
      this.#fail(start, `The value of ${what} is not in quotes, or contains an unescaped <.`, 'Write &lt; for <.');
    }
    const end = this.#index - 1;
    // Search only the value: the rest of the string may be long and contain no &.
    const raw = value.slice(0, -1);
    let text = '';
    this.#index = start + 1;
    while (this.#index < end) {
      const next = raw.indexOf('&', this.#index - start);
      const until = next === -1 ? end : start + next;
      text += this.#text.slice(this.#index, until).replace(/[\t\n]/g, ' ');
      this.#index = until;
      if (until < end) text += this.#reference('value');
    }
    this.#index = end + 1;
    return text;
  }

  #reference(place: 'text' | 'value'): string {
    const at = this.#index;
    const reference = referenceAt(this.#text, at, place);
    if ('message' in reference) this.#fail(at, reference.message, reference.hint);
    this.#index = reference.end;
    return reference.character;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#index += found.length;
    return found;
  }

  #fail(index: number, message: string, hint?: string): never {
    const before = this.#text.slice(0, index);
    const line = before.split('\n').length;
    const source = { line, column: index - before.lastIndexOf('\n') };
    const problem = { code: 'ssml.syntax', severity: 'error', path: 'ssml()', source, message } as const;
    throw new BxmlError([hint === undefined ? problem : { ...problem, hint }]);
  }
}

const isOf = (element: string, attribute: string): boolean =>
  Object.hasOwn(ssmlVocabulary().get(element)?.attributes ?? {}, attribute);

/** Adds text. Adjacent text becomes one string, as in an XML parser. */
function append(siblings: unknown[], text: string): void {
  const last = siblings.length - 1;
  const previous = siblings[last];
  if (typeof previous === 'string') siblings[last] = previous + text;
  else siblings.push(text);
}
