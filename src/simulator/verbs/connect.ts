import { behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { type ConnectStatus, connectStatusEvent } from '../events/endpoint-events.js';
import type { Executor, VerbRun } from '../interpreter/interpreter.js';
import { offerConversation } from '../rooms/conversation.js';
import { SimulatedEndpoint } from '../rooms/endpoint.js';
import { ENDPOINT_LEFT, EndpointConnection } from '../rooms/endpoint-connection.js';
import { ringFor } from '../rooms/ringing.js';
import { type Address, addressFor } from '../settings/address.js';

/** Connects the call with a WebRTC endpoint until that leaves; then the next verb runs. */
export const connect: Executor = async (run) => {
  const { call, attributes, children, base, wait } = run;
  const { simulation } = call;
  const id = children[0]?.text ?? '';
  const address = addressFor('connectStatus', 'Connect', attributes, base);
  const report = (status: ConnectStatus): void => sendStatus(call, address, id, status);
  simulation.recordCoverage('connect.status');
  report('INITIATED');
  const endpoint = simulation.endpoints.get(id);
  if (!(endpoint instanceof SimulatedEndpoint) || !endpoint.isEligible) {
    simulation.recordCoverage('connect.denied');
    const why = endpoint === undefined ? 'is unknown' : 'is not eligible';
    call.record.noteChange(call, `is not connected: the endpoint ${why}`);
    report('DENIED');
    return undefined;
  }
  const connection = new EndpointConnection(call, endpoint);
  try {
    const failure = await ring(run, endpoint, report);
    if (failure !== undefined) {
      simulation.recordCoverage('connect.fails');
      call.record.noteChange(
        call,
        `is not connected: ${failure === 'FAILED' ? 'it fails' : 'the endpoint does not answer'}`,
      );
      report(failure);
      return undefined;
    }
    simulation.recordCoverage('connect.holds');
    call.answer();
    call.doing = 'talks with an endpoint';
    call.record.noteChange(call, 'is connected with an endpoint');
    connection.accept();
    report('ANSWERED');
    const choice = offerConversation(call, run);
    try {
      await wait(Number.POSITIVE_INFINITY, { takes: [ENDPOINT_LEFT] });
      call.record.noteChange(call, 'is left by the endpoint');
      choice.end({ kind: 'other-hangs-up' });
    } finally {
      choice.abandon();
      report('COMPLETED');
    }
  } finally {
    connection.leave();
  }
  return undefined;
};

/** Waits until the endpoint accepts. Returns the status if it does not. */
async function ring(
  { call, wait }: VerbRun,
  endpoint: SimulatedEndpoint,
  report: (status: ConnectStatus) => void,
): Promise<'TIMED_OUT' | 'FAILED' | undefined> {
  const limit = behaviors['connect.fails'].value;
  const { after = 0, noAnswer, fails } = endpoint.takeBehavior();
  const isTimeout = noAnswer === true || after > limit;
  const seconds = isTimeout ? limit : after;
  call.doing = 'waits for an endpoint to answer';
  const stopRinging = ringFor(call);
  try {
    const isLost = seconds > 0 && ENDPOINT_LEFT.isKindOf(await wait(seconds * 1000, { takes: [ENDPOINT_LEFT] }));
    if (isLost || (fails === true && !isTimeout)) return 'FAILED';
    return isTimeout ? 'TIMED_OUT' : undefined;
  } catch (error) {
    // The call ends or another document runs: the wait was interrupted.
    call.simulation.recordCoverage('connect.canceled');
    report('CANCELED');
    throw error;
  } finally {
    stopRinging();
  }
}

function sendStatus(call: SimulatedCall, address: Address | undefined, id: string, status: ConnectStatus): void {
  if (address === undefined) return;
  const { settings, clock } = call.simulation;
  deliverInBackground(call, address, connectStatusEvent(call.facts(), id, settings.startsAt + clock.now, status));
}
