import type { LegInput } from '../calls/leg.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { type Referral, referCompleteEvent } from '../events/call-events.js';
import type { Executor, VerbRun } from '../script/script.js';
import { addressFor } from '../settings/address.js';
import { behaviours } from '../settings/behaviors.js';

const DECISION: ReadonlySet<LegInput['type']> = new Set(['referral']);

/** Hands an inbound SIP call on; where that fails, the document or that of `referCompleteUrl` goes on. */
export const refer: Executor = async (run) => {
  const { leg, attributes, base } = run;
  const { board } = leg.call;
  const referral = await outcome(run);
  const address = addressFor('referComplete', 'Refer', attributes, base);
  const event = referCompleteEvent(leg, referral);
  if (referral.referCallStatus === 'success') {
    board.follow('refer.success');
    if (address !== undefined) deliverInBackground(leg, address, event);
    leg.end('hangup', 'is handed on: the call is over');
    leg.assertUp();
  }
  board.follow('refer.failure');
  leg.call.change(leg, 'is not handed on');
  if (address === undefined) return undefined;
  return (await deliverForDocument(leg, address, event)) ?? { url: address.url, verbs: [] };
};

async function outcome({ leg, children }: VerbRun): Promise<Referral> {
  const { board } = leg.call;
  if (leg.direction !== 'inbound' || !/^sips?:/i.test(leg.to)) {
    board.follow('refer.not-sip');
    return { referCallStatus: 'failure' };
  }
  const to = children[0]?.text ?? '';
  leg.doing = `is referred to ${to}`;
  leg.call.change(leg, `is referred to ${to}`);
  const message = `the caller is being referred to ${to}: say how it goes with call.referredTo('${to}', …)`;
  leg.referTarget = to;
  const givenUpAt = board.clock.now + behaviours['refer.no-notify'].value * 1000;
  const input = await leg.wait(givenUpAt - board.clock.now, DECISION, { call: leg.call, message });
  leg.referTarget = undefined;
  if (input?.type === 'referral') {
    if (!awaitsNotify(input.referral)) return input.referral;
    await leg.wait(givenUpAt - board.clock.now);
  }
  board.follow('refer.no-notify');
  return { referCallStatus: 'failure', referSipResponseCode: 202 };
}

/** Accepted, and never heard of again. */
const awaitsNotify = ({ referSipResponseCode: code, notifySipResponseCode }: Referral): boolean =>
  notifySipResponseCode === undefined && typeof code === 'number' && code >= 200 && code < 300;
