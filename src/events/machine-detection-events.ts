import { type CallDirection, type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/** Who or what picked up an outbound call. */
export interface MachineDetectionResult {
  /**
   * What was heard. `tone-detected` has to be enabled for the account; otherwise a tone is an `answering-machine`.
   * @example 'human'
   */
  value: 'human' | 'answering-machine' | 'tone-detected' | 'silence' | 'timeout' | 'error' | (string & {});
  /**
   * How long it took to decide, as an ISO 8601 duration such as `PT4.9S`.
   * @example 'PT4.9S'
   */
  duration: string;
}

/**
 * Asynchronous machine detection has decided. Nobody reads an answer; to act on it, update the call over REST. Detection
 * in synchronous mode puts its result into the `answer` event instead.
 */
export interface MachineDetectionCompleteEvent extends MediaEvent {
  eventType: 'machineDetectionComplete';
  /**
   * Which side placed the call.
   * @example 'outbound'
   */
  direction: CallDirection;
  /**
   * Who or what picked up.
   * @example { value: 'human', duration: 'PT4.9S' }
   */
  machineDetectionResult?: MachineDetectionResult | null | undefined;
}

export const machineDetectionComplete = defineEvent<MachineDetectionCompleteEvent>()('machineDetectionComplete', {
  kind: 'async',
  fields: { ...mediaEventFields, machineDetectionResult: 'object?' },
});
