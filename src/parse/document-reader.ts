import { SaxesParser } from 'saxes';
import { type ElementType, LocatedNode, type ReadAttribute, ReadNode } from '../../jsx-runtime/element.js';
import { Fragment } from '../../jsx-runtime/fragment.js';
import { BxmlError } from '../problems/bxml-error.js';
import { quoted } from '../problems/shown-value.js';
import { VERB_BRAND, type Verb } from '../verbs/define-verb.js';
import { isWhiteSpace } from '../xml/characters.js';
import { TextPositions } from './text-positions.js';

/** How deep elements may nest: a document of BXML needs a handful of levels. */
const MAX_DEPTH = 200;

/** Most attributes of one element; none of BXML has thirty. */
const MAX_ATTRIBUTES = 1000;

const NOT_SPACE = /[^ \t\r\n]/g;

/** Words of the parser, and what to say instead. */
const WORDS: readonly (readonly [pattern: RegExp, message: string, hint?: string])[] = [
  [/outside of root node/, 'text stands outside the root element.'],
  [/undefined entity|entity name/, 'an entity is unknown; XML has amp, lt, gt, quot and apos.', 'Write &amp; for &.'],
  [/malformed character entity/, 'a character reference stands for no character of XML.'],
  [/disallowed character\.$/, 'a character is not allowed in XML.'],
  [/unquoted attribute value/, 'the value of an attribute does not stand in quotes.'],
  [/attribute without value/, 'an attribute has no value.'],
  [/must contain a root element/, 'there is no element in the text.'],
  [/unexpected end/, 'the text ends in the middle of something.'],
  [/xml declaration must/i, 'the XML declaration must be the first thing in the text.'],
];

/** An element that has been opened and not yet closed. */
interface OpenElement {
  readonly name: string;
  readonly type: ElementType;
  readonly start: number;
  readonly attributes: ReadAttribute[];
  readonly children: unknown[];
}

/** Reads one document. Well-formedness is judged by the parser; what it finds becomes an element tree with positions. */
export class DocumentReader {
  readonly #text: string;
  readonly #verbs: ReadonlyMap<string, Verb<never>>;
  readonly #positions: TextPositions;
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #open: OpenElement[] = [];
  /** Where the elements closed so far were closed, the latest of each name, for the message about a surplus tag. */
  readonly #closed = new Map<string, number>();
  #justClosed: OpenElement | undefined;
  #root: ReadNode | undefined;
  /** Where what was read last ended. */
  #end = 0;

