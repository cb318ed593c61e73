import type {
  ConferenceCompletedEvent,
  ConferenceCreatedEvent,
  ConferenceMemberExitEvent,
  ConferenceMemberJoinEvent,
  ConferenceRecordingAvailableEvent,
  ConferenceRedirectEvent,
  RecordingStatus,
} from '../../events/index.js';
import { accountUrl, callDefaults, callGaps, stringOr } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { RECORDING_START, type RecordingDefaults, recordedGaps, recordingDefaults } from './recording-fixtures.js';
import { timesOf } from './times.js';

/** Default fields of every conference event. */
export interface ConferenceDefaults {
  eventTime: string;
  conferenceId: string;
  name: string;
}

/** Default fields of an event about one member. */
export interface ConferenceMemberDefaults extends ConferenceDefaults {
  callId: string;
  from: string;
  to: string;
}

/** Default fields of `conferenceRecordingAvailable`. */
export interface ConferenceRecordingDefaults extends ConferenceDefaults, RecordingDefaults {
  accountId: string;
  channels: number;
  status: RecordingStatus;
}

/** Builders for events of conferences. */
export interface ConferenceBuilders {
  /**
   * Builds a {@link ConferenceCreatedEvent}: the first member created a conference.
   *
   * @example
   * events.conferenceCreated({ name: 'team-standup', tag: 'order-4711' });
   */
  conferenceCreated: EventBuilder<ConferenceCreatedEvent, ConferenceDefaults>;
  /**
   * Builds a {@link ConferenceMemberJoinEvent}: a call joined a conference.
   *
   * @example
   * render(<Joined {...events.conferenceMemberJoin({ from: '+15551230009' })} />, { context: 'conference' });
   */
  conferenceMemberJoin: EventBuilder<ConferenceMemberJoinEvent, ConferenceMemberDefaults>;
  /**
   * Builds a {@link ConferenceMemberExitEvent}: a call left a conference.
   *
   * @example
   * events.conferenceMemberExit({ callId: 'c-17' });
   */
  conferenceMemberExit: EventBuilder<ConferenceMemberExitEvent, ConferenceMemberDefaults>;
  /**
   * Builds a {@link ConferenceRedirectEvent}: a REST update of a conference requests a new document.
   *
   * @example
   * render(<Announcement {...events.conferenceRedirect()} />, { context: 'conference' });
   */
  conferenceRedirect: EventBuilder<ConferenceRedirectEvent, ConferenceDefaults>;
  /**
   * Builds a {@link ConferenceCompletedEvent}: a conference ended.
   *
   * @example
   * events.conferenceCompleted({ conferenceId: 'conf-17' });
   */
  conferenceCompleted: EventBuilder<ConferenceCompletedEvent, ConferenceDefaults>;
  /**
   * Builds a {@link ConferenceRecordingAvailableEvent}: a conference recording is ready to download, or its processing
   * failed.
   *
   * @example
   * events.conferenceRecordingAvailable({ fileFormat: 'mp3' });
   */
  conferenceRecordingAvailable: EventBuilder<ConferenceRecordingAvailableEvent, ConferenceRecordingDefaults>;
}

const CONFERENCE_ID = 'conf-2b8f60d3';

const conferenceDefaults = (eventTime: string): ConferenceDefaults => ({
  eventTime,
  conferenceId: CONFERENCE_ID,
  name: 'team-standup',
});

/** Returns the defaults of an event during a conference. */
const conference = (given: { readonly eventTime?: unknown }): ConferenceDefaults =>
  conferenceDefaults(timesOf(given, { eventTime: callGaps.answerTime + callGaps.eventTime }).eventTime);

function member(given: { readonly eventTime?: unknown }): ConferenceMemberDefaults {
  const { callId, from, to } = callDefaults({}, '');
  return { ...conference(given), callId, from, to };
}

export const conferenceBuilders: ConferenceBuilders = {
  conferenceCreated: builder({ eventType: 'conferenceCreated' }, conference),
  conferenceMemberJoin: builder({ eventType: 'conferenceMemberJoin' }, member),
  conferenceMemberExit: builder({ eventType: 'conferenceMemberExit' }, member),
  conferenceRedirect: builder({ eventType: 'conferenceRedirect' }, conference),
  conferenceCompleted: builder({ eventType: 'conferenceCompleted' }, conference),
  conferenceRecordingAvailable: builder({ eventType: 'conferenceRecordingAvailable' }, (given) => {
    const times = timesOf(given, { startTime: RECORDING_START, ...recordedGaps(given, 2140) });
    const url = accountUrl(given.accountId, `conferences/${stringOr(given.conferenceId, CONFERENCE_ID)}`);
    return {
      ...conferenceDefaults(times.eventTime),
      accountId: callDefaults({}, '').accountId,
      ...recordingDefaults(given, url, times),
      channels: 1,
      status: 'complete',
    };
  }),
};
