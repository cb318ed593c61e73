import type { Token, TokenKind } from './scan-xml.js';

const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const NUMBER = /-?\d[\d.eE+-]*/y;
const WORD = /[A-Za-z]+/y;
const SPACE = /\s+/y;
const NAME_END = /\s*:/y;

/** Splits JSON into tokens. It accepts every string. The time is linear. */
export function scanJson(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const [kind, end] = nextToken(source, at);
    tokens.push({ kind, start: at, end });
    at = end;
  }
  return tokens;
}

function nextToken(source: string, at: number): [TokenKind, number] {
  const string = matchEnd(STRING, source, at);
  if (string > at) return [matchEnd(NAME_END, source, string) > string ? 'name' : 'value', string];
  const space = matchEnd(SPACE, source, at);
  if (space > at) return ['text', space];
  const number = matchEnd(NUMBER, source, at);
  if (number > at) return ['number', number];
  const word = matchEnd(WORD, source, at);
  if (word > at) return [/^(?:true|false|null)$/.test(source.slice(at, word)) ? 'constant' : 'invalid', word];
  return ['{}[]:,'.includes(source.charAt(at)) ? 'punctuation' : 'invalid', at + 1];
}

function matchEnd(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
