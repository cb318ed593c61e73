import type { CallRoom, SimulatedCall } from '../calls/call.js';
import { updateVoices } from '../calls/voice.js';
import { offerConversation } from './conversation.js';

/**
 * Calls that hear each other. A change of one member wakes the steps that wait for the others, and a pending decision of one
 * member fails the steps of all. A transfer is a room; bridges and conferences are rooms with more rules.
 */
export class Room implements CallRoom {
  readonly #members = new Set<SimulatedCall>();
  /** Functions that remove the links of a call with the others. */
  readonly #links = new Map<SimulatedCall, (() => void)[]>();

  /** The calls in the room, in the order in which they joined. */
  get members(): readonly SimulatedCall[] {
    return [...this.#members];
  }

  /** Adds a call. It leaves its previous room, and leaves this one when it ends. */
  join(call: SimulatedCall): void {
    if (this.#members.has(call)) return;
    if (call.room !== this) call.room?.leave(call);
    for (const other of this.#members) this.#link(call, other);
    this.#members.add(call);
    call.room = this;
    updateVoices(this.#members);
  }

  leave(call: SimulatedCall): void {
    if (!this.#members.delete(call)) return;
    for (const unlink of this.#links.get(call) ?? []) unlink();
    this.#links.delete(call);
    call.room = undefined;
    updateVoices([call, ...this.#members]);
  }

  /** True if one member hears another. */
  canHear(listener: SimulatedCall, speaker: SimulatedCall): boolean {
    return listener !== speaker && this.#members.has(listener) && this.#members.has(speaker);
  }

  othersThan(call: SimulatedCall): readonly SimulatedCall[] | undefined {
    return this.#members.has(call) ? this.members.filter((each) => each !== call) : undefined;
  }

  listenersTo(call: SimulatedCall): readonly SimulatedCall[] {
    return this.members.filter((each) => this.canHear(each, call));
  }

  #link(one: SimulatedCall, other: SimulatedCall): void {
    if (one.record === other.record) return;
    const unlink = one.simulation.scheduler.link(one.record, other.record);
    for (const call of [one, other]) this.#links.set(call, [...(this.#links.get(call) ?? []), unlink]);
  }
}

/** Joins a called party with the caller until one of them hangs up. */
export async function holdUntilHangup(room: Room, called: SimulatedCall, caller: SimulatedCall): Promise<void> {
  room.join(caller);
  room.join(called);
  called.doing = 'talks with the caller';
  caller.doing = `talks with ${called.name}`;
  called.record.noteChange(called, 'is joined with the caller');
  const choice = offerConversation(caller, called.dialedBy);
  try {
    await called.wait(Number.POSITIVE_INFINITY);
  } finally {
    choice.abandon(called);
  }
}
