import type { CallRecording } from '../background/recording.js';
import type { CallFailure } from '../delivery/delivery.js';
import type { Referral } from '../events/call-events.js';
import type { Address } from '../settings/address.js';
import type { Reception } from '../settings/callee-behavior.js';
import type { Fork, TimedStep } from '../time/clock.js';
import type { HeardAudio, HeardSpeech } from '../time/timeline.js';
import type { CallSession } from './call-session.js';
import type { Failure } from './failure.js';
import { LegOver } from './simulation.js';

/** What comes to a leg from outside while it waits. */
export type LegInput =
  | { readonly type: 'key'; readonly key: string }
  /** Sound of the party itself: it speaks for so many milliseconds. */
  | {
      readonly type: 'sound';
      readonly milliseconds: number;
      readonly words: string | undefined;
      readonly partial: readonly string[];
    }
  /** The other legs of a transfer have come to an end. */
  | { readonly type: 'transfer over' }
  /** What the called party does; `undefined` where that is left to what was scripted, and else to pick up. */
  | { readonly type: 'reception'; readonly reception: Reception | undefined }
  /** What became of a REFER. */
  | { readonly type: 'referral'; readonly referral: Referral };

/** A prompt on a leg. */
export interface LegPrompt {
  readonly heard: HeardSpeech | HeardAudio;
  /** The faults that the call had when it began. */
  readonly faultsAtStart: number;
  /** The faults that the call had when the party had heard all that it hears of it; `undefined` until then. */
  faultsAtEnd: number | undefined;
}

interface Waiting {
  readonly takes: ReadonlySet<LegInput['type']>;
  readonly give: (input: LegInput | undefined) => void;
  readonly end: (over: LegOver) => void;
  readonly step: TimedStep | undefined;
}

/** What a leg is like when it comes into being. */
export interface NewLeg {
  readonly call: CallSession;
  /** Who it is in timelines: `caller`, or the number that was dialled. */
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly callbackTimeout: number;
  /** Set on a leg that a transfer made. */
  readonly transfer?: { readonly parentCallId: string; readonly callerId: string; readonly to: string };
  /** The caller ID that the party's phone shows; `undefined` for a number that is hidden, and for the caller. */
  readonly callerId?: string | undefined;
  /** The name beside it. */
  readonly callerDisplayName?: string | undefined;
}

const NONE: ReadonlySet<LegInput['type']> = new Set();

/** One party's connection with the platform. */
export class Leg {
  readonly call: CallSession;
  readonly id: string;
  /** Who it is in timelines; of legs to the same number, those after the first have a count. */
  readonly name: string;
  /** The number or the SIP URI that was dialled, as it was given. */
  readonly dialled: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly transfer: NewLeg['transfer'];
  readonly callerId: string | undefined;
  readonly callerDisplayName: string | undefined;
  /** Seconds to wait for the answer to a webhook. */
  readonly callbackTimeout: number;
  /** Virtual times. */
  readonly startedAt: number;
  answeredAt: number | undefined;
  /** When an outbound call entered the queue. */
  enqueuedAt: number | undefined;
  endedAt: number | undefined;
  /** The faults that the call had when the leg was answered, or ended without an answer; `undefined` until then. */
  faultsAtPickup: number | undefined;
  /** Why it ended. */
  cause = '';
  /** What went wrong, where something did. */
  errorMessage: string | undefined;
  /** The failure of the application that ended it. */
  failure: Failure | undefined;
  /** Where the end of the call is reported. */
  statusAddress: Address | undefined;
  /** Virtual milliseconds that it has spent waiting for documents. */
  requesting = 0;
  tag = '';
  /** What it does, in words that end "the caller …". */
  doing = 'waits to be connected';
  /** Where `StartGather` has each key reported. */
  keysReportedTo: Address | undefined;
  /** The time of the last report of a key, in virtual milliseconds. */
  keyReportedAt = -1;
  /** A `Gather` runs: keys are reported nowhere else meanwhile. */
  isGathering = false;
  /** Where a `Refer` hands the call on, while nobody has said how that goes. */
  referTarget: string | undefined;
  /** The recording in the background. */
  recording: CallRecording | undefined;
  readonly prompts: LegPrompt[] = [];
  readonly #atEnd: ((cause: string) => void)[] = [];
  #waiting: Waiting | undefined;

