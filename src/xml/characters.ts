// What may stand in an XML document, and how it is written there.

/** Told what a text holds beyond plain ASCII while it is being escaped. */
export interface CharacterReport {
  /** A character that no XML document can hold; `index` counts UTF-16 units from the start of `text`. */
  illegalCharacter(text: string, index: number): void;
  /** How many more bytes than UTF-16 units the text takes as UTF-8. */
  beyondAscii(bytes: number): void;
}

// Beside what has to be escaped these find what is no ASCII: those texts are read anyway, to count their bytes.
const SPECIAL_IN_TEXT = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\x80-\uffff]/;

const ILLEGAL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Where the first character stands that no XML document can hold; -1 where all are legal. */
export function indexOfIllegalCharacter(text: string): number {
  return text.search(ILLEGAL);
}

/** Up to here looking at each character takes less time than to set a regular expression going. */
const SHORT = 20;

/** Printable ASCII that is never escaped, by code. */
const PLAIN = new Uint8Array(127).fill(1, 32);
for (const special of [34, 38, 60, 62]) PLAIN[special] = 0;

/** Whether the text holds such characters alone. */
function isPlain(text: string): boolean {
  // Beyond the table there is `undefined`.
  for (let index = 0; index < text.length; index++) if (PLAIN[text.charCodeAt(index)] !== 1) return false;
  return true;
}

/**
 * Text as the content of an element. `>` is always written as a reference, so that `]]>` never stands raw; so is a
 * carriage return, which a reader would turn into a line feed.
 */
export function escapeText(text: string, report: CharacterReport): string {
  if (text.length <= SHORT && isPlain(text)) return text;
  const first = text.search(SPECIAL_IN_TEXT);
  return first === -1 ? text : escapeFrom(first, text, false, report);
}

/** Text as the value of an attribute, between double quotes; white space survives as references. */
export function escapeAttribute(text: string, report: CharacterReport): string {
  if (text.length <= SHORT && isPlain(text)) return text;
  const first = text.search(SPECIAL_IN_ATTRIBUTE);
  return first === -1 ? text : escapeFrom(first, text, true, report);
}

function escapeFrom(first: number, text: string, inAttribute: boolean, report: CharacterReport): string {
  let out = '';
  let written = 0;
  let bytes = 0;
  for (let index = first; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 62 && code < 0xd800) {
      if (code > 0x7f) bytes += code < 0x800 ? 1 : 2;
      continue;
    }
    if (isLeadOfPair(code, text, index)) {
      // Two units, four bytes.
      bytes += 2;
      index++;
      continue;
    }
    const reference = referenceFor(code, inAttribute);
    if (reference === undefined) {
      if (code > 0x7f) bytes += 2;
      continue;
    }
    if (reference === '') report.illegalCharacter(text, index);
    out += text.slice(written, index) + reference;
    written = index + 1;
  }
  if (bytes > 0) report.beyondAscii(bytes);
  return written === 0 ? text : out + text.slice(written);
}

function isLeadOfPair(code: number, text: string, index: number): boolean {
  if (code < 0xd800 || code > 0xdbff) return false;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/** What stands for the character in a document: `undefined` for itself, nothing for an illegal one. */
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
