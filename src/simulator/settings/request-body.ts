// Checks of the bodies of REST requests, and the fields that redirects have in common. Unlike options, a body may have further
// fields, which are ignored.
import { type Check, checkFields, type FieldChecks, faultAt, faultOf, isRecord } from '../../problems/check-options.js';
import { inspect } from '../../problems/inspect.js';
import { atMost, both, orNull, secret, string, url } from '../../problems/value-checks.js';
import { isMethod } from './checks.js';

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

/** How the requests of a redirect are sent: the fields that redirects of calls and of conferences have in common. */
export interface RedirectRequest {
  /** HTTP method of the request to `redirectUrl`. @default 'POST' */
  readonly redirectMethod?: 'GET' | 'POST' | null | undefined;
  /** Username of the credentials for `redirectUrl`, at most 1024 characters. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `redirectUrl`, at most 1024 characters. @default none */
  readonly password?: string | null | undefined;
  /** HTTP method of the request to `redirectFallbackUrl`. @default 'POST' */
  readonly redirectFallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** Username of the credentials for `redirectFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `redirectFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackPassword?: string | null | undefined;
}

const nullableUrl = orNull(url);
/** Checks for an HTTP method, or null. */
export const nullableMethod = orNull(isMethod);
/** Checks for a user name or a password, or null. Messages do not show the value. */
export const nullableSecret = orNull(both(secret, atMost(1024)));

/** The checks of a redirect: its URLs, and how the requests to them are sent. */
export const redirectFields: FieldChecks<RedirectRequest & { redirectUrl?: unknown; redirectFallbackUrl?: unknown }> = {
  redirectUrl: nullableUrl,
  redirectMethod: nullableMethod,
  username: nullableSecret,
  password: nullableSecret,
  redirectFallbackUrl: nullableUrl,
  redirectFallbackMethod: nullableMethod,
  fallbackUsername: nullableSecret,
  fallbackPassword: nullableSecret,
};

/** Returns a check that `redirectUrl` is there, unless the field of that name is `completed`. */
export const urlUnlessCompleted =
  (field: 'state' | 'status') =>
  (body: Readonly<Record<string, unknown>>): string | undefined =>
    body[field] === 'completed' || typeof body.redirectUrl === 'string'
      ? undefined
      : `has no redirectUrl; it is required unless ${field} is "completed"`;
