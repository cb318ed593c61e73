/** The values of a call in an event, at the moment at which the event is sent. Times have Bandwidth's format. */
export interface CallFacts {
  readonly eventTime: string;
  readonly accountId: string;
  readonly applicationId: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound';
  readonly callId: string;
  readonly callUrl: string;
  /** Only for outbound calls placed by the REST API. */
  readonly enqueuedTime: string | undefined;
  readonly startTime: string;
  readonly answerTime: string | undefined;
  /** The end of the call; while the call is up, the time of the event. */
  readonly endTime: string;
  /** Why the call ended; an empty string while it is up. */
  readonly cause: string;
  /** An empty string if the call has no tag. */
  readonly tag: string;
  /** Set for a leg that a transfer has created. */
  readonly transfer: TransferFacts | undefined;
  readonly errorMessage: string | undefined;
  /** Returns the id of the error message, the same in all events of the call. */
  readonly errorId: () => string;
}

/** The values of the transfer that has created a leg. */
interface TransferFacts {
  readonly parentCallId: string;
  readonly callerId: string;
  readonly to: string;
}

/** The facts of a conference that its events include, at the moment an event is sent. Times are in Bandwidth's format. */
export interface ConferenceFacts {
  readonly eventTime: string;
  readonly accountId: string;
  readonly conferenceId: string;
  readonly conferenceUrl: string;
  readonly name: string;
  /** The tag of the call that created it; an empty string if there was none. */
  readonly tag: string;
}
