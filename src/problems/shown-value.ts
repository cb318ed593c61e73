const LONGEST = 60;

/**
 * A value as a message prints it: text quoted and cut, control characters escaped so that a terminal shows them and
 * does not obey them, everything else by its kind. Never runs code of the value's own.
 */
export function shown(value: unknown): string {
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

/** Text in quotes, at most sixty characters of it. */
export function quoted(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return JSON.stringify(cut).replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, codePoint);
}

/** A name as it is, at most sixty characters of it; never half of a pair of surrogates. */
export function shownName(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : name;
}

/** A character by its number, such as U+0001. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function kindOfObject(value: object): string {
  try {
    if (Array.isArray(value)) return 'an array';
    if (value instanceof Promise) return 'a promise';
    if (value instanceof Date) return 'a Date';
  } catch {
    // A proxy that answers none of these: it is an object all the same.
  }
  return 'an object';
}
