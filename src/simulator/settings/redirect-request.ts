import type { FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { isMethod } from './checks.js';

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

const nullableUrl = is.orNull(is.url);
const nullableMethod = is.orNull(isMethod);
const nullableSecret = is.orNull(is.both(is.secret, is.atMost(1024)));

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
