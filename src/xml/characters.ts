// Characters and names that XML allows, and how text is escaped.

/** Receives the illegal characters and the byte count that escaping finds. */
export interface CharacterReport {
  /** Called for a character that XML cannot contain; `index` counts UTF-16 units from the start of `text`. */
  illegalCharacter(text: string, index: number): void;
  /** The UTF-8 bytes of the escaped strings so far, minus one for each UTF-16 unit. */
  extraBytes: number;
}

// These also match non-ASCII characters, so that one search decides whether a string needs escaping or byte counting.
const SPECIAL_IN_TEXT = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;

const ILLEGAL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Returns the index of the first character that XML cannot contain, or -1. */
export function indexOfIllegalCharacter(text: string): number {
  return text.search(ILLEGAL);
}

/**
 * Escapes text content of an element. `>` is always escaped, so that `]]>` never occurs. A carriage return is escaped
 * too, because a parser would convert it to a line feed. Illegal characters are reported and removed.
 */
export function escapeText(text: string, report: CharacterReport): string {
  // Performance: reading a character flattens a concatenated string; the search is slow on one that is not flat.
  text.charCodeAt(0);
  const first = text.search(SPECIAL_IN_TEXT);
  return first === -1 ? text : escapeFrom(first, text, false, report);
}

/**
 * Escapes the value of an attribute in double quotes. White space other than spaces is escaped, because a parser would
 * convert it to spaces. Illegal characters are reported and removed.
 */
export function escapeAttribute(text: string, report: CharacterReport): string {
  text.charCodeAt(0);
  const first = text.search(SPECIAL_IN_ATTRIBUTE);
  return first === -1 ? text : escapeFrom(first, text, true, report);
}

/** Escapes from the first character that may need it. One pass finds characters to escape and illegal characters. */
export function escapeFrom(first: number, text: string, inAttribute: boolean, report: CharacterReport): string {
  let out = '';
  let written = 0;
  for (let index = first; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 62 && code < 0xd800) {
      if (code > 0x7f) report.extraBytes += code > 0x7ff ? 2 : 1;
      continue;
    }
    if (isLeadOfPair(code, text, index)) {
      // Four bytes in UTF-8 for two UTF-16 units.
      report.extraBytes += 2;
      index++;
      continue;
    }
    const reference = referenceFor(code, inAttribute);
    if (reference === undefined) {
      if (code > 0x7f) report.extraBytes += 2;
      continue;
    }
    if (reference === '') report.illegalCharacter(text, index);
    out += text.slice(written, index) + reference;
    written = index + 1;
  }
  return written === 0 ? text : out + text.slice(written);
}

function isLeadOfPair(code: number, text: string, index: number): boolean {
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** Returns the reference for a character: `undefined` if it needs no escaping, `''` if it is illegal. */
function referenceFor(code: number, inAttribute: boolean): string | undefined {
  switch (code) {
    case 38:
      return '&amp;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    case 13:
      return '&#13;';
    case 34:
      return inAttribute ? '&quot;' : undefined;
    case 9:
      return inAttribute ? '&#9;' : undefined;
    case 10:
      return inAttribute ? '&#10;' : undefined;
    default:
      return code < 32 || (code >= 0xd800 && code <= 0xdfff) || code >= 0xfffe ? '' : undefined;
  }
}

/** The five entities that XML predefines. */
export const PREDEFINED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** True if the string is empty or only XML white space. */
export function isWhiteSpace(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** Returns the string without XML white space at both ends. Runs in linear time, unlike a regular expression for the end. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return end - start === text.length ? text : text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** Returns the number of code points in the string, without copying it. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if (!isLeadOfPair(text.charCodeAt(index), text, index)) continue;
    count--;
    index++;
  }
  return count;
}

const START =
  'A-Za-z_:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd';

/** Name characters from U+10000 to U+EFFFF are surrogate pairs. */
const PAIR = '[\\ud800-\\udb7f][\\udc00-\\udfff]';
const FURTHER = `[${START}\\u00b7\\u0300-\\u036f\\u203f\\u2040.0-9-]*`;

/** The source of a regular expression that matches a name of an XML element or attribute. */
export const XML_NAME_SOURCE = `(?:[${START}]|${PAIR})${FURTHER}(?:${PAIR}${FURTHER})*`;

const XML_NAME = new RegExp(`^${XML_NAME_SOURCE}$`);

/** True if the string is a valid name of an element or attribute. */
export function isXmlName(name: string): boolean {
  return XML_NAME.test(name);
}
