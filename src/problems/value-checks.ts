// Checks of single values, and of objects with a fixed set of fields.
import {
  type Check,
  checkFields,
  expects,
  type Fault,
  type FieldChecks,
  faultAt,
  faultOf,
  isRecord,
} from './check-options.js';
import { inspect, quoted } from './inspect.js';
import { closestMatch } from './suggestion.js';

export const isFunction = (value: unknown): boolean => typeof value === 'function';

export const callback = expects('a function', isFunction);
export const record = expects('an object', isRecord);
export const boolean = expects('true or false', (value) => typeof value === 'boolean');

const isNumber = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max;

export const string = expects('a string', (value) => typeof value === 'string');
export const nonEmptyString = expects(
  'a string that is not empty',
  (value) => typeof value === 'string' && value !== '',
);
export const strings = expects(
  'an array of strings',
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
);
export const positiveInteger = expects(
  'a whole number above 0',
  (value) => Number.isInteger(value) && Number(value) > 0,
);
export const range = (min: number, max: number, unit: string): Check =>
  expects(`${unit}, ${min} to ${max}`, (value) => isNumber(value, min, max));

/** A century of virtual time. A larger number is probably a mistake, such as milliseconds or a timestamp. */
const MAX_SECONDS = 3_155_760_000;

export const isSeconds = (value: unknown): value is number => isNumber(value, 0, MAX_SECONDS);
export const seconds = expects('a number of seconds, 0 or more', isSeconds);

/** A check for a string. The message does not show the value. */
export const secret: Check = (value) => (typeof value === 'string' ? undefined : faultOf('is not a string'));

/** Returns a check for a string of at most `max` characters. The message does not show the value. */
export const atMost =
  (max: number): Check =>
  (value) => {
    if (typeof value === 'string' && value.length > 2 * max) return tooLong(value.length, max);
    const { length } = [...String(value)];
    return length > max ? tooLong(length, max) : undefined;
  };

const tooLong = (length: number, max: number): Fault => faultOf(`has ${length} characters; at most ${max} are allowed`);

/** Returns a check that runs both checks in order. */
export const both =
  (first: Check, second: Check): Check =>
  (value) =>
    first(value) ?? second(value);

/** Returns a check that also accepts null. */
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

/** The base URL for parsing relative URLs. */
const BASE = 'https://base.example';

export const url = expects(
  'a URL of http: or https:, which may be relative',
  (value) => typeof value === 'string' && value !== '' && URL.canParse(value, BASE) && isHttp(new URL(value, BASE)),
);

export const isOrigin = (value: unknown): boolean => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, host, href } = new URL(value);
  return isHttp(new URL(value)) && href === `${protocol}//${host}/`;
};
export const origin = expects('an origin such as https://app.example', isOrigin);

/** More conditions for checking an object. */
interface ObjectTraits {
  /** Fields that must be present. */
  readonly required?: readonly string[];
  /** Returns a hint for an unknown field, if there is a better one than the closest match. */
  readonly instead?: (field: string) => string | undefined;
  /** Checks the object as a whole; returns what is wrong. */
  readonly also?: (given: Readonly<Record<string, unknown>>) => string | undefined;
  /** Returns a hint for a value that is not an object. */
  readonly hint?: (value: unknown) => string | undefined;
}

/** Returns a check of an object with only these fields. Fields with the value undefined count as missing. */
export function objectOf<T>(fields: FieldChecks<T>, traits: ObjectTraits = {}): Check {
  const { required = [], also } = traits;
  const checks = Object.entries<Check>(fields);
  return (value) => {
    if (!isRecord(value)) return faultOf(`is ${inspect(value)}; expected an object`, traits.hint?.(value));
    const unknown = Object.keys(value).find((field) => !Object.hasOwn(fields, field));
    if (unknown !== undefined) return unknownField(unknown, Object.keys(fields), traits);
    const fault = checkFields(value, checks);
    if (fault !== undefined) return fault;
    const missing = required.find((field) => value[field] === undefined);
    if (missing !== undefined) return faultAt(`.${missing}`, faultOf('is missing'));
    const problem = also?.(value);
    return problem === undefined ? undefined : faultOf(problem);
  };
}

function unknownField(field: string, known: readonly string[], { instead }: ObjectTraits): Fault {
  const similar = closestMatch(field, known);
  const hint =
    instead?.(field) ?? (similar === undefined ? `Allowed: ${known.join(', ')}.` : `Did you mean ${quoted(similar)}?`);
  return { path: '', message: `has no ${quoted(field)}`, hint, isUnknown: true };
}
