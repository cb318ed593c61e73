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
  /** The faults that the call had when it began. */
  readonly faultsAtStart: number;
  /** The faults that the call had when the party had heard all that it hears of it; `undefined` until then. */
  faultsAtEnd: number | undefined;
}

/** How a wait is ended. */
export interface WaitOptions {
  /** Kinds of input that end it. Default: none */
  readonly takes?: readonly InputKind<unknown>[] | undefined;
  /** Set if the end of the time is the default of something that the test should have decided. */
  readonly decision?: PendingDecision | undefined;
  /** What waits, such as a document that may be replaced: {@link SimulatedCall.interrupt} ends its waits. */
  readonly owner?: object | undefined;
}

interface Wait extends WaitOptions {
  readonly resolve: (input: CallInput | undefined) => void;
  readonly reject: (reason: unknown) => void;
  readonly step: TimedStep | undefined;
}

/** What a call is like when it begins. */
export interface NewCall {
  /** What timelines call it: `caller`, or the number that was dialled. */
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly callbackTimeout: number;
  /** Set on a leg that a transfer made. */
  readonly transfer?: { readonly callerId: string; readonly to: string };
  /** The caller ID that the party's phone shows; `undefined` for a number that is hidden, and for the caller. */
  readonly callerId?: string | undefined;
  /** The name beside it. */
  readonly callerDisplayName?: string | undefined;
}

/** A place in which calls hear each other. A call is in one at most. */
export interface CallRoom {
  /** Takes the call out of the room. */
  leave(call: SimulatedCall): void;
}

const API = 'https://voice.bandwidth.com/api/v2/accounts';

/**
 * One call: the connection of one party with the platform, under one callId. A leg of a transfer is a call with a parent,
 * with which it shares its record.
 */
export class SimulatedCall implements RecordedLeg {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  /** The call that dialled it. */
  readonly parent: SimulatedCall | undefined;
  /** The call without a parent and all legs that it has led to, in order. */
  readonly family: SimulatedCall[];
  readonly id: string;
  /** Who it is in timelines; of legs to the same number, those after the first have a count. */
  readonly name: string;
  /** The number or the SIP URI that was dialled, as it was given. */
  readonly dialled: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly transfer: NewCall['transfer'];
  readonly callerId: string | undefined;
  readonly callerDisplayName: string | undefined;
  /** Seconds to wait for the answer to a webhook. */
  readonly callbackTimeout: number;
  /** Milliseconds of simulated time, as all moments here. */
  readonly startedAt: number;
  answeredAt: number | undefined;
  /** When an outbound call entered the queue. */
  enqueuedAt: number | undefined;
  endedAt: number | undefined;
  /** The faults that the call had when it was answered, or ended without an answer; `undefined` until then. */
  faultsAtPickup: number | undefined;
  /** Why it ended. */
  cause = '';
  /** What went wrong, if something did. */
  errorMessage: string | undefined;
  /** The failure of the application that ended it. */
  failure: Failure | undefined;
  /** Where the end of the call is reported. */
  statusAddress: Address | undefined;
  /** Milliseconds that it has spent waiting for documents. */
  requesting = 0;
  tag = '';
  /** What it does, in words that end "the caller …". */
  doing = 'waits to be connected';
  /** The room that it is in. */
  room: CallRoom | undefined;
  readonly prompts: HeardPrompt[] = [];
  readonly background = new BackgroundRegistry((stop) => this.onEnd(stop));
  readonly #atEnd: ((cause: string) => void)[] = [];
  readonly #waits = new Set<Wait>();

  /** @param parent the call that dials it; the simulation for a call that has none */
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

  /** What its documents may do; undefined for what the event that they answer says. */
  get responseContext(): ResponseContext | undefined {
    return this.transfer === undefined ? undefined : 'transferAnswer';
  }

  /** True if it waits for that kind of input at this moment. */
  takes(kind: InputKind<unknown>): boolean {
    return this.#waitFor(kind) !== undefined;
  }

  /** Returns what is to be decided by an input of that kind, if the call waits for one. */
  decisionBy(kind: InputKind<unknown>): PendingDecision | undefined {
    return this.#waitFor(kind)?.decision;
  }

  /** Returns the latest wait that an input of that kind would end. */
  #waitFor(kind: InputKind<unknown>): Wait | undefined {
    return [...this.#waits].findLast(({ takes }) => takes?.includes(kind) === true);
  }

  /**
   * Waits so many milliseconds, or until an input of one of the kinds comes. Several things may wait at once; an input goes
   * to the latest that takes it.
   *
   * @returns the input; undefined when the time is over
   * @throws CallEnded when the call ends
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

  /** Hands an input to what waits for it. Returns false if nothing does. */
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

  /** Picks up. */
  answer(): void {
    if (this.answeredAt !== undefined) return;
    this.answeredAt = this.simulation.clock.now;
    this.faultsAtPickup ??= this.record.faultCount;
    this.record.noteChange(this, 'is answered');
  }

  /** Has something done when the call ends, in the order in which it was asked for. */
  onEnd(action: (cause: string) => void): void {
    this.#atEnd.push(action);
  }

  /** Ends the call; does nothing if it has ended. */
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

  /** Has the party hang up. A caller who has not been answered gives up, which is another cause. */
  hangUp(): void {
    const givesUp = this.direction === 'inbound' && this.answeredAt === undefined;
    if (givesUp && !this.isOver) this.simulation.recordCoverage('hangup.cancels');
    this.end(givesUp ? 'cancel' : 'hangup', 'hangs up');
  }

  /** Ends the call for something that went wrong. */
  fail({ cause, message, failure }: Pick<CallFailure, 'cause' | 'message'> & Partial<CallFailure>): void {
    if (!this.isOver && failure !== undefined) {
      this.failure = failure;
      this.record.cannotGoOn(this, cause, failure);
    }
    this.errorMessage ??= message;
    this.end(cause, `is cut off (${cause}): ${message}`);
  }

  /** @throws CallEnded if the call has ended, to unwind what runs on it */
  throwIfEnded(): void {
    if (this.isOver) throw new CallEnded();
  }

  /** Returns what events say of it at this moment. */
  facts(): CallFacts {
    const { simulation, record, parent, transfer } = this;
    const { accountId } = simulation.settings;
    const { ids, clock } = simulation;
    const textOf = (at: number | undefined): string | undefined =>
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
      enqueuedTime: textOf(this.enqueuedAt),
      startTime: simulation.timeText(this.startedAt),
      answerTime: textOf(this.answeredAt),
      endTime: simulation.timeText(this.endedAt ?? clock.now),
      cause: this.cause,
      tag: this.tag,
      transfer: parent && transfer && { ...transfer, parentCallId: parent.id },
      errorMessage: this.errorMessage,
      newErrorId: () => ids.next('e'),
    };
  }
}
