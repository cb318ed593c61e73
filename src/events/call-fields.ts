import type { FieldRules } from './define-event.js';

/** The direction of a call, from the application's point of view. It never changes. */
export type CallDirection = 'inbound' | 'outbound' | (string & {});

/** Fields of every event with an `eventType`. */
export interface TaggedEvent {
  /** Which event this is. */
  eventType: string;
  /**
   * When Bandwidth created the event (ISO 8601 in UTC), shortly after what it reports.
   * @example '2026-11-24T09:30:12.480Z'
   */
  eventTime?: string | undefined;
  /**
   * Your own string, set earlier by a `tag` attribute, the `Tag` verb or the REST API (up to 4096 characters there, 256
   * in an attribute). Missing, `null` or empty if none was set.
   * @example 'order-4711'
   */
  tag?: string | null | undefined;
}

/** Fields of every call event: the call, its two parties and the account. */
export interface CallEvent extends TaggedEvent {
  /**
   * Your Bandwidth account id, as a string.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Id of the voice application that the call belongs to.
   * @example '4b7e2f10-93d5-4a6c-8e21-c05d7f9a6b38'
   */
  applicationId?: string | undefined;
  /**
   * The caller: an E.164 number, or another string on SIP calls. A caller who withholds the number appears as
   * `Private`, `Restricted`, `Unavailable` or `Anonymous`, or with `privacy` set.
   * @example '+15551230001'
   */
  from: string;
  /**
   * The called party: an E.164 number or a SIP URI.
   * @example '+15551230002'
   */
  to: string;
  /**
   * Direction of the call.
   * @example 'inbound'
   */
  direction: CallDirection;
  /**
   * Call id, an opaque string that begins with `c-`.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId: string;
  /**
   * URL of the call in Bandwidth's REST API.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905'
   */
  callUrl: string;
}

/** Fields of events about an outbound call, created by the REST API or by a `Transfer`. */
export interface PlacedCall extends CallEvent {
  /**
   * Direction of the call.
   * @example 'outbound'
   */
  direction: CallDirection;
}

/** When a call was queued. */
export interface QueuedCall {
  /**
   * When an outbound call was queued (ISO 8601). Only present if calls are queued.
   * @example '2026-11-24T09:29:57.902Z'
   */
  enqueuedTime?: string | null | undefined;
}

/** Times of a call until it was answered. */
export interface AnsweredCall extends QueuedCall {
  /**
   * When the call was answered (ISO 8601).
   * @example '2026-11-24T09:30:03.706Z'
   */
  answerTime?: string | null | undefined;
}

/** Times of a call, including its start. */
export interface StartedCall extends AnsweredCall {
  /**
   * When the call started (ISO 8601).
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | undefined;
}

/** Fields of a call event that always has the account, the application and the start time. */
export interface DetailedCallEvent extends CallEvent, StartedCall {
  /** Your Bandwidth account id, as a string. */
  accountId: string;
  /** Id of the voice application that the call belongs to. */
  applicationId: string;
  /** When the call started (ISO 8601). */
  startTime: string;
}

/** Fields of a leg that a `Transfer` dialed. Missing for other calls. */
export interface TransferLeg {
  /**
   * Id of the call whose `Transfer` dialed this leg.
   * @example 'c-7d40b1e2-08e5c4d1'
   */
  parentCallId?: string | undefined;
  /**
   * Caller id that the dialed party saw: a number, or a privacy value as in `from`.
   * @example '+15551230001'
   */
  transferCallerId?: string | undefined;
  /**
   * Number or SIP URI that was dialed.
   * @example '+15551230003'
   */
  transferTo?: string | undefined;
}

/** How the caller is shown to the called party. */
export interface PresentedCaller {
  /**
   * True if the caller asked to withhold the number.
   * @example false
   */
  privacy?: boolean | undefined;
  /**
   * Caller name (CNAM), at most 256 characters. Often empty.
   * @example 'ALEX RIVERA'
   */
  callerDisplayName?: string | undefined;
}

/** Fields of an event about the audio of a call: its stream, real-time transcription or machine detection. */
export interface MediaEvent extends DetailedCallEvent, PresentedCaller {
  /** When Bandwidth created the event (ISO 8601 in UTC), shortly after what it reports. */
  eventTime: string;
}

/** The required fields of {@link CallEvent}. */
export const callFields = {
  from: 'string',
  to: 'string',
  direction: 'string',
  callId: 'string',
  callUrl: 'string',
} as const satisfies FieldRules;

/** The required fields of {@link DetailedCallEvent}. */
export const detailedCallFields = {
  ...callFields,
  accountId: 'string',
  applicationId: 'string',
  startTime: 'string',
} as const satisfies FieldRules;

/** The required fields of {@link MediaEvent}. */
export const mediaEventFields = {
  ...detailedCallFields,
  eventTime: 'string',
  privacy: 'boolean?',
} as const satisfies FieldRules;
