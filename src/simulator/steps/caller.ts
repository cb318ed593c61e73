import { fromCaller, type PublicFunction } from '../../problems/caller.js';
import type { SimulatedCall } from '../calls/call.js';
import type { OpenChoice } from '../calls/choice.js';
import { type AnsweredDocument, answeredDocument } from '../documents/answered-document.js';
import { CALLEE_DECISION } from '../rooms/ringing.js';
import { assertCalleeBehavior, type CalleeBehavior } from '../settings/callee-behavior.js';
import { assertReferOutcome, type ReferOutcome, referralOf } from '../settings/refer-outcome.js';
import type { CallEventType, SimulatedEvents } from '../settings/sent-events.js';
import { assertCallEventType, assertEventFields } from '../settings/step-options.js';
import type { TimelineEntry } from '../time/timeline.js';
import type { TimeoutReason } from '../time/waiters.js';
import { REFERRAL } from '../verbs/refer.js';
import { assertChoiceOptions, type CallChoice, type ChoiceOptions, callChoice } from './choice.js';
import type { Matching } from './event-match.js';
import { Party } from './party.js';
import { ReceivedEvents, sentEvents } from './received-events.js';
import { assertDestination, assertNoFault, shownText, TestStep, waitFor } from './step.js';

/** Rejects the wait of {@link Call.nextChoice} if nothing more is scheduled to happen. */
const AT_REST = Symbol('at rest');

/** The end of the time to wait for a choice is not an event of the call. */
const IN_BACKGROUND = { isIdle: () => true };

/**
 * A call, from the view of the person on the phone: the caller of an inbound call, the called party of an outbound one.
 *
 * @example
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears('For sales, press one');
 * await call.press('1');
 */
export class Call extends Party {
  /** The choices that `nextChoice` has returned. */
  readonly #offered = new WeakSet<OpenChoice>();
  readonly #received = new ReceivedEvents(this.call.record);

  /** The timeline of all legs of the call so far. */
  get wholeTimeline(): readonly TimelineEntry[] {
    return this.call.record.timeline;
  }

  /** Returns the whole timeline as text with one line per entry, for reading and for snapshots. */
  transcript(): string {
    return this.call.record.transcript();
  }

  /**
   * The valid documents that the application has sent on all legs of the call so far, parsed, in order.
   *
   * @example
   * assert.equal(call.documents.map(({ eventType }) => eventType), ['initiate', 'gather']);
   * assert.is(call.documents[0].verbs[0].attributes.gatherUrl, '/choice');
   */
  get documents(): readonly AnsweredDocument[] {
    return this.call.record.documents.map(answeredDocument);
  }

  /**
   * Returns the events of a type that were sent so far, on all legs of the call, in order. An event that was sent several
   * times, such as to a fallback URL, is included once.
   *
   * @param eventType a type of event that the simulator sends for a call; those of conferences are in `room.receives`
   * @throws BxmlError (`simulator.options`) for any other type
   * @example
   * assert.equal(call.events('gather').map(({ digits }) => digits), ['1', '4711']);
   */
  events<T extends CallEventType>(eventType: T): readonly SimulatedEvents[T][] {
    fromCaller(this.events, () => assertCallEventType(eventType, 'eventType'));
    return sentEvents(this.call.record, eventType);
  }

  /**
   * Waits until the application has received an event of a type, on any leg of the call, and answered it with a 2xx status.
   * Earlier events count too, but each event is returned only once. The call may be over: recordings and transcriptions
   * become available later.
   *
   * @param eventType a type of event that the simulator sends
   * @param fields fields that the event must have, with equal values, nested objects included. Default: any event
   * @returns the event
   * @throws BxmlError (`simulator.options`) for any other type, or if `fields` is not an object
   * @throws CallError (`call.over` if no such event comes; `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * const { mediaUrl } = await call.receives('recordingAvailable', { status: 'complete' });
   */
  async receives<T extends CallEventType>(
    eventType: T,
    fields?: Matching<SimulatedEvents[T]>,
  ): Promise<SimulatedEvents[T]> {
    fromCaller(this.receives, () => {
      assertCallEventType(eventType, 'eventType');
      if (fields !== undefined) assertEventFields(fields, 'fields');
    });
    const event = await this.#received.next(this.receives, 'call', eventType, fields);
    this.#reportFailuresOf((fields as { readonly cause?: unknown } | undefined)?.cause);
    return event;
  }

