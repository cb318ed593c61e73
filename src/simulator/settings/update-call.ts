import { anyOf, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { bodyOf, isTag, type RedirectRequest, redirectFields, urlUnlessCompleted } from './request-body.js';

/**
 * A change of a call, with the fields of `updateCall` in Bandwidth's REST API. `null` is the same as omitting the field,
 * except for `state`.
 *
 * @example
 * { redirectUrl: '/agent-is-free', tag: 'queue-7' }
 * @example
 * { state: 'completed' }
 */
export interface UpdateCall extends RedirectRequest {
  /** `active` fetches another document for the call; `completed` ends the call. @default 'active' */
  readonly state?: 'active' | 'completed' | undefined;
  /**
   * Receives `redirect`; the document in its response replaces the current one. Required unless `state` is `completed`. It
   * may be relative to the origin of the application.
   */
  readonly redirectUrl?: string | null | undefined;
  /** Receives `redirect` if `redirectUrl` fails. @default none */
  readonly redirectFallbackUrl?: string | null | undefined;
  /**
   * Included in `redirect` and in all later events of the call; at most 4096 characters. An empty string clears the tag.
   * @default the tag stays
   */
  readonly tag?: string | null | undefined;
}

const fields: FieldChecks<UpdateCall> = {
  state: anyOf(['active', 'completed']),
  ...redirectFields,
  tag: is.orNull(isTag),
};

/** Checks the body of `updateCall`. */
export const isUpdateCallBody = bodyOf<UpdateCall>(fields, { also: urlUnlessCompleted('state') });

/** The fields that have no meaning if `state` is `completed`. */
export const activeFields = Object.keys(fields).filter((name) => name !== 'state');
