import type { Address } from './address.js';
import { disconnectEvent } from './call-events.js';
import { deliverInBackground } from './delivery.js';
import type { Leg } from './leg.js';

/** Has the end of a leg reported to that address, if there is one. */
export function reportDisconnect(leg: Leg, address: Address | undefined): void {
  leg.whenOver(() => {
    leg.call.board.follow('disconnect.every-end');
    deliverInBackground(leg, address, disconnectEvent(leg, leg.errorMessage));
  });
}