  /**
   * Advances time, with all prompts heard in full, until a person can decide how the call continues, and returns what can be
   * decided: a verb listens, a phone rings, a REFER waits for its outcome, or parties are connected. Each choice is returned
   * once: if the step is called again and nothing was decided, time passes. A `Gather` or a `Record` then ends in silence, and
   * a phone or a REFER takes its default, as in {@link waits}.
   *
   * A `Gather` that repeats its prompts is one choice, and so is one that has begun to receive keys. A `StartGather` is a
   * choice as soon as it listens, and a `StartStream` or a `StartTranscription` when no prompt plays. Legs of the call are
   * included, such as the called party of a `Transfer`.
   *
   * @returns a choice; `over` once the call is over and everything that follows has happened; `idle` if nothing more will
   *   happen
   * @throws BxmlError (`simulator.options`) for an unknown option
   * @throws CallError (`call.timeout`, `call.strict`); after a fault, the next call of the step continues
   * @example
   * const choice = await call.nextChoice();
   * if (choice.kind === 'rings') await call.transferredTo(choice.phones[0].number, { busy: true });
   */
  async nextChoice(options: ChoiceOptions = {}): Promise<CallChoice> {
    fromCaller(this.nextChoice, () => assertChoiceOptions(options, 'options'));
    const { call } = this;
    const { record, simulation } = call;
    const { clock } = simulation;
    const step = new TestStep(`${call.name} comes to a choice`, record, this.nextChoice);
    let isLate = false;
    const pass = (): void => {
      isLate = true;
      record.wake();
    };
    const { within } = options;
    const mark = within === undefined ? undefined : clock.after(within * 1000, record, pass, undefined, IN_BACKGROUND);
    try {
      while (!call.isOver) {
        const isAtRest = await this.#untilChoice(step, () => isLate);
        const [first, ...more] = this.#choices();
        if (call.isOver) break;
        if (first !== undefined) return this.#offer(first, more);
        const { doing } = call;
        if (isAtRest || isLate) return { kind: 'idle', reason: isAtRest || clock.isIdle ? 'rest' : 'time', doing };
        // Another step, at the same moment, has taken the choice or acted.
      }
    } finally {
      if (mark !== undefined) clock.cancel(mark);
    }
    await this.settles(step);
    this.assertNoneFailed(step);
    return { kind: 'over', cause: call.cause };
  }

