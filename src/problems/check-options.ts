// Checks options at run time, for programs without a type checker: a misspelled option would be ignored silently.
import { BxmlError } from './bxml-error.js';
import { inspect, quoted } from './inspect.js';
import { closestMatch } from './suggestion.js';

/** What is wrong with a value. */
export interface Fault {
  /** The path from the checked value to the invalid part: `.limits.steps`, `["+1555"]`; empty for the value itself. */
  readonly path: string;
  /** The rest of the sentence after the name of that part: `is 5; expected a function`. */
  readonly message: string;
  readonly hint?: string | undefined;
  /** True if the option does not exist. */
  readonly isUnknown?: boolean;
}

/** Returns what is wrong with a value, or undefined if it is valid. */
export type Check = (value: unknown) => Fault | undefined;

/** The checks of an object's fields. A missing field is a compile error. */
export type FieldChecks<T> = { readonly [K in keyof T]-?: Check };

/**
 * The code of the error: one for all options, or one per option. A function receives the name of the invalid option,
 * `unknown` if the option does not exist, or `type` if the options are not an object.
 */
type OptionCode = string | ((option: string) => string);

/** Returns the code of an option that has its own code. */
export const optionCode = (option: string): string => `options.${option}`;

/**
 * Throws if a value does not pass its check.
 *
 * @param name the name of the value in messages: `options`, `call`; empty to name only the option
 * @throws BxmlError with `code`
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

/** Returns the fault with its path below a part of the value, such as `.limit` or `[0]`. */
export const faultAt = (path: string, fault: Fault | undefined): Fault | undefined =>
  fault && { ...fault, path: path + fault.path };

/** Returns a check for a condition. `expected` completes the sentence "expected …". */
export const expects =
  (expected: string, isValid: (value: unknown) => boolean, hint?: string): Check =>
  (value) =>
    isValid(value) ? undefined : faultOf(`is ${inspect(value)}; expected ${expected}`, hint);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns a check for one of several values. The hint for a misspelled string suggests the closest value.
 *
 * @param many describes the values in the message if there are more than ten
 */
export const anyOf =
  (values: readonly (string | number)[], many = 'a known one'): Check =>
  (value) => {
    if (values.some((each) => each === value)) return undefined;
    const similar = typeof value === 'string' ? closestMatch(value, values.map(String)) : undefined;
    const hint = similar === undefined ? undefined : `Did you mean ${quoted(similar)}?`;
    const expected = values.length > 10 ? many : values.map(inspect).join(', ');
    return faultOf(`is ${inspect(value)}; expected ${expected}`, hint);
  };

/** A check that accepts any value, for fields that are checked elsewhere. */
export const anything: Check = () => undefined;

/** Pairs of a field name and its check. */
type FieldCheckList = readonly (readonly [field: string, check: Check])[];

/**
 * Returns the fault of the first field that does not pass its check, or undefined if all pass. Fields with the value
 * undefined are skipped.
 */
export function checkFields(value: Readonly<Record<string, unknown>>, checks: FieldCheckList): Fault | undefined {
  for (const [field, check] of checks) {
    const content = value[field];
    const fault = content === undefined ? undefined : check(content);
    if (fault !== undefined) return faultAt(`.${field}`, fault);
  }
  return undefined;
}
