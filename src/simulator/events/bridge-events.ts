import type { BridgeCompleteEvent, BridgeTargetCompleteEvent } from '../../events/bridge-events.js';
import type { CallFacts } from '../calls/call-facts.js';
import { answeredFields, callFields, tagFields } from './event-fields.js';

/** Why a call could not be bridged. */
export interface BridgeFailure {
  readonly cause: 'busy' | 'rejected' | 'unknown';
  readonly errorMessage: string;
}

const ownFields = (facts: CallFacts) => ({ ...callFields(facts), ...answeredFields(facts), ...tagFields(facts) });

/** @param failure undefined if the bridge was made */
export const bridgeCompleteEvent = (facts: CallFacts, failure: BridgeFailure | undefined): BridgeCompleteEvent => ({
  eventType: 'bridgeComplete',
  ...ownFields(facts),
  ...(failure === undefined ? {} : { ...failure, errorId: facts.errorId() }),
});

export const bridgeTargetCompleteEvent = (facts: CallFacts): BridgeTargetCompleteEvent => ({
  eventType: 'bridgeTargetComplete',
  ...ownFields(facts),
});
