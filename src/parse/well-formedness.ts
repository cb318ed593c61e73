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

/** An element whose closing tag has not come yet. */
export interface Unclosed {
  readonly name: string;
  /** Where its tag begins. */
  readonly start: number;
}

/** What has been read before the place where the parser gave up. */
interface ReadSoFar {
  /** The elements that are open there, outermost first. */
  readonly open: readonly Unclosed[];
  /** Where elements have been closed, the latest of each name. */
  readonly closed: ReadonlyMap<string, number>;
  readonly hasRoot: boolean;
  /** Whether an element is known to have an attribute of that name. */
  knows(element: string, attribute: string): boolean;
  /** The line, counted from 1, of an offset. */
  lineOf(offset: number): number;
}

const NAME = new RegExp(XML_NAME_SOURCE, 'y');
const SPACE = /[ \t\r\n]*/y;
const OUTSIDE = /[^ \t\r\n]/g;
const CONTENT = /[<&]|\]\]>/g;
const QUOTE_IN_VALUE = 'Write &quot; for a quote in a value.';
const VALUE_PART = /[<&]/g;

/** What may stand where an attribute is expected, and be told even if it is a piece of a value. */
const MARKUP = /["'/=]/;

/**
 * Says in words that help what the parser of XML has refused in words of its own. It reads one piece of the text, a tag
 * or a run of text, from the end of the last piece that was fine, and runs once, when reading is over anyway.
 *
 * It quotes names alone, and no name that may be none: what follows the value of an attribute may be a piece of that
 * value, which a quote in it has ended too early, and the value may be a password.
 */
export class Explainer {
  readonly #text: string;
  readonly #soFar: ReadSoFar;

  constructor(text: string, soFar: ReadSoFar) {
    this.#text = text;
    this.#soFar = soFar;
  }

  /** The first thing that is wrong from an offset on where a piece of the document begins. */
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

  /** Where the next markup begins: outside the root nothing else may stand. */
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
      if (this.#text[at] === ']') return { at, message: ']]> may not stand in text.', hint: 'Write ]]&gt;.' };
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

  /** Where the text goes on after the markup, or what is wrong with it. */
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
    return { at: end, message: 'Inside a comment -- may not stand.', hint: 'A comment ends with -->.' };
  }

  #instruction(at: number): Malformation {
    if (!/^<\?xml[\s?]/i.test(this.#text.slice(at, at + 6))) return processingInstruction(at);
    if (at === 0) return malformedDeclaration(this.#text.slice(0, 200));
    const hint = 'Remove what stands before it, white space too; a document has one declaration.';
    return { at, message: 'The XML declaration must be the first thing in the text.', hint };
  }

  #closingTag(at: number): Malformation | undefined {
    const end = this.#skip(NAME, at + 2);
    const name = this.#text.slice(at + 2, end);
    if (name === '') return { at, message: '</ begins no closing tag.', hint: 'A closing tag is </Name>.' };
    if (this.#text[this.#skip(SPACE, end)] !== '>') {
      return {
        at,
        message: `The closing tag </${shownName(name)} does not end with >.`,
        hint: 'It has a name and nothing more.',
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
      const due = shownName(innermost.name);
      return {
        at,
        message: `</${tag}> stands where </${due}> is due: <${due}> was opened on line ${lineOf(innermost.start)}.`,
        hint: open.some((other) => other.name === name)
          ? `Add </${due}> before it, or write <${due}/>.`
          : closestMatch(name, [innermost.name]) && `Did you mean </${due}>?`,
      };
    }
    const why = closedAt === undefined ? `no <${tag}> is open` : `<${tag}> was closed on line ${lineOf(closedAt)}`;
    return { at, message: `</${tag}> closes nothing: ${why}.`, hint: 'Remove it.' };
  }

  #openingTag(at: number): number | Malformation {
    const end = this.#skip(NAME, at + 1);
    const name = this.#text.slice(at + 1, end);
    if (name === '') return { at, message: '< begins no tag.', hint: 'Write &lt; for the character <.' };
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
      const what = isFirst || MARKUP.test(character) ? quoted(character) : 'Something else';
      const message = `${what} stands in the tag <${tag}>; expected an attribute, > or />.`;
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
    return { at: start, message: `The value of ${of} does not stand in quotes.`, hint };
  }

  #value(start: number, of: string): number | Malformation {
    const quote = this.#text[start] ?? '';
    const end = this.#text.indexOf(quote, start + 1);
    if (end === -1)
      return { at: start, message: `The value of ${of} is never closed.`, hint: `It ends with ${quote}.` };
    // Looked for in the value alone: what follows it may be long, and hold neither.
    const value = this.#text.slice(start, end);
    for (let index = start + 1; ; ) {
      VALUE_PART.lastIndex = index - start;
      const found = VALUE_PART.exec(value);
      if (found === null) return end + 1;
      const at = start + found.index;
      if (this.#text[at] === '<') {
        const hint = `Write &lt; for <. Or is the closing ${quote} missing?`;
        return { at, message: `< stands in the value of ${of}.`, hint };
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
  return { at, message: '<! begins neither a comment nor a CDATA section.', hint: 'Write &lt; for the character <.' };
}

function neverEnds(at: number, name: string): Malformation {
  return { at, message: `The tag <${shownName(name)} does not end.`, hint: 'A tag ends with > or />.' };
}
