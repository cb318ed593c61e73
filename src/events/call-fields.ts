import type { FieldRules } from './define-event.js';

/** Which side placed the call, as the application sees it; a call keeps its direction for life. */
export type CallDirection = 'inbound' | 'outbound' | (string & {});

/** What every event with an `eventType` may tell. */
export interface TaggedEvent {
  /** Which event this is. */
  eventType: string;
  /** When Bandwidth made the event: ISO 8601 in UTC, shortly after the thing itself. */
  eventTime?: string | undefined;
  /**
   * Text of your own, set earlier by a `tag` attribute, the `Tag` verb or over REST (up to 4096 characters there, 256 in
   * an attribute). Missing, `null` or empty when there is none.
   */
  tag?: string | null | undefined;
}

/** What an event of a call tells: the call, its two parties, and whose it is. */
export interface CallEvent extends TaggedEvent {
  /** Number of your Bandwidth account, as text. */
  accountId?: string | undefined;
  /** Id of the voice application to which the call belongs. */
  applicationId?: string | undefined;
  /**
   * Who calls: a number with its plus, or something else on SIP calls. A caller who hides shows as `Private`,
   * `Restricted`, `Unavailable` or `Anonymous`, or by the field `privacy`.
   */
  from: string;
  /** Who is called: a number with its plus, or a SIP URI. */
  to: string;
  /** Which side placed the call. */
  direction: CallDirection;
  /** Id of the call, an opaque text that begins with `c-`. */
  callId: string;
  /** Address of the call in Bandwidth's REST interface. */
  callUrl: string;
}

/** The time in the queue. */
export interface QueuedCall {
  /** When an outbound call was queued (ISO 8601); only where calls are queued. */
  enqueuedTime?: string | null | undefined;
}

/** The times of a call up to its answer. */
export interface AnsweredCall extends QueuedCall {
  /** When somebody answered the call (ISO 8601). */
  answerTime?: string | null | undefined;
}

/** The times of a call from its start. */
export interface StartedCall extends AnsweredCall {
  /** When the call started (ISO 8601). */
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
  /** Call whose `Transfer` dialled this one. */
  parentCallId?: string | undefined;
  /** Number that the dialled party saw, or one of the privacy words of `from`. */
  transferCallerId?: string | undefined;
  /** Number or SIP URI that was dialled. */
  transferTo?: string | undefined;
}

/** How the caller is presented. */
export interface PresentedCaller {
  /** True when the caller wishes to stay unknown. */
  privacy?: boolean | undefined;
  /** Name that comes with the caller's number, at most 256 characters, often empty. */
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
