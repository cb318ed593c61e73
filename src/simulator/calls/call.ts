import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import { SoundTrack } from '../audio/sound-track.js';
import type { FetchedDocument, ParsedVerb } from '../documents/parsed-verb.js';
import { reportEnd } from '../documents/visits.js';
import type { Address } from '../settings/address.js';
import type { Callee } from '../settings/callee-behavior.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';
import type { PendingDecision } from '../time/clock.js';
import type { Input } from '../time/timeline.js';
import { BackgroundRegistry } from './background.js';
import { type RecordedLeg, SubjectRecord } from './call-record.js';
import type { KnownCall } from './call-registry.js';
import type { CallFacts } from './facts.js';
import type { CallFailure, Failure } from './failure.js';
import { type HeardPrompt, type Hearing, TimelinePrompt } from './hearing.js';
import type { CallInput, InputKind } from './input.js';
import { CallEnded, type Simulation } from './simulation.js';
import type { ConnectedParty, Voice } from './voice.js';
import { type WaitOptions, Waits } from './waits.js';

/** The properties of a new call. */
export interface NewCall {
  /** The name in timelines: `caller`, or the number that was dialed. */
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
  leave(call: SimulatedCall, redirected?: Promise<void>): void;
  /** Returns the other parties that a call is connected with; `undefined` if it is not connected yet. */
  othersThan(call: SimulatedCall): readonly ConnectedParty[] | undefined;
  /** Returns those of the other parties that hear a call. */
  listenersTo(call: SimulatedCall): readonly ConnectedParty[];
  /** Called when a call of the room says words, speaks or presses a key. */
  noteInput?(call: SimulatedCall, entry: Input): void;
}

/** Waits as {@link SimulatedCall.wait} does. Rejects if the document for which it waits is replaced or stopped. */
export type DocumentWait = (
  milliseconds: number,
  options?: Omit<WaitOptions, 'owner'>,
) => Promise<CallInput | undefined>;

/** Fetches a document to run; `undefined` if there is none. */
export type DocumentFetch = (wait: DocumentWait) => Promise<FetchedDocument | undefined>;

/** What runs the documents of a call. */
export interface DocumentRunner {
  /** Runs another document instead of the current one, or next to none, and hangs up at its end. Returns false if the call is over. */
  replace(fetch: DocumentFetch): boolean;
  /** Stops the current document, and leaves the call up. Returns false if none is running. */
  stop(): boolean;
}

/** What a call does until a phone rings or its documents run. */
export const NOT_DIALED = 'waits to be connected';

/** The beginning of the URLs in events. */
export const API = 'https://voice.bandwidth.com/api/v2/accounts';

/**
 * One call: the connection of one party with the platform, with its own `callId`. A leg of a transfer is a call with a
 * parent, and shares the record of the parent.
 */
export class SimulatedCall implements RecordedLeg, KnownCall, ConnectedParty {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  /** The call that dialed this one. */
  readonly parent: SimulatedCall | undefined;
  /** The call without a parent, followed by all legs that descend from it, in order. */
  readonly family: SimulatedCall[];
  readonly id: string;
  /** The name in timelines. If several legs go to the same number, a count follows from the second one on. */
  readonly name: string;
  /** The phone number or the SIP URI that was dialed, as written in the document or request. */
  readonly dialed: string;
  /** The number of the party in timelines of several calls, with a count if another party has the same. */
  readonly label: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  readonly transfer: NewCall['transfer'];
  readonly callerId: string | undefined;
  readonly callerDisplayName: string | undefined;
  /** The context of its documents; undefined if the event that a document answers decides it. */
  responseContext: ResponseContext | undefined;
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
  /** The result of machine detection, if a step of the test has set it while the phone rang. */
  detectedAs: Callee['detectedAs'];
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
  doing = NOT_DIALED;
  /** The room that the call is in, or the transfer that has dialed it. */
  room: CallRoom | undefined;
  /** The verb that dialed it, for a leg of a `Transfer` or a `Forward`. */
  dialedBy: ParsedVerb | undefined;
  /** True if its person hung up. */
  hasHungUp = false;
  /** What runs its documents; `undefined` if the application has no control over it, as after a `Forward`. */
  interpreter: DocumentRunner | undefined;
  readonly prompts: HeardPrompt[] = [];
  /** What the party says. */
  readonly inbound = new SoundTrack();
  /** What the party hears. */
  readonly outbound = new SoundTrack();
  voices: Set<Voice> | undefined;
  readonly background = new BackgroundRegistry((stop) => this.onEnd(stop));
  readonly #atEnd: ((cause: string) => void)[] = [];
  readonly #waits: Waits;
  #errorId: string | undefined;

