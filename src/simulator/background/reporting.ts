import type { Leg } from '../calls/leg.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { disconnectEvent, dtmfEvent } from '../events/call-events.js';
import type { Address } from '../settings/address.js';

/** Has the end of a leg reported to that address; where there is none, the timeline says so. */
export function reportDisconnect(leg: Leg, address: Address | undefined): void {
  leg.whenOver(() => {
    leg.call.board.follow('disconnect.every-end');
    deliverInBackground(leg, address, disconnectEvent(leg));
  });
}

/** Reports a key where `StartGather` has asked for that; false where nothing has, and while a `Gather` runs. */
export function reportKey(leg: Leg, key: string): boolean {
  if (leg.keysReportedTo === undefined) return false;
  if (leg.isGathering) return false;
  leg.call.board.follow('startGather.reports');
  deliverInBackground(leg, leg.keysReportedTo, dtmfEvent(leg, key));
  return true;
}
