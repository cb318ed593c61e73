import {
  type Line,
  type Platform,
  type SentEvent,
  simulate,
  type TimelineEntry,
  type WatchedChange,
  type WatchedLeg,
} from 'bxml-jsx/testing';
import type { TestedApplication } from '../call-test/call-test.js';
import { SecretMask } from './mask-secrets.js';
import { MessageLog } from './message-log.js';
import { OpenSpeeches } from './open-speeches.js';
import type { ApplicationState, Entry, Handset, PhoneCall, ServerMessage } from './protocol.js';
import { RecordedCall } from './recorded-call.js';
import { SessionEntries } from './session-entries.js';
import { loading, type PhoneTarget, type Reachability } from './target.js';

/** The calls that are kept. Of older ones that are over, handsets and recordings go. */
const MOST_CALLS = 500;

/** The bytes of WAV files of the microphone that a session takes: an hour. */
const MOST_AUDIO = 57_600_000;

/** Milliseconds that a command waits for a module to be loaded. */
const LOADING_PATIENCE = 20_000;

/** A leg of a call, with the steps of its person while it is not over. */
export interface SessionHandset {
  readonly handset: Handset;
  /** The `callId` of the leg. */
  readonly leg: string;
  /** `undefined` once it is over. */
  readonly line: Line | undefined;
}

/** A call with what an exported test needs. */
interface SessionCall {
  call: PhoneCall;
  readonly handsets: Set<string>;
  readonly recorded: RecordedCall;
}

/**
 * A session of the phone: a platform in real time, its calls, and what happened, as messages for any number of pages. It
 * outlives the application, which may be away or restart.
 */
export class PhoneSession {
  readonly target: PhoneTarget;
  /** The application in exported tests. */
  tested: TestedApplication;
  readonly platform: Platform;
  /** The order in which parts of the session change, by the keys of {@link message}. */
  readonly log = new MessageLog();
  readonly mask = new SecretMask();
  readonly entries: SessionEntries;
  readonly speeches = new OpenSpeeches();
  readonly #calls = new Map<string, SessionCall>();
  readonly #handsets = new Map<string, SessionHandset>();
  /** The ids of handsets by the `callId` of their leg, and of calls by that of their first leg. */
  readonly #handsetIds = new Map<string, string>();
  readonly #callIds = new Map<string, string>();
  /** The display name of the caller of the call that begins now. */
  #displayName = '';
  #application: ApplicationState;
  #count = 0;
  #audioBytes = 0;
  /** The id of the call that began last. */
  #latestCall = '';
  /** Resume commands that wait until a module is loaded. */
  readonly #waiting: (() => void)[] = [];
  readonly #stopWatching: () => void;