  /** @param parent the call that dials this one; the simulation if there is no such call */
  constructor(parent: SimulatedCall | Simulation, { name, direction, from, to, callbackTimeout, ...more }: NewCall) {
    const isLeg = parent instanceof SimulatedCall;
    this.simulation = isLeg ? parent.simulation : parent;
    this.parent = isLeg ? parent : undefined;
    this.record = isLeg ? parent.record : new SubjectRecord(this.simulation);
    this.#waits = new Waits(this.simulation.clock, this.record);
    this.family = isLeg ? parent.family : [];
    this.dialed = name;
    const others = this.family.filter(({ dialed }) => dialed === name).length;
    this.name = others === 0 ? name : `${name} (${others + 1})`;
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.callbackTimeout = callbackTimeout;
    this.transfer = more.transfer;
    this.responseContext = more.transfer === undefined ? undefined : 'transferAnswer';
    this.callerId = more.callerId;
    this.callerDisplayName = more.callerDisplayName;
    this.id = this.simulation.ids.next('c');
    this.startedAt = this.simulation.clock.now;
    this.label = this.simulation.label(!isLeg && direction === 'inbound' ? from : this.dialed);
    this.simulation.timeline.label(this.record, this.name, this.label);
    this.family.push(this);
    this.record.legs.push(this);
    this.simulation.calls.add(this);
  }

  /** Returns the call or the leg with a `callId`; `undefined` for one that is over, of which the registry knows the facts. */
  static find(simulation: Simulation, id: string): SimulatedCall | undefined {
    const call = simulation.calls.get(id);
    return call instanceof SimulatedCall ? call : undefined;
  }

  get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  get listeners(): readonly ConnectedParty[] {
    return this.isOver ? [] : (this.room?.listenersTo(this) ?? []);
  }

  /** True if the party can talk with the parties of a room. */
  get isConnected(): boolean {
    return !this.isOver && this.room?.othersThan(this) !== undefined;
  }

  /** True if the call is waiting for that kind of input. */
  takes(kind: InputKind<unknown>): boolean {
    return this.#waits.takes(kind);
  }

  /** Returns the decision that an input of that kind would make, if the call is waiting for one. */
  decisionBy(kind: InputKind<unknown>): PendingDecision | undefined {
    return this.#waits.decisionBy(kind);
  }

  /**
   * Waits that many milliseconds, or until an input of one of the kinds arrives. There may be several waits at once; an
   * input ends the latest one that takes its kind.
   *
   * @returns the input; undefined when the time is over
   * @throws CallEnded if the call ends
   */
  wait(milliseconds: number, options?: WaitOptions): Promise<CallInput | undefined> {
    this.throwIfEnded();
    return this.#waits.wait(milliseconds, options);
  }

  /** Delivers an input to the wait for its kind. Returns false if there is none. */
  deliver(input: CallInput): boolean {
    if (!this.#waits.deliver(input)) return false;
    this.record.wake();
    return true;
  }

  /** Rejects all waits of an owner with a reason. Returns false if there are none. */
  interrupt(owner: object, reason: unknown): boolean {
    return this.#waits.interrupt(owner, reason);
  }

  /** Begins to play a prompt to the party. */
  hear(heard: HeardSpeech | HeardAudio): Hearing {
    return new TimelinePrompt(this, heard);
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

  /** Runs an action when the call ends, before all others. */
  beforeEnd(action: () => void): void {
    this.#atEnd.unshift(action);
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
    this.simulation.calls.noteEnd(this);
    this.doing = `is gone (${cause})`;
    this.record.noteChange(this, words);
    this.#waits.end(new CallEnded());
    for (const voice of this.voices ?? []) voice.stop();
    for (const action of this.#atEnd) action(cause);
    this.room?.leave(this);
    reportEnd(this);
    this.record.wake();
  }

  /** Makes the party hang up. The cause is `cancel` if an inbound call is not answered yet. */
  hangUp(): void {
    const givesUp = this.direction === 'inbound' && this.answeredAt === undefined;
    if (givesUp && !this.isOver) this.simulation.recordCoverage('hangup.cancels');
    this.hasHungUp ||= !this.isOver;
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

  /** Sets the tag that all later events have. An empty one clears it. */
  applyTag(tag: string): void {
    this.simulation.recordCoverage('tag.attribute');
    this.tag = tag;
  }

  /** Hangs up, because the document has no verbs. */
  documentEmpty(): void {
    this.simulation.recordCoverage('document.empty');
    this.end('hangup', 'is hung up: empty document');
    this.throwIfEnded();
  }

  documentDone(): void {
    this.simulation.recordCoverage('document.end');
  }

  /** A verb that fails ends the call. */
  verbFailed(_verb: string, failure: CallFailure): void {
    throw failure;
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
      errorId: () => {
        this.#errorId ??= ids.next('e');
        return this.#errorId;
      },
    };
  }
}
