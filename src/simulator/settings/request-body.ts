// Checks of the bodies of REST requests. Unlike options, a body may have further fields, which are ignored.
import { type Check, checkFields, type FieldChecks, faultAt, faultOf, isRecord } from '../../problems/check-options.js';
import { inspect } from '../../problems/inspect.js';
import { atMost, both, string } from '../../problems/value-checks.js';

/** Conditions of a body as a whole. */
interface BodyTraits {
  /** Fields that must be present. */
  readonly required?: readonly string[];
  /** Returns what is wrong with the body as a whole. */
  readonly also?: (given: Readonly<Record<string, unknown>>) => string | undefined;
}

/** Returns a check of a body with these fields. */
export function bodyOf<T>(fields: FieldChecks<T>, { required = [], also }: BodyTraits = {}): Check {
  const checks = Object.entries<Check>(fields);
  return (value) => {
    if (!isRecord(value)) return faultOf(`is ${inspect(value)}; expected an object`);
    const missing = required.find((field) => value[field] === undefined || value[field] === null);
    if (missing !== undefined) return faultAt(`.${missing}`, faultOf('is missing'));
    const fault = checkFields(value, checks);
    if (fault !== undefined) return fault;
    const problem = also?.(value);
    return problem === undefined ? undefined : faultOf(problem);
  };
}

export const isTag = both(string, atMost(4096));
