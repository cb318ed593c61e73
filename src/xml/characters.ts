// What may stand in an XML document, and how it is written there.

/** Receives what escaping finds in a text beside characters to escape. */
export interface CharacterReport {
  /** Called for a character that no XML document can hold; `index` counts UTF-16 units from the start of `text`. */
  illegalCharacter(text: string, index: number): void;
  /** How many bytes the texts so far take as UTF-8 beyond one for each UTF-16 unit. */
  extraBytes: number;
}

// These also find what is not ASCII, so that one search tells whether a text needs a second look.
const SPECIAL_IN_TEXT = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;

const ILLEGAL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Returns the index of the first character that no XML document can hold, or -1. */
export function indexOfIllegalCharacter(text: string): number {
  return text.search(ILLEGAL);
}

/** Performance: up to this length a loop over the characters is faster than a regular expression. */
const SHORT = 12;

/** Printable ASCII that is never escaped, by code. */
const PLAIN = new Uint8Array(128).fill(1, 32, 127);
for (const special of [34, 38, 60, 62]) PLAIN[special] = 0;

/**
 * Returns the text as the content of an element. `>` is always written as a reference, so that `]]>` is never raw; so
 * is a carriage return, which a parser would turn into a line feed. Illegal characters are reported and left out.
 */
export function escapeText(text: string, report: CharacterReport): string {
  return text.length <= SHORT ? escapeShort(text, false, report) : escapeLong(text, false, report);
}

/**
 * Returns the text as the value of an attribute, between double quotes; white space survives as references. Illegal
 * characters are reported and left out.
 */
export function escapeAttribute(text: string, report: CharacterReport): string {
  return text.length <= SHORT ? escapeShort(text, true, report) : escapeLong(text, true, report);
}

function escapeShort(text: string, inAttribute: boolean, report: CharacterReport): string {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 62 ? code > 127 : PLAIN[code] !== 1) return escapeFrom(index, text, inAttribute, report);
  }
  return text;
}

function escapeLong(text: string, inAttribute: boolean, report: CharacterReport): string {
  // Performance: reading a character makes a concatenated text flat, without which the search takes its slow way.
  text.charCodeAt(0);
  const first = text.search(inAttribute ? SPECIAL_IN_ATTRIBUTE : SPECIAL_IN_TEXT);
  return first === -1 ? text : escapeFrom(first, text, inAttribute, report);
}

/** Escapes from the first character on that may need it. One pass finds what to escape and what is illegal. */
function escapeFrom(first: number, text: string, inAttribute: boolean, report: CharacterReport): string {
  let out = '';
  let written = 0;
  for (let index = first; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 62 && code < 0xd800) {
      if (code > 0x7f) report.extraBytes += code > 0x7ff ? 2 : 1;
      continue;
    }
    if (isLeadOfPair(code, text, index)) {
      // Four bytes for two units.
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

/** Returns the reference to write for the character: `undefined` if it is written as it is, `''` if it is illegal. */
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

/** The five entities that XML knows without a declaration. */
export const PREDEFINED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Whether the text is empty or XML white space alone. */
export function isWhiteSpace(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** The text without the XML white space around it. In linear time, which a pattern for white space at an end is not. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** Returns how many characters the text has, as people count them: a pair of surrogates is one. Makes no copy. */
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

/** The characters of names beyond U+FFFF, U+10000 to U+EFFFF, come as pairs of surrogates. */
const PAIR = '[\\ud800-\\udb7f][\\udc00-\\udfff]';
const FURTHER = `[${START}\\u00b7\\u0300-\\u036f\\u203f\\u2040.0-9-]*`;

/** The source of a regular expression that matches a name of an XML element or attribute. */
export const XML_NAME_SOURCE = `(?:[${START}]|${PAIR})${FURTHER}(?:${PAIR}${FURTHER})*`;

const XML_NAME = new RegExp(`^${XML_NAME_SOURCE}$`);

/** Whether an element or an attribute may be called so. */
export function isXmlName(name: string): boolean {
  return XML_NAME.test(name);
}
