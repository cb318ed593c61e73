import type { Clock, PendingDecision, TimedStep } from '../time/clock.js';
import type { CallInput, InputKind } from './input.js';

/** Options of {@link Waits.wait}. */
export interface WaitOptions {
  /** Kinds of input that end the wait. Default: none */
  readonly takes?: readonly InputKind<unknown>[] | undefined;
  /** Set if the end of the wait is the default of a decision that the test should have made. */
  readonly decision?: PendingDecision | undefined;
  /** The owner of the wait, such as a document that may be replaced: {@link Waits.interrupt} ends its waits. */
  readonly owner?: object | undefined;
}

interface Wait extends WaitOptions {
  readonly resolve: (input: CallInput | undefined) => void;
  readonly reject: (reason: unknown) => void;
  readonly step: TimedStep | undefined;
}

/** The waits of a call or of a conference. There may be several at once; an input ends the latest one for its kind. */
export class Waits {
  readonly #clock: Clock;
  readonly #subject: object;
  readonly #waits = new Set<Wait>();

  /** @param subject the record of the call or conference, to which the steps of the clock belong */
  constructor(clock: Clock, subject: object) {
    this.#clock = clock;
    this.#subject = subject;
  }

  /**
   * Waits that many milliseconds, or until an input of one of the kinds arrives.
   *
   * @returns the input; `undefined` when the time has passed
   */
  wait(milliseconds: number, { takes, decision, owner }: WaitOptions = {}): Promise<CallInput | undefined> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waits.delete(wait);
        resolve(undefined);
      };
      const step = Number.isFinite(milliseconds)
        ? this.#clock.after(milliseconds, this.#subject, end, decision)
        : undefined;
      const wait: Wait = { takes, decision, owner, resolve, reject, step };
      this.#waits.add(wait);
    });
  }

  /** True if something waits for that kind of input. */
  takes(kind: InputKind<unknown>): boolean {
    return this.#waitFor(kind) !== undefined;
  }

  /** Returns the decision that an input of that kind would make; `undefined` if nothing waits for one. */
  decisionBy(kind: InputKind<unknown>): PendingDecision | undefined {
    return this.#waitFor(kind)?.decision;
  }

  /** Ends the latest wait that takes an input. Returns false if there is none. */
  deliver(input: CallInput): boolean {
    const wait = this.#waitFor(input.kind);
    if (wait === undefined) return false;
    this.#remove(wait);
    wait.resolve(input);
    return true;
  }

  /** Rejects all waits of an owner with a reason. Returns false if there are none. */
  interrupt(owner: object, reason: unknown): boolean {
    const waits = [...this.#waits].filter((wait) => wait.owner === owner);
    for (const wait of waits) {
      this.#remove(wait);
      wait.reject(reason);
    }
    return waits.length > 0;
  }

  /** Rejects all waits with a reason. */
  end(reason: unknown): void {
    for (const wait of this.#waits) {
      this.#remove(wait);
      wait.reject(reason);
    }
  }

  #waitFor(kind: InputKind<unknown>): Wait | undefined {
    let latest: Wait | undefined;
    for (const wait of this.#waits) if (wait.takes?.includes(kind) === true) latest = wait;
    return latest;
  }

  #remove(wait: Wait): void {
    this.#waits.delete(wait);
    if (wait.step !== undefined) this.#clock.cancel(wait.step);
  }
}