  /** Advances time until there is a choice, the call is over or it is late. Returns true if nothing more is scheduled. */
  async #untilChoice(step: TestStep, isLate: () => boolean): Promise<boolean> {
    const { call } = this;
    const { record, simulation } = call;
    try {
      await simulation.scheduler.wait({
        subject: record,
        startedAt: step.startedAt,
        patient: true,
        isMet: () => {
          assertNoFault(record, step);
          return call.isOver || isLate() || this.#choices().length > 0;
        },
        onTimeout: (timeout: TimeoutReason) =>
          timeout.reason === 'nothing happens' ? AT_REST : step.timedOut(timeout),
      });
      return false;
    } catch (error) {
      if (error !== AT_REST) throw error;
      return true;
    }
  }

  #offer(first: OpenChoice, more: readonly OpenChoice[]): CallChoice {
    const chosen = first.kind === 'rings' ? more.filter(({ kind }) => kind === 'rings') : [];
    for (const each of [first, ...chosen]) this.#offered.add(each);
    return callChoice([first, ...chosen], this.#partyOf);
  }

  /**
   * What can be decided at this moment, including choices that {@link nextChoice} has returned and that are still open. Phones
   * that ring at once are one choice. No time passes. Empty if nothing can be decided, such as during a prompt.
   *
   * @example
   * await call.waits(3);
   * const [choice] = call.choices;
   * if (choice?.kind === 'listens') await choice.party.press('1');
   */
  get choices(): readonly CallChoice[] {
    const open = this.#ready();
    const [phone, ...phones] = open.filter(({ kind }) => kind === 'rings');
    return open
      .filter((choice) => choice.kind !== 'rings' || choice === phone)
      .map((choice) => callChoice(choice === phone ? [phone, ...phones] : [choice], this.#partyOf));
  }

  /** Returns the choices at this moment that {@link nextChoice} has not returned. */
  #choices(): OpenChoice[] {
    return this.#ready().filter((choice) => !this.#offered.has(choice));
  }

  #ready(): OpenChoice[] {
    return [...(this.call.record.choices ?? [])].filter(({ isReady }) => isReady);
  }

  readonly #partyOf = (leg: SimulatedCall): Party => (leg === this.call ? this : new Party(leg));

  /** Marks the failures that ended legs with a cause as reported: the test expects them, because it names the cause. */
  #reportFailuresOf(cause: unknown): void {
    const { record } = this.call;
    for (const leg of record.legs) {
      if (leg.isOver && leg.cause === cause) record.report(leg.failure);
    }
  }

  /**
   * Waits until a `Transfer` dials a destination, and sets what the called party does. If several phones ring at the same
   * time, decide them together with `Promise.all`: a phone without a decision fails the step when its `callTimeout` passes.
   *
   * @param to the phone number or SIP URI, as in the document
   * @param behavior what the party does; overrides the option `phones`. Default: the option `phones`, or to answer at once
   * @returns the called party, once it has answered or its leg is over
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @throws CallError (`call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * const sales = await call.transferredTo('+15551230101', { after: 6 });
   * await sales.hears('A call for sales');
   * @example
   * const [desk, mobile] = await Promise.all([
   *   call.transferredTo('sip:desk@pbx.example', { noAnswer: true }),
   *   call.transferredTo('+15551230102', { after: 12 }),
   * ]);
   */
  transferredTo(to: string, behavior?: CalleeBehavior): Promise<Party> {
    const step = new TestStep(`the call is transferred to ${shownText(to)}`, this.call.record, this.transferredTo);
    return this.#dialed(step, this.transferredTo, to, behavior);
  }

  /**
   * Waits until a `Forward` dials a destination, and sets what the called party does.
   *
   * @param to the phone number or SIP URI, as in the document
   * @param behavior what the party does; overrides the option `phones`. Default: the option `phones`, or to answer at once
   * @returns the called party, once it has answered or its leg is over
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @throws CallError (`call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * const mobile = await call.forwardedTo('+15551230102', { after: 4 });
   * await mobile.hangUp();
   */
  forwardedTo(to: string, behavior?: CalleeBehavior): Promise<Party> {
    const step = new TestStep(`the call is forwarded to ${shownText(to)}`, this.call.record, this.forwardedTo);
    return this.#dialed(step, this.forwardedTo, to, behavior);
  }

  /** @param entry the public method that the test called */
  async #dialed(
    step: TestStep,
    entry: PublicFunction,
    to: string,
    behavior: CalleeBehavior | undefined,
  ): Promise<Party> {
    if (behavior !== undefined) fromCaller(entry, () => assertCalleeBehavior(behavior, 'behavior'));
    assertDestination(step, to);
    const found: SimulatedCall[] = [];
    await this.until(step, () => {
      found.push(...this.#decide(to, behavior));
      return found.length > 0 || this.unlessOver(step);
    });
    const [call] = found;
    if (call === undefined) throw new TypeError('the step was met without a leg');
    await waitFor(call.record, step, () => call.faultsAtPickup ?? false, false);
    return new Party(call);
  }

  /**
   * Decides the outcome of one leg to a destination as soon as it is found, so that two steps never decide the same leg. A
   * step without a behavior also finds a party that has answered before.
   */
  #decide(to: string, behavior: CalleeBehavior | undefined): SimulatedCall[] {
    const legs = this.call.family.filter((call) => call !== this.call && call.dialed === to);
    const ringing = legs.find((call) => call.deliver(CALLEE_DECISION.of(behavior)));
    if (ringing !== undefined) return [ringing];
    return behavior === undefined ? legs.filter((call) => call.answeredAt !== undefined && !call.isOver).slice(-1) : [];
  }

  /**
   * Waits until a `Refer` refers the call to a SIP URI, and sets the outcome.
   *
   * @param to the SIP URI, as in the document
   * @param outcome Default: the REFER succeeds
   * @throws BxmlError (`simulator.options`) for an invalid outcome
   * @throws CallError (`call.different`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await call.referredTo('sip:desk@pbx.example', { fails: true, status: 603 });
   */
  async referredTo(to: string, outcome: ReferOutcome = { succeeds: true }): Promise<void> {
    fromCaller(this.referredTo, () => assertReferOutcome(outcome, 'outcome'));
    const step = new TestStep(`the call is referred to ${shownText(to)}`, this.call.record, this.referredTo);
    assertDestination(step, to);
    const { call } = this;
    await this.until(step, () => this.unlessOver(step) || call.takes(REFERRAL));
    const target = call.decisionBy(REFERRAL)?.target;
    if (target !== to) throw step.error('call.different', `the call is referred to ${target}`);
    call.deliver(REFERRAL.of(referralOf(outcome)));
    const faults = call.record.faultCount;
    await this.until(step, () => faults);
  }
}
