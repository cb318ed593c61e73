import type { EventsByType } from '../../events/webhook-event.js';
import { fromCaller } from '../../problems/caller.js';
import { inspect } from '../../problems/inspect.js';
import { SimulatedCall } from '../calls/call.js';
import { type AnsweredDocument, answeredDocument } from '../documents/answered-document.js';
import type { SimulatedConference } from '../rooms/conference.js';
import { wrongOption } from '../settings/checks.js';
import type { ConferenceEventType } from '../settings/sent-events.js';
import { assertConferenceEventType, assertEventFields } from '../settings/step-options.js';
import type { TimelineEntry } from '../time/timeline.js';
import type { Matching } from './event-match.js';
import { Listener } from './listener.js';
import { ReceivedEvents, sentEvents } from './received-events.js';
import { assertNoMore, TestStep } from './step.js';

/** A call that may be in a conference: a `Call`, a `Party`, or an object with its `callId`. */
export interface Participant {
  readonly callId: string;
}

/** A member of a conference at this moment. */
export interface ConferenceMember extends Participant {
  /** The phone number or SIP URI of the party, with a count if another party of the test has the same. */
  readonly party: string;
  /** True if the member hears the others but is not heard. */
  readonly mute: boolean;
  /** True if the member neither hears the others nor is heard. */
  readonly hold: boolean;
  /** The calls that alone hear this member; empty if it does not coach. */
  readonly callIdsToCoach: readonly string[];
}

/**
 * A conference: who is in it, who hears whom, what it plays, and its events. Each asynchronous method is a step of a test.
 * It advances virtual time until the step has happened, and rejects with a {@link CallError} if it can no longer happen.
 *
 * @example
 * const room = await platform.conference('queue-7');
 * await room.has(caller, agent);
 * assert.ok(room.canHear(caller, agent));
 */
export class ConferenceRoom extends Listener<SimulatedConference> {
  readonly #received: ReceivedEvents;

  /** @internal */
  constructor(conference: SimulatedConference) {
    super(conference);
    this.#received = new ReceivedEvents(conference.record);
  }

  /** The `conferenceId` in events. */
  get id(): string {
    return this.call.id;
  }

  /** The name in the documents. */
  get name(): string {
    return this.call.name;
  }

  /** True once the last member has left. */
  get isOver(): boolean {
    return this.call.isOver;
  }

  /**
   * The members at this moment, in the order in which they joined.
   *
   * @example
   * assert.equal(room.members.map(({ party, hold }) => [party, hold]), [['+15551230001', true]]);
   */
  get members(): readonly ConferenceMember[] {
    return this.call.members.flatMap((call) => {
      const membership = this.call.membershipOf(call);
      return membership === undefined ? [] : [{ callId: call.id, party: call.label, ...membership }];
    });
  }

  /**
   * Returns the member that a party is at this moment; `undefined` if it is not in the conference.
   *
   * @throws BxmlError (`simulator.options`) if it is not a party
   * @example
   * assert.is(room.member(caller)?.mute, true);
   */
  member(party: Participant): ConferenceMember | undefined {
    const id = fromCaller(this.member, () => callIdOf(party, 'party'));
    return this.members.find(({ callId }) => callId === id);
  }

  /**
   * True if the first party hears the second at this moment: both are in the conference, neither is on hold, the second is
   * not muted, and does not coach others only.
   *
   * @throws BxmlError (`simulator.options`) if one of them is not a party
   * @example
   * assert.is(room.canHear(caller, supervisor), false);
   */
  canHear(listener: Participant, speaker: Participant): boolean {
    const [one, other] = fromCaller(this.canHear, () => [
      this.#memberOf(callIdOf(listener, 'listener')),
      this.#memberOf(callIdOf(speaker, 'speaker')),
    ]);
    return one !== undefined && other !== undefined && this.call.canHear(one, other);
  }

