// What may stand in an XML document, and how it is written there.

/** Told of characters that no XML document can hold. */
export interface IllegalCharacterReport {
  /** `index` counts UTF-16 units from the start of `text`. */
  illegalCharacter(text: string, index: number): void;
}

const SPECIAL_IN_TEXT = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;

const ILLEGAL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Where the first character stands that no XML document can hold; -1 where all are legal. */
export function indexOfIllegalCharacter(text: string): number {
  return text.search(ILLEGAL);
}

/**
 * Text as the content of an element. `>` is always written as a reference, so that `]]>` never stands raw; so is a
 * carriage return, which a reader would turn into a line feed.
 */
export function escapeText(text: string, report: IllegalCharacterReport): string {
  const first = text.search(SPECIAL_IN_TEXT);
  return first === -1 ? text : escapeFrom(first, text, false, report);
}

/** Text as the value of an attribute, between double quotes; white space survives as references. */
export function escapeAttribute(text: string, report: IllegalCharacterReport): string {
  const first = text.search(SPECIAL_IN_ATTRIBUTE);
  return first === -1 ? text : escapeFrom(first, text, true, report);
}

function escapeFrom(first: number, text: string, inAttribute: boolean, report: IllegalCharacterReport): string {
  let out = '';
  let written = 0;
  for (let index = first; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 62 && code < 0xd800) continue;
    if (isLeadOfPair(code, text, index)) {
      index++;
      continue;
    }
    const reference = referenceFor(code, inAttribute);
    if (reference === undefined) continue;
    if (reference === '') report.illegalCharacter(text, index);
    out += text.slice(written, index) + reference;
    written = index + 1;
  }
  return out + text.slice(written);
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

/** The text without the XML white space around it. */
export function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
}

/** How many bytes the text takes as UTF-8. */
export function utf8Length(text: string): number {
  const { TextEncoder } = globalThis as { TextEncoder?: new () => { encode(text: string): Uint8Array } };
  // Every engine in wide use has it, and counts ten times as fast with it; the language itself does not promise it.
  return TextEncoder === undefined ? countBytes(text) : new TextEncoder().encode(text).length;
}

/** The same without help. */
export function countBytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    // Each half of a surrogate pair counts two: together the four bytes of the character.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
