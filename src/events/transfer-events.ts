import type { CallCause } from './call-events.js';
import { type AnsweredCall, type CallEvent, callFields, type PlacedCall, type StartedCall } from './call-fields.js';
import { defineEvent } from './define-event.js';

/** Fields of events about a leg that a `Transfer` dialed. */
interface DialedLeg extends PlacedCall {
  /**
   * Id of the leg, which is a separate call: an opaque string that begins with `c-`.
   * @example 'c-7d40b1e2-91b7d6f4'
   */
  callId: string;
  /**
   * URL of the leg in Bandwidth's REST API.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-91b7d6f4'
   */
  callUrl: string;
}

/**
 * A party that `Transfer` dialed answered. Only that party hears the document, before the legs are bridged. They are
 * bridged when the document ends; a `Hangup` in it declines the call.
 */
export interface TransferAnswerEvent extends DialedLeg, StartedCall {
  eventType: 'transferAnswer';
  /**
   * Id of the call whose `Transfer` dialed this leg.
   * @example 'c-7d40b1e2-3f68a905'
   */
  parentCallId?: string | undefined;
  /**
   * Caller id that the dialed party sees: a number or a privacy value.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialed.
   * @example '+15551230003'
   */
  transferTo: string;
}

export const transferAnswer = defineEvent<TransferAnswerEvent>()('transferAnswer', {
  kind: 'sync',
  responseContext: 'transferAnswer',
  fields: { ...callFields, transferCallerId: 'string', transferTo: 'string' },
});

/**
 * A `Transfer` ended and the original call is still active. Respond with its next document. With several destinations,
 * the event is about the one that answered, or any one of them if none did.
 */
export interface TransferCompleteEvent extends CallEvent, StartedCall {
  eventType: 'transferComplete';
  /** When the call started (ISO 8601). */
  startTime: string;
  /**
   * Caller id that the dialed party saw: a number or a privacy value.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialed.
   * @example '+15551230003'
   */
  transferTo: string;
  /**
   * Why the dialed leg ended.
   * @example 'timeout'
   */
  cause: CallCause;
  /**
   * Human-readable error description.
   * @example 'The call was not answered in time'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const transferComplete = defineEvent<TransferCompleteEvent>()('transferComplete', {
  kind: 'sync',
  responseContext: 'call',
  fields: { ...callFields, startTime: 'string', transferCallerId: 'string', transferTo: 'string', cause: 'string' },
});

/**
 * A leg that `Transfer` dialed ended, before or after `transferComplete`. `answerTime` shows whether it was answered;
 * `cause` does not, because unanswered legs of a simultaneous ring also report `hangup`.
 */
export interface TransferDisconnectEvent extends DialedLeg, AnsweredCall {
  eventType: 'transferDisconnect';
  /**
   * Id of the call whose `Transfer` dialed this leg.
   * @example 'c-7d40b1e2-3f68a905'
   */
  parentCallId: string;
  /**
   * When the leg started (ISO 8601); `null` if it never left the queue.
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | null | undefined;
  /**
   * When the leg ended (ISO 8601).
   * @example '2026-11-24T09:34:41.250Z'
   */
  endTime: string;
  /**
   * Caller id that the dialed party saw: a number or a privacy value.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialed.
   * @example '+15551230003'
   */
  transferTo: string;
  /**
   * Why the leg ended.
   * @example 'timeout'
   */
  cause: CallCause;
  /**
   * Human-readable error description.
   * @example 'The call was not answered in time'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
}

export const transferDisconnect = defineEvent<TransferDisconnectEvent>()('transferDisconnect', {
  kind: 'async',
  fields: {
    ...callFields,
    parentCallId: 'string',
    endTime: 'string',
    transferCallerId: 'string',
    transferTo: 'string',
    cause: 'string',
  },
});
