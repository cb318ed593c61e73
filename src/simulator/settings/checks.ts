// Checks of options that several files share. Unknown options are errors: otherwise a misspelled option would be ignored.
import { endpointEventDefinitions, webhookEventDefinitions } from '../../events/event-definitions.js';
import { BxmlError } from '../../problems/bxml-error.js';
import { anyOf, type Check, checkOptions, expects } from '../../problems/check-options.js';
import { seconds } from '../../problems/value-checks.js';

const CODE = 'simulator.options';

/** Throws if a value does not pass its check. The message calls the value `name`. */
export type Assertion = (value: unknown, name: string) => void;

/** Returns an assertion that throws a `BxmlError` with the code `simulator.options`. */
export const asserting =
  (check: Check): Assertion =>
  (value, name) =>
    checkOptions(check, value, name, CODE);

/** Returns the error for an invalid option. */
export const wrongOption = (message: string, hint?: string): BxmlError =>
  BxmlError.of(CODE, message, hint === undefined ? {} : { hint });

/** Wraps a function so that its results are checked. */
export function checkedResult<A extends readonly unknown[], R>(
  compute: (...values: A) => R,
  assertion: Assertion,
  name: string,
): (...values: A) => R {
  return (...values) => {
    const result = compute(...values);
    assertion(result, name);
    return result;
  };
}

/** Asserts a number of seconds. */
export const assertSecondsOption = asserting(seconds);

export const isMethod = expects('GET or POST', (value) => value === 'GET' || value === 'POST');
export const isTrueOrMissing = expects('true or undefined', (value) => value === true);
export const isEventType = anyOf([...Object.keys(webhookEventDefinitions), ...Object.keys(endpointEventDefinitions)]);
