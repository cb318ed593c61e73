import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import type { Address } from '../settings/address.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';
import type { PendingDecision, TimedStep } from '../time/clock.js';
import { BackgroundRegistry } from './background.js';
import type { CallFacts } from './call-facts.js';
import { type RecordedLeg, SubjectRecord } from './call-record.js';
import type { CallFailure, Failure } from './failure.js';
import type { CallInput, InputKind } from './input.js';
import { CallEnded, type Simulation } from './simulation.js';

/** A prompt that a party hears. */
export interface HeardPrompt {
  readonly heard: HeardSpeech | HeardAudio;
  /** The number of faults of the call when the prompt began. */
  readonly faultsAtStart: number;
  /** The number of faults of the call when the prompt ended or was cut short; `undefined` until then. */
  faultsAtEnd: number | undefined;
}

/** Options of {@link SimulatedCall.wait}. */
export interface WaitOptions {
  /** Kinds of input that end the wait. Default: none */
  readonly takes?: readonly InputKind<unknown>[] | undefined;
  /** Set if the end of the wait is the default of a decision that the test should have made. */
  readonly decision?: PendingDecision | undefined;
  /** The owner of the wait, such as a document that may be replaced: {@link SimulatedCall.interrupt} ends its waits. */
  readonly owner?: object | undefined;
}

interface Wait extends WaitOptions {
  readonly resolve: (input: CallInput | undefined) => void;
  readonly reject: (reason: unknown) => void;
  readonly step: TimedStep | undefined;
}

/** The properties of a new call. */
export interface NewCall {
  /** The name in timelines: `caller`, or the number that was dialled. */
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly callbackTimeout: number;
  /** Set for a leg that a transfer has created. */
  readonly transfer?: { readonly callerId: string; readonly to: string };
  /** The caller ID that the party's phone shows; `undefined` if it is hidden, and for the caller. */
  readonly callerId?: string | undefined;
  /** The name that the party's phone shows. */
  readonly callerDisplayName?: string | undefined;
}

/** A room whose members hear each other. A call is in at most one room. */
export interface CallRoom {
  /** Removes the call from the room. */
  leave(call: SimulatedCall): void;
}

const API = 'https://voice.bandwidth.com/api/v2/accounts';

/**
 * One call: the connection of one party with the platform, with its own `callId`. A leg of a transfer is a call with a
 * parent, and shares the record of the parent.
 */
export class SimulatedCall implements RecordedLeg {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  /** The call that dialled this one. */
  readonly parent: SimulatedCall | undefined;
  /** The call without a parent, followed by all legs that descend from it, in order. */
  readonly family: SimulatedCall[];
  readonly id: string;
  /** The name in timelines. If several legs go to the same number, a count follows from the second one on. */
  readonly name: string;
  /** The phone number or the SIP URI that was dialled, as written in the document or request. */
  readonly dialled: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly transfer: NewCall['transfer'];
  readonly callerId: string | undefined;
  readonly callerDisplayName: string | undefined;
  /** Seconds to wait for the response to a webhook. */
  readonly callbackTimeout: number;
  /** When the call started. This and all other moments are in milliseconds of simulated time. */
  readonly startedAt: number;
  answeredAt: number | undefined;
  /** When an outbound call entered the queue. */
  enqueuedAt: number | undefined;
  endedAt: number | undefined;
  /** The number of faults when the call was answered, or ended without an answer; `undefined` until then. */
  faultsAtPickup: number | undefined;
  /** Why the call ended. */
  cause = '';
  /** The `errorMessage` of its events, if any. */
  errorMessage: string | undefined;
  /** The failure of the application that ended the call. */
  failure: Failure | undefined;
  /** Where `disconnect` is sent. */
  statusAddress: Address | undefined;
  /** Milliseconds that the call has spent waiting for documents. */
  requesting = 0;
  tag = '';
  /** The current activity, in words that complete "the caller …". */
  doing = 'waits to be connected';
  /** The room that the call is in. */
  room: CallRoom | undefined;
  readonly prompts: HeardPrompt[] = [];
  readonly background = new BackgroundRegistry((stop) => this.onEnd(stop));
  readonly #atEnd: ((cause: string) => void)[] = [];
  readonly #waits = new Set<Wait>();

  /** @param parent the call that dials this one; the simulation if there is no such call */
  constructor(parent: SimulatedCall | Simulation, { name, direction, from, to, callbackTimeout, ...more }: NewCall) {
    const isLeg = parent instanceof SimulatedCall;
    this.simulation = isLeg ? parent.simulation : parent;
    this.parent = isLeg ? parent : undefined;
    this.record = isLeg ? parent.record : new SubjectRecord(this.simulation);
    this.family = isLeg ? parent.family : [];
    this.dialled = name;
    const others = this.family.filter(({ dialled }) => dialled === name).length;
    this.name = others === 0 ? name : `${name} (${others + 1})`;
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.callbackTimeout = callbackTimeout;
    this.transfer = more.transfer;
    this.callerId = more.callerId;
    this.callerDisplayName = more.callerDisplayName;
    this.id = this.simulation.ids.next('c');
    this.startedAt = this.simulation.clock.now;
    this.family.push(this);
    this.record.legs.push(this);
  }

  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** The context of its documents; undefined if the event that a document answers decides it. */
  get responseContext(): ResponseContext | undefined {
    return this.transfer === undefined ? undefined : 'transferAnswer';
  }

