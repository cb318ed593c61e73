import { SimulatedCall } from '../calls/call.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { type BridgeFailure, bridgeCompleteEvent, bridgeTargetCompleteEvent } from '../events/room-events.js';
import type { Executor, VerbRun } from '../interpreter/interpreter.js';
import { BRIDGE_OVER, BridgeRoom } from '../rooms/bridge.js';
import { offerConversation } from '../rooms/conversation.js';
import { addressFor } from '../settings/address.js';

/** Joins the call with another one that is up. If that one leaves first, the document of `bridgeCompleteUrl` runs. */
export const bridge: Executor = async (run) => {
  const { call, text, attributes, base } = run;
  const { simulation } = call;
  const target = targetOf(call, text);
  const failure = target instanceof SimulatedCall ? undefined : target;
  if (target instanceof SimulatedCall) {
    await untilTargetLeaves(run, target);
    simulation.recordCoverage('bridge.target-leaves');
  } else {
    simulation.recordCoverage('bridge.refused');
    simulation.recordCoverage('bridge.refused-cause');
    call.record.noteChange(call, `is not bridged: ${target.errorMessage}`);
  }
  const address = addressFor('bridgeComplete', 'Bridge', attributes, base);
  if (address === undefined) {
    simulation.recordCoverage('bridge.no-url');
    return undefined;
  }
  return deliverForDocument(call, address, bridgeCompleteEvent(call.facts(), failure));
};

/** Returns the call to bridge with, or why it cannot be bridged. */
function targetOf(call: SimulatedCall, id: string): SimulatedCall | BridgeFailure {
  const { simulation } = call;
  const target = SimulatedCall.find(simulation, id);
  if (target === call) {
    simulation.recordCoverage('bridge.itself');
    return { cause: 'rejected', errorMessage: 'a call cannot be bridged with itself' };
  }
  if (target === undefined) {
    const isKnown = simulation.calls.get(id) !== undefined;
    return { cause: 'unknown', errorMessage: isKnown ? 'the target call is over' : 'there is no such target call' };
  }
  if (target.direction === 'outbound' && target.answeredAt === undefined)
    return { cause: 'rejected', errorMessage: 'the target call is not answered yet' };
  if (target.interpreter === undefined) return { cause: 'rejected', errorMessage: 'the target call is forwarded' };
  return target;
}

/** Bridges the calls. Resolves when the target has left. */
async function untilTargetLeaves(run: VerbRun, target: SimulatedCall): Promise<void> {
  const { call, attributes, base, wait } = run;
  const { simulation } = call;
  simulation.recordCoverage('bridge.joins');
  if (target.answeredAt === undefined) simulation.recordCoverage('bridge.answers-target');
  if (target.room !== undefined) simulation.recordCoverage('bridge.leaves-room');
  const room = new BridgeRoom(call, target, () => {
    simulation.recordCoverage('bridge.call-leaves');
    const address = addressFor('bridgeTargetComplete', 'Bridge', attributes, base);
    if (address === undefined) {
      simulation.recordCoverage('bridge.no-target-url');
      target.end('hangup', 'is hung up: the other call has left the bridge');
      return;
    }
    target.interpreter?.replace(() => deliverForDocument(target, address, bridgeTargetCompleteEvent(target.facts())));
  });
  room.connect();
  simulation.recordCoverage('bridge.order');
  const choices = [offerConversation(call, run), offerConversation(target, run)] as const;
  try {
    await wait(Number.POSITIVE_INFINITY, { takes: [BRIDGE_OVER] });
  } finally {
    choices[0].abandon(target);
    choices[1].abandon(call);
    room.leave(call);
  }
}
