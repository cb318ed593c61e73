import { type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/** Who or what picked up an outbound call. */
export interface MachineDetectionResult {
  /** What was heard. `tone-detected` has to be enabled for the account; otherwise a tone is an `answering-machine`. */
  value: 'human' | 'answering-machine' | 'tone-detected' | 'silence' | 'timeout' | 'error' | (string & {});
  /** How long it took to decide, as an ISO 8601 duration such as `PT4.9S`. */
  duration: string;
}

/**
 * Asynchronous machine detection has decided. Nobody reads an answer; to act on it, update the call over REST. Detection
 * in synchronous mode puts its result into the `answer` event instead.
 */
export interface MachineDetectionCompleteEvent extends MediaEvent {
  eventType: 'machineDetectionComplete';
  /** Who or what picked up. */
  machineDetectionResult?: MachineDetectionResult | null | undefined;
}

export const machineDetectionComplete = defineEvent<MachineDetectionCompleteEvent>()('machineDetectionComplete', {
  kind: 'async',
  fields: { ...mediaEventFields, machineDetectionResult: 'object?' },
});
