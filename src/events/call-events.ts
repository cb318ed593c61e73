import {
  type AnsweredCall,
  type CallEvent,
  callFields,
  type PresentedCaller,
  type StartedCall,
  type TransferLeg,
} from './call-fields.js';
import { defineEvent } from './define-event.js';
import type { MachineDetectionResult } from './machine-detection-events.js';

/** How a diverted call came here: the parameters of its newest Diversion header, whichever the network sent. */
export interface Diversion {
  /** Number that diverted the call. */
  origTo?: string | undefined;
  /** Why it was diverted. */
  reason?:
    | 'unknown'
    | 'user-busy'
    | 'no-answer'
    | 'unavailable'
    | 'unconditional'
    | 'time-of-day'
    | 'do-not-disturb'
    | 'deflection'
    | 'follow-me'
    | 'out-of-service'
    | 'away'
    | (string & {})
    | undefined;
  /** `yes` when the network supplied the diverting number, `no` when the user did. */
  screen?: 'yes' | 'no' | (string & {}) | undefined;
  /** Whether the diverting number is to be kept private: `full`, or `off`. */
  privacy?: 'off' | 'full' | (string & {}) | undefined;
  /** How often the call has been diverted; a number, mostly written as text. */
  counter?: string | number | undefined;
  /** How often it may be diverted; a number, mostly written as text. */
  limit?: string | number | undefined;
  /** A parameter that has no name of its own here. */
  unknown?: string | undefined;
}

/** What STIR/SHAKEN says about the number of an inbound call. */
export interface StirShaken {
  /** Outcome of the verification; networks differ in the wording and in its letter case. */
  verstat?:
    | 'TN-Validation-Passed'
    | 'TN-Validation-Failed'
    | 'TN-Verification-Passed'
    | 'TN-Verification-Failed'
    | (string & {})
    | undefined;
  /** How well the originating carrier knows the caller: `A` fully, `B` partly, `C` only the gateway. */
  attestationIndicator?: 'A' | 'B' | 'C' | (string & {}) | undefined;
  /** Id of the origin in the signed token. */
  originatingId?: string | undefined;
}

/** An inbound call comes in. Answer with the document that greets it; a document without verbs hangs up. */
export interface InitiateEvent extends CallEvent, PresentedCaller {
  eventType: 'initiate';
  /** When the call started (ISO 8601). */
  startTime?: string | undefined;
  /** User-to-user information as the header had it: values between commas, each usually with its `encoding`. */
  uui?: string | undefined;
  /** How the call was diverted, if it was. */
  diversion?: Diversion | undefined;
  /** Whether the calling number could be verified. */
  stirShaken?: StirShaken | undefined;
  /** The SIP Identity header as it came, for accounts that have it forwarded. */
  identity?: string | undefined;
  /** Call-ID of the SIP dialog, for tracing. */
  sipCallId?: string | undefined;
  /** Own `X-` headers of a call to a SIP URI, by name. The letter case of the names is not fixed. */
  sipHeaders?: { [header: string]: string } | undefined;
}

export const initiate = defineEvent<InitiateEvent>()('initiate', {
  kind: 'sync',
  responseContext: 'call',
  fields: { ...callFields, privacy: 'boolean?', diversion: 'object?', stirShaken: 'object?', sipHeaders: 'object?' },
});

/** An outbound call, placed over REST, is answered. Reply with the document for whoever picked up. */
export interface AnswerEvent extends CallEvent, StartedCall, PresentedCaller {
  eventType: 'answer';
  /** Who or what picked up; only when the call was placed with synchronous machine detection. */
  machineDetectionResult?: MachineDetectionResult | null | undefined;
  /** Call-ID of the SIP dialog, for tracing. */
  sipCallId?: string | undefined;
}

export const answer = defineEvent<AnswerEvent>()('answer', {
  kind: 'sync',
  responseContext: 'call',
  fields: { ...callFields, privacy: 'boolean?', machineDetectionResult: 'object?' },
});

/** A `Redirect` verb, or an update of the call over REST, asks for the document to go on with. */
export interface RedirectEvent extends CallEvent, StartedCall, TransferLeg {
  eventType: 'redirect';
}

export const redirect = defineEvent<RedirectEvent>()('redirect', {
  kind: 'sync',
  responseContext: 'call',
  fields: callFields,
});

/**
 * Why a call or a leg ended.
 * - `hangup`: as calls normally end: somebody hung up, `Hangup` ran, or the document had no more verbs
 * - `busy`, `timeout`, `rejected`: the called party was busy, did not answer in time, declined
 * - `cancel`: the caller gave up before the answer
 * - `callback-error`: no webhook answered; `invalid-bxml`: one answered with a faulty document
 * - `application-error`: the document wanted something that this call cannot do
 * - `account-limit`, `node-capacity-exceeded`: a limit of the account or of the platform was reached
 * - `error`, `unknown`: anything else
 */
export type CallCause =
  | 'hangup'
  | 'busy'
  | 'timeout'
  | 'cancel'
  | 'rejected'
  | 'callback-error'
  | 'invalid-bxml'
  | 'application-error'
  | 'account-limit'
  | 'node-capacity-exceeded'
  | 'error'
  | 'unknown'
  | (string & {});

/** A call has ended. This is also where a faulty document or an unreachable webhook shows. */
export interface DisconnectEvent extends CallEvent, AnsweredCall {
  eventType: 'disconnect';
  /** When the call started (ISO 8601); `null` for one that never left the queue. */
  startTime?: string | null | undefined;
  /** When the call ended (ISO 8601). */
  endTime: string;
  /** What ended the call. */
  cause: CallCause;
  /** What went wrong, for people to read. */
  errorMessage?: string | null | undefined;
  /** Number of the failure, for Bandwidth's support. */
  errorId?: string | null | undefined;
  /** Call-ID of the SIP dialog, for tracing. */
  sipCallId?: string | undefined;
  /** SIP status with which Bandwidth refused to place an outbound call. */
  sipResponseCode?: number | undefined;
}

export const disconnect = defineEvent<DisconnectEvent>()('disconnect', {
  kind: 'async',
  fields: { ...callFields, endTime: 'string', cause: 'string', sipResponseCode: 'integer?' },
});
