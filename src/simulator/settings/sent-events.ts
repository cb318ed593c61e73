import type { EventDefinition } from '../../events/define-event.js';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../events/event-definitions.js';
import type { EndpointEventName, EndpointEventsByName, EventsByType, EventType } from '../../events/webhook-event.js';

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
  'DEVICE_CONNECTED',
  'DEVICE_DISCONNECTED',
  'endpointConnected',
  'endpointDisconnected',
  'endpointEligible',
  'endpointIneligible',
  'outboundConnectionRequest',
  'connectStatus',
] as const satisfies readonly (EventType | EndpointEventName)[];

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

/** Each event that the simulator sends, by its `eventType`; events of endpoints by their `event`. */
export type SimulatedEvents = Pick<EventsByType & EndpointEventsByName, SimulatedEventType>;

/** An event that the simulator sends. */
export type SimulatedEvent = SimulatedEvents[SimulatedEventType];

/** An event with an `eventType`, which events of endpoints do not have. */
export type TaggedEvent = Extract<SimulatedEvent, { readonly eventType: string }>;

/** Returns the `eventType` of an event; of an event of endpoints its `event`. */
export const nameOf = (event: SimulatedEvent): SimulatedEventType => ('event' in event ? event.event : event.eventType);

/** Returns the definition of an event. */
export const definitionOf = (name: SimulatedEventType): EventDefinition =>
  name in endpointEventDefinitions
    ? endpointEventDefinitions[name as EndpointEventName]
    : webhookEventDefinitions[name as EventType];
