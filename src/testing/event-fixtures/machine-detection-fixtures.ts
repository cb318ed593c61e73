import type { MachineDetectionCompleteEvent, MachineDetectionResult } from '../../events/index.js';
import { type AnsweredCallDefaults, answeredCallDefaults } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';

/** The fields by default of `machineDetectionComplete`. */
export interface MachineDetectionDefaults extends AnsweredCallDefaults {
  machineDetectionResult: MachineDetectionResult;
}

/** Builders of the events of machine detection. */
export interface MachineDetectionBuilders {
  /**
   * Asynchronous machine detection has decided: a {@link MachineDetectionCompleteEvent}. By default for a human; of the
   * result some fields will do.
   *
   * @example
   * events.machineDetectionComplete({ machineDetectionResult: { value: 'answering-machine' } });
   */
  machineDetectionComplete: EventBuilder<MachineDetectionCompleteEvent, MachineDetectionDefaults>;
}

export const machineDetectionBuilders: MachineDetectionBuilders = {
  machineDetectionComplete: builder({ eventType: 'machineDetectionComplete' }, (given) => ({
    ...answeredCallDefaults(given, 'outbound'),
    machineDetectionResult: { value: 'human', duration: 'PT4.9S' },
  })),
};
