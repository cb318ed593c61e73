import { anyOf, expects, type FieldChecks } from '../../problems/check-options.js';
import * as is from '../../problems/value-checks.js';
import { bodyOf, type RedirectRequest, redirectFields, urlUnlessCompleted } from './request-body.js';

/**
 * A change of a conference, with the fields of `updateConference` in Bandwidth's REST API. `null` is the same as omitting
 * the field.
 *
 * @example
 * { redirectUrl: '/announcement' }
 * @example
 * { status: 'completed' }
 */
export interface UpdateConference extends RedirectRequest {
  /** `active` fetches a document for the conference; `completed` ends the conference. @default 'active' */
  readonly status?: 'active' | 'completed' | null | undefined;
  /**
   * Receives `conferenceRedirect`; the document in its response joins the queue of the conference. Required unless `status`
   * is `completed`. It may be relative to the origin of the application.
   */
  readonly redirectUrl?: string | null | undefined;
  /** Receives `conferenceRedirect` if `redirectUrl` fails. @default none */
  readonly redirectFallbackUrl?: string | null | undefined;
}

/**
 * A change of a member, with the fields of `updateConferenceMember` in Bandwidth's REST API. A field that is omitted stays
 * as it is.
 *
 * @example
 * { mute: true }
 * @example
 * { callIdsToCoach: [agent.callId] }
 */
export interface UpdateConferenceMember {
  /** True: the member hears the others but is not heard. */
  readonly mute?: boolean | undefined;
  /** True: the member neither hears the others nor is heard. */
  readonly hold?: boolean | undefined;
  /** The calls that alone hear this member; an empty array ends the coaching. */
  readonly callIdsToCoach?: readonly string[] | null | undefined;
}

const fields: FieldChecks<UpdateConference> = {
  status: is.orNull(anyOf(['active', 'completed'])),
  ...redirectFields,
};

/** Checks the body of `updateConference`. */
export const isUpdateConferenceBody = bodyOf<UpdateConference>(fields, { also: urlUnlessCompleted('status') });

/** The fields that have no meaning if `status` is `completed`. */
export const activeConferenceFields = Object.keys(fields).filter((name) => name !== 'status');

const isCallIds = expects(
  'an array of callIds',
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== ''),
);

/** Checks the body of `updateConferenceMember`. */
export const isUpdateMemberBody = bodyOf<UpdateConferenceMember>({
  mute: is.boolean,
  hold: is.boolean,
  callIdsToCoach: is.orNull(isCallIds),
});
