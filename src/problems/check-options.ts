// Checks of options, for programs that no compiler has read: a misspelt option would be ignored without a word.
import { BxmlError } from './bxml-error.js';
import { inspect, quoted } from './inspect.js';
import { closestMatch } from './suggestion.js';

/** What is wrong with a value. */
export interface Fault {
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
type OptionCode = string | ((option: string) => string);

/** Returns the code of an option that has one of its own. */
export const optionCode = (option: string): string => `options.${option}`;

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
    isValid(value) ? undefined : faultOf(`is ${inspect(value)}; expected ${expected}`, hint);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns a check for one of several values. The fault of a misspelt string suggests the one that was meant.
 *
 * @param many names them all in the message, if they are too many to list.
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

/** Any value: it is checked elsewhere. */
export const anything: Check = () => undefined;

/** Checks by the name of the field. */
type FieldCheckList = readonly (readonly [field: string, check: Check])[];

/**
 * Returns the fault of the first field that does not pass its check; undefined if all pass. Fields that are undefined
 * count as left out.
 */
export function checkFields(value: Readonly<Record<string, unknown>>, checks: FieldCheckList): Fault | undefined {
  for (const [field, check] of checks) {
    const content = value[field];
    const fault = content === undefined ? undefined : check(content);
    if (fault !== undefined) return faultAt(`.${field}`, fault);
  }
  return undefined;
}