  /** True if the call is waiting for that kind of input. */
  takes(kind: InputKind<unknown>): boolean {
    return this.#waitFor(kind) !== undefined;
  }

  /** Returns the decision that an input of that kind would make, if the call is waiting for one. */
  decisionBy(kind: InputKind<unknown>): PendingDecision | undefined {
    return this.#waitFor(kind)?.decision;
  }

  /** Returns the latest wait that an input of that kind would end. */
  #waitFor(kind: InputKind<unknown>): Wait | undefined {
    return [...this.#waits].findLast(({ takes }) => takes?.includes(kind) === true);
  }

  /**
   * Waits that many milliseconds, or until an input of one of the kinds arrives. There may be several waits at once; an
   * input ends the latest one that takes its kind.
   *
   * @returns the input; undefined when the time is over
   * @throws CallEnded if the call ends
   */
  wait(milliseconds: number, options: WaitOptions = {}): Promise<CallInput | undefined> {
    this.throwIfEnded();
    const { clock } = this.simulation;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waits.delete(wait);
        resolve(undefined);
      };
      const step = Number.isFinite(milliseconds)
        ? clock.after(milliseconds, this.record, end, options.decision)
        : undefined;
      const wait: Wait = { ...options, resolve, reject, step };
      this.#waits.add(wait);
    });
  }

  /** Delivers an input to the wait for its kind. Returns false if there is none. */
  deliver(input: CallInput): boolean {
    const wait = this.#waitFor(input.kind);
    if (wait === undefined) return false;
    this.#remove(wait);
    wait.resolve(input);
    this.record.wake();
    return true;
  }

  /** Rejects all waits of an owner with a reason. */
  interrupt(owner: object, reason: unknown): void {
    for (const wait of this.#waits) {
      if (wait.owner !== owner) continue;
      this.#remove(wait);
      wait.reject(reason);
    }
  }

  #remove(wait: Wait): void {
    this.#waits.delete(wait);
    if (wait.step !== undefined) this.simulation.clock.cancel(wait.step);
  }

  /** Answers the call; does nothing if it is answered already. */
  answer(): void {
    if (this.answeredAt !== undefined) return;
    this.answeredAt = this.simulation.clock.now;
    this.faultsAtPickup ??= this.record.faultCount;
    this.record.noteChange(this, 'is answered');
  }

  /** Registers an action for the end of the call. Actions run in the order in which they were registered. */
  onEnd(action: (cause: string) => void): void {
    this.#atEnd.push(action);
  }

  /**
   * Ends the call; does nothing if it has ended.
   *
   * @param words the entry in the timeline
   */
  end(cause: string, words: string): void {
    if (this.isOver) return;
    this.endedAt = this.simulation.clock.now;
    this.faultsAtPickup ??= this.record.faultCount;
    this.cause = cause;
    this.doing = `is gone (${cause})`;
    this.record.noteChange(this, words);
    for (const wait of [...this.#waits]) {
      this.#remove(wait);
      wait.reject(new CallEnded());
    }
    for (const action of this.#atEnd) action(cause);
    this.room?.leave(this);
    this.record.wake();
  }

  /** Makes the party hang up. The cause is `cancel` if an inbound call is not answered yet. */
  hangUp(): void {
    const givesUp = this.direction === 'inbound' && this.answeredAt === undefined;
    if (givesUp && !this.isOver) this.simulation.recordCoverage('hangup.cancels');
    this.end(givesUp ? 'cancel' : 'hangup', 'hangs up');
  }

  /** Ends the call because of a failure. */
  fail({ cause, message, failure }: Pick<CallFailure, 'cause' | 'message'> & Partial<CallFailure>): void {
    if (!this.isOver && failure !== undefined) {
      this.failure = failure;
      this.record.noteFatal(this, cause, failure);
    }
    this.errorMessage ??= message;
    this.end(cause, `is cut off (${cause}): ${message}`);
  }

  /** @throws CallEnded if the call has ended, to stop the code that runs for it */
  throwIfEnded(): void {
    if (this.isOver) throw new CallEnded();
  }

  /** Returns the values for an event that is sent now. */
  facts(): CallFacts {
    const { simulation, record, parent, transfer } = this;
    const { accountId } = simulation.settings;
    const { ids, clock } = simulation;
    const timeText = (at: number | undefined): string | undefined =>
      at === undefined ? undefined : simulation.timeText(at);
    if (this.enqueuedAt !== undefined) simulation.recordCoverage('createCall.enqueued-time');
    return {
      eventTime: simulation.timeText(clock.now),
      accountId,
      applicationId: record.applicationId,
      from: this.from,
      to: this.to,
      direction: this.direction,
      callId: this.id,
      callUrl: `${API}/${accountId}/calls/${this.id}`,
      enqueuedTime: timeText(this.enqueuedAt),
      startTime: simulation.timeText(this.startedAt),
      answerTime: timeText(this.answeredAt),
      endTime: simulation.timeText(this.endedAt ?? clock.now),
      cause: this.cause,
      tag: this.tag,
      transfer: parent && transfer && { ...transfer, parentCallId: parent.id },
      errorMessage: this.errorMessage,
      newErrorId: () => ids.next('e'),
    };
  }
}
