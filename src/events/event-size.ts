/**
 * Maximum number of fields and array items, not counting the first of each object and array. Far above any real event.
 */
const MAX_VALUES = 10_000;

/** Maximum number of objects and arrays at any depth. Far above any real event. */
const MAX_OBJECTS = 60_000;

/** The message for an event above these limits. */
export const TOO_LARGE = `The event is too large; allowed: ${MAX_VALUES} fields and array items, ${MAX_OBJECTS} objects and arrays.`;

/**
 * Returns the value without own fields named `__proto__` at any depth, because copying one to another object would
 * replace its prototype. Returns the value itself if it has none; undefined if it is larger than an event may be.
 */
export function withoutPrototypeKeys(input: object): object | undefined {
  let values = 0;
  let objects = 0;
  let isFound = false;
  // Iterative, because JSON may be nested more deeply than the call stack allows.
  const waiting: object[] = [];
  for (let object: object | undefined = input; object !== undefined; object = waiting.pop()) {
    isFound ||= Object.hasOwn(object, '__proto__');
    const content: unknown[] = Array.isArray(object) ? object : Object.values(object);
    objects++;
    if (content.length > 1) values += content.length - 1;
    if (values > MAX_VALUES || objects > MAX_OBJECTS) return undefined;
    for (const value of content) if (typeof value === 'object' && value !== null) waiting.push(value);
  }
  return isFound ? copyOf(input) : input;
}

type Container = { [field: string]: unknown } | unknown[];

function copyOf(input: object): object {
  const copy = emptyLike(input);
  const waiting: [object, Container][] = [[input, copy]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [from, to] = pair;
    for (const [name, value] of Object.entries(from)) {
      if (name === '__proto__') continue;
      const isObject = typeof value === 'object' && value !== null;
      const copied: unknown = isObject ? emptyLike(value) : value;
      // The cast: `Object.entries` yields the indexes of an array in order.
      (to as { [name: string]: unknown })[name] = copied;
      if (isObject) waiting.push([value, copied as Container]);
    }
  }
  return copy;
}

const emptyLike = (value: object): Container => (Array.isArray(value) ? [] : {});

/**
 * True if the JSON text has more values than an event may. Checks the text before it is parsed, because parsing objects
 * with many fields is slow. Stops at the limit and skips texts that are too short to reach it. Does not validate the
 * JSON.
 */
export function isTooLarge(json: string): boolean {
  if (json.length <= MAX_VALUES) return false;
  let commas = 0;
  let objects = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (code === COMMA) commas++;
    else if (code === BRACE || code === BRACKET) objects++;
    if (commas > MAX_VALUES || objects > MAX_OBJECTS) return true;
  }
  return false;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;

/** Returns the index of the closing quote of a string; the length of the text if it has none. */
function endOfString(json: string, begin: number): number {
  for (let at = begin + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return json.length;
}
