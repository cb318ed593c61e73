// The events of calls that are joined with others: by a transfer, or by a bridge.
import type { BridgeCompleteEvent, BridgeTargetCompleteEvent } from '../../events/bridge-events.js';
import type {
  TransferAnswerEvent,
  TransferCompleteEvent,
  TransferDisconnectEvent,
} from '../../events/transfer-events.js';
import type { CallFacts } from '../calls/facts.js';
import { answeredFields, callFields, errorFields, progressFields, tagFields } from './event-fields.js';

/** Returns the caller ID and the destination of a transfer leg. */
const destinationFields = ({ transfer, from, to }: CallFacts) => ({
  transferCallerId: transfer?.callerId ?? from,
  transferTo: transfer?.to ?? to,
});

export const transferAnswerEvent = (facts: CallFacts): TransferAnswerEvent => ({
  eventType: 'transferAnswer',
  ...progressFields(facts),
  ...destinationFields(facts),
});

/** @param called the values of the leg that answered, or was the last to end */
export const transferCompleteEvent = (facts: CallFacts, called: CallFacts): TransferCompleteEvent => ({
  eventType: 'transferComplete',
  ...callFields(facts),
  ...answeredFields(facts),
  ...tagFields(facts),
  ...destinationFields(called),
  cause: called.cause,
  ...errorFields(called),
});

export function transferDisconnectEvent(facts: CallFacts): TransferDisconnectEvent {
  const { accountId: _, applicationId: __, ...call } = callFields(facts);
  return {
    eventType: 'transferDisconnect',
    ...call,
    ...answeredFields(facts),
    ...destinationFields(facts),
    ...tagFields(facts),
    parentCallId: facts.transfer?.parentCallId ?? facts.callId,
    endTime: facts.endTime,
    cause: facts.cause,
    ...errorFields(facts),
  };
}

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
