/** Characters that are invisible, change the direction of what follows, or are not allowed in XML. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Surrogate}|\p{Noncharacter_Code_Point}|\p{Co}/gu;

/**
 * Returns text that can be shown on one line: line breaks and tabs are spaces, other unprintable characters are names
 * such as `[U+0007]`, and letters with accents are composed.
 */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u00a0\u2028\u2029 ]+/gu, ' ')
    .trim()
    .normalize('NFC')
    .replace(UNPRINTABLE, nameOf);
}

function nameOf(character: string): string {
  return `[U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Returns text for the content or an attribute of an XML element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Returns text of at most a number of characters; what was cut is an ellipsis. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** Returns the name of an audio file: the last part of its URL, without the query. */
export function fileName(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name || url;
  }
}

/** Returns the first line of a message, without what follows, such as a stack trace. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
