// Which events a test means: by their type, and by some of their fields.
import { inspect } from '../../problems/inspect.js';
import { closestMatch } from '../../problems/suggestion.js';

/** Some of the fields of a value, and of the objects in it. */
export type Matching<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [K in keyof V]?: Matching<V[K]> | undefined }
    : V;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True if a value has all the expected fields, with equal values; `undefined` expects a field to be missing. */
export function isMatch(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((each, index) => isMatch(value[index], each))
    );
  }
  if (!isFields(expected)) return Object.is(value, expected);
  return isFields(value) && Object.entries(expected).every(([name, each]) => isMatch(value[name], each));
}

/** Returns what differs from what is expected, in words such as `status is "error"`; `undefined` if nothing does. */
export function differenceFrom(value: Fields, expected: Fields, path = ''): string | undefined {
  for (const [name, each] of Object.entries(expected)) {
    const found = value[name];
    const field = path === '' ? name : `${path}.${name}`;
    if (isFields(each) && isFields(found)) {
      const inside = differenceFrom(found, each, field);
      if (inside !== undefined) return inside;
    } else if (found === undefined && each !== undefined) {
      const similar = closestMatch(name, Object.keys(value));
      return `it has no ${field}${similar === undefined ? '' : `; did you mean ${similar}?`}`;
    } else if (!isMatch(found, each)) return `${field} is ${inspect(found)}`;
  }
  return undefined;
}
