import type {
  ConferenceCompletedEvent,
  ConferenceCreatedEvent,
  ConferenceMemberExitEvent,
  ConferenceMemberJoinEvent,
  ConferenceRecordingAvailableEvent,
  ConferenceRedirectEvent,
  RecordingStatus,
} from '../../events/index.js';
import { accountUrl, callDefaults, callGaps, given as textOf } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { RECORDING_START, type RecordingDefaults, recordedGaps, recordingDefaults } from './recording-fixtures.js';
import { timesOf } from './times.js';

/** The fields of every conference's event. */
export interface ConferenceDefaults {
  eventTime: string;
  conferenceId: string;
  name: string;
}

/** The fields of an event of one member. */
export interface ConferenceMemberDefaults extends ConferenceDefaults {
  callId: string;
  from: string;
  to: string;
}

/** The fields by default of `conferenceRecordingAvailable`. */
export interface ConferenceRecordingDefaults extends ConferenceDefaults, RecordingDefaults {
  accountId: string;
  channels: number;
  status: RecordingStatus;
}

/** Builders of the events of conferences. */
export interface ConferenceBuilders {
  /**
   * The first call has opened a conference: a {@link ConferenceCreatedEvent}.
   *
   * @example
   * events.conferenceCreated({ name: 'team-standup', tag: 'order-4711' });
   */
  conferenceCreated: EventBuilder<ConferenceCreatedEvent, ConferenceDefaults>;
  /**
   * A call has entered a conference: a {@link ConferenceMemberJoinEvent}.
   *
   * @example
   * render(<Joined {...events.conferenceMemberJoin({ from: '+15551230009' })} />, { context: 'conference' });
   */
  conferenceMemberJoin: EventBuilder<ConferenceMemberJoinEvent, ConferenceMemberDefaults>;
  /**
   * A call has left a conference: a {@link ConferenceMemberExitEvent}.
   *
   * @example
   * events.conferenceMemberExit({ callId: 'c-17' });
   */
  conferenceMemberExit: EventBuilder<ConferenceMemberExitEvent, ConferenceMemberDefaults>;
  /**
   * An update over REST asks for a document for a conference: a {@link ConferenceRedirectEvent}.
   *
   * @example
   * render(<Announcement {...events.conferenceRedirect()} />, { context: 'conference' });
   */
  conferenceRedirect: EventBuilder<ConferenceRedirectEvent, ConferenceDefaults>;
  /**
   * A conference is over: a {@link ConferenceCompletedEvent}.
   *
   * @example
   * events.conferenceCompleted({ conferenceId: 'conf-17' });
   */
  conferenceCompleted: EventBuilder<ConferenceCompletedEvent, ConferenceDefaults>;
  /**
   * The recording of a conference can be fetched, or its processing failed: a {@link ConferenceRecordingAvailableEvent}.
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

/** An event in the course of a conference. */
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
    const url = accountUrl(given.accountId, `conferences/${textOf(given.conferenceId, CONFERENCE_ID)}`);
    return {
      ...conferenceDefaults(times.eventTime),
      accountId: callDefaults({}, '').accountId,
      ...recordingDefaults(given, url, times),
      channels: 1,
      status: 'complete',
    };
  }),
};
