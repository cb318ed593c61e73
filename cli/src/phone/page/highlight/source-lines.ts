import { type Markup, scanXml, type Token, type TokenKind } from './scan-xml.js';

/** A part of a line that has one color. */
export interface Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A line as it is shown. */
export interface SourceLine {
  /** The number of the line in the source; undefined if it continues the line before. */
  readonly number: number | undefined;
  readonly spans: readonly Span[];
  /** Where it begins and ends in the source. */
  readonly start: number;
  readonly end: number;
}

/** Lines longer than this are laid out, one element a line. */
const LONGEST_LINE = 160;
const INDENT = '  ';
const MAX_INDENT = 20;

/** Returns the lines of tokens as they are in the source. */
export function plainLines(source: string, tokens: readonly Token[]): SourceLine[] {
  const lines: SourceLine[] = [];
  const newlineFrom = newlines(source);
  let spans: Span[] = [];
  let start = 0;
  const finish = (end: number): void => {
    lines.push({ number: lines.length + 1, spans, start, end });
    spans = [];
    start = end + 1;
  };
  for (const { kind, start: from, end } of tokens) {
    let at = from;
    for (let newline = newlineFrom(at); newline < end; newline = newlineFrom(at)) {
      if (newline > at) spans.push({ kind, text: source.slice(at, newline) });
      finish(newline);
      at = newline + 1;
    }
    if (at < end) spans.push({ kind, text: source.slice(at, end) });
  }
  if (start < source.length || lines.length === 0) finish(source.length);
  return lines;
}

/**
 * Returns the lines of an XML document. A document in one line, or with very long lines, is laid out for reading, one
 * element a line, and each line still knows where it is in the source.
 */
export function xmlLines(source: string): SourceLine[] {
  const markup = scanXml(source);
  if (!source.trim().includes('\n') || hasLongLine(source)) return laidOut(source, markup);
  return plainLines(
    source,
    markup.flatMap(({ tokens }) => tokens),
  );
}

function hasLongLine(source: string): boolean {
  for (let at = 0; at < source.length; ) {
    const newline = source.indexOf('\n', at);
    const end = newline < 0 ? source.length : newline;
    if (end - at > LONGEST_LINE) return true;
    at = end + 1;
  }
  return false;
}

/** Writes each element on a line of its own; an element that has only text stays on one line. */
function laidOut(source: string, markup: readonly Markup[]): SourceLine[] {
  const layout = new Layout(source);
  let depth = 0;
  let previous: Markup['kind'] = 'other';
  let isInline = false; // The line has an opening tag and, at most, its text.
  for (const one of markup) {
    if (one.kind === 'text' && source.slice(one.start, one.end).trim() === '') continue;
    if (one.kind === 'close') depth = Math.max(0, depth - 1);
    const isContinued: boolean = isInline && (one.kind === 'close' || (one.kind === 'text' && previous === 'open'));
    if (!isContinued) layout.begin(one.start, depth);
    layout.add(one);
    if (one.kind === 'open') depth++;
    isInline = one.kind === 'open' || (isContinued && one.kind === 'text');
    previous = one.kind;
  }
  return layout.lines();
}

class Layout {
  readonly #source: string;
  readonly #newlineFrom: (at: number) => number;
  readonly #lines: { number: number | undefined; spans: Span[]; start: number; end: number }[] = [];
  #number = 1;
  #counted = 0;
  #lastNumber = 0;

  constructor(source: string) {
    this.#source = source;
    this.#newlineFrom = newlines(source);
  }

  begin(start: number, depth: number): void {
    for (let at = this.#newlineFrom(this.#counted); at < start; at = this.#newlineFrom(this.#counted)) {
      this.#number++;
      this.#counted = at + 1;
    }
    const number = this.#number === this.#lastNumber ? undefined : this.#number;
    this.#lastNumber = this.#number;
    const indent = INDENT.repeat(Math.min(depth, MAX_INDENT));
    this.#lines.push({ number, spans: indent === '' ? [] : [{ kind: 'text', text: indent }], start, end: start });
  }

  add({ tokens, end }: Markup): void {
    const line = this.#lines.at(-1);
    if (line === undefined) return;
    for (const token of tokens) {
      line.spans.push({ kind: token.kind, text: this.#source.slice(token.start, token.end).replace(/\s*\n\s*/g, ' ') });
    }
    line.end = end;
  }

  lines(): SourceLine[] {
    return this.#lines;
  }
}

/**
 * Returns a function that returns the next newline from a position on; infinity if there is none. Positions only grow, so
 * each part of the source is searched once.
 */
function newlines(source: string): (at: number) => number {
  let next = -1;
  return (at) => {
    if (next < at) {
      const found = source.indexOf('\n', at);
      next = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return next;
  };
}

/**
 * Returns the index of the line that shows a place in the source. Lines and columns count from 1; without a column it is
 * the first line that shows that line of the source.
 */
export function lineOf(lines: readonly SourceLine[], source: string, line: number, column: number | undefined): number {
  let offset = 0;
  for (let number = 1; number < line; number++) {
    const newline = source.indexOf('\n', offset);
    if (newline < 0) return lines.length - 1;
    offset = newline + 1;
  }
  if (column !== undefined) offset += column - 1;
  const found = lines.findLastIndex(({ start }) => start <= offset);
  return Math.max(0, found);
}
