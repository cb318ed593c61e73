import { SaxesParser } from 'saxes';
import { Fragment } from '../jsx/create-element.js';
import { type ElementType, locatedNode, type ReadAttribute, ReadNode } from '../jsx/element.js';
import { BxmlError } from '../problems/bxml-error.js';
import { codePoint, shownName } from '../problems/inspect.js';
import type { SourcePosition } from '../problems/problem.js';
import { closestMatch } from '../problems/suggestion.js';
import { ssmlVocabulary } from '../ssml/ssml-elements.js';
import { VERB_BRAND, type Verb } from '../verbs/define/define-verb.js';
import { indexOfIllegalCharacter, isWhiteSpace } from '../xml/characters.js';
import {
  documentType,
  foreignDeclaration,
  type Malformation,
  processingInstruction,
  secondRoot,
  textOutside,
} from './malformations.js';
import { Explainer, type Unclosed } from './well-formedness.js';

/** Maximum nesting depth of elements. BXML documents need only a few levels. */
const MAX_NESTING = 200;

/** Maximum number of attributes per element. Every BXML element has fewer than thirty. */
const MAX_ATTRIBUTES = 1000;

/** Maximum number of unknown names that get a suggestion. Validation keeps at most as many problems. */
const MAX_SUGGESTIONS = 10_000;

const NOT_SPACE = /[^ \t\r\n]/g;

/** An element whose closing tag has not been read. */
interface OpenElement extends Unclosed {
  readonly type: ElementType;
  readonly text: 'kept' | 'located' | 'stray';
  readonly attributes: ReadAttribute[];
  readonly attributeNames: Set<string>;
  readonly children: unknown[];
  /** The text since the last child element, and the offset of its first character that is not white space, or -1. */
  run: string;
  runStart: number;
}

/** Reads one document into an element tree with source positions. The XML parser checks that it is well-formed. */
export class DocumentReader {
  readonly #text: string;
  readonly #verbs: ReadonlyMap<string, Verb<never>>;
  readonly #positions: TextPositions;
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #open: OpenElement[] = [];
  /** Offsets of the last closing tag of each name, for the message about an extra closing tag. */
  readonly #closed = new Map<string, number>();
  /** The closest verb for each unknown name. */
  readonly #meant = new Map<string, string | undefined>();
  #root: ReadNode | undefined;
  /** The end offset of the last token: a tag, an attribute within a tag, a comment, a CDATA section, or text before one. */
  #end = 0;
  #isInTag = false;

