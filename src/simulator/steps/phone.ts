import { fromCaller } from '../../problems/caller.js';
import { SimulatedCall } from '../calls/call.js';
import { SubjectRecord } from '../calls/call-record.js';
import type { KnownCall } from '../calls/call-registry.js';
import type { PhoneScript } from '../calls/phone-scripts.js';
import type { Simulation } from '../calls/simulation.js';
import { assertCallee, type Callee } from '../settings/callee-behavior.js';
import type { TimeoutReason } from '../time/waiters.js';
import { Line } from './line.js';
import { assertNoFault, assertNoMore, assertNoneFailed, TestStep } from './step.js';

/** The number of calls over that `rings` may still return. */
const MAX_OVER = 100;

/**
 * A phone that can be called any number of times: by a `Transfer`, a `Forward`, `platform.createCall`, and by the calls that
 * the application places through the REST API.
 *
 * @example
 * const agent = platform.phone('+15551230077');
 * await caller.hears('You are number one');
 * const line = await agent.rings();
 * await line.answers();
 * await line.hears('A caller from the queue');
 */
export class Phone {
  /** The phone number or SIP URI. */
  readonly number: string;
  readonly #simulation: Simulation;
  readonly #script: PhoneScript & { always: Callee | undefined };
  /** The calls that no step has returned, the oldest first. */
  #unseen: SimulatedCall[] = [];

  /** @internal */
  constructor(simulation: Simulation, number: string) {
    this.number = number;
    this.#simulation = simulation;
    this.#script = { always: undefined, next: [], dialed: (call) => this.#dialed(call) };
    simulation.phones.add(number, this.#script);
    for (const call of simulation.calls.values()) {
      if (call instanceof SimulatedCall && call.dialed === number && call.answeredAt === undefined)
        this.#unseen.push(call);
    }
  }

  /**
   * Sets what the phone does for each call, unless a step decides it while the phone rings.
   *
   * @param behavior Default: the steps decide it
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @example
   * agent.always({ after: 4 });
   */
  always(behavior: Callee | undefined): this {
    if (behavior !== undefined) fromCaller(this.always, () => assertCallee(behavior, 'behavior'));
    this.#script.always = behavior;
    return this;
  }

  /**
   * Sets what the phone does for the next call. Several calls of this method set it for as many calls, in order.
   *
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @example
   * agent.next({ busy: true }).next({ noAnswer: true });
   */
  next(behavior: Callee): this {
    fromCaller(this.next, () => assertCallee(behavior, 'behavior'));
    this.#script.next.push(behavior);
    return this;
  }

  /**
   * Waits until the phone is called, and returns the line. Earlier calls count too, but each is returned only once. The next
   * step decides whether the phone answers, unless {@link always}, {@link next} or the option `phones` sets it.
   *
   * @throws CallError (`call.timeout` if no call comes; `call.unscripted`, `call.strict`)
   * @example
   * const line = await agent.rings();
   * await line.answers();
   */
  async rings(...more: []): Promise<Line> {
    const step = new TestStep(`${this.number} rings`, undefined, this.rings);
    assertNoMore(step, more);
    await this.#simulation.scheduler.wait({
      subject: this.#script,
      startedAt: step.startedAt,
      patient: false,
      isMet: () => this.#unseen.length > 0,
      onTimeout: (reason) => this.#timedOut(step, reason),
    });
    const call = this.#unseen.shift();
    if (call === undefined) throw new TypeError('the step was met without a call');
    return new Line(call);
  }

  /** The number of calls that {@link rings} has not returned yet. */
  get waitingCalls(): number {
    return this.#unseen.length;
  }

  #dialed(call: KnownCall): void {
    if (!(call instanceof SimulatedCall)) return;
    this.#unseen.push(call);
    const over = this.#unseen.filter(({ isOver }) => isOver);
    if (over.length > MAX_OVER) this.#unseen = this.#unseen.filter((each) => each !== over[0]);
    this.#simulation.scheduler.wake(this.#script);
  }

  /** Returns the error of a step to which no call came. A fault of another call explains it best. */
  #timedOut(step: TestStep, reason: TimeoutReason): unknown {
    for (const record of this.#simulation.subjects) {
      if (!(record instanceof SubjectRecord)) continue;
      step.about(record);
      try {
        assertNoFault(record, step);
        assertNoneFailed(record, step);
      } catch (error) {
        return error;
      }
    }
    return step.timedOut(reason);
  }
}
