import { withoutSecrets } from './secrets.js';

const LONGEST = 60;

/** Characters that a terminal interprets or hides: control and format characters, line and paragraph separators. */
const INVISIBLE = '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]';

/**
 * Returns the string with invisible characters replaced by their code points, such as U+0001.
 *
 * Performance: the pattern is a string, because V8 expands `\p{…}` of a literal even in a function that is never called.
 */
function withoutUnseen(text: string): string {
  return /[^ -~]/.test(text) ? text.replace(new RegExp(INVISIBLE, 'gu'), codePoint) : text;
}

/**
 * Returns a value as messages show it. Strings are quoted and truncated, with control characters escaped for terminals;
 * objects are described by their kind. Calls no code of the value except a getter of `Symbol.toStringTag`.
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

/** Returns at most sixty characters of the string in quotes, with passwords replaced by `***`. */
export function quoted(text: string): string {
  return quotedMasking(text, []);
}

/** Like {@link quoted}. `secretNames` are more names of attributes with a password. */
export function quotedMasking(text: string, secretNames: readonly string[]): string {
  const masked = withoutSecrets(text, secretNames);
  const cut = masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
  return withoutUnseen(JSON.stringify(cut));
}

/** Returns at most sixty characters of a name, without invisible characters and without half a surrogate pair. */
export function shownName(name: string): string {
  const cut = name.length > LONGEST ? `${name.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : name;
  return withoutUnseen(cut);
}

/** Returns the code point of a character in the form U+0001. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Classes whose objects are often passed where a string is expected, as `Object.prototype.toString` names them. */
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

/** Returns the class of an object if it is listed in {@link CLASSES}. A Node.js Buffer is a Uint8Array. */
export function classOf(value: object): string | undefined {
  // Each realm (window, vm context) has its own classes, which `instanceof` would not recognize.
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
    // A proxy throws on these checks.
  }
  return 'an object';
}
