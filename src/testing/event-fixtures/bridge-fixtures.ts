import type { BridgeCompleteEvent, BridgeTargetCompleteEvent } from '../../events/index.js';
import { type AnsweredCallDefaults, answeredCallDefaults } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';

/** Builders of the events of bridges. */
export interface BridgeBuilders {
  /**
   * A `Bridge` is over for the call that ran it: a {@link BridgeCompleteEvent}. By default the other call has left.
   *
   * @example
   * events.bridgeComplete({ cause: 'busy', errorMessage: 'The other call is bridged already' });
   */
  bridgeComplete: EventBuilder<BridgeCompleteEvent, AnsweredCallDefaults>;
  /**
   * A `Bridge` is over because the call that ran it left: a {@link BridgeTargetCompleteEvent}, of the target call.
   *
   * @example
   * events.bridgeTargetComplete({ callId: 'c-17' });
   */
  bridgeTargetComplete: EventBuilder<BridgeTargetCompleteEvent, AnsweredCallDefaults>;
}

export const bridgeBuilders: BridgeBuilders = {
  bridgeComplete: builder({ eventType: 'bridgeComplete' }, (given) => answeredCallDefaults(given)),
  bridgeTargetComplete: builder({ eventType: 'bridgeTargetComplete' }, (given) => answeredCallDefaults(given)),
};
