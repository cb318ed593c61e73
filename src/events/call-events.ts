import type { DiversionReason } from '../verbs/shared/diversion.js';
import {
  type AnsweredCall,
  type CallEvent,
  callFields,
  type PlacedCall,
  type PresentedCaller,
  type StartedCall,
  type TransferLeg,
} from './call-fields.js';
import { defineEvent } from './define-event.js';
import type { MachineDetectionResult } from './machine-detection-events.js';

/** How a diverted call came here: the parameters of its newest Diversion header, whichever the network sent. */
export interface Diversion {
  /**
   * Number that diverted the call.
   * @example '+15551230003'
   */
  origTo?: string | undefined;
  /**
   * Why it was diverted.
   * @example 'no-answer'
   */
  reason?: DiversionReason | (string & {}) | undefined;
  /**
   * `yes` when the network supplied the diverting number, `no` when the user did.
   * @example 'yes'
   */
  screen?: 'yes' | 'no' | (string & {}) | undefined;
  /**
   * Whether the diverting number is to be kept private: `full`, or `off`.
   * @example 'off'
   */
  privacy?: 'off' | 'full' | (string & {}) | undefined;
  /**
   * How often the call has been diverted; a number, mostly written as text.
   * @example '1'
   */
  counter?: string | number | undefined;
  /**
   * How often it may be diverted; a number, mostly written as text.
   * @example '5'
   */
  limit?: string | number | undefined;
  /**
   * A parameter that has no name of its own here.
   * @example 'branch-7'
   */
  unknown?: string | undefined;
}

/** What STIR/SHAKEN says about the number of an inbound call. */
export interface StirShaken {
  /**
   * Outcome of the verification; networks differ in the wording and in its letter case.
   * @example 'TN-Validation-Passed'
   */
  verstat?:
    | 'TN-Validation-Passed'
    | 'TN-Validation-Failed'
    | 'TN-Verification-Passed'
    | 'TN-Verification-Failed'
    | (string & {})
    | undefined;
  /**
   * How well the originating carrier knows the caller: `A` fully, `B` partly, `C` only the gateway.
   * @example 'A'
   */
  attestationIndicator?: 'A' | 'B' | 'C' | (string & {}) | undefined;
  /**
   * Id of the origin in the signed token.
   * @example '6d0f2b8e-41c7-4e9a-b3d5-7f2c90a1e864'
   */
  originatingId?: string | undefined;
}

/** An inbound call comes in. Answer with the document that greets it; a document without verbs hangs up. */
export interface InitiateEvent extends CallEvent, PresentedCaller {
  eventType: 'initiate';
  /**
   * When the call started (ISO 8601).
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | undefined;
  /**
   * User-to-user information as the header had it: values between commas, each usually with its `encoding`.
   * @example 'b3JkZXItNDcxMQ==;encoding=base64'
   */
  uui?: string | undefined;
  /**
   * How the call was diverted, if it was.
   * @example { origTo: '+15551230003', reason: 'no-answer', counter: '1' }
   */
  diversion?: Diversion | undefined;
  /**
   * Whether the calling number could be verified.
   * @example { verstat: 'TN-Validation-Passed', attestationIndicator: 'A' }
   */
  stirShaken?: StirShaken | undefined;
  /**
   * The SIP Identity header as it came, for accounts that have it forwarded.
   * @example 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln;info=<https://certs.example/a.pem>;alg=ES256;ppt=shaken'
   */
  identity?: string | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
  sipCallId?: string | undefined;
  /**
   * Own `X-` headers of a call to a SIP URI, by name. The letter case of the names is not fixed.
   * @example { 'X-Ticket': '17' }
   */
  sipHeaders?: { [header: string]: string } | undefined;
}

export const initiate = defineEvent<InitiateEvent>()('initiate', {
  kind: 'sync',
  responseContext: 'call',
  fields: { ...callFields, privacy: 'boolean?', diversion: 'object?', stirShaken: 'object?', sipHeaders: 'object?' },
});

/** An outbound call, placed over REST, is answered. Reply with the document for whoever picked up. */
export interface AnswerEvent extends PlacedCall, StartedCall, PresentedCaller {
  eventType: 'answer';
  /**
   * Who or what picked up; only when the call was placed with synchronous machine detection.
   * @example { value: 'human', duration: 'PT4.9S' }
   */
  machineDetectionResult?: MachineDetectionResult | null | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
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
  /**
   * When the call started (ISO 8601); `null` for one that never left the queue.
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | null | undefined;
  /**
   * When the call ended (ISO 8601).
   * @example '2026-11-24T09:34:41.250Z'
   */
  endTime: string;
  /**
   * What ended the call.
   * @example 'hangup'
   */
  cause: CallCause;
  /**
   * What went wrong, for people to read.
   * @example 'No webhook could be reached'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
  sipCallId?: string | undefined;
  /**
   * SIP status with which Bandwidth refused to place an outbound call.
   * @example 503
   */
  sipResponseCode?: number | undefined;
}

export const disconnect = defineEvent<DisconnectEvent>()('disconnect', {
  kind: 'async',
  fields: { ...callFields, endTime: 'string', cause: 'string', sipResponseCode: 'integer?' },
});
