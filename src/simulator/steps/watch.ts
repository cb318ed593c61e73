import { takesKeys } from '../background/key-reports.js';
import { takesSpeech } from '../background/speech.js';
import { NOT_DIALED, SimulatedCall } from '../calls/call.js';
import { SubjectRecord } from '../calls/call-record.js';
import { KEY, SOUND } from '../calls/input.js';
import type { Simulation } from '../calls/simulation.js';
import { SimulatedConference } from '../rooms/conference.js';
import type { TimelineChange, TimelineEntry } from '../time/timeline.js';
import { REFERRAL } from '../verbs/refer.js';
import { Line } from './line.js';

/** A leg of a call at a moment: the caller of an inbound call, or a party that is called. */
export interface WatchedLeg {
  readonly callId: string;
  /** The `callId` of the call that it belongs to; its own, unless a `Transfer` or a `Forward` has dialed it. */
  readonly ofCall: string;
  /** The name in the timeline: `caller`, or the number that was dialed, with a count if another leg has the same. */
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly from: string;
  readonly to: string;
  /** The phone number or the SIP URI of the person. */
  readonly number: string;
  /** The caller ID that its phone shows; `undefined` if it is hidden, and for the caller of an inbound call. */
  readonly callerId: string | undefined;
  readonly callerDisplayName: string | undefined;
  /**
   * `dialing`: an inbound call that the application has not answered, or a phone just before it rings. `ringing`: a phone
   * that has not answered, and whose `line` decides.
   */
  readonly state: 'dialing' | 'ringing' | 'connected' | 'over';
  /** Why it is over, such as `hangup`; an empty string until then. */
  readonly cause: string;
  /** What the application listens for now: keys, speech for a `Gather` or a stream, speech for a `Record`. */
  readonly listens: readonly ('keys' | 'speech' | 'recording')[];
  /** The `callId` of each leg that hears its person now. */
  readonly heardBy: readonly string[];
  /** The name of the conference that it is in. */
  readonly conference: string | undefined;
  /** The SIP URI of a REFER that waits for its outcome: `line.referredTo` sets it. */
  readonly refersTo: string | undefined;
  /** What it does, in words that complete "the caller …". */
  readonly doing: string;
  /** The steps of the person. Those of a {@link Line} decide what a phone does while it rings. */
  readonly line: Line;
}

/** A change that `platform.watch` reports. */
export type WatchedChange =
  /** A leg has begun, or has changed. */
  | { readonly kind: 'leg'; readonly leg: WatchedLeg }
  /** An entry was added to a timeline, or has changed since: the outcome of an event, the end of a prompt. */
  | {
      readonly kind: 'entry';
      readonly change: 'added' | 'changed';
      /** The same object each time. */
      readonly entry: TimelineEntry;
      /** The `callId` of its leg; `undefined` for an entry of a conference or of an endpoint. */
      readonly callId: string | undefined;
      /** The `callId` of the call with that leg; for a conference, that of the call which has created it. */
      readonly ofCall: string | undefined;
      /** The name of the conference in whose timeline it is. */
      readonly conference: string | undefined;
    };

/** Reports the changes of a simulation to a listener. */
export class Watch {
  readonly #simulation: Simulation;
  readonly #listener: (change: WatchedChange) => void;
  /** The last state of each leg that is not over, as text. */
  readonly #legs = new Map<SimulatedCall, string>();
  readonly #stopListening: () => void;
  #isStopped = false;

  constructor(simulation: Simulation, listener: (change: WatchedChange) => void) {
    this.#simulation = simulation;
    this.#listener = listener;
    for (const call of simulation.calls.values()) if (call instanceof SimulatedCall) this.#begin(call);
    this.#stopListening = simulation.timeline.listen((change) => this.#noteEntry(change));
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#legs.clear();
  }

  /** Reports the legs that have changed. */
  update(): void {
    for (const [call, before] of this.#legs) {
      const leg = watchedLeg(call);
      const now = stateOf(leg);
      if (now === before) continue;
      if (call.isOver) this.#legs.delete(call);
      else this.#legs.set(call, now);
      this.#report({ kind: 'leg', leg });
    }
  }

  #begin(call: SimulatedCall): void {
    if (this.#legs.has(call) || call.isOver) return;
    const leg = watchedLeg(call);
    this.#legs.set(call, stateOf(leg));
    this.#report({ kind: 'leg', leg });
  }

  #noteEntry({ kind: change, subject, entry }: TimelineChange): void {
    if (!(subject instanceof SubjectRecord)) return;
    for (const leg of subject.legs) if (leg instanceof SimulatedCall) this.#begin(leg);
    const leg = subject.legs.find(({ name }) => name === entry.leg);
    const [first] = subject.legs;
    const conference = first instanceof SimulatedConference ? first : undefined;
    this.#report({
      kind: 'entry',
      change,
      entry,
      callId: leg instanceof SimulatedCall ? leg.id : undefined,
      ofCall: first instanceof SimulatedCall ? first.id : conference?.createdBy,
      conference: conference?.name,
    });
  }

  /** An error of the listener fails the steps of the test, as that of any function in the options does. */
  #report(change: WatchedChange): void {
    // The listener may have stopped the watch while something else was reported.
    if (this.#isStopped) return;
    const fail = (error: unknown): void => this.#simulation.scheduler.fail(error);
    try {
      // An asynchronous function is a listener too.
      const result: unknown = this.#listener(change);
      if (result instanceof Promise) result.catch(fail);
    } catch (error) {
      fail(error);
    }
  }
}

function watchedLeg(call: SimulatedCall): WatchedLeg {
  const { id, family, name, direction, from, to, dialed, callerId, callerDisplayName, cause, doing, room } = call;
  const isCaller = call.parent === undefined && direction === 'inbound';
  return {
    callId: id,
    ofCall: family[0]?.id ?? id,
    name,
    direction,
    from,
    to,
    number: isCaller ? from : dialed,
    callerId,
    callerDisplayName,
    state: stateFor(call, isCaller),
    cause,
    listens: call.isOver ? [] : listensFor(call),
    heardBy: call.listeners.flatMap((other) => (other instanceof SimulatedCall ? [other.id] : [])),
    conference: room instanceof SimulatedConference ? room.name : undefined,
    refersTo: call.isOver ? undefined : call.decisionBy(REFERRAL)?.target,
    doing,
    line: new Line(call),
  };
}

function stateFor(call: SimulatedCall, isCaller: boolean): WatchedLeg['state'] {
  if (call.isOver) return 'over';
  if (call.answeredAt !== undefined) return 'connected';
  return isCaller || call.doing === NOT_DIALED ? 'dialing' : 'ringing';
}

const stateOf = ({ line: _, ...state }: WatchedLeg): string => JSON.stringify(state);

/** Returns what verbs of the application listen for: other parties do not count. */
function listensFor(call: SimulatedCall): WatchedLeg['listens'] {
  const listens: WatchedLeg['listens'][number][] = [];
  if (call.takes(KEY) || (call.listeners.length === 0 && takesKeys(call))) listens.push('keys');
  if (call.takes(SOUND)) listens.push(call.doing.includes('<Record>') ? 'recording' : 'speech');
  else if (!call.isConnected && takesSpeech(call)) listens.push('speech');
  return listens;
}
