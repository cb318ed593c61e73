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
