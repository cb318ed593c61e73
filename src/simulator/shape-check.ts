// Checks of what a test gives, for those that no compiler has read.
import { BxmlError } from '../problems/bxml-error.js';
import { quoted, shown } from '../problems/shown-value.js';
import { nearest } from '../problems/suggestion.js';

/** Looks at a value that was given under a name; throws where it is none of those that it may be. */
export type Check = (value: unknown, name: string) => void;

/** The checks of an object's fields; the compiler sees to it that none is forgotten. */
export type FieldChecks<T> = { readonly [K in keyof T]-?: Check };

/** The error of a wrong option. */
export const wrongOption = (message: string, hint?: string): BxmlError =>
  BxmlError.of('simulator.options', message, hint === undefined ? {} : { hint });

/** A check by a condition. */
export const fits =
  (expected: string, isFit: (value: unknown) => boolean): Check =>
  (value, name) => {
    if (!isFit(value)) throw wrongOption(`${name} is ${shown(value)}; expected ${expected}.`);
  };

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most && Number.isFinite(value);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No more than a century of virtual time, in seconds: what is beyond that is a slip. */
const MOST_SECONDS = 3_155_760_000;

export const isSeconds = (value: unknown): value is number => isNumber(value, 0, MOST_SECONDS);
export const isFunction = (value: unknown): boolean => typeof value === 'function';

export const seconds = fits('a number of seconds, 0 or more', isSeconds);
export const text = fits('text', (value) => typeof value === 'string');
export const someText = fits('text that is not empty', (value) => typeof value === 'string' && value !== '');
export const boolean = fits('true or false', (value) => typeof value === 'boolean');
export const record = fits('an object', isRecord);
export const method = fits('GET or POST', (value) => value === 'GET' || value === 'POST');
export const callback = fits('a function', isFunction);
export const texts = fits(
  'a list of texts',
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
);
export const range = (least: number, most: number, unit: string): Check =>
  fits(`${unit}, ${least} to ${most}`, (value) => isNumber(value, least, most));
export const atLeastOne = fits('a whole number above 0', (value) => Number.isInteger(value) && Number(value) > 0);
export const aboveZero = fits('a number above 0', (value) => isNumber(value, Number.MIN_VALUE, Number.MAX_VALUE));

/**
 * One of several strings. The error of a misspelt one suggests the one that was meant.
 *
 * @param many names them all in the error, if they are too many to list.
 */
export const oneOf =
  (values: readonly string[], many = 'a known one'): Check =>
  (value, name) => {
    if (typeof value === 'string' && values.includes(value)) return;
    const similar = typeof value === 'string' ? nearest(value, values) : undefined;
    const hint = similar === undefined ? undefined : `Did you mean ${quoted(similar)}?`;
    const expected = values.length > 10 ? many : values.map(quoted).join(', ');
    throw wrongOption(`${name} is ${shown(value)}; expected ${expected}.`, hint);
  };

/** Text that no message may show. */
export const secret: Check = (value, name) => {
  if (typeof value !== 'string') throw wrongOption(`${name} is no text.`);
};

/** Text of at most so many characters, which no message shows. */
export const atMost =
  (most: number): Check =>
  (value, name) => {
    if (typeof value === 'string' && value.length > 2 * most) throw tooLong(value.length, most, name);
    const { length } = [...String(value)];
    if (length > most) throw tooLong(length, most, name);
  };

const tooLong = (length: number, most: number, name: string): BxmlError =>
  wrongOption(`${name} has ${length} characters; at most ${most} are allowed.`);

/** Both checks, in this order. */
export const both =
  (first: Check, second: Check): Check =>
  (value, name) => {
    first(value, name);
    second(value, name);
  };

/** A field that may be null. */
export const orNull =
  (check: Check): Check =>
  (value, name) =>
    value === null || check(value, name);

/** One of several numbers. */
export const oneOfNumbers = (values: readonly number[]): Check =>
  fits(values.join(', '), (value) => typeof value === 'number' && values.includes(value));

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';
/** Only there to resolve relative addresses against. */
const BASE = 'https://base.example';

export const url = fits(
  'a URL of http: or https:, which may be relative',
  (value) => typeof value === 'string' && value !== '' && URL.canParse(value, BASE) && isHttp(new URL(value, BASE)),
);
export const isOrigin = (value: unknown): boolean => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, host, href } = new URL(value);
  return isHttp(new URL(value)) && href === `${protocol}//${host}/`;
};
export const origin = fits('an origin such as https://app.example', isOrigin);

interface ShapeOptions {
  /** What to write in place of fields that there are not, by name. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Fields that have to be there. */
  readonly required?: readonly string[];
  /** A condition on the whole; gives what is wrong. */
  readonly also?: (given: Readonly<Record<string, unknown>>) => string | undefined;
}

/** A check of an object by its fields. */
export const shape =
  <T>(fields: FieldChecks<T>, { required = [], also, instead = {} }: ShapeOptions = {}): Check =>
  (value, name) => {
    record(value, name);
    const given = value as Readonly<Record<string, unknown>>;
    const checks = fields as Readonly<Record<string, Check>>;
    for (const [field, content] of Object.entries(given)) {
      if (Object.hasOwn(checks, field)) {
        if (content !== undefined) checks[field]?.(content, `${name}.${field}`);
      } else refuseUnknown(field, name, Object.keys(checks), instead);
    }
    const missing = required.find((field) => given[field] === undefined);
    if (missing !== undefined) throw wrongOption(`${name}.${missing} is missing.`);
    const problem = also?.(given);
    if (problem !== undefined) throw wrongOption(`${name} ${problem}.`);
  };

function refuseUnknown(
  field: string,
  name: string,
  known: readonly string[],
  instead: Readonly<Record<string, string>>,
): never {
  if (Object.hasOwn(instead, field)) throw wrongOption(`${name} has no ${quoted(field)}.`, instead[field]);
  const similar = nearest(field, known);
  const hint = similar === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${quoted(similar)}?`;
  throw wrongOption(`${name} has no ${quoted(field)}.`, hint);
}

/** A function whose results are checked as well. */
export function checkedResult<A extends readonly unknown[], R>(
  given: (...values: A) => R,
  check: Check,
  name: string,
): (...values: A) => R {
  return (...values) => {
    const result = given(...values);
    check(result, name);
    return result;
  };
}
