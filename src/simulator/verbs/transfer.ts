import { deliverForDocument } from '../delivery/delivery.js';
import { transferCompleteEvent } from '../events/room-events.js';
import type { Executor } from '../interpreter/interpreter.js';
import { TRANSFER_OVER, TransferRoom } from '../rooms/transfer.js';
import { addressFor } from '../settings/address.js';

/**
 * Rings the destinations and joins the call with the first that answers. Continues with the document from
 * `transferCompleteUrl`.
 */
export const transfer: Executor = async (run) => {
  const { call, attributes, base } = run;
  const room = new TransferRoom(run);
  room.dial();
  try {
    await run.wait(Number.POSITIVE_INFINITY, { takes: [TRANSFER_OVER] });
  } finally {
    room.callerLeft();
    room.leave(call);
  }
  const called = room.reported;
  const address = addressFor('transferComplete', 'Transfer', attributes, base);
  if (address === undefined) {
    call.simulation.recordCoverage('transfer.no-url');
    return undefined;
  }
  call.simulation.recordCoverage('transfer.reported');
  return deliverForDocument(call, address, transferCompleteEvent(call.facts(), called));
};
