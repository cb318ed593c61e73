import { quoted, shownName } from '../problems/inspect.js';
import { closestMatch } from '../problems/suggestion.js';
import { XML_NAME_SOURCE } from '../xml/characters.js';
import { referenceAt } from '../xml/reference.js';
import {
  documentType,
  type Malformation,
  malformedDeclaration,
  noElement,
  processingInstruction,
  secondRoot,
  textOutside,
} from './malformations.js';

/** An element whose closing tag has not been read. */
export interface Unclosed {
  readonly name: string;
  /** Offset of its opening tag. */
  readonly start: number;
}

/** The state of the reader at the position where the parser failed. */
interface ReadSoFar {
  /** The open elements, outermost first. */
  readonly open: readonly Unclosed[];
  /** Offsets of the last closing tag of each name. */
  readonly closed: ReadonlyMap<string, number>;
  readonly hasRoot: boolean;
  /** True if the element is known to have an attribute of that name. */
  knows(element: string, attribute: string): boolean;
  /** Returns the line of an offset, counted from 1. */
  lineOf(offset: number): number;
}

const NAME = new RegExp(XML_NAME_SOURCE, 'y');
const SPACE = /[ \t\r\n]*/y;
const OUTSIDE = /[^ \t\r\n]/g;
const CONTENT = /[<&]|\]\]>/g;
const QUOTE_IN_VALUE = 'Write &quot; for a quote in a value.';
const VALUE_PART = /[<&]/g;