  constructor({ call, name, direction, from, to, callbackTimeout, transfer, ...shown }: NewLeg) {
    this.call = call;
    this.dialled = name;
    const others = call.legs.filter(({ dialled }) => dialled === name).length;
    this.name = others === 0 ? name : `${name} (${others + 1})`;
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.callbackTimeout = callbackTimeout;
    this.transfer = transfer;
    this.callerId = shown.callerId;
    this.callerDisplayName = shown.callerDisplayName;
    this.id = call.board.ids.next('c');
    this.startedAt = call.board.clock.now;
  }

  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /** Whether a key would go anywhere. */
  get listensToKeys(): boolean {
    if (this.isOver) return false;
    return this.takes('key') || (this.keysReportedTo !== undefined && !this.isGathering);
  }

  /** Whether it waits for that kind of input at this moment. */
  takes(type: LegInput['type']): boolean {
    return this.#waiting?.takes.has(type) === true;
  }

  /** Waits so many virtual milliseconds, or until an input of one of the kinds comes. */
  wait(milliseconds: number, takes: ReadonlySet<LegInput['type']> = NONE, fork?: Fork): Promise<LegInput | undefined> {
    this.assertUp();
    const { call } = this;
    const { clock } = call.board;
    return new Promise((resolve, reject) => {
      const give = (input: LegInput | undefined): void => {
        this.#waiting = undefined;
        resolve(input);
      };
      const isBounded = Number.isFinite(milliseconds);
      const step = isBounded ? clock.after(milliseconds, call, () => give(undefined), fork) : undefined;
      this.#waiting = { takes, give, end: reject, step };
    });
  }

  /** Hands an input to what waits for it; false where nothing does. */
  give(input: LegInput): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined || !waiting.takes.has(input.type)) return false;
    if (waiting.step !== undefined) this.call.board.clock.cancel(waiting.step);
    waiting.give(input);
    this.call.touch();
    return true;
  }

  /** Picks up. */
  answer(): void {
    if (this.answeredAt !== undefined) return;
    this.answeredAt = this.call.board.clock.now;
    this.faultsAtPickup ??= this.call.faultCount;
    this.call.change(this, 'is answered');
  }

  /** Has something done when the leg ends, in the order in which it was asked for. */
  whenOver(action: (cause: string) => void): void {
    this.#atEnd.push(action);
  }

  /** Ends the leg; does nothing where it has ended. */
  end(cause: string, words: string): void {
    if (this.isOver) return;
    this.endedAt = this.call.board.clock.now;
    this.faultsAtPickup ??= this.call.faultCount;
    this.cause = cause;
    this.doing = `is gone (${cause})`;
    this.call.change(this, words);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting?.step !== undefined) this.call.board.clock.cancel(waiting.step);
    waiting?.end(new LegOver());
    for (const action of this.#atEnd) action(cause);
    this.call.touch();
  }

  /** Has the party hang up. A caller who has not been answered gives up, which is another cause. */
  hangUp(): void {
    const givesUp = this.direction === 'inbound' && this.answeredAt === undefined;
    if (givesUp && !this.isOver) this.call.board.follow('hangup.cancels');
    this.end(givesUp ? 'cancel' : 'hangup', 'hangs up');
  }

  /** Ends the leg for something that went wrong. */
  fail({ cause, message, failure }: Pick<CallFailure, 'cause' | 'message'> & Partial<CallFailure>): void {
    if (!this.isOver && failure !== undefined) {
      this.failure = failure;
      this.call.cannotGoOn(this, cause, failure);
    }
    this.errorMessage ??= message;
    this.end(cause, `is cut off (${cause}): ${message}`);
  }

  /** Unwinds whatever runs on a leg that has ended meanwhile. */
  assertUp(): void {
    if (this.isOver) throw new LegOver();
  }
}
