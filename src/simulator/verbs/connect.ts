import type { SimulatedCall } from '../calls/call.js';
import { InputKind } from '../calls/input.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { connectStatusEvent } from '../events/endpoint-events.js';
import type { Executor } from '../interpreter/interpreter.js';
import { type Address, addressFor } from '../settings/address.js';

/** Says that the endpoint has left the call. */
const ENDPOINT_LEFT = new InputKind<undefined>('endpoint left');

/** Connects the call with a WebRTC endpoint until that leaves; then the next verb runs. */
export const connect: Executor = async ({ call, attributes, children, base, wait }) => {
  const { simulation } = call;
  const id = children[0]?.text ?? '';
  const address = addressFor('connectStatus', 'Connect', attributes, base);
  const report = (status: Parameters<typeof connectStatusEvent>[3]): void => sendStatus(call, address, id, status);
  simulation.recordCoverage('connect.status');
  report('INITIATED');
  const endpoint = simulation.endpoints.get(id);
  if (endpoint?.isEligible !== true) {
    simulation.recordCoverage('connect.denied');
    call.record.noteChange(
      call,
      `is not connected: the endpoint ${endpoint === undefined ? 'is unknown' : 'is not eligible'}`,
    );
    report('DENIED');
    return undefined;
  }
  simulation.recordCoverage('connect.holds');
  call.answer();
  call.doing = 'talks with an endpoint';
  call.record.noteChange(call, 'is connected with an endpoint');
  report('ANSWERED');
  const disconnect = endpoint.connectCall(() => call.deliver(ENDPOINT_LEFT.of(undefined)));
  try {
    await wait(Number.POSITIVE_INFINITY, { takes: [ENDPOINT_LEFT] });
    call.record.noteChange(call, 'is left by the endpoint');
  } finally {
    disconnect();
    report('COMPLETED');
  }
  return undefined;
};

function sendStatus(
  call: SimulatedCall,
  address: Address | undefined,
  id: string,
  status: Parameters<typeof connectStatusEvent>[3],
): void {
  if (address === undefined) return;
  const { settings, clock } = call.simulation;
  deliverInBackground(call, address, connectStatusEvent(call.facts(), id, settings.startsAt + clock.now, status));
}
