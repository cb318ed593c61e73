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

/** How a call was diverted: the parameters of its latest Diversion header. Networks send different parameters. */
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
   * `yes` if the network supplied the diverting number, `no` if the user did.
   * @example 'yes'
   */
  screen?: 'yes' | 'no' | (string & {}) | undefined;
  /**
   * Whether the diverting number is private: `full` or `off`.
   * @example 'off'
   */
  privacy?: 'off' | 'full' | (string & {}) | undefined;
  /**
   * How often the call was diverted; a number, usually as a string.
   * @example '1'
   */
  counter?: string | number | undefined;
  /**
   * How often the call may be diverted; a number, usually as a string.
   * @example '5'
   */
  limit?: string | number | undefined;
  /**
   * Any other parameter.
   * @example 'branch-7'
   */
  unknown?: string | undefined;
}

/** The STIR/SHAKEN result for the caller's number of an inbound call. */
export interface StirShaken {
  /**
   * Result of the verification. The wording and letter case depend on the network.
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
   * Attestation level of the originating carrier: `A` full, `B` partial, `C` gateway.
   * @example 'A'
   */
  attestationIndicator?: 'A' | 'B' | 'C' | (string & {}) | undefined;
  /**
   * Origination id (`origid`) of the signed token.
   * @example '6d0f2b8e-41c7-4e9a-b3d5-7f2c90a1e864'
   */
  originatingId?: string | undefined;
}

/** An inbound call arrived. Respond with the document that handles it; a document without verbs hangs up. */
export interface InitiateEvent extends CallEvent, PresentedCaller {
  eventType: 'initiate';
  /**
   * When the call started (ISO 8601).
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | undefined;
  /**
   * The User-to-User header: comma-separated values, each usually with an `encoding` parameter.
   * @example 'b3JkZXItNDcxMQ==;encoding=base64'
   */
  uui?: string | undefined;
  /**
   * How the call was diverted; missing if it was not.
   * @example { origTo: '+15551230003', reason: 'no-answer', counter: '1' }
   */
  diversion?: Diversion | undefined;
  /**
   * Whether the caller's number was verified.
   * @example { verstat: 'TN-Validation-Passed', attestationIndicator: 'A' }
   */
  stirShaken?: StirShaken | undefined;
  /**
   * The unmodified SIP Identity header, for accounts with header forwarding.
   * @example 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln;info=<https://certs.example/a.pem>;alg=ES256;ppt=shaken'
   */
  identity?: string | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
  sipCallId?: string | undefined;
  /**
   * Custom `X-` headers of a call to a SIP URI, by name. The letter case of the names varies.
   * @example { 'X-Ticket': '17' }
   */
  sipHeaders?: { [header: string]: string } | undefined;
}

export const initiate = defineEvent<InitiateEvent>()('initiate', {
  kind: 'sync',
  responseContext: 'call',
  fields: { ...callFields, privacy: 'boolean?', diversion: 'object?', stirShaken: 'object?', sipHeaders: 'object?' },
});

/** An outbound call created by the REST API was answered. Respond with the document for the called party. */
export interface AnswerEvent extends PlacedCall, StartedCall, PresentedCaller {
  eventType: 'answer';
  /**
   * What answered the call; only present with synchronous machine detection.
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

/** A `Redirect` verb or a REST update of the call requests the next document. */
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
 * - `hangup`: the normal end: a party hung up, `Hangup` ran, or the document had no more verbs
 * - `busy`, `timeout`, `rejected`: the called party was busy, did not answer in time, or declined
 * - `cancel`: the caller hung up before the call was answered
 * - `callback-error`: no webhook responded; `invalid-bxml`: a webhook responded with an invalid document
 * - `application-error`: the document requested something that this call does not support
 * - `account-limit`, `node-capacity-exceeded`: the account or the platform reached a limit
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

/** A call ended. `cause` also reports invalid documents and unreachable webhooks. */
export interface DisconnectEvent extends CallEvent, AnsweredCall {
  eventType: 'disconnect';
  /**
   * When the call started (ISO 8601); `null` if it never left the queue.
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | null | undefined;
  /**
   * When the call ended (ISO 8601).
   * @example '2026-11-24T09:34:41.250Z'
   */
  endTime: string;
  /**
   * Why the call ended.
   * @example 'hangup'
   */
  cause: CallCause;
  /**
   * Human-readable error description.
   * @example 'No webhook could be reached'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
  sipCallId?: string | undefined;
  /**
   * SIP status if Bandwidth refused to place an outbound call.
   * @example 503
   */
  sipResponseCode?: number | undefined;
}

export const disconnect = defineEvent<DisconnectEvent>()('disconnect', {
  kind: 'async',
  fields: { ...callFields, endTime: 'string', cause: 'string', sipResponseCode: 'integer?' },
});
