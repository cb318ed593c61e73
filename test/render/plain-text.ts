// How the plain renderer escapes: one table, and the characters of XML as the standard lists them.

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** What is no `Char` of XML 1.0; half a pair of surrogates is a code point of its own here. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Told the index of each character that XML cannot hold. */
export type OnIllegal = (text: string, index: number) => void;

const legal = (text: string, onIllegal: OnIllegal): string =>
  text.replace(ILLEGAL, (_, index: number) => {
    onIllegal(text, index);
    return '';
  });

/** Text as the content of an element. */
export function escapedText(text: string, onIllegal: OnIllegal): string {
  return legal(text, onIllegal).replace(/[&<>\r]/g, (character) => references[character] ?? '');
}

/** Text as the value of an attribute. */
export function escapedValue(text: string, onIllegal: OnIllegal): string {
  return legal(text, onIllegal).replace(/[&<>"\r\n\t]/g, (character) => references[character] ?? '');
}
