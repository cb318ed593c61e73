import { deliverForDocument } from '../delivery/delivery.js';
import { redirectEvent } from '../events/call-events.js';
import type { Executor } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';

/** Continues with the document from another URL. */
export const redirect: Executor = async ({ call, attributes, base }) => {
  const address = addressFor('redirect', 'Redirect', attributes, base);
  call.simulation.recordCoverage('redirect.replaces');
  return address && deliverForDocument(call, address, redirectEvent(call.facts()));
};

/** Hangs up the call, or rejects it if it is not answered yet. */
export const hangup: Executor = async ({ call }) => {
  call.simulation.recordCoverage(call.answeredAt === undefined ? 'hangup.rejects' : 'hangup.ends');
  call.end('hangup', call.answeredAt === undefined ? 'is rejected by <Hangup>' : 'is hung up by <Hangup>');
  call.throwIfEnded();
  return undefined;
};

/** Sets or clears the tag of the call. */
export const tag: Executor = async ({ call, text }) => {
  call.simulation.recordCoverage('tag.verb');
  call.tag = text;
  return undefined;
};
