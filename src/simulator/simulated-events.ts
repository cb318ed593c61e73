import type { EventsByType, EventType } from '../events/webhook-event.js';

/** The events that simulated calls lead to. */
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
  'machineDetectionComplete',
  'referComplete',
] as const satisfies readonly EventType[];

/** An event that the simulator sends. */
export type SimulatedEvent = EventsByType[(typeof simulatedEventTypes)[number]];
