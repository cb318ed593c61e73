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

/** The XML declaration with which a text may begin. */
const DECLARATION = /\ufeff?[ \t\n]*<\?xml[ \t\n][^<>]*\?>[ \t\n]*/y;

/** Markup that is neither a tag nor a reference: how it begins, what it is, and how to do without. */
const OTHER_MARKUP = [
  ['<!--', 'Comments are not read here.', 'Remove the comment, from <!-- to -->.'],
  ['<![CDATA[', 'CDATA sections are not read here.', 'Write the text itself, with &lt; for < and &amp; for &.'],
  ['<!', 'Declarations are not read here.', 'Remove the declaration, from <! to >.'],
  ['<?xml ', 'An XML declaration can only be at the beginning.', 'Remove the declaration, from <?xml to ?>.'],
  ['<?', 'Processing instructions are not read here.', 'Remove the instruction, from <? to ?>.'],
] as const;

/** An element that has been opened and not yet closed. */
interface OpenElement {
  readonly name: string;
  readonly attributes: readonly ReadAttribute[];
  readonly children: unknown[];
  /** Where it was opened, for the message when it is never closed. */
  readonly at: number;
}

/**
 * Reads marked-up speech: elements, attributes, references and text, and refuses all else of XML. It keeps a stack of
 * its own, so depth costs memory and no stack, and never looks at a character twice, so time grows with the length.
 */
export class SsmlReader {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #index = 0;

  constructor(text: string) {
    // XML knows one line end.
    this.#text = text.replace(/\r\n?/g, '\n');
  }

  /** The elements and texts, in order. */
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
      if (end !== -1) this.#fail(this.#index - text.length + end, ']]> may not stand in text.', 'Write ]]&gt;.');
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
      this.#fail(at, `The tag <${shownName(name)}> is broken.`, 'A tag ends with > or />.');
    this.#index++;
    const element: OpenElement = { name, attributes, children: [], at };
    siblings.push(new ReadNode(name, attributes, element.children, undefined));
    if (!empty) this.#open.push(element);
  }

  /** Fails at a < that does not begin a tag. */
  #failAtMarkup(at: number): never {
    const next = this.#text.slice(at, at + 9);
    for (const [start, message, hint] of OTHER_MARKUP) if (next.startsWith(start)) this.#fail(at, message, hint);
    return this.#fail(at, '< begins no tag.', 'Write &lt; for the character <.');
  }

  #closeTag(): void {
    const at = this.#index;
    this.#index += 2;
    const name = this.#take(NAME) ?? '';
    this.#take(SPACE);
    if (this.#text[this.#index] !== '>')
      this.#fail(at, `The tag </${shownName(name)} is broken.`, 'A closing tag ends with >.');
    this.#index++;
    const open = this.#open.pop();
    if (open === undefined) this.#fail(at, `</${shownName(name)}> closes nothing.`);
    if (open.name !== name) this.#fail(at, `</${shownName(name)}> stands where </${shownName(open.name)}> is due.`);
  }

  #attributes(element: string): readonly ReadAttribute[] {
    const attributes: ReadAttribute[] = [];
    const seen = new Set<string>();
    while (this.#take(SPACE) !== undefined) {
      const at = this.#index;
      const name = this.#take(NAME);
      if (name === undefined) break;
      // What follows a value may be a piece of it, which a quote in it has ended too early: that is not quoted.
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
      this.#fail(start, `The value of ${what} does not stand in quotes, or holds a bare <.`, 'Write &lt; for <.');
    }
    const end = this.#index - 1;
    // Looked for in the value alone: what follows it may be long, and hold no & at all.
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

/** Neighbouring pieces of text are one text, as a parser of XML has it. */
function append(siblings: unknown[], text: string): void {
  const last = siblings.length - 1;
  const previous = siblings[last];
  if (typeof previous === 'string') siblings[last] = previous + text;
  else siblings.push(text);
}
