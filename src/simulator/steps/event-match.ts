// Matching of events by some of their fields.
import { inspect } from '../../problems/inspect.js';
import { closestMatch } from '../../problems/suggestion.js';

/** A subset of the fields of a value, and of its nested objects. */
export type Matching<V> = V extends readonly unknown[]
  ? V
  : V extends object
    ? { readonly [K in keyof V]?: Matching<V[K]> | undefined }
    : V;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True if a value has all expected fields with equal values. `undefined` means that the field must be missing. */
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

/** Returns the first difference from the expected fields, such as `status is "error"`; `undefined` if there is none. */
export function differenceFrom(value: Fields, expected: Fields, path = ''): string | undefined {
  for (const [name, each] of Object.entries(expected)) {
    const found = value[name];
    const field = path === '' ? name : `${path}.${name}`;
    if (isFields(each) && isFields(found)) {
      const inside = differenceFrom(found, each, field);
      if (inside !== undefined) return inside;
    } else if (found === undefined && each !== undefined) {
      const similar = closestMatch(name, Object.keys(value));
      return `there is no ${field}${similar === undefined ? '' : `; did you mean ${similar}?`}`;
    } else if (!isMatch(found, each)) return `${field} is ${inspect(found)}`;
  }
  return undefined;
}
