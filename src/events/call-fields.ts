import type { FieldRules } from './define-event.js';

/** Which side placed the call, as the application sees it; a call keeps its direction for life. */
export type CallDirection = 'inbound' | 'outbound' | (string & {});

/** What every event with an `eventType` may tell. */
export interface TaggedEvent {
  /** Which event this is. */
  eventType: string;
  /**
   * When Bandwidth made the event: ISO 8601 in UTC, shortly after the thing itself.
   * @example '2026-11-24T09:30:12.480Z'
   */
  eventTime?: string | undefined;
  /**
   * Text of your own, set earlier by a `tag` attribute, the `Tag` verb or over REST (up to 4096 characters there, 256 in
   * an attribute). Missing, `null` or empty when there is none.
   * @example 'order-4711'
   */
  tag?: string | null | undefined;
}

/** What an event of a call tells: the call, its two parties, and whose it is. */
export interface CallEvent extends TaggedEvent {
  /**
   * Number of your Bandwidth account, as text.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Id of the voice application to which the call belongs.
   * @example '4b7e2f10-93d5-4a6c-8e21-c05d7f9a6b38'
   */
  applicationId?: string | undefined;
  /**
   * Who calls: a number with its plus, or something else on SIP calls. A caller who hides shows as `Private`,
   * `Restricted`, `Unavailable` or `Anonymous`, or by the field `privacy`.
   * @example '+15551230001'
   */
  from: string;
  /**
   * Who is called: a number with its plus, or a SIP URI.
   * @example '+15551230002'
   */
  to: string;
  /**
   * Which side placed the call.
   * @example 'inbound'
   */
  direction: CallDirection;
  /**
   * Id of the call, an opaque text that begins with `c-`.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId: string;
  /**
   * Address of the call in Bandwidth's REST interface.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905'
   */
  callUrl: string;
}

/** An event of a call that Bandwidth places: over REST, or for a `Transfer`. */
export interface PlacedCall extends CallEvent {
  /**
   * Which side placed the call.
   * @example 'outbound'
   */
  direction: CallDirection;
}

/** The time in the queue. */
export interface QueuedCall {
  /**
   * When an outbound call was queued (ISO 8601); only where calls are queued.
   * @example '2026-11-24T09:29:57.902Z'
   */
  enqueuedTime?: string | null | undefined;
}

/** The times of a call up to its answer. */
export interface AnsweredCall extends QueuedCall {
  /**
   * When somebody answered the call (ISO 8601).
   * @example '2026-11-24T09:30:03.706Z'
   */
  answerTime?: string | null | undefined;
}

/** The times of a call from its start. */
export interface StartedCall extends AnsweredCall {
  /**
   * When the call started (ISO 8601).
   * @example '2026-11-24T09:29:58.013Z'
   */
  startTime?: string | undefined;
}

/** A call's event that always names the account, the application and the start. */
export interface DetailedCallEvent extends CallEvent, StartedCall {
  /** Number of your Bandwidth account, as text. */
  accountId: string;
  /** Id of the voice application to which the call belongs. */
  applicationId: string;
  /** When the call started (ISO 8601). */
  startTime: string;
}

/** What is told of a leg that a `Transfer` made; other calls have none of it. */
export interface TransferLeg {
  /**
   * Call whose `Transfer` dialled this one.
   * @example 'c-7d40b1e2-08e5c4d1'
   */
  parentCallId?: string | undefined;
  /**
   * Number that the dialled party saw, or one of the privacy words of `from`.
   * @example '+15551230001'
   */
  transferCallerId?: string | undefined;
  /**
   * Number or SIP URI that was dialled.
   * @example '+15551230003'
   */
  transferTo?: string | undefined;
}

/** How the caller is presented. */
export interface PresentedCaller {
  /**
   * True when the caller wishes to stay unknown.
   * @example false
   */
  privacy?: boolean | undefined;
  /**
   * Name that comes with the caller's number, at most 256 characters, often empty.
   * @example 'ALEX RIVERA'
   */
  callerDisplayName?: string | undefined;
}

/** What an event about the sound of a call tells: its stream, its live transcription, who picked up. */
export interface MediaEvent extends DetailedCallEvent, PresentedCaller {
  /** When Bandwidth made the event: ISO 8601 in UTC, shortly after the thing itself. */
  eventTime: string;
}

/** The enforced fields of {@link CallEvent}. */
export const callFields = {
  from: 'string',
  to: 'string',
  direction: 'string',
  callId: 'string',
  callUrl: 'string',
} as const satisfies FieldRules;

/** The enforced fields of {@link DetailedCallEvent}. */
export const detailedCallFields = {
  ...callFields,
  accountId: 'string',
  applicationId: 'string',
  startTime: 'string',
} as const satisfies FieldRules;

/** The enforced fields of {@link MediaEvent}. */
export const mediaEventFields = {
  ...detailedCallFields,
  eventTime: 'string',
  privacy: 'boolean?',
} as const satisfies FieldRules;
