import type { Executor } from '../script/script.js';
import { addressFor } from '../settings/address.js';

/** Has each key reported from now on, but for those that are pressed while a `Gather` runs. */
export const startGather: Executor = async ({ leg, attributes, base }) => {
  leg.keysReportedTo = addressFor('dtmf', 'StartGather', attributes, base);
  return undefined;
};

/** Ends the reports of keys. */
export const stopGather: Executor = async ({ leg }) => {
  if (leg.keysReportedTo === undefined) leg.call.board.follow('stop.none');
  leg.keysReportedTo = undefined;
  return undefined;
};
