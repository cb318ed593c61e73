import { withoutSecrets } from './secrets.js';

const LONGEST = 60;

/** Characters that a terminal obeys or hides: control and format characters, and ends of lines and paragraphs. */
const UNSEEN = '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]';

/**
 * Returns the text with characters that are not seen as their numbers.
 *
 * Performance: V8 collects the characters of `\p{…}` when it reads a literal, even in a function that is never called.
 */
function withoutUnseen(text: string): string {
  return /[^ -~]/.test(text) ? text.replace(new RegExp(UNSEEN, 'gu'), codePoint) : text;
}

/**
 * A value as a message prints it: text quoted and cut, control characters escaped so that a terminal shows them and
 * does not obey them, everything else by its kind. Runs no code of the value's own, except for a getter of `Symbol.toStringTag`.
 */
export function inspect(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
    case 'boolean':
    case 'undefined':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : kindOfObject(value);
  }
}

/** Returns a text in quotes, at most sixty characters of it, with `***` for passwords in it. */
export function quoted(text: string): string {
  return quotedMasking(text, []);
}

/** Like {@link quoted}; `secretNames` are names of attributes that hold a password, beside those that sound like it. */
export function quotedMasking(text: string, secretNames: readonly string[]): string {
  const masked = withoutSecrets(text, secretNames);
  const cut = masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
  return withoutUnseen(JSON.stringify(cut));
}

/** A name, at most sixty characters of it; never half of a pair of surrogates, nor a character that is not seen. */
export function shownName(name: string): string {
  const cut = name.length > LONGEST ? `${name.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : name;
  return withoutUnseen(cut);
}

/** A character by its number, such as U+0001. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Classes whose objects are often taken for text, by what `Object.prototype.toString` calls them. */
const CLASSES = [
  'Date',
  'URL',
  'URLSearchParams',
  'Uint8Array',
  'ArrayBuffer',
  'String',
  'Number',
  'Boolean',
  'Module',
];

/** Objects that wrap a primitive value: new String('a'). */
const WRAPPERS = /^(?:String|Number|Boolean)$/;

/** Returns the class of an object that is often taken for text, or `undefined`; a Buffer of Node is a Uint8Array. */
export function classOf(value: object): string | undefined {
  // A copy of the language in another window or context has classes of its own: `instanceof` would miss them.
  const name = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return CLASSES.includes(name) ? name : undefined;
}

function kindOfObject(value: object): string {
  try {
    if (Array.isArray(value)) return 'an array';
    if (value instanceof Promise) return 'a promise';
    const name = classOf(value);
    if (name !== undefined)
      return name === 'ArrayBuffer' ? `an ${name}` : `a ${name}${WRAPPERS.test(name) ? ' object' : ''}`;
  } catch {
    // A proxy that answers none of these: it is an object all the same.
  }
  return 'an object';
}
