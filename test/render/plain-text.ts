// Escapes text for the plain renderer, with one table and the characters that the XML standard lists.

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Matches code points that are not a `Char` of XML 1.0, including unpaired surrogates. */
const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Called with the index of each character that XML does not allow. */
export type OnIllegal = (text: string, index: number) => void;

const legal = (text: string, onIllegal: OnIllegal): string =>
  text.replace(ILLEGAL, (_, index: number) => {
    onIllegal(text, index);
    return '';
  });

/** Escapes text content of an element. */
export function escapedText(text: string, onIllegal: OnIllegal): string {
  return legal(text, onIllegal).replace(/[&<>\r]/g, (character) => references[character] ?? '');
}

/** Escapes the value of an attribute. */
export function escapedValue(text: string, onIllegal: OnIllegal): string {
  return legal(text, onIllegal).replace(/[&<>"\r\n\t]/g, (character) => references[character] ?? '');
}
