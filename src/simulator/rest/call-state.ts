import type { KnownCall } from '../calls/call-registry.js';
import type { Simulation } from '../calls/simulation.js';

/** The state of a call, with the fields of `getCallState` in Bandwidth's REST API. */
export interface CallState {
  readonly applicationId: string;
  readonly accountId: string;
  readonly callId: string;
  /** The call that dialed it: only of a leg of a `Transfer`. */
  readonly parentCallId?: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'initiated' | 'answered' | 'disconnected';
  /** When an outbound call was created. */
  readonly enqueuedTime?: string;
  readonly startTime: string;
  readonly answerTime?: string;
  readonly endTime?: string;
  /** The cause of the end, as in the `disconnect` event. */
  readonly disconnectCause?: string;
  /** What went wrong, if something did. */
  readonly errorMessage?: string;
  readonly errorId?: string;
  /** The last change of the state. */
  readonly lastUpdate: string;
}

/** Returns the state of a call at this moment. */
export function callStateOf(simulation: Simulation, call: KnownCall): CallState {
  const facts = call.facts();
  const { applicationId, accountId, callId, to, from, direction, startTime } = facts;
  const { answeredAt, endedAt } = call;
  return {
    applicationId,
    accountId,
    callId,
    ...(facts.transfer === undefined ? {} : { parentCallId: facts.transfer.parentCallId }),
    to,
    from,
    direction,
    state: call.isOver ? 'disconnected' : answeredAt === undefined ? 'initiated' : 'answered',
    ...(facts.enqueuedTime === undefined ? {} : { enqueuedTime: facts.enqueuedTime }),
    startTime,
    ...(facts.answerTime === undefined ? {} : { answerTime: facts.answerTime }),
    ...(call.isOver ? { endTime: facts.endTime, disconnectCause: facts.cause } : {}),
    ...(facts.errorMessage === undefined ? {} : { errorMessage: facts.errorMessage, errorId: facts.errorId() }),
    lastUpdate: simulation.timeText(endedAt ?? answeredAt ?? call.startedAt),
  };
}
