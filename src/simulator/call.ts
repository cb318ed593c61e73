import { TestStep } from './call-error.js';
import type { Referral } from './call-events.js';
import type { Leg } from './leg.js';
import { Party, waitFor } from './party.js';
import type { Reception } from './reception.js';
import type { TimelineEntry } from './timeline.js';

/**
 * How a REFER goes: it succeeds, or it fails with the SIP status of its answer (default 603), or with that of the last
 * NOTIFY once it was accepted. With a status of 2xx and no other it was accepted, but no NOTIFY comes in 30 seconds.
 */
export type ReferOutcome =
  | { readonly succeeds: true }
  | { readonly fails: true; readonly status?: number | undefined; readonly notifyStatus?: number | undefined };

/**
 * A call, seen from its far end: the caller of an inbound call, the called party of an outbound one.
 *
 * @example
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears('For sales, press one');
 * await call.press('1');
 */
export class Call extends Party {
  /** Everything that happened on all legs of the call so far. */
  get wholeTimeline(): readonly TimelineEntry[] {
    return this.leg.call.timeline.entries;
  }

  /** The same as text, a line an entry: for snapshots, and for reading. */
  transcript(): string {
    return this.leg.call.timeline.transcript();
  }

  /**
   * Waits until a `Transfer` dials that number, and says what the called party does.
   *
   * @param to the number or SIP URI, as in the document
   * @returns the called party, once it has answered or its leg is over
   * @throws CallError (`call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * const sales = await call.transferredTo('+15551230101', { after: 6 });
   * await sales.hears('A call for sales');
   */
  transferredTo(to: string, reception: Reception = {}): Promise<Party> {
    return this.#dialled(
      new TestStep(`the call is transferred to ${to}`, this.leg.call, this.transferredTo),
      to,
      reception,
    );
  }

  /**
   * Waits until a `Forward` dials that number, and says what the called party does.
   *
   * @returns the called party, once it has answered or its leg is over
   * @throws CallError (`call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   */
  forwardedTo(to: string, reception: Reception = {}): Promise<Party> {
    return this.#dialled(
      new TestStep(`the call is forwarded to ${to}`, this.leg.call, this.forwardedTo),
      to,
      reception,
    );
  }

  async #dialled(step: TestStep, to: string, reception: Reception): Promise<Party> {
    const { call } = this.leg;
    let called: Leg | undefined;
    await this.until(step, () => {
      called = call.legs.find((leg) => leg.name === to && leg.takes('reception'));
      return called !== undefined || this.unlessOver(step);
    });
    const leg = called as Leg | undefined;
    if (leg === undefined) throw new TypeError('a leg was found and lost');
    leg.give({ type: 'reception', reception });
    await waitFor(leg, step, () => leg.isOver || leg.answeredAt !== undefined, true);
    return new Party(leg);
  }

  /**
   * Waits until a `Refer` hands the call on, and says how that goes.
   *
   * @param to the SIP URI, as in the document
   * @param outcome Default: it succeeds.
   * @throws CallError (`call.misuse`, `call.different`, `call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.referredTo('sip:desk@pbx.example', { fails: true, status: 603 });
   */
  async referredTo(to: string, outcome: ReferOutcome = { succeeds: true }): Promise<void> {
    const step = new TestStep(`the call is referred to ${to}`, this.leg.call, this.referredTo);
    const misuse = misuseOf(outcome);
    if (misuse !== undefined) throw step.error('call.misuse', misuse);
    const { leg } = this;
    await this.until(step, () => this.unlessOver(step) || leg.referTarget !== undefined);
    if (leg.referTarget !== to) throw step.error('call.different', `it is referred to ${leg.referTarget}`);
    leg.give({ type: 'referral', referral: referralOf(outcome) });
    await this.until(step, () => true);
  }
}

const isStatus = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 200 && Number(value) < 700;

/** What is wrong with an outcome that came past the compiler; `undefined` where nothing is. */
function misuseOf(outcome: ReferOutcome): string | undefined {
  const { succeeds, fails, status, notifyStatus } = outcome as Readonly<Record<string, unknown>>;
  if ((succeeds === true) === (fails === true))
    return 'a REFER either succeeds or fails: { succeeds: true } or { fails: true }';
  if (![status, notifyStatus].every((each) => each === undefined || isStatus(each)))
    return 'status and notifyStatus are final statuses of SIP, 200 to 699';
  if (notifyStatus !== undefined && Number(notifyStatus) < 300) return 'a NOTIFY of 2xx is no failure';
  const isRefused = status !== undefined && Number(status) >= 300;
  return isRefused && notifyStatus !== undefined ? 'a REFER that was refused has no NOTIFY' : undefined;
}

function referralOf(outcome: ReferOutcome): Referral {
  if ('succeeds' in outcome)
    return { referCallStatus: 'success', referSipResponseCode: 202, notifySipResponseCode: 200 };
  const { status, notifyStatus } = outcome;
  return {
    referCallStatus: 'failure',
    referSipResponseCode: status ?? (notifyStatus === undefined ? 603 : 202),
    ...(notifyStatus === undefined ? {} : { notifySipResponseCode: notifyStatus }),
  };
}
