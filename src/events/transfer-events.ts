import type { CallCause } from './call-events.js';
import { type AnsweredCall, type CallEvent, callFields, type StartedCall } from './call-fields.js';
import { defineEvent } from './define-event.js';

/**
 * A party that `Transfer` dialled has picked up. The document plays to that party alone, before the legs are joined:
 * they join when it ends, and a `Hangup` in it declines.
 */
export interface TransferAnswerEvent extends CallEvent, StartedCall {
  eventType: 'transferAnswer';
  /** Call whose `Transfer` dialled this one. */
  parentCallId?: string | undefined;
  /** Number that the dialled party sees, or a privacy word. */
  transferCallerId: string;
  /** Number or SIP URI that was dialled. */
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
  /** Number that the dialled party saw, or a privacy word. */
  transferCallerId: string;
  /** Number or SIP URI that was dialled. */
  transferTo: string;
  /** How the dialled leg ended. */
  cause: CallCause;
  /** What went wrong, for people to read. */
  errorMessage?: string | null | undefined;
  /** Number of the failure, for Bandwidth's support. */
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
export interface TransferDisconnectEvent extends CallEvent, AnsweredCall {
  eventType: 'transferDisconnect';
  /** Call whose `Transfer` dialled this one. */
  parentCallId: string;
  /** When the leg started (ISO 8601); `null` for one that never left the queue. */
  startTime?: string | null | undefined;
  /** When the leg ended (ISO 8601). */
  endTime: string;
  /** Number that the dialled party saw, or a privacy word. */
  transferCallerId: string;
  /** Number or SIP URI that was dialled. */
  transferTo: string;
  /** Why the leg ended. */
  cause: CallCause;
  /** What went wrong, for people to read. */
  errorMessage?: string | null | undefined;
  /** Number of the failure, for Bandwidth's support. */
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
