import type { ReadValue } from './read-elements.js';

/** Returns a string literal in single quotes. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replace(UNPRINTABLE, escapeCharacter)}'`;
}

/** Returns a template literal, with the line breaks of the text. */
export function template(text: string): string {
  const escaped = text
    .replace(/[\\`]|\$(?=\{)/g, '\\$&')
    .replace(/[\u0000-\u0009\u000b-\u001f]/g, escapeCharacter)
    .replace(UNPRINTABLE, escapeCharacter);
  return `\`${escaped}\``;
}

/** Characters that are escaped, because they cannot be seen: controls, unusual spaces, marks of direction. */
const UNPRINTABLE = /[\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/g;

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const hasUnprintable = (text: string): boolean => text.search(UNPRINTABLE) !== -1;

/** True if text can be written between tags, maybe with entities: it has no lines, tabs or characters that cannot be seen. */
export const isRawText = (text: string): boolean => !/[\u0000-\u001f]/.test(text) && !hasUnprintable(text);

/**
 * Returns text as the child of a JSX element.
 *
 * @param isLine true if it has a line of its own, where JSX drops the space around it
 */
export function jsxText(text: string, isLine = false): string {
  const losesSpace = isLine && text !== text.trim();
  if (!isRawText(text) || losesSpace || text.trim() === '') return `{${quoted(text)}}`;
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character).replace(/[{}]/g, "{'$&'}");
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Returns an attribute in JSX. */
export function attributeSource({ name, value }: ReadValue): string {
  if (
    !/^[\p{ID_Start}_$][\p{ID_Continue}$-]*(?::[\p{ID_Start}_$][\p{ID_Continue}$-]*)?$/u.test(name) ||
    name === '__proto__'
  ) {
    return `{...{ ${name === '__proto__' ? "['__proto__']" : quoted(name)}: ${valueSource(value)} }}`;
  }
  if (value === true) return name;
  if (typeof value !== 'string') return `${name}={${valueSource(value)}}`;
  // JSX has no escapes, and decodes entities.
  const isPlain = isRawText(value) && !/"|&[\w#]+;/.test(value);
  return isPlain ? `${name}="${value}"` : `${name}={${quoted(value)}}`;
}

/** Returns a literal. A number has all its digits. */
function valueSource(value: string | number | boolean): string {
  if (typeof value === 'string') return quoted(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Returns the text of a comment, which must not end the comment. */
export const commentText = (text: string): string => text.replaceAll('*/', '* /');