/** Characters that a message may quote in place of an attribute, even if they are part of a value. */
const MARKUP = /["'/=]/;

/**
 * Explains why the XML parser rejected a document, with a more helpful message than the parser's. It reads from the end
 * of the last valid token, and runs once, after the parser has failed.
 *
 * It quotes only names. A name after an attribute value is quoted only if the element has an attribute of that name:
 * otherwise it may be part of the value, ended too early by an unescaped quote, and the value may be a password.
 */
export class Explainer {
  readonly #text: string;
  readonly #soFar: ReadSoFar;

  constructor(text: string, soFar: ReadSoFar) {
    this.#text = text;
    this.#soFar = soFar;
  }

  /** Returns the first malformation after an offset where a token begins. */
  explain(from: number): Malformation | undefined {
    let index = from;
    for (;;) {
      const next = this.#soFar.open.length === 0 ? this.#nextOutside(index) : this.#nextInside(index);
      if (typeof next !== 'number') return next;
      const found = this.#markup(next);
      if (typeof found !== 'number') return found;
      index = found;
    }
  }

  /** Returns the offset of the next markup outside the root, where text is not allowed. */
  #nextOutside(from: number): number | Malformation {
    const at = this.#find(OUTSIDE, from);
    if (at === -1) return noElement;
    return this.#text[at] === '<' && !this.#text.startsWith('<![CDATA[', at) ? at : textOutside(at);
  }

  #nextInside(from: number): number | Malformation {
    let index = from;
    for (;;) {
      const at = this.#find(CONTENT, index);
      if (at === -1) return this.#neverClosed();
      if (this.#text[at] === '<') return at;
      if (this.#text[at] === ']') return { at, message: ']]> is not allowed in text.', hint: 'Write ]]&gt;.' };
      const reference = referenceAt(this.#text, at, 'text');
      if ('message' in reference) return { at, ...reference };
      index = reference.end;
    }
  }

  #neverClosed(): Malformation {
    const { name: whole, start } = this.#soFar.open.at(-1) ?? { name: '', start: 0 };
    const name = shownName(whole);
    return { at: start, message: `<${name}> is never closed.`, hint: `Add </${name}>, or write <${name}/>.` };
  }

  /** Returns the offset after the markup, or its malformation. */
  #markup(at: number): number | Malformation | undefined {
    const start = this.#text.slice(at, at + 9);
    if (start.startsWith('<!--')) return this.#comment(at);
    if (start === '<![CDATA[') {
      return this.#after(']]>', at) ?? { at, message: 'A CDATA section is never closed.', hint: 'It ends with ]]>.' };
    }
    if (start.startsWith('<!')) return unknownMarkup(at, start);
    if (start.startsWith('<?')) return this.#instruction(at);
    if (start.startsWith('</')) return this.#closingTag(at);
    return this.#openingTag(at);
  }

  #comment(at: number): number | Malformation {
    const end = this.#text.indexOf('--', at + 4);
    if (end === -1) return { at, message: 'A comment is never closed.', hint: 'It ends with -->.' };
    if (this.#text[end + 2] === '>') return end + 3;
    return { at: end, message: '-- is not allowed inside a comment.', hint: 'A comment ends with -->.' };
  }

  #instruction(at: number): Malformation {
    if (!/^<\?xml[\s?]/i.test(this.#text.slice(at, at + 6))) return processingInstruction(at);
    if (at === 0) return malformedDeclaration(this.#text.slice(0, 200));
    const hint = 'Remove everything before it, including white space; a document has only one declaration.';
    return { at, message: 'The XML declaration must be the first thing in the document.', hint };
  }

  #closingTag(at: number): Malformation | undefined {
    const end = this.#skip(NAME, at + 2);
    const name = this.#text.slice(at + 2, end);
    if (name === '')
      return { at, message: '</ does not begin a closing tag.', hint: 'A closing tag is written </Name>.' };
    if (this.#text[this.#skip(SPACE, end)] !== '>') {
      return {
        at,
        message: `The closing tag </${shownName(name)} does not end with >.`,
        hint: 'A closing tag contains only a name.',
      };
    }
    return this.#wrongClosingTag(at, name);
  }

  #wrongClosingTag(at: number, name: string): Malformation | undefined {
    const { open, closed, lineOf } = this.#soFar;
    const innermost = open.at(-1);
    if (innermost?.name === name) return undefined;
    const closedAt = closed.get(name);
    const tag = shownName(name);
    if (innermost !== undefined && (closedAt === undefined || open.some((other) => other.name === name))) {
      const expected = shownName(innermost.name);
      return {
        at,
        message: `Found </${tag}>; expected </${expected}>, because <${expected}> was opened on line ${lineOf(innermost.start)}.`,
        hint: open.some((other) => other.name === name)
          ? `Add </${expected}> before it, or write <${expected}/>.`
          : closestMatch(name, [innermost.name]) && `Did you mean </${expected}>?`,
      };
    }
    const why = closedAt === undefined ? `no <${tag}> is open` : `<${tag}> was closed on line ${lineOf(closedAt)}`;
    return { at, message: `</${tag}> does not close an element: ${why}.`, hint: 'Remove it.' };
  }

  #openingTag(at: number): number | Malformation {
    const end = this.#skip(NAME, at + 1);
    const name = this.#text.slice(at + 1, end);
    if (name === '') return { at, message: '< does not begin a tag.', hint: 'Write &lt; for the character <.' };
    if (this.#soFar.open.length === 0 && this.#soFar.hasRoot) return secondRoot(at);
    let index = end;
    for (;;) {
      const next = this.#skip(SPACE, index);
      const character = this.#text[next];
      if (character === '>') return next + 1;
      if (character === '/' && this.#text[next + 1] === '>') return next + 2;
      if (character === undefined || character === '<') return neverEnds(at, name);
      const after = this.#attribute(next, next > index, name, index === end);
      if (typeof after !== 'number') return after;
      index = after;
    }
  }

  #attribute(at: number, isApart: boolean, element: string, isFirst: boolean): number | Malformation {
    const end = this.#skip(NAME, at);
    const name = this.#text.slice(at, end);
    const tag = shownName(element);
    if (name === '') {
      const character = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
      const found = isFirst || MARKUP.test(character) ? quoted(character) : 'other text';
      const message = `Found ${found} in the tag <${tag}>; expected an attribute, > or />.`;
      return { at, message, hint: 'An attribute is written name="value".' };
    }
    const known = isFirst || this.#soFar.knows(element, name) ? shownName(name) : undefined;
    if (!isApart) {
      const what = known === undefined ? 'an attribute' : `the attribute ${known}`;
      return { at, message: `White space is missing before ${what} of <${tag}>.`, hint: QUOTE_IN_VALUE };
    }
    const equals = this.#skip(SPACE, end);
    const hint = `Write ${known ?? 'name'}="…".`;
    if (this.#text[equals] !== '=') {
      const what = known === undefined ? 'An attribute' : `The attribute ${known}`;
      return { at, message: `${what} of <${tag}> has no value.`, hint };
    }
    const start = this.#skip(SPACE, equals + 1);
    const of = `${known ?? 'an attribute'} on <${tag}>`;
    if (this.#text[start] === '"' || this.#text[start] === "'") return this.#value(start, of);
    return { at: start, message: `The value of ${of} is not in quotes.`, hint };
  }

  #value(start: number, of: string): number | Malformation {
    const quote = this.#text[start] ?? '';
    const end = this.#text.indexOf(quote, start + 1);
    if (end === -1)
      return { at: start, message: `The value of ${of} is never closed.`, hint: `It ends with ${quote}.` };
    // Search only the value: the rest of the document may be long and contain neither character.
    const value = this.#text.slice(start, end);
    for (let index = start + 1; ; ) {
      VALUE_PART.lastIndex = index - start;
      const found = VALUE_PART.exec(value);
      if (found === null) return end + 1;
      const at = start + found.index;
      if (this.#text[at] === '<') {
        const hint = `Write &lt; for <. Or is the closing ${quote} missing?`;
        return { at, message: `< is not allowed in the value of ${of}.`, hint };
      }
      const reference = referenceAt(this.#text, at, 'value');
      if ('message' in reference) return { at, ...reference };
      index = reference.end;
    }
  }

  #after(end: string, from: number): number | undefined {
    const at = this.#text.indexOf(end, from);
    return at === -1 ? undefined : at + end.length;
  }

  #find(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(this.#text)?.index ?? -1;
  }

  #skip(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return from + (pattern.exec(this.#text)?.[0].length ?? 0);
  }
}

function unknownMarkup(at: number, start: string): Malformation {
  if (/^<!doctype/i.test(start)) return documentType(at);
  return { at, message: '<! does not begin a comment or a CDATA section.', hint: 'Write &lt; for the character <.' };
}

function neverEnds(at: number, name: string): Malformation {
  return { at, message: `The tag <${shownName(name)} does not end.`, hint: 'A tag ends with > or />.' };
}
