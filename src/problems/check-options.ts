// Checks of options, for programs that no compiler has read: a misspelt option would be ignored without a word.
import { BxmlError } from './bxml-error.js';
import { quoted, shown } from './shown-value.js';
import { closestMatch } from './suggestion.js';

/** What is wrong with a value. */
interface Fault {
  /** The path from the value that was checked to the part at fault: `.limits.steps`, `["+1555"]`; empty for the value. */
  readonly path: string;
  /** What is wrong with that part, without its name: `is 5; expected a function`. */
  readonly message: string;
  readonly hint?: string | undefined;
  /** True if an option has a name that there is not. */
  readonly isUnknown?: boolean;
}

/** Returns what is wrong with a value; undefined if nothing is. */
export type Check = (value: unknown) => Fault | undefined;

/** The checks of an object's fields; the compiler reports a field that is forgotten. */
export type FieldChecks<T> = { readonly [K in keyof T]-?: Check };

/**
 * The code of the error: one for all options, or by option. A function gets the name of the option at fault, `unknown`
 * if there is no such option, and `type` if the options are not an object.
 */
export type OptionCode = string | ((option: string) => string);

/**
 * Throws if a value does not pass its check.
 *
 * @param name what messages call the value: `options`, `call`; empty if they name options alone
 * @throws BxmlError with the given code
 */
export function checkOptions(check: Check, value: unknown, name: string, code: OptionCode): void {
  const fault = check(value);
  if (fault === undefined) return;
  const { path, message, hint, isUnknown = false } = fault;
  const subject = name === '' ? path.replace(/^\./, '') || 'options' : `${name}${path}`;
  const option = /^\.(\w+)/.exec(path)?.[1] ?? (isUnknown ? 'unknown' : 'type');
  throw BxmlError.of(
    typeof code === 'string' ? code : code(option),
    `${subject} ${message}.`,
    hint === undefined ? {} : { hint },
  );
}

/** Returns a fault of the value itself. */
export const faultOf = (message: string, hint?: string): Fault => ({ path: '', message, hint });

/** Returns a fault of a part of the value: at `.limit`, at `[0]`. */
export const faultAt = (path: string, fault: Fault | undefined): Fault | undefined =>
  fault && { ...fault, path: path + fault.path };

/** Returns a check by a condition. `expected` completes the sentence "expected …". */
export const expects =
  (expected: string, isValid: (value: unknown) => boolean, hint?: string): Check =>
  (value) =>
    isValid(value) ? undefined : faultOf(`is ${shown(value)}; expected ${expected}`, hint);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isFunction = (value: unknown): boolean => typeof value === 'function';

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

export const callback = expects('a function', isFunction);
export const record = expects('an object', isRecord);
export const boolean = expects('true or false', (value) => typeof value === 'boolean');
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
export const positive = (unit: string): Check =>
  expects(`${unit} above 0`, (value) => typeof value === 'number' && value > 0);
export const range = (least: number, most: number, unit: string): Check =>
  expects(`${unit}, ${least} to ${most}`, (value) => isNumber(value, least, most));

/** No more than a century of virtual time: what is beyond that is a slip. */
const MOST_SECONDS = 3_155_760_000;

export const isSeconds = (value: unknown): value is number => isNumber(value, 0, MOST_SECONDS);
export const seconds = expects('a number of seconds, 0 or more', isSeconds);

/**
 * Returns a check for one of several values. The fault of a misspelt string suggests the one that was meant.
 *
 * @param many names them all in the message, if they are too many to list.
 */
export const oneOf =
  (values: readonly (string | number)[], many = 'a known one'): Check =>
  (value) => {
    if (values.some((each) => each === value)) return undefined;
    const similar = typeof value === 'string' ? closestMatch(value, values.map(String)) : undefined;
    const hint = similar === undefined ? undefined : `Did you mean ${quoted(similar)}?`;
    const expected = values.length > 10 ? many : values.map(shown).join(', ');
    return faultOf(`is ${shown(value)}; expected ${expected}`, hint);
  };

/** A string that no message shows. */
export const secret: Check = (value) => (typeof value === 'string' ? undefined : faultOf('is not a string'));

/** Returns a check for a string of at most so many characters, which no message shows. */
export const atMost =
  (most: number): Check =>
  (value) => {
    if (typeof value === 'string' && value.length > 2 * most) return tooLong(value.length, most);
    const { length } = [...String(value)];
    return length > most ? tooLong(length, most) : undefined;
  };

const tooLong = (length: number, most: number): Fault =>
  faultOf(`has ${length} characters; at most ${most} are allowed`);

/** Returns a check by both, in this order. */
export const both =
  (first: Check, second: Check): Check =>
  (value) =>
    first(value) ?? second(value);

/** Returns a check that null passes too. */
export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);

/** Any value: it is checked elsewhere. */
export const anything: Check = () => undefined;

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

/** Only there to resolve relative URLs against. */
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

/** What more a check of an object looks for. */
interface ObjectTraits {
  /** Fields that have to be there. */
  readonly required?: readonly string[];
  /** What to write instead of fields that there are not: by name, or a function that may know. */
  readonly instead?: (field: string) => string | undefined;
  /** A condition on the whole; returns what is wrong. */
  readonly also?: (given: Readonly<Record<string, unknown>>) => string | undefined;
  /** True if fields of other names are ignored. */
  readonly isOpen?: boolean;
  /** A hint for what is not an object. */
  readonly hint?: (value: unknown) => string | undefined;
}

/** Returns a check of an object by its fields. Fields that are undefined count as left out. */
export function objectOf<T>(fields: FieldChecks<T>, traits: ObjectTraits = {}): Check {
  const { required = [], also, isOpen = false } = traits;
  const checks = Object.entries<Check>(fields);
  return (value) => {
    if (!isRecord(value)) return faultOf(`is ${shown(value)}; expected an object`, traits.hint?.(value));
    const unknown = isOpen ? undefined : Object.keys(value).find((field) => !Object.hasOwn(fields, field));
    if (unknown !== undefined) return unknownField(unknown, Object.keys(fields), traits);
    for (const [field, check] of checks) {
      const content = value[field];
      const fault = content === undefined ? undefined : check(content);
      if (fault !== undefined) return faultAt(`.${field}`, fault);
    }
    const missing = required.find((field) => value[field] === undefined);
    if (missing !== undefined) return faultAt(`.${missing}`, faultOf('is missing'));
    const problem = also?.(value);
    return problem === undefined ? undefined : faultOf(problem);
  };
}

function unknownField(field: string, known: readonly string[], { instead }: ObjectTraits): Fault {
  const similar = closestMatch(field, known);
  const hint =
    instead?.(field) ?? (similar === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${quoted(similar)}?`);
  return { path: '', message: `has no ${quoted(field)}`, hint, isUnknown: true };
}
