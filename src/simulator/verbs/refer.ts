import { behaviors } from '../behaviors/index.js';
import { OpenChoice } from '../calls/choice.js';
import { InputKind } from '../calls/input.js';
import { deliverForDocument, deliverInBackground } from '../delivery/delivery.js';
import { referCompleteEvent } from '../events/call-events.js';
import type { Executor, VerbRun } from '../interpreter/interpreter.js';
import { addressFor } from '../settings/address.js';
import type { Referral } from '../settings/refer-outcome.js';

/** The result of a REFER. */
export const REFERRAL = new InputKind<Referral>('referral');

/** Refers an inbound SIP call to another SIP URI. If that fails, the document or that of `referCompleteUrl` continues. */
export const refer: Executor = async (run) => {
  const { call, attributes, base } = run;
  const { simulation } = call;
  const referral = await outcome(run);
  const address = addressFor('referComplete', 'Refer', attributes, base);
  const event = referCompleteEvent(call.facts(), referral);
  if (referral.referCallStatus === 'success') {
    simulation.recordCoverage('refer.success');
    if (address !== undefined) deliverInBackground(call, address, event);
    call.end('hangup', 'is over: the REFER succeeded');
    call.throwIfEnded();
  }
  simulation.recordCoverage('refer.failure');
  const reason = isReferable(call) ? 'the REFER failed' : 'only an inbound call to a SIP URI can be referred';
  call.record.noteChange(call, `is not referred: ${reason}`);
  if (address === undefined) return undefined;
  return (await deliverForDocument(call, address, event)) ?? { url: address.url, verbs: [] };
};

async function outcome(run: VerbRun): Promise<Referral> {
  const { call, children, wait } = run;
  const { simulation } = call;
  if (!isReferable(call)) {
    simulation.recordCoverage('refer.not-sip');
    return { referCallStatus: 'failure' };
  }
  const to = children[0]?.text ?? '';
  call.doing = `is referred to ${to}`;
  call.record.noteChange(call, `is referred to ${to}`);
  const message = `the caller is being referred to ${to}: set the outcome with call.referredTo('${to}', …)`;
  const deadline = simulation.clock.now + behaviors['refer.no-notify'].value * 1000;
  const decision = { subject: call.record, target: to, message };
  const choice = new OpenChoice('refers', call, run).offer();
  let referral: Referral | undefined;
  try {
    referral = REFERRAL.valueOf(await wait(deadline - simulation.clock.now, { takes: [REFERRAL], decision }));
    choice.end({ kind: 'refer', succeeds: referral?.referCallStatus === 'success' });
  } finally {
    choice.abandon();
  }
  if (referral !== undefined) {
    if (!awaitsNotify(referral)) return referral;
    await wait(deadline - simulation.clock.now);
  }
  simulation.recordCoverage('refer.no-notify');
  return { referCallStatus: 'failure', referSipResponseCode: 202 };
}

/** True for an inbound call to a SIP URI. */
const isReferable = ({ direction, to }: VerbRun['call']): boolean => direction === 'inbound' && /^sips?:/i.test(to);

/** True if a REFER was accepted but no NOTIFY came. */
const awaitsNotify = ({ referSipResponseCode: code, notifySipResponseCode }: Referral): boolean =>
  notifySipResponseCode === undefined && typeof code === 'number' && code >= 200 && code < 300;
