// The moments at which a person can decide how a call continues: a verb listens, a phone rings, a REFER waits for its outcome,
// parties are connected.
import type { ParsedVerb } from '../documents/parsed-verb.js';
import { reportVisit, type VisitAction, type VisitedLeg } from '../documents/visits.js';

/** What can be decided. */
export type ChoiceKind = 'listens' | 'rings' | 'refers' | 'connected';

/** The leg of a person who decides. */
export interface ChoosingLeg extends VisitedLeg {
  readonly isOver: boolean;
  /** True if its person hung up. */
  readonly hasHungUp: boolean;
  /** The call that dialed it. */
  readonly parent: ChoosingLeg | undefined;
  readonly record: VisitedLeg['record'] & { choices: Set<OpenChoice> | undefined };
}

const ALWAYS = (): boolean => true;

/** A choice of the person of one leg. It is reported as a visit when it is over, whether it was offered or not. */
export class OpenChoice {
  readonly kind: ChoiceKind;
  /** The leg whose person decides: the one that listens, or the one whose phone rings. */
  readonly call: ChoosingLeg;
  /** The verb of the document that leads to it; `undefined` for a phone that `createCall` rings. */
  readonly verb: ParsedVerb | undefined;
  #isReady = ALWAYS;
  #isDone = false;
  #hasActed = false;

  constructor(kind: ChoiceKind, call: ChoosingLeg, verb: ParsedVerb | undefined) {
    this.kind = kind;
    this.call = call;
    this.verb = verb;
  }

  /** True if the person can decide now. */
  get isReady(): boolean {
    return this.#isReady();
  }

  /** Offers the choice from now on, to a step that waits for one. @param isReady Default: always */
  offer(isReady = ALWAYS): this {
    const { record } = this.call;
    this.#isReady = isReady;
    record.choices ??= new Set();
    record.choices.add(this);
    return this;
  }

  /** Ends the offer, because the person has begun to act. */
  withdraw(): void {
    this.call.record.choices?.delete(this);
  }

  /** Reports an action that does not end the choice, such as a key during a `StartGather`. */
  note(action: VisitAction): void {
    this.#hasActed = true;
    reportVisit(this, action);
  }

  /** Ends the choice. Does nothing if it has ended. */
  end(action: VisitAction): void {
    this.withdraw();
    if (this.#isDone) return;
    this.#isDone = true;
    reportVisit(this, action);
  }

  /** Ends a choice that no action ends, such as that of a `StartGather`. */
  endUnused(): void {
    if (this.#hasActed) this.withdraw();
    else this.end(this.call.hasHungUp ? { kind: 'hang-up' } : { kind: 'silence' });
  }

  /**
   * Ends the choice without a decision: the call is over, or another document runs.
   *
   * @param other the other party of a connection, whose hang-up ends it
   */
  abandon(other?: ChoosingLeg): void {
    if (this.#isDone) return;
    const { call } = this;
    const caller = this.kind === 'rings' ? call.parent : call;
    if (caller?.hasHungUp === true) this.end({ kind: 'hang-up' });
    else if (other?.hasHungUp === true) this.end({ kind: 'other-hangs-up' });
    else this.end(call.isOver ? { kind: 'ends', cause: call.cause } : { kind: 'goes-on' });
  }
}