  constructor(text: string, verbs: ReadonlyMap<string, Verb<never>>) {
    // A byte order mark is not part of the document or of its first line.
    this.#text = text.startsWith('\ufeff') ? text.slice(1) : text;
    this.#verbs = verbs;
    this.#positions = new TextPositions(this.#text);
    const parser = this.#parser;
    parser.on('xmldecl', ({ encoding, version }) => this.#declaration(version, encoding));
    parser.on('doctype', () => this.#fail(documentType(this.#nextTag())));
    parser.on('processinginstruction', () => this.#fail(processingInstruction(this.#nextTag())));
    parser.on('comment', () => this.#comment());
    parser.on('opentagstart', ({ name }) => this.#openTag(name));
    parser.on('attribute', ({ name, value }) => this.#attribute(name, value));
    parser.on('opentag', () => this.#endOfOpenTag());
    parser.on('closetag', ({ isSelfClosing }) => this.#closeTag(isSelfClosing));
    parser.on('text', (text) => this.#characters(text, this.#nextTag()));
    parser.on('cdata', (text) => this.#characters(text, this.#parser.position));
    parser.on('error', ({ message }) => this.#malformed(message.replace(/^\d+:\d+: /, '')));
  }

  read(): ReadNode {
    // The parser does not reject unpaired surrogates.
    const illegal = indexOfIllegalCharacter(this.#text);
    if (illegal !== -1) this.#fail(illegalCharacter(this.#text, illegal));
    // The parser would ignore a second byte order mark.
    if (this.#text.startsWith('\ufeff')) this.#fail(textOutside(0));
    this.#parser.write(this.#text).close();
    return this.#root ?? this.#malformed('there is no element');
  }

  #declaration(version: string | undefined, encoding: string | undefined): void {
    const foreign = foreignDeclaration(version, encoding);
    if (foreign !== undefined) this.#fail(foreign);
    this.#end = this.#parser.position;
  }

  /** Called at the second hyphen that ends a comment. If no > follows, the parser fails at the next character. */
  #comment(): void {
    const { position } = this.#parser;
    if (this.#text[position] === '>') this.#end = position + 1;
  }

  #openTag(name: string): void {
    const start = this.#nextTag();
    if (this.#root !== undefined) this.#fail(secondRoot(start));
    if (this.#open.length >= MAX_NESTING) {
      this.#fail({
        at: start,
        message: `Elements are nested more than ${MAX_NESTING} levels deep.`,
        hint: 'Is a closing tag missing?',
      });
    }
    this.#endRun();
    const type = this.#verbs.get(name) ?? name;
    const content = { type, text: placeOfText(type), attributes: [], attributeNames: new Set<string>(), children: [] };
    this.#open.push({ name, start, ...content, run: '', runStart: -1 });
    this.#isInTag = true;
    this.#end = start + name.length + 1;
  }

  #attribute(name: string, text: string): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    const at = this.#skipSpace(this.#end);
    if (open.attributes.length >= MAX_ATTRIBUTES) {
      this.#fail({ at, message: `<${shownName(open.name)}> has more than ${MAX_ATTRIBUTES} attributes.` });
    }
    if (open.attributeNames.has(name)) {
      // The names may be parts of a value: see Explainer.
      const isName = open.attributes[0]?.name === name || this.#knows(open.name, name);
      const what = isName ? `the attribute ${shownName(name)}` : 'an attribute';
      this.#fail({ at, message: `<${shownName(open.name)}> has ${what} twice.`, hint: 'Remove one of them.' });
    }
    open.attributeNames.add(name);
    open.attributes.push({ name, text, source: this.#positions.at(at) });
    this.#end = this.#parser.position;
  }

  #endOfOpenTag(): void {
    this.#isInTag = false;
    this.#end = this.#parser.position;
  }

  #closeTag(isSelfClosing: boolean): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    // The parser reports the closing of the open element before it compares the names.
    if (!isSelfClosing && !this.#closes(open.name)) this.#malformed('unexpected close tag');
    this.#endRun();
    this.#open.pop();
    const { name, type, attributes, children, start } = open;
    const node = new ReadNode(type, attributes, children, this.#positions.at(start), this.#meantBy(type));
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = node;
    else parent.children.push(node);
    this.#closed.set(name, this.#parser.position - 1);
    this.#end = this.#parser.position;
  }

  #meantBy(type: ElementType): string | undefined {
    if (typeof type !== 'string' || ssmlVocabulary().has(type)) return undefined;
    if (!this.#meant.has(type) && this.#meant.size < MAX_SUGGESTIONS) {
      this.#meant.set(type, closestMatch(type, this.#verbs.keys()));
    }
    return this.#meant.get(type);
  }

  #knows(element: string, attribute: string): boolean {
    const verb = this.#verbs.get(element);
    const { attributes = {} } = (verb === undefined ? ssmlVocabulary().get(element) : verb[VERB_BRAND]) ?? {};
    return Object.hasOwn(attributes, attribute);
  }

  #closes(name: string): boolean {
    const start = this.#nextTag() + 2;
    const end = start + name.length;
    return this.#text.startsWith(name, start) && /[ \t\r\n>]/.test(this.#text.charAt(end));
  }

  #characters(text: string, end: number): void {
    const open = this.#open.at(-1);
    // Outside the root only white space is allowed. The parser reports any other text next.
    if (open === undefined) return;
    if (open.runStart === -1 && !isWhiteSpace(text)) open.runStart = this.#skipSpace(this.#end);
    open.run += text;
    this.#end = end;
  }

  /** Adds the text since the last child as one child, with its position if it will be checked or is not allowed. */
  #endRun(): void {
    const open = this.#open.at(-1);
    if (open === undefined || open.run === '') return;
    const { run, runStart, text, children } = open;
    open.run = '';
    open.runStart = -1;
    if (text === 'kept') children.push(run);
    else if (runStart !== -1) children.push(locatedNode(Fragment, { children: run }, this.#positions.at(runStart)));
    else if (text === 'located') children.push(run);
  }

  /** Returns the offset of the markup that the parser is reading, after white space and text. */
  #nextTag(): number {
    const at = this.#text.indexOf('<', this.#end);
    return at === -1 ? this.#text.length : at;
  }

  #skipSpace(from: number): number {
    NOT_SPACE.lastIndex = from;
    return NOT_SPACE.exec(this.#text)?.index ?? from;
  }

  /** Throws for a document that is not well-formed, with a more helpful message than the parser's. */
  #malformed(parserMessage: string): never {
    const positions = this.#positions;
    const explainer = new Explainer(this.#text, {
      open: this.#isInTag ? this.#open.slice(0, -1) : this.#open,
      closed: this.#closed,
      hasRoot: this.#root !== undefined,
      knows: (element, attribute) => this.#knows(element, attribute),
      lineOf: (offset) => positions.at(offset).line,
    });
    const from = this.#isInTag ? (this.#open.at(-1)?.start ?? 0) : this.#end;
    const at = Math.max(0, this.#parser.position - 1);
    this.#fail(explainer.explain(from) ?? { at, message: `The document is not well-formed: ${parserMessage}.` });
  }

  #fail({ at, message, hint }: Malformation): never {
    const source = this.#positions.at(at);
    const problem = { code: 'root.well-formed', severity: 'error', path: '', source, message } as const;
    throw new BxmlError([hint === undefined ? problem : { ...problem, hint }]);
  }
}

function illegalCharacter(text: string, at: number): Malformation {
  const character = text.charAt(at);
  return {
    at,
    message: `The character ${codePoint(character)} is not allowed in XML.`,
    hint: character === '\0' ? 'Was a UTF-16 file decoded as another encoding?' : 'Remove it.',
  };
}

/**
 * Returns how text directly inside an element is stored: unchanged in speech, SSML and unknown elements, and with its
 * position if a rule reads it or text is not allowed.
 */
function placeOfText(type: ElementType): OpenElement['text'] {
  if (typeof type === 'string') return ssmlVocabulary().get(type)?.content === 'none' ? 'located' : 'kept';
  const { content = 'none' } = (type as Verb<never>)[VERB_BRAND];
  if (content === 'speech') return 'kept';
  return content === 'text' ? 'located' : 'stray';
}

/** Converts offsets to lines and columns, both counted from 1. Columns count UTF-16 units. */
class TextPositions {
  readonly #lineStarts: number[] = [0];

  constructor(text: string) {
    for (const { index } of text.matchAll(/\r\n|\r|\n/g)) {
      this.#lineStarts.push(index + (text.startsWith('\r\n', index) ? 2 : 1));
    }
  }

  at(offset: number): SourcePosition {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}
