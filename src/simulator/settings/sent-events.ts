import type { EventsByType, EventType } from '../../events/webhook-event.js';

/** The types of the events that the simulator sends for a call. */
export const callEventTypes = [
  'initiate',
  'answer',
  'redirect',
  'disconnect',
  'gather',
  'partialgather',
  'dtmf',
  'recordComplete',
  'recordingAvailable',
  'transcriptionAvailable',
  'transferAnswer',
  'transferComplete',
  'transferDisconnect',
  'bridgeComplete',
  'bridgeTargetComplete',
  'machineDetectionComplete',
  'referComplete',
  'mediaStreamStarted',
  'mediaStreamRejected',
  'mediaStreamStopped',
  'realTimeTranscriptionStarted',
  'realTimeTranscriptionRejected',
  'realTimeTranscriptionStopped',
  'realTimeTranscriptionAvailable',
] as const satisfies readonly EventType[];

/** The types of the events that the simulator sends for a conference. */
export const conferenceEventTypes = [
  'conferenceCreated',
  'conferenceMemberJoin',
  'conferenceMemberExit',
  'conferenceRedirect',
  'conferenceCompleted',
  'conferenceRecordingAvailable',
] as const satisfies readonly EventType[];

/** The types of the events that the simulator sends. */
export const simulatedEventTypes = [...callEventTypes, ...conferenceEventTypes] as const;

/** The type of an event that the simulator sends for a call. */
export type CallEventType = (typeof callEventTypes)[number];

/** The type of an event that the simulator sends for a conference. */
export type ConferenceEventType = (typeof conferenceEventTypes)[number];

/** The type of an event that the simulator sends. */
export type SimulatedEventType = CallEventType | ConferenceEventType;

/** An event that the simulator sends. */
export type SimulatedEvent = EventsByType[SimulatedEventType];