  #memberOf(id: string): SimulatedCall | undefined {
    return this.call.members.find((call) => call.id === id);
  }

  /** The timeline of the conference so far: members, prompts, events. Times count from its beginning. */
  get timeline(): readonly TimelineEntry[] {
    return this.call.record.timeline;
  }

  /** Returns the timeline as text with one line per entry, for reading and for snapshots. */
  transcript(): string {
    return this.call.record.transcript();
  }

  /** The valid documents that the application has sent for the conference so far, parsed, in order. */
  get documents(): readonly AnsweredDocument[] {
    return this.call.record.documents.map(answeredDocument);
  }

  /**
   * Returns the events of a type that the conference has sent so far, in order. An event that was sent several times, such as
   * to a fallback URL, is included once.
   *
   * @throws BxmlError (`simulator.options`) for any other type
   * @example
   * assert.equal(room.events('conferenceMemberJoin').map(({ from }) => from), ['+15551230001', '+15551230002']);
   */
  events<T extends ConferenceEventType>(eventType: T): readonly EventsByType[T][] {
    fromCaller(this.events, () => assertConferenceEventType(eventType, 'eventType'));
    return sentEvents(this.call.record, eventType);
  }

  /**
   * Waits until all these parties are in the conference at the same time. Others may be in it too.
   *
   * @throws CallError (`call.misuse`, `call.over`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await room.has(caller, agent);
   */
  async has(...parties: readonly Participant[]): Promise<void> {
    const ids = fromCaller(this.has, () => parties.map((party, index) => callIdOf(party, `parties[${index}]`)));
    const names = ids.map((id) => this.#nameOf(id)).join(' and ');
    const step = new TestStep(`${this.name} has ${names}`, this.call.record, this.has);
    if (ids.length === 0) throw step.error('call.misuse', 'expected one or more parties');
    step.hint = () => {
      const missing = ids.filter((id) => this.#memberOf(id) === undefined).map((id) => this.#nameOf(id));
      return missing.length === 0 ? undefined : `not in the conference: ${missing.join(', ')}`;
    };
    await this.until(step, () => ids.every((id) => this.#memberOf(id) !== undefined) || this.unlessOver(step));
  }

  /** Returns the number of a party with that `callId`, for messages; the id if there is none. */
  #nameOf(id: string): string {
    const call = this.call.everIn.find((each) => each.id === id) ?? SimulatedCall.find(this.call.simulation, id);
    return call?.label ?? id;
  }

  /**
   * Waits until the application has received an event of the conference, and answered it with a 2xx status. Earlier events
   * count too, but each event is returned only once. The conference may be over: its recordings become available later.
   *
   * @param eventType a type of event that the simulator sends for a conference
   * @param fields fields that the event must have, with equal values. Default: any event
   * @returns the event
   * @throws BxmlError (`simulator.options`) for any other type, or if `fields` is not an object
   * @throws CallError (`call.over` if no such event comes; `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await room.receives('conferenceMemberExit', { callId: caller.callId });
   */
  async receives<T extends ConferenceEventType>(
    eventType: T,
    fields?: Matching<EventsByType[T]>,
  ): Promise<EventsByType[T]> {
    fromCaller(this.receives, () => {
      assertConferenceEventType(eventType, 'eventType');
      if (fields !== undefined) assertEventFields(fields, 'fields');
    });
    return this.#received.next(this.receives, 'conference', eventType, fields);
  }

  /**
   * Waits until the last member has left, and for everything that follows: `conferenceCompleted` is sent, recordings become
   * available.
   *
   * @throws CallError (`call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * await caller.hangUp();
   * await room.ends();
   */
  async ends(...more: []): Promise<void> {
    const step = new TestStep(`the conference ${this.name} is over`, this.call.record, this.ends);
    assertNoMore(step, more);
    await this.until(step, () => this.call.isOver);
    await this.settles(step);
    this.assertNoneFailed(step);
  }

  protected get subject(): string {
    return 'conference';
  }
}

/** Returns the `callId` of a party. Throws for any other value. */
function callIdOf(party: Participant, name: string): string {
  const { callId } = Object(party) as { readonly callId?: unknown };
  if (typeof callId === 'string') return callId;
  throw wrongOption(`${name} is ${inspect(party)}; expected a party, such as the result of platform.call`);
}
