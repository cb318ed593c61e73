import type { PendingDecision } from './clock.js';

/** Waits for a condition on behalf of a step of a test. */
export interface Waiter {
  /** The call with its legs, or the conference, whose changes it waits for. */
  readonly subject: object;
  /** True if pending decisions may take their default while it waits. */
  readonly patient: boolean;
  /** The real time at which it began, in milliseconds. */
  readonly startedAt: number;
  /** The condition. An error that it throws rejects the wait. */
  readonly isMet: () => boolean;
  /** Returns the error for a wait that cannot end, or exceeds a limit. */
  readonly onTimeout: (reason: TimeoutReason) => unknown;
}

/** Why a wait ends although its condition does not hold. */
export type TimeoutReason =
  | { readonly reason: 'undecided'; readonly decision: PendingDecision }
  | { readonly reason: 'nothing happens' }
  | { readonly reason: 'seconds' | 'steps'; readonly limit: number }
  | { readonly reason: 'realSeconds'; readonly limit: number; readonly unanswered: readonly string[] };

/** A waiter with its limits. */
export interface Waiting extends Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** The simulated time at which the wait times out. */
  readonly until: number;
  /** The step of its subject at which the wait times out. */
  readonly untilStep: number;
}

/**
 * The waiters by subject. Changes wake the waiters of their subject and of linked subjects. Only woken waiters check their
 * condition, so that many calls at once cost no more than one after the other.
 */
export class Waiters {
  /** The oldest first, because it reaches its time limits first. */
  readonly #all = new Set<Waiting>();
  readonly #bySubject = new Map<object, Set<Waiting>>();
  readonly #woken = new Set<object>();
  /** The linked subjects of each subject, with the number of links. */
  readonly #links = new Map<object, Map<object, number>>();
  #mostAtOnce = 0;

  get size(): number {
    return this.#all.size;
  }

  /** All waiters, the oldest first. */
  get all(): ReadonlySet<Waiting> {
    return this.#all;
  }

  get oldest(): Waiting | undefined {
    const [oldest] = this.#all;
    return oldest;
  }

  /** The most subjects that were waited for at once, since none was. */
  get mostAtOnce(): number {
    return this.#mostAtOnce;
  }

  /** The waiters of a subject. */
  of(subject: object): Iterable<Waiting> {
    return this.#bySubject.get(subject) ?? [];
  }

  /** Returns the waiters that should make a pending decision of a subject: its own, and those of linked subjects. */
  responsibleFor(subject: object): Waiting[] {
    const subjects = [subject, ...(this.#links.get(subject)?.keys() ?? [])];
    return subjects.flatMap((each) => [...this.of(each)]);
  }

  has(waiting: Waiting): boolean {
    return this.#all.has(waiting);
  }

  add(waiting: Waiting): void {
    const { subject } = waiting;
    this.#all.add(waiting);
    const others = this.#bySubject.get(subject);
    if (others === undefined) this.#bySubject.set(subject, new Set([waiting]));
    else others.add(waiting);
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#bySubject.size);
    this.wake(subject);
  }

  #remove(waiting: Waiting): void {
    this.#all.delete(waiting);
    const others = this.#bySubject.get(waiting.subject);
    others?.delete(waiting);
    if (others?.size === 0) this.#bySubject.delete(waiting.subject);
    if (this.#all.size === 0) this.#mostAtOnce = 0;
  }

  /**
   * Links two subjects, such as calls in one room. Changes of one wake the waiters of the other, which also fail for its
   * pending decisions.
   *
   * @returns a function that removes the link; calling it again has no effect. Two subjects stay linked until all links
   * between them are removed
   */
  link(one: object, other: object): () => void {
    this.#addLinks(one, other, 1);
    let isLinked = true;
    return () => {
      if (isLinked) this.#addLinks(one, other, -1);
      isLinked = false;
    };
  }

  #addLinks(one: object, other: object, count: 1 | -1): void {
    for (const [subject, linked] of [[one, other] as const, [other, one] as const]) {
      const links = this.#links.get(subject) ?? new Map<object, number>();
      const left = (links.get(linked) ?? 0) + count;
      if (left > 0) links.set(linked, left);
      else links.delete(linked);
      if (links.size > 0) this.#links.set(subject, links);
      else this.#links.delete(subject);
    }
  }

  /** Wakes the waiters of a subject that has changed: they check their condition before time advances. */
  wake(subject: object): void {
    this.#woken.add(subject);
    for (const linked of this.#links.get(subject)?.keys() ?? []) this.#woken.add(linked);
  }

  /** Resolves woken waiters whose condition holds. They run before time advances. Returns true if it settled any. */
  resolveMet(): boolean {
    let any = false;
    for (const subject of this.#woken) {
      for (const waiting of this.of(subject)) any = this.#resolveIfMet(waiting) || any;
      // Performance: a set that is cleared keeps its old table alive, with the calls in it, until a full collection.
      this.#woken.delete(subject);
    }
    return any;
  }

  /** Settles a waiter whose condition holds or throws. Returns true if it did. */
  #resolveIfMet(waiting: Waiting): boolean {
    try {
      if (!waiting.isMet()) return false;
      waiting.resolve();
    } catch (error) {
      waiting.reject(error);
    }
    this.#remove(waiting);
    return true;
  }

  /** Rejects all waiters. Returns true if there were any. */
  rejectAll(error: unknown): boolean {
    const any = this.#all.size > 0;
    for (const waiting of this.#all) {
      this.#remove(waiting);
      waiting.reject(error);
    }
    return any;
  }

  /** Rejects the candidates for which `reasonOf` returns a reason. Returns true if it rejected any. */
  expire(candidates: Iterable<Waiting>, reasonOf: (waiting: Waiting) => TimeoutReason | undefined): boolean {
    let any = false;
    for (const waiting of candidates) {
      const reason = reasonOf(waiting);
      if (reason === undefined) continue;
      this.#remove(waiting);
      waiting.reject(waiting.onTimeout(reason));
      any = true;
    }
    return any;
  }
}
