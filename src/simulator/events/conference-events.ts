import type {
  ConferenceCompletedEvent,
  ConferenceCreatedEvent,
  ConferenceMemberExitEvent,
  ConferenceMemberJoinEvent,
  ConferenceRecordingAvailableEvent,
  ConferenceRedirectEvent,
} from '../../events/conference-events.js';
import type { CallFacts, ConferenceFacts } from '../calls/facts.js';
import { durationText, tagFields } from './event-fields.js';
import type { StoppedRecording } from './recording-events.js';

const conferenceFields = (facts: ConferenceFacts) => ({
  eventTime: facts.eventTime,
  conferenceId: facts.conferenceId,
  name: facts.name,
  ...tagFields(facts),
});

const memberFields = ({ callId, from, to }: CallFacts) => ({ callId, from, to });

export const conferenceCreatedEvent = (facts: ConferenceFacts): ConferenceCreatedEvent => ({
  eventType: 'conferenceCreated',
  ...conferenceFields(facts),
});

export const conferenceMemberJoinEvent = (facts: ConferenceFacts, member: CallFacts): ConferenceMemberJoinEvent => ({
  eventType: 'conferenceMemberJoin',
  ...conferenceFields(facts),
  ...memberFields(member),
});

export const conferenceMemberExitEvent = (facts: ConferenceFacts, member: CallFacts): ConferenceMemberExitEvent => ({
  eventType: 'conferenceMemberExit',
  ...conferenceFields(facts),
  ...memberFields(member),
});

export const conferenceRedirectEvent = (facts: ConferenceFacts): ConferenceRedirectEvent => ({
  eventType: 'conferenceRedirect',
  ...conferenceFields(facts),
});

export const conferenceCompletedEvent = (facts: ConferenceFacts): ConferenceCompletedEvent => ({
  eventType: 'conferenceCompleted',
  ...conferenceFields(facts),
});

export function conferenceRecordingAvailableEvent(
  facts: ConferenceFacts,
  { id, startTime, endTime, milliseconds, fileFormat, channels }: StoppedRecording,
): ConferenceRecordingAvailableEvent {
  return {
    eventType: 'conferenceRecordingAvailable',
    ...conferenceFields(facts),
    accountId: facts.accountId,
    recordingId: id,
    channels,
    startTime,
    endTime,
    duration: durationText(milliseconds),
    fileFormat,
    mediaUrl: `${facts.conferenceUrl}/recordings/${id}/media`,
    status: 'complete',
  };
}
