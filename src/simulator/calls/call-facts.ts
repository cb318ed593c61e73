/** What events say of a call, at the moment at which they are sent. Times are as Bandwidth writes them. */
export interface CallFacts {
  readonly eventTime: string;
  readonly accountId: string;
  readonly applicationId: string;
  readonly from: string;
  readonly to: string;
  readonly direction: 'inbound' | 'outbound';
  readonly callId: string;
  readonly callUrl: string;
  /** Only of outbound calls that the REST interface has placed. */
  readonly enqueuedTime: string | undefined;
  readonly startTime: string;
  readonly answerTime: string | undefined;
  /** The end of the call; the time of the event while the call is up. */
  readonly endTime: string;
  /** Why it ended; empty while it is up. */
  readonly cause: string;
  /** Empty if there is none. */
  readonly tag: string;
  /** Set on a leg that a transfer has made. */
  readonly transfer: TransferFacts | undefined;
  readonly errorMessage: string | undefined;
  /** Returns an id for the error message. */
  readonly newErrorId: () => string;
}

/** What events say of the transfer that has made a leg. */
interface TransferFacts {
  readonly parentCallId: string;
  readonly callerId: string;
  readonly to: string;
}
