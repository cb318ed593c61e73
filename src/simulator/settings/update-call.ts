import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { isMethod } from './checks.js';
import { bodyOf, isTag } from './request-body.js';

/**
 * A change of a call, with the fields of `updateCall` in Bandwidth's REST API. `null` is the same as omitting the field,
 * except for `state`.
 *
 * @example
 * { redirectUrl: '/agent-is-free', tag: 'queue-7' }
 * @example
 * { state: 'completed' }
 */
export interface UpdateCall {
  /** `active` fetches another document for the call; `completed` ends the call. @default 'active' */
  readonly state?: 'active' | 'completed' | undefined;
  /**
   * Receives `redirect`; the document in its response replaces the current one. Required unless `state` is `completed`. It
   * may be relative to the origin of the application.
   */
  readonly redirectUrl?: string | null | undefined;
  /** HTTP method of the request to `redirectUrl`. @default 'POST' */
  readonly redirectMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `redirectUrl`, at most 1024 characters. @default none */
  readonly username?: string | null | undefined;
  /** Password of the credentials for `redirectUrl`, at most 1024 characters. @default none */
  readonly password?: string | null | undefined;
  /** Receives `redirect` if `redirectUrl` fails. @default none */
  readonly redirectFallbackUrl?: string | null | undefined;
  /** HTTP method of the request to `redirectFallbackUrl`. @default 'POST' */
  readonly redirectFallbackMethod?: 'GET' | 'POST' | null | undefined;
  /** User name of the credentials for `redirectFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackUsername?: string | null | undefined;
  /** Password of the credentials for `redirectFallbackUrl`, at most 1024 characters. @default none */
  readonly fallbackPassword?: string | null | undefined;
  /**
   * Included in `redirect` and in all later events of the call; at most 4096 characters. An empty string clears the tag.
   * @default the tag stays
   */
  readonly tag?: string | null | undefined;
}

const nullableUrl = is.orNull(is.url);
const nullableMethod = is.orNull(isMethod);
const nullableSecret = is.orNull(is.both(is.secret, is.atMost(1024)));

const fields: FieldChecks<UpdateCall> = {
  state: anyOf(['active', 'completed']),
  redirectUrl: nullableUrl,
  redirectMethod: nullableMethod,
  username: nullableSecret,
  password: nullableSecret,
  redirectFallbackUrl: nullableUrl,
  redirectFallbackMethod: nullableMethod,
  fallbackUsername: nullableSecret,
  fallbackPassword: nullableSecret,
  tag: is.orNull(isTag),
};

const urlIfActive = ({ state, redirectUrl }: Readonly<Record<string, unknown>>): string | undefined =>
  state === 'completed' || typeof redirectUrl === 'string'
    ? undefined
    : 'has no redirectUrl; it is required unless state is "completed"';

/** Checks the body of `updateCall`. */
export const isUpdateCallBody = bodyOf<UpdateCall>(fields, { also: urlIfActive });

/** The fields that have no meaning if `state` is `completed`. */
export const activeFields = Object.keys(fields).filter((name) => name !== 'state');