  constructor(target: PhoneTarget) {
    const { origin, credentials, alsoServes, name } = target;
    this.target = target;
    this.tested = target.tested;
    if (credentials !== undefined) this.mask.add(credentials.password, credentials.username);
    this.platform = simulate(origin, {
      clock: 'real',
      strict: false,
      alsoServes,
      application: { url: target.url, method: target.method, credentials },
    });
    const advice = {
      origin,
      hasCredentials: credentials !== undefined,
      isModule: target.isModule,
      whyAway: () => (this.#application.isReachable ? '' : this.#application.message),
    };
    this.entries = new SessionEntries({ mask: this.mask, log: this.log, advice });
    this.#application = { target: name, ...(target.isModule ? loading(name) : { isReachable: true, message: '' }) };
    this.#stopWatching = this.platform.watch((change) => this.#note(change));
  }

  /** Ends the session: every person hangs up. */
  close(): void {
    this.#stopWatching();
    for (const { line } of this.#handsets.values()) line?.hangUp().catch(() => undefined);
  }

  /** Returns the current state of a part of the session; `undefined` if it is not kept any more. */
  message(key: string): ServerMessage | undefined {
    const [kind = '', id = ''] = key.split(':');
    switch (kind) {
      case 'entry': {
        const entry = this.entries.get(Number(id));
        return entry && { kind, entry };
      }
      case 'call': {
        const call = this.#calls.get(id)?.call;
        return call && { kind, call };
      }
      case 'handset': {
        const handset = this.#handsets.get(id)?.handset;
        return handset && { kind, handset };
      }
      case 'application':
        return { kind, application: this.#application };
      case 'clock':
        return { kind, now: this.platform.seconds };
      case 'dropped':
        return { kind, through: this.entries.dropped.through, dropped: this.entries.dropped.count };
      default:
        return undefined;
    }
  }

  /** Returns the whole session. */
  snapshot(): ServerMessage {
    return {
      kind: 'session',
      now: this.platform.seconds,
      application: this.#application,
      calls: [...this.#calls.values()].map(({ call }) => call),
      handsets: [...this.#handsets.values()].map(({ handset }) => handset),
      entries: this.entries.all,
      dropped: this.entries.dropped.count,
      defaults: this.target.defaults,
    };
  }

  get application(): ApplicationState {
    return this.#application;
  }

  /** Says whether the application responds. */
  setReachability({ isReachable, message, isLoading = false }: Reachability): void {
    const { target, ...before } = this.#application;
    const masked = this.mask.text(message);
    if (before.isReachable === isReachable && before.message === masked) return;
    this.#application = { target, isReachable, message: masked, ...(isLoading ? { isLoading } : {}) };
    this.log.note('application');
    if (isLoading) return;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves once a module is no longer loading, or after some seconds; at once for a URL. */
  async loaded(): Promise<void> {
    if (this.#application.isLoading !== true) return;
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      setTimeout(resolve, LOADING_PATIENCE).unref();
    });
  }

  /** The time has jumped ahead. */
  noteSkip(): void {
    this.log.note('clock');
  }

  /** Returns false if the session has taken as many bytes of the microphone as it keeps. */
  takeAudio(bytes: number): boolean {
    this.#audioBytes += bytes;
    return this.#audioBytes <= MOST_AUDIO;
  }

  handset(id: string): SessionHandset | undefined {
    return this.#handsets.get(id);
  }

  /** Returns the recordings of a call, or of all calls. */
  recordedCalls(call?: string): readonly RecordedCall[] {
    const calls = [...this.#calls.values()].filter((each) => call === undefined || each.call.id === call);
    return calls.map(({ recorded }) => recorded);
  }

  /** Returns a call with those that were connected with it or with one of them, in the order in which they began. */
  connectedWith(recorded: RecordedCall): readonly RecordedCall[] {
    return this.#closure([recorded], (one, other) => one.connected.has(other));
  }

  /** Returns calls with those that were up at the same time as one of them, in the order in which they began. */
  upDuring(calls: readonly RecordedCall[]): readonly RecordedCall[] {
    return this.#closure(calls, (one, other) => one.startedAt <= endOf(other) && other.startedAt <= endOf(one));
  }

  #closure(
    from: readonly RecordedCall[],
    belongs: (one: RecordedCall, other: RecordedCall) => boolean,
  ): readonly RecordedCall[] {
    const all = this.recordedCalls();
    const found = new Set(from);
    // A set can grow while it is read: what was added is read too.
    for (const one of found) for (const other of all) if (!found.has(other) && belongs(one, other)) found.add(other);
    return all.filter((each) => found.has(each));
  }

  /** Returns what the session has of a call, or of all calls, for a file. */
  recorded(call?: string): { calls: readonly PhoneCall[]; entries: readonly Entry[] } {
    return {
      calls: [...this.#calls.values()].flatMap((each) =>
        call === undefined || each.call.id === call ? [each.call] : [],
      ),
      entries: this.entries.all.filter((entry) => call === undefined || entry.call === call),
    };
  }

  hasCall(call: string): boolean {
    return this.#calls.has(call);
  }

  /** Returns the id of the call with a `callId`. */
  callOf(callId: string): string | undefined {
    return this.#callIds.get(callId);
  }

  /** Starts a call of the platform. Returns the id of its call in the session, if one began at once. */
  start(
    begin: () => Promise<unknown>,
    displayName = '',
  ): { readonly id: string | undefined; readonly started: Promise<unknown> } {
    this.#latestCall = '';
    this.#displayName = displayName;
    const started = begin();
    this.#displayName = '';
    return { id: this.#latestCall === '' ? undefined : this.#latestCall, started };
  }

  #note(change: WatchedChange): void {
    if (change.kind === 'leg') this.#noteLeg(change.leg);
    else this.#noteEntry(change);
  }

  #noteLeg(leg: WatchedLeg): void {
    const call = this.#callFor(leg);
    const { id } = call.call;
    let handset = this.#handsetIds.get(leg.callId);
    if (handset === undefined) {
      handset = `handset-${++this.#count}`;
      this.#handsetIds.set(leg.callId, handset);
    }
    call.handsets.add(handset);
    const before = this.#handsets.get(handset)?.handset;
    call.recorded.noteLeg(leg, this.platform.seconds);
    this.#noteConnections(call, leg);
    const isOver = leg.state === 'over';
    this.#handsets.set(handset, {
      handset: this.#handsetOf(
        leg,
        handset,
        id,
        before?.displayName ?? (leg.name === 'caller' ? this.#displayName : ''),
      ),
      leg: leg.callId,
      line: isOver ? undefined : leg.line,
    });
    this.log.note(`handset:${handset}`);
    if (isOver) this.#endIfOver(call, leg);
  }

  /** Notes the calls that a leg is connected with: those of legs that hear it, and of its conference. */
  #noteConnections({ recorded, call }: SessionCall, leg: WatchedLeg): void {
    if (leg.heardBy.length === 0 && leg.conference === undefined) return;
    for (const { handset } of this.#handsets.values()) {
      if (handset.call === call.id || handset.state === 'over') continue;
      const other = this.#calls.get(handset.call)?.recorded;
      if (other === undefined) continue;
      const isHeard = leg.heardBy.some((each) => this.#handsetIds.get(each) === handset.id);
      if (!isHeard && (leg.conference === undefined || handset.conference !== leg.conference)) continue;
      recorded.connected.add(other);
      other.connected.add(recorded);
    }
  }

  #handsetOf(leg: WatchedLeg, id: string, call: string, displayName: string): Handset {
    const {
      name,
      number,
      callerId = '',
      callerDisplayName = '',
      state,
      cause,
      listens,
      conference = '',
      refersTo = '',
    } = leg;
    return {
      id,
      call,
      name,
      number,
      displayName,
      callerId: [callerDisplayName, callerId].filter((each) => each !== '').join(' '),
      state,
      cause,
      listens,
      heardBy: leg.heardBy.flatMap((each) => this.#handsetIds.get(each) ?? []),
      conference,
      refersTo,
    };
  }

  #callFor(leg: WatchedLeg): SessionCall {
    const known = this.#calls.get(this.#callIds.get(leg.ofCall) ?? '');
    if (known !== undefined) return known;
    const id = `call-${this.#callIds.size + 1}`;
    this.#callIds.set(leg.ofCall, id);
    this.#latestCall = id;
    const { direction, from, to } = leg;
    const call: PhoneCall = {
      id,
      callId: leg.ofCall,
      direction,
      from,
      to,
      startedAt: this.platform.seconds,
      endedAt: undefined,
      cause: '',
      problems: 0,
    };
    const made: SessionCall = { call, handsets: new Set(), recorded: new RecordedCall(leg, this.platform.seconds) };
    this.#calls.set(id, made);
    this.log.note(`call:${id}`);
    this.#dropCalls();
    return made;
  }

  #dropCalls(): void {
    if (this.#calls.size <= MOST_CALLS) return;
    for (const [id, { call, handsets, recorded }] of this.#calls) {
      if (call.endedAt === undefined) continue;
      for (const other of recorded.connected) other.connected.delete(recorded);
      this.#calls.delete(id);
      for (const handset of handsets) this.#handsets.delete(handset);
      return;
    }
  }

  #endIfOver(session: SessionCall, leg: WatchedLeg): void {
    const handsets = [...session.handsets].flatMap((id) => this.#handsets.get(id)?.handset ?? []);
    const { call } = session;
    const cause = leg.callId === call.callId ? leg.cause : call.cause;
    const isOver = handsets.every(({ state }) => state === 'over');
    session.call = { ...call, cause, ...(isOver ? { endedAt: this.platform.seconds } : {}) };
    this.log.note(`call:${call.id}`);
  }

  #noteEntry({ change, entry, callId, ofCall, conference }: Extract<WatchedChange, { kind: 'entry' }>): void {
    if (conference !== undefined && isCopy(entry)) return;
    const call = this.#calls.get(this.#callIds.get(ofCall ?? '') ?? '');
    if (call === undefined) return;
    const handset = this.#handsetIds.get(callId ?? '') ?? '';
    if (change === 'added') call.recorded.noteEntry(entry, this.platform.seconds);
    const place = {
      call: call.call.id,
      handset,
      leg: `${ofCall} ${entry.leg}`,
      conference,
      now: this.platform.seconds,
    };
    if (this.entries.note(change, entry, place)) {
      call.call = { ...call.call, problems: call.call.problems + 1 };
      this.log.note(`call:${call.call.id}`);
    }
    if (entry.kind !== 'event') return;
    this.#noteReachability(entry);
    call.recorded.noteDuration(entry.milliseconds ?? 0);
  }

  /** The process of a module is observed by itself. */
  #noteReachability({ outcome, response, url }: SentEvent): void {
    if (this.target.isModule || !url.startsWith(`${this.target.origin}/`)) return;
    if (response !== undefined) this.setReachability({ isReachable: true, message: '' });
    else if (outcome.startsWith('No server is listening')) this.setReachability(awayFrom(this.target));
  }
}

const endOf = ({ endedAt = Number.POSITIVE_INFINITY }: RecordedCall): number => endedAt;

/** Returns what to say if nothing listens at the origin of an application that the phone does not run itself. */
export function awayFrom({ origin }: PhoneTarget): Reachability {
  return {
    isReachable: false,
    message: `Nothing listens at ${origin}. Start the application: the phone notices when it is back.`,
  };
}

/** True for an entry of a conference that repeats one of its members. */
const isCopy = (entry: TimelineEntry): boolean =>
  entry.kind === 'speech' || entry.kind === 'audio' || ('conference' in entry && entry.conference !== undefined);
