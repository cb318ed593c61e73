import { deliverForDocument } from '../delivery/delivery.js';
import { redirectEvent } from '../events/call-events.js';
import type { Executor } from '../script/script.js';
import { addressFor } from '../settings/address.js';

/** Goes on with what another address answers. */
export const redirect: Executor = async ({ leg, attributes, base }) => {
  const address = addressFor('redirect', 'Redirect', attributes, base);
  leg.call.board.follow('redirect.replaces');
  return address && deliverForDocument(leg, address, redirectEvent(leg));
};

/** Ends the call, or rejects one that nobody has answered. */
export const hangup: Executor = async ({ leg }) => {
  leg.call.board.follow(leg.answeredAt === undefined ? 'hangup.rejects' : 'hangup.ends');
  leg.end('hangup', leg.answeredAt === undefined ? 'is rejected by <Hangup>' : 'is hung up by <Hangup>');
  leg.assertUp();
  return undefined;
};
