import type { Leg } from '../calls/leg.js';

/** Joins a party that was called with the caller: they talk until one of them hangs up. */
export async function converse(called: Leg, caller: Leg): Promise<void> {
  called.doing = 'talks with the caller';
  caller.doing = `talks with ${called.name}`;
  called.call.change(called, 'is joined with the caller');
  await called.wait(Number.POSITIVE_INFINITY);
}
