import { TestStep } from './call-error.js';
import type { Referral } from './call-events.js';
import type { Leg } from './leg.js';
import * as shapes from './option-shapes.js';
import { Party, waitFor } from './party.js';
import type { Reception } from './reception.js';
import type { TimelineEntry } from './timeline.js';

/** How a REFER goes: it succeeds, or it fails with the status of the answer or of the last NOTIFY. */
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
   * @throws BxmlError (`simulator.options`) for what nobody can do, such as two outcomes at once
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
   * @throws BxmlError (`simulator.options`) for what nobody can do, such as two outcomes at once
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
    shapes.reception(reception, 'reception');
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
   * @throws BxmlError (`simulator.options`) for what nobody can do, such as two outcomes at once
   * @throws CallError (`call.over`, `call.in-vain`, `call.unscripted`, `call.strict`)
   * @example
   * await call.referredTo('sip:desk@pbx.example', { fails: true, status: 603 });
   */
  async referredTo(to: string, outcome: ReferOutcome = { succeeds: true }): Promise<void> {
    shapes.referOutcome(outcome, 'outcome');
    const step = new TestStep(`the call is referred to ${to}`, this.leg.call, this.referredTo);
    await this.until(step, () => this.leg.takes('referral') || this.unlessOver(step));
    this.leg.give({ type: 'referral', referral: referralOf(outcome) });
    await this.until(step, () => true);
  }
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
