/** The kinds of tokens that are colored. */
export type TokenKind =
  | 'text'
  | 'punctuation'
  | 'name'
  | 'attribute'
  | 'value'
  | 'number'
  | 'constant'
  | 'comment'
  | 'invalid';

/** A part of a source text. Tokens follow one another without gaps. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A tag, a text or a comment, with its tokens. */
export interface Markup {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'other';
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
}

/**
 * Splits XML into its tags and texts. It accepts every string, since what applications send may be anything: what is not
 * XML becomes text. The time is linear.
 */
export function scanXml(source: string): Markup[] {
  const found: Markup[] = [];
  let at = 0;
  while (at < source.length) {
    const markup = source[at] === '<' ? scanMarkup(source, at) : scanText(source, at);
    found.push(markup);
    at = markup.end;
  }
  return found;
}

function scanText(source: string, start: number): Markup {
  const next = source.indexOf('<', start + 1);
  const end = next < 0 ? source.length : next;
  return { kind: 'text', tokens: [{ kind: 'text', start, end }], start, end };
}

function scanMarkup(source: string, start: number): Markup {
  if (source.startsWith('<!--', start)) return section(source, start, '-->', 'comment');
  if (source.startsWith('<![CDATA[', start)) return section(source, start, ']]>', 'text');
  if (source.startsWith('<?', start)) return section(source, start, '?>', 'comment');
  if (source.startsWith('<!', start)) return section(source, start, '>', 'comment');
  if (!/[A-Za-z_/]/.test(source.charAt(start + 1))) return scanText(source, start);
  return scanTag(source, start);
}

/** Returns a part that ends with a string, or with the source. */
function section(source: string, start: number, last: string, kind: TokenKind): Markup {
  const found = source.indexOf(last, start);
  const end = found < 0 ? source.length : found + last.length;
  const tokens: Token[] = [{ kind: found < 0 ? 'invalid' : kind, start, end }];
  return { kind: last === ']]>' ? 'text' : 'other', tokens, start, end };
}

// The patterns are sticky: each matches at its position alone.
const NAME = /[^\s=<>/"']+/y;
const SPACE = /\s+/y;
const END = /\/?>/y;
const VALUE = /"[^"<]*"|'[^'<]*'/y;

function scanTag(source: string, start: number): Markup {
  const isClosing = source[start + 1] === '/';
  const tokens: Token[] = [];
  let at = start;
  const take = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, start: at, end });
    at = end;
  };
  take('punctuation', start + (isClosing ? 2 : 1));
  const name = matchEnd(NAME, source, at);
  if (name > at) take('name', name);
  while (at < source.length && source[at] !== '<') {
    const end = matchEnd(END, source, at);
    if (end > at) {
      const isEmpty = source[at] === '/';
      take('punctuation', end);
      return { kind: isClosing ? 'close' : isEmpty ? 'empty' : 'open', tokens, start, end };
    }
    take(...tokenInside(source, at));
  }
  return { kind: 'other', tokens, start, end: at };
}

/** Returns the kind and the end of the next token within a tag. */
function tokenInside(source: string, at: number): [TokenKind, number] {
  const space = matchEnd(SPACE, source, at);
  if (space > at) return ['text', space];
  if (source[at] === '=') return ['punctuation', at + 1];
  const value = matchEnd(VALUE, source, at);
  if (value > at) return ['value', value];
  const attribute = matchEnd(NAME, source, at);
  return attribute > at ? ['attribute', attribute] : ['invalid', at + 1];
}

/** Returns where a match at a position ends; the position itself if there is none. */
function matchEnd(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
