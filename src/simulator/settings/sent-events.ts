import type { EventsByType, EventType } from '../../events/webhook-event.js';

/** The types of the events that the simulator sends. */
export const simulatedEventTypes = [
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

/** The type of an event that the simulator sends. */
export type SimulatedEventType = (typeof simulatedEventTypes)[number];

/** An event that the simulator sends. */
export type SimulatedEvent = EventsByType[SimulatedEventType];
