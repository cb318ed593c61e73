import { type CallDirection, type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/** The result of answering machine detection. */
export interface MachineDetectionResult {
  /**
   * Result of the detection. `tone-detected` must be enabled for the account; otherwise a tone is an `answering-machine`.
   * @example 'human'
   */
  value: 'human' | 'answering-machine' | 'tone-detected' | 'silence' | 'timeout' | 'error' | (string & {});
  /**
   * How long detection took, as an ISO 8601 duration such as `PT4.9S`.
   * @example 'PT4.9S'
   */
  duration: string;
}

/**
 * Asynchronous answering machine detection has a result. Bandwidth ignores the response; to change the call, update it
 * with the REST API. With synchronous detection, the result is in the `answer` event instead.
 */
export interface MachineDetectionCompleteEvent extends MediaEvent {
  eventType: 'machineDetectionComplete';
  /**
   * Direction of the call.
   * @example 'outbound'
   */
  direction: CallDirection;
  /**
   * What answered the call.
   * @example { value: 'human', duration: 'PT4.9S' }
   */
  machineDetectionResult?: MachineDetectionResult | null | undefined;
}

export const machineDetectionComplete = defineEvent<MachineDetectionCompleteEvent>()('machineDetectionComplete', {
  kind: 'async',
  fields: { ...mediaEventFields, machineDetectionResult: 'object?' },
});
