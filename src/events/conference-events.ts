import type { TaggedEvent } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';
import { type ProcessedRecording, processedRecordingFields, type RecordingStatus } from './recording-events.js';

/** Fields of every conference event. `tag` is the tag of the call that created the conference. */
export interface ConferenceEvent extends TaggedEvent {
  /**
   * Conference id, an opaque string that begins with `conf-`.
   * @example 'conf-2b8f60d3'
   */
  conferenceId: string;
  /**
   * Name of the conference: the content of the `Conference` verb.
   * @example 'team-standup'
   */
  name: string;
}

const conferenceFields = { conferenceId: 'string', name: 'string' } as const satisfies FieldRules;

/** Fields of an event about one member. */
export interface ConferenceMemberEvent extends ConferenceEvent {
  /**
   * Id of the member's call.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId: string;
  /**
   * Caller of the member's call; see {@link CallEvent.from}.
   * @example '+15551230001'
   */
  from: string;
  /**
   * Called party of the member's call; see {@link CallEvent.to}.
   * @example '+15551230002'
   */
  to: string;
}

const memberFields = { ...conferenceFields, callId: 'string', from: 'string', to: 'string' } as const;

/** The first member created the conference. Respond with a document for all members, or without one. */
export interface ConferenceCreatedEvent extends ConferenceEvent {
  eventType: 'conferenceCreated';
}

export const conferenceCreated = defineEvent<ConferenceCreatedEvent>()('conferenceCreated', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: conferenceFields,
});

/** A call joined the conference. Respond with a document for all members, or without one. */
export interface ConferenceMemberJoinEvent extends ConferenceMemberEvent {
  eventType: 'conferenceMemberJoin';
}

export const conferenceMemberJoin = defineEvent<ConferenceMemberJoinEvent>()('conferenceMemberJoin', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: memberFields,
});

/** A call left the conference. Respond with a document for the remaining members, or without one. */
export interface ConferenceMemberExitEvent extends ConferenceMemberEvent {
  eventType: 'conferenceMemberExit';
}

export const conferenceMemberExit = defineEvent<ConferenceMemberExitEvent>()('conferenceMemberExit', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: memberFields,
});

/** A REST update of the conference requests a document to run in it. */
export interface ConferenceRedirectEvent extends ConferenceEvent {
  eventType: 'conferenceRedirect';
}

export const conferenceRedirect = defineEvent<ConferenceRedirectEvent>()('conferenceRedirect', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: conferenceFields,
});

/** The last member left, and the conference ended. */
export interface ConferenceCompletedEvent extends ConferenceEvent {
  eventType: 'conferenceCompleted';
}

export const conferenceCompleted = defineEvent<ConferenceCompletedEvent>()('conferenceCompleted', {
  kind: 'async',
  fields: conferenceFields,
});

/** A conference recording is ready to download, or its processing failed; see `status`. */
export interface ConferenceRecordingAvailableEvent extends ConferenceEvent, ProcessedRecording {
  eventType: 'conferenceRecordingAvailable';
  /**
   * Your Bandwidth account id, as a string.
   * @example '55001'
   */
  accountId: string;
  /**
   * URL of the audio file; requires your credentials. May be missing after an error.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/conferences/conf-2b8f60d3/recordings/r-4c91e7d0/media'
   */
  mediaUrl?: string | null | undefined;
  /**
   * Number of recorded channels; 1 for conferences.
   * @example 1
   */
  channels: number;
  /**
   * Status of the processing.
   * @example 'complete'
   */
  status: RecordingStatus;
}

export const conferenceRecordingAvailable = defineEvent<ConferenceRecordingAvailableEvent>()(
  'conferenceRecordingAvailable',
  {
    kind: 'async',
    fields: {
      ...conferenceFields,
      ...processedRecordingFields,
      accountId: 'string',
      channels: 'integer',
      status: 'string',
    },
  },
);
