import type { CallCause } from './call-events.js';
import { type AnsweredCall, type CallEvent, callFields, type PlacedCall, type StartedCall } from './call-fields.js';
import { defineEvent } from './define-event.js';

/** An event of a leg that a `Transfer` dialled. */
interface DialledLeg extends PlacedCall {
  /**
   * Id of the leg, which is a call of its own: an opaque text that begins with `c-`.
   * @example 'c-7d40b1e2-91b7d6f4'
   */
  callId: string;
  /**
   * Address of the leg in Bandwidth's REST interface.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-91b7d6f4'
   */
  callUrl: string;
}

/**
 * A party that `Transfer` dialled has picked up. The document plays to that party alone, before the legs are joined:
 * they join when it ends, and a `Hangup` in it declines.
 */
export interface TransferAnswerEvent extends DialledLeg, StartedCall {
  eventType: 'transferAnswer';
  /**
   * Call whose `Transfer` dialled this one.
   * @example 'c-7d40b1e2-3f68a905'
   */
  parentCallId?: string | undefined;
  /**
   * Number that the dialled party sees, or a privacy word.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialled.
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
 * A `Transfer` is over and the call that ran it is still up: answer with what it does next. Of several destinations it
 * tells about the one that answered, or about any one when none did.
 */
export interface TransferCompleteEvent extends CallEvent, StartedCall {
  eventType: 'transferComplete';
  /** When the call started (ISO 8601). */
  startTime: string;
  /**
   * Number that the dialled party saw, or a privacy word.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialled.
   * @example '+15551230003'
   */
  transferTo: string;
  /**
   * How the dialled leg ended.
   * @example 'timeout'
   */
  cause: CallCause;
  /**
   * What went wrong, for people to read.
   * @example 'Nobody picked up in time'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
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
 * A leg that `Transfer` dialled has ended, before or after `transferComplete`. Whether anybody answered it is told by
 * `answerTime`, not by `cause`: of phones that ring together, those that lose also report `hangup`.
 */
export interface TransferDisconnectEvent extends DialledLeg, AnsweredCall {
  eventType: 'transferDisconnect';
  /**
   * Call whose `Transfer` dialled this one.
   * @example 'c-7d40b1e2-3f68a905'
   */
  parentCallId: string;
  /**
   * When the leg started (ISO 8601); `null` for one that never left the queue.
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | null | undefined;
  /**
   * When the leg ended (ISO 8601).
   * @example '2026-11-24T09:34:41.250Z'
   */
  endTime: string;
  /**
   * Number that the dialled party saw, or a privacy word.
   * @example '+15551230001'
   */
  transferCallerId: string;
  /**
   * Number or SIP URI that was dialled.
   * @example '+15551230003'
   */
  transferTo: string;
  /**
   * Why the leg ended.
   * @example 'timeout'
   */
  cause: CallCause;
  /**
   * What went wrong, for people to read.
   * @example 'Nobody picked up in time'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
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
