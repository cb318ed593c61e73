import type { LegInput } from '../calls/leg.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { transferCompleteEvent } from '../events/call-events.js';
import { TransferGroup } from '../rooms/transfer.js';
import type { Executor } from '../script/script.js';
import { addressFor } from '../settings/address.js';

const OVER: ReadonlySet<LegInput['type']> = new Set(['transfer over']);

/** Rings the destinations, joins the call with the first that answers, and goes on with what `transferCompleteUrl` answers. */
export const transfer: Executor = async (run) => {
  const { leg, attributes, base } = run;
  const group = new TransferGroup(run);
  group.dial();
  await leg.wait(Number.POSITIVE_INFINITY, OVER);
  const called = group.reported;
  const address = addressFor('transferComplete', 'Transfer', attributes, base);
  if (address === undefined) {
    leg.call.board.follow('transfer.no-url');
    return undefined;
  }
  leg.call.board.follow('transfer.reported');
  return deliverForDocument(leg, address, transferCompleteEvent(leg, called));
};