  constructor(text: string, verbs: ReadonlyMap<string, Verb<never>>) {
    this.#text = text;
    this.#verbs = verbs;
    this.#positions = new TextPositions(text);
    const parser = this.#parser;
    parser.on('xmldecl', ({ encoding, version }) => this.#declaration(encoding, version));
    parser.on('doctype', () => this.#fail(this.#end, 'document type declarations are not read.', 'Remove it.'));
    parser.on('processinginstruction', () =>
      this.#fail(this.#end, 'processing instructions are not read.', 'Remove it.'),
    );
    parser.on('comment', () => this.#advance());
    parser.on('opentagstart', ({ name }) => this.#openTag(name));
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value));
    parser.on('opentag', () => this.#advance());
    parser.on('closetag', () => this.#closeTag());
    parser.on('text', (run) => this.#characters(run));
    parser.on('cdata', (run) => this.#characters(run));
    parser.on('error', ({ message }) => this.#malformed(message.replace(/^\d+:\d+: /, '')));
  }

  read(): ReadNode {
    this.#parser.write(this.#text).close();
    if (this.#root === undefined) this.#fail(0, 'there is no element in the text.');
    return this.#root;
  }

  #declaration(encoding: string | undefined, version: string | undefined): void {
    this.#advance();
    if (version !== undefined && version !== '1.0') this.#fail(0, `XML ${quoted(version)} is not read; expected 1.0.`);
    if (encoding === undefined || /^utf-?8$/i.test(encoding)) return;
    this.#fail(
      0,
      `the encoding ${quoted(encoding)} is not read; expected UTF-8.`,
      'Convert the text, and the declaration.',
    );
  }

  #openTag(name: string): void {
    const start = this.#parser.position - name.length - 2;
    if (this.#root !== undefined)
      this.#fail(start, 'there is a second root element.', 'Put everything into one <Response>.');
    if (this.#open.length >= MAX_DEPTH) this.#fail(start, `elements nest more than ${MAX_DEPTH} deep.`);
    const type = this.#verbs.get(name) ?? name;
    this.#open.push({ name, type, start, attributes: [], children: [] });
    this.#end = start + name.length + 1;
  }

  #attribute(name: string, text: string): void {
    const { attributes = [], name: element = '' } = this.#open.at(-1) ?? {};
    NOT_SPACE.lastIndex = this.#end;
    const start = NOT_SPACE.exec(this.#text)?.index ?? this.#end;
    if (attributes.length >= MAX_ATTRIBUTES)
      this.#fail(start, `<${element}> has more than ${MAX_ATTRIBUTES} attributes.`);
    if (attributes.some((other) => other.name === name))
      this.#fail(start, `<${element}> has the attribute ${name} twice.`);
    attributes.push({ name, text, source: this.#positions.at(start) });
    this.#advance();
  }

  #closeTag(): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    this.#justClosed = closed;
    const { name, type, attributes, children, start } = closed;
    const node = new ReadNode(type, attributes, children, this.#positions.at(start));
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = node;
    else parent.children.push(node);
    this.#closed.set(name, this.#parser.position - 1);
    this.#advance();
  }

  /** Text where elements belong is a fault, unless it is white space; it keeps its position for the message. */
  #characters(run: string): void {
    const open = this.#open.at(-1);
    const start = this.#end;
    this.#end = this.#parser.position - 1;
    if (open === undefined) return;
    const previous = open.children.at(-1);
    if (typeof previous === 'string') open.children[open.children.length - 1] = previous + run;
    else if (holdsText(open.type)) open.children.push(run);
    else if (!isWhiteSpace(run)) {
      const offset = start + Math.max(0, this.#text.slice(start, this.#end).search(/[^ \t\r\n]/));
      open.children.push(new LocatedNode(Fragment, { children: run }, this.#positions.at(offset)));
    }
  }

  #advance(): void {
    this.#end = this.#parser.position;
  }

  /** Called with the parser's own words for what is not well-formed; where ours say more, they take their place. */
  #malformed(words: string): never {
    const { position } = this.#parser;
    if (/clos(?:e|ing) tag/.test(words)) this.#wrongCloseTag(position);
    if (words.startsWith('unclosed tag')) {
      const { start, name } = this.#open.at(-1) ?? { start: position, name: '' };
      this.#fail(start, `<${name}> is never closed.`, `Add </${name}>, or write <${name}/>.`);
    }
    const known = WORDS.find(([pattern]) => pattern.test(words));
    const [, message, hint] = known ?? [undefined, `not well-formed: ${words}`];
    this.#fail(this.#whereOf(words, position), message, hint);
  }

  /** The parser has read on a little: a reference begins at its &, stray text after what came before it. */
  #whereOf(words: string, position: number): number {
    if (/entity/.test(words)) return this.#text.lastIndexOf('&', position);
    if (!words.includes('outside of root')) return Math.max(0, position - 1);
    NOT_SPACE.lastIndex = this.#end;
    return NOT_SPACE.exec(this.#text)?.index ?? this.#end;
  }

  #wrongCloseTag(position: number): never {
    const start = this.#text.lastIndexOf('</', position - 1);
    const name = /^<\/\s*([^\s>]*)/.exec(this.#text.slice(start, position))?.[1] ?? '';
    const inner = this.#justClosed;
    const isOpen = inner?.name === name || this.#open.some((open) => open.name === name);
    if (isOpen && inner !== undefined) {
      const { line } = this.#positions.at(inner.start);
      this.#fail(start, `</${name}> stands where </${inner.name}> is due: <${inner.name}> was opened on line ${line}.`);
    }
    const closed = this.#closed.get(name);
    const why =
      closed === undefined ? `no <${name}> is open` : `<${name}> was closed on line ${this.#positions.at(closed).line}`;
    this.#fail(start, `</${name}> closes nothing: ${why}.`);
  }

  #fail(offset: number, message: string, hint?: string): never {
    const source = this.#positions.at(offset);
    const problem = { code: 'root.well-formed', severity: 'error', path: '', source, message } as const;
    throw new BxmlError([hint === undefined ? problem : { ...problem, hint }]);
  }
}

/** Whether text inside the element is text: in speech, in SSML, in elements with text content, in unknown ones. */
function holdsText(type: ElementType): boolean {
  if (typeof type === 'string') return true;
  const { content = 'none' } = (type as Verb<never>)[VERB_BRAND];
  return content === 'text' || content === 'speech';
}
