import type { TaggedEvent } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';
import { type ProcessedRecording, processedRecordingFields, type RecordingStatus } from './recording-events.js';

/** What an event of a conference tells. Its `tag` is that of the call which opened the conference. */
export interface ConferenceEvent extends TaggedEvent {
  /**
   * Id of the conference, an opaque text that begins with `conf-`.
   * @example 'conf-2b8f60d3'
   */
  conferenceId: string;
  /**
   * Name of the conference: the text of the `Conference` verb.
   * @example 'team-standup'
   */
  name: string;
}

const conferenceFields = { conferenceId: 'string', name: 'string' } as const satisfies FieldRules;

/** What an event of one member tells. */
export interface ConferenceMemberEvent extends ConferenceEvent {
  /**
   * Call of the member.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId: string;
  /**
   * Who called on the member's call; see {@link CallEvent.from}.
   * @example '+15551230001'
   */
  from: string;
  /**
   * Who was called on the member's call; see {@link CallEvent.to}.
   * @example '+15551230002'
   */
  to: string;
}

const memberFields = { ...conferenceFields, callId: 'string', from: 'string', to: 'string' } as const;

/** The first call has opened the conference. Answer with a document for everybody in it, or with none. */
export interface ConferenceCreatedEvent extends ConferenceEvent {
  eventType: 'conferenceCreated';
}

export const conferenceCreated = defineEvent<ConferenceCreatedEvent>()('conferenceCreated', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: conferenceFields,
});

/** A call has entered the conference. Answer with a document for everybody in it, or with none. */
export interface ConferenceMemberJoinEvent extends ConferenceMemberEvent {
  eventType: 'conferenceMemberJoin';
}

export const conferenceMemberJoin = defineEvent<ConferenceMemberJoinEvent>()('conferenceMemberJoin', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: memberFields,
});

/** A call has left the conference. Answer with a document for everybody still in it, or with none. */
export interface ConferenceMemberExitEvent extends ConferenceMemberEvent {
  eventType: 'conferenceMemberExit';
}

export const conferenceMemberExit = defineEvent<ConferenceMemberExitEvent>()('conferenceMemberExit', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: memberFields,
});

/** An update of the conference over REST asks for a document to run in it. */
export interface ConferenceRedirectEvent extends ConferenceEvent {
  eventType: 'conferenceRedirect';
}

export const conferenceRedirect = defineEvent<ConferenceRedirectEvent>()('conferenceRedirect', {
  kind: 'sync',
  responseContext: 'conference',
  emptyAnswer: 204,
  fields: conferenceFields,
});

/** The last member has left, and the conference is over. */
export interface ConferenceCompletedEvent extends ConferenceEvent {
  eventType: 'conferenceCompleted';
}

export const conferenceCompleted = defineEvent<ConferenceCompletedEvent>()('conferenceCompleted', {
  kind: 'async',
  fields: conferenceFields,
});

/** The recording of a conference can be fetched, or its processing failed: see `status`. */
export interface ConferenceRecordingAvailableEvent extends ConferenceEvent, ProcessedRecording {
  eventType: 'conferenceRecordingAvailable';
  /**
   * Number of your Bandwidth account, as text.
   * @example '55001'
   */
  accountId: string;
  /**
   * Address of the sound, with your credentials; it may be missing after an error.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/conferences/conf-2b8f60d3/recordings/r-4c91e7d0/media'
   */
  mediaUrl?: string | null | undefined;
  /**
   * How many channels were recorded; conferences have 1.
   * @example 1
   */
  channels: number;
  /**
   * How the processing went.
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
