/** Most fields and list items of an event, without the first of each object and list: many times what any event has. */
const MAX_VALUES = 10_000;

/** Most objects and lists in an event, inside each other or not: many times what any event has. */
const MAX_OBJECTS = 60_000;

/** What is wrong with an event above these limits. */
export const TOO_LARGE = `An event has at most ${MAX_VALUES} fields and list items, and at most ${MAX_OBJECTS} objects and lists.`;

/**
 * Returns the value without own fields named `__proto__`, at every depth: to assign one to another object would replace
 * the prototype of that. Returns the value itself if there are none; undefined if it is larger than an event may be.
 */
export function withoutPrototypeKeys(input: object): object | undefined {
  let values = 0;
  let objects = 0;
  let isFound = false;
  // Not by recursion: JSON may nest deeper than the stack of calls.
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
      // The cast: the names of a list are its indexes, in order.
      (to as { [name: string]: unknown })[name] = copied;
      if (isObject) waiting.push([value, copied as Container]);
    }
  }
  return copy;
}

const emptyLike = (value: object): Container => (Array.isArray(value) ? [] : {});

/**
 * True if the JSON text holds more than an event may: to be asked before it is parsed, because parsing objects of many
 * fields is what takes long. Stops at the limit; texts too short to pass it are not read. Says nothing about whether
 * the text is valid JSON.
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

/** The index of the quotation mark that ends a string; the length of the text if none does. */
function endOfString(json: string, begin: number): number {
  for (let at = begin + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return json.length;
}
