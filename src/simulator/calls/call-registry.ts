import type { CallFacts } from './facts.js';

/** A call as the registry knows it: the call itself, or what is kept of it after its end. */
export interface KnownCall {
  readonly id: string;
  readonly isOver: boolean;
  /** Milliseconds of simulated time. */
  readonly startedAt: number;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Returns the values for an event that is sent now; after the end, those of the end. */
  facts(): CallFacts;
}

/** The number of calls that are known after their end. */
const MAX_OVER = 1000;

/**
 * The calls of a simulation by `callId`, legs included: all that are up, and what is known of the last thousand that are
 * over. A call itself, with its timeline, is not kept after its end, so that a simulation may have any number of calls.
 */
export class CallRegistry {
  readonly #calls = new Map<string, KnownCall>();
  /** The ids of calls that are over, in the order of their ends. */
  readonly #over = new Set<string>();

  add(call: KnownCall): void {
    this.#calls.set(call.id, call);
  }

  /** Keeps only the facts of a call, which is over. */
  noteEnd(call: KnownCall): void {
    this.#calls.set(call.id, factsOnly(call));
    this.#over.add(call.id);
    if (this.#over.size <= MAX_OVER) return;
    for (const oldest of this.#over) {
      this.#over.delete(oldest);
      this.#calls.delete(oldest);
      return;
    }
  }

  /** Returns what is known of a call, over or not; `undefined` for an unknown id. */
  get(id: string): KnownCall | undefined {
    return this.#calls.get(id);
  }

  /** The calls in the order in which they began. */
  values(): IterableIterator<KnownCall> {
    return this.#calls.values();
  }
}

/** Returns a copy that does not refer to the call. */
function factsOnly(call: KnownCall): KnownCall {
  const { id, isOver, startedAt, answeredAt, endedAt } = call;
  const { errorId: newId, ...facts } = call.facts();
  const errorId = facts.errorMessage === undefined ? '' : newId();
  return detached({ id, isOver, startedAt, answeredAt, endedAt }, facts, errorId);
}

/** A function of its own, because a closure in {@link factsOnly} would keep the call. */
const detached = (call: Omit<KnownCall, 'facts'>, facts: Omit<CallFacts, 'errorId'>, errorId: string): KnownCall => ({
  ...call,
  facts: () => ({ ...facts, errorId: () => errorId }),
});
