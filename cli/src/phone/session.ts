import {
  type Line,
  type Platform,
  type SentEvent,
  simulate,
  type TimelineEntry,
  type WatchedChange,
  type WatchedLeg,
} from 'bxml-jsx/testing';
import { describeEntry, describeProblem } from './describe-entry.js';
import type { AdviceContext } from './failure-advice.js';
import { Journal } from './journal.js';
import { SecretMask } from './mask-secrets.js';
import { MessageLog } from './message-log.js';
import type { ApplicationState, Entry, EntryProblem, Handset, PhoneCall, ServerMessage } from './protocol.js';
import { RecordedCall } from './recorded-call.js';
import type { PhoneTarget, Reachability } from './target.js';

/** The calls that are kept. Of older ones that are over, handsets and recordings go. */
const MOST_CALLS = 500;

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
  readonly platform: Platform;
  /** The order in which parts of the session change, by the keys of {@link message}. */
  readonly log = new MessageLog();
  readonly mask = new SecretMask();
  readonly #advice: AdviceContext;
  readonly #journal = new Journal();
  readonly #calls = new Map<string, SessionCall>();
  readonly #handsets = new Map<string, SessionHandset>();
  /** The ids of handsets by the `callId` of their leg, and of calls by that of their first leg. */
  readonly #handsetIds = new Map<string, string>();
  readonly #callIds = new Map<string, string>();
  readonly #entryIds = new WeakMap<TimelineEntry, number>();
  readonly #problems = new Map<number, EntryProblem[]>();
  /** The events of entries that can be sent again, and the URLs of audio files. */
  readonly #sent = new Map<number, SentEvent>();
  readonly #audio = new Map<number, string>();
  /** The latest exchange of each leg, which the problems that follow are about. */
  readonly #latestExchange = new Map<string, number>();
  /** The display name of the caller of the call that begins now. */
  #displayName = '';
  #application: ApplicationState;
  #count = 0;
  /** The id of the call that began last. */
  #latestCall = '';
  readonly #stopWatching: () => void;

  constructor(target: PhoneTarget) {
    const { origin, credentials, alsoServes, name } = target;
    this.target = target;
    if (credentials !== undefined) this.mask.add(credentials.password, credentials.username);
    this.platform = simulate(origin, {
      clock: 'real',
      strict: false,
      alsoServes,
      application: { url: target.url, method: target.method, credentials },
    });
    this.#advice = {
      origin,
      hasCredentials: credentials !== undefined,
      isModule: target.tested.kind === 'module',
    };
    this.#application = { target: name, isReachable: true, message: '' };
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
        const entry = this.#journal.get(Number(id));
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
        return { kind, through: this.#journal.droppedThrough, dropped: this.#journal.dropped };
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
      entries: this.#journal.entries,
      dropped: this.#journal.dropped,
      defaults: this.target.defaults,
    };
  }

  get application(): ApplicationState {
    return this.#application;
  }

  /** Says whether the application responds. */
  setReachability({ isReachable, message }: Reachability): void {
    const { target, ...before } = this.#application;
    if (before.isReachable === isReachable && before.message === message) return;
    this.#application = { target, isReachable, message: this.mask.text(message) };
    this.log.note('application');
  }

  /** The time has jumped ahead. */
  noteSkip(): void {
    this.log.note('clock');
  }

  handset(id: string): SessionHandset | undefined {
    return this.#handsets.get(id);
  }

  /** Returns the event of an exchange. */
  sentEvent(entry: number): SentEvent | undefined {
    return this.#sent.get(entry);
  }

  /** Returns the URL of the audio file that an entry plays. */
  audioUrl(entry: number): string | undefined {
    return this.#audio.get(entry);
  }

  /** Returns the recordings of a call, or of all calls. */
  recordedCalls(call?: string): readonly RecordedCall[] {
    const calls = [...this.#calls.values()].filter((each) => call === undefined || each.call.id === call);
    return calls.map(({ recorded }) => recorded);
  }

  /** Returns what the session has of a call, or of all calls, for a file. */
  recorded(call?: string): { calls: readonly PhoneCall[]; entries: readonly Entry[] } {
    return {
      calls: [...this.#calls.values()].flatMap((each) =>
        call === undefined || each.call.id === call ? [each.call] : [],
      ),
      entries: this.#journal.entries.filter((entry) => call === undefined || entry.call === call),
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

  #handsetOf(leg: WatchedLeg, id: string, call: string, displayName: string): Handset {
    const { name, number, callerId = '', callerDisplayName = '', state, cause, listens, conference = '' } = leg;
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
    const made: SessionCall = { call, handsets: new Set(), recorded: new RecordedCall(leg) };
    this.#calls.set(id, made);
    this.log.note(`call:${id}`);
    this.#dropCalls();
    return made;
  }

  #dropCalls(): void {
    if (this.#calls.size <= MOST_CALLS) return;
    for (const [id, { call, handsets }] of this.#calls) {
      if (call.endedAt === undefined) continue;
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
    const isNew = change === 'added';
    const id = isNew ? this.#journal.nextId() : this.#entryIds.get(entry);
    if (id === undefined) return;
    if (isNew) this.#begin(id, entry, call);
    if (entry.kind === 'event') this.#latestExchange.set(`${ofCall} ${entry.leg}`, id);
    const at = this.#journal.get(id)?.at ?? this.platform.seconds;
    const described = describeEntry(entry, {
      id,
      mask: this.mask,
      advice: this.#advice,
      problems: this.#problems.get(id) ?? [],
    });
    this.#put({ id, call: call.call.id, handset, at, ...described }, call);
    if (entry.kind === 'event') {
      this.#noteReachability(entry);
      call.recorded.noteDuration(entry.milliseconds ?? 0);
    }
    if (isNew && entry.kind === 'problem') this.#addProblem(entry, `${ofCall} ${entry.leg}`, call);
  }

  #begin(id: number, entry: TimelineEntry, { recorded }: SessionCall): void {
    this.#entryIds.set(entry, id);
    recorded.noteEntry(entry, this.platform.seconds);
    if (entry.kind === 'event') this.#sent.set(id, entry);
    if (entry.kind === 'audio') this.#audio.set(id, entry.url);
  }

  #put(entry: Entry, call: SessionCall): void {
    const wasWrong = isWrong(this.#journal.get(entry.id));
    const { dropped, emptied } = this.#journal.put(entry);
    for (const id of [...dropped, ...emptied]) this.#sent.delete(id);
    for (const id of dropped) {
      this.#audio.delete(id);
      this.#problems.delete(id);
    }
    this.log.note(`entry:${entry.id}`);
    for (const id of emptied) this.log.note(`entry:${id}`);
    if (dropped.length > 0) this.log.note('dropped');
    if (wasWrong || !isWrong(entry)) return;
    call.call = { ...call.call, problems: call.call.problems + 1 };
    this.log.note(`call:${call.call.id}`);
  }

  /** Adds a problem to the exchange whose response has it. */
  #addProblem(entry: Extract<TimelineEntry, { kind: 'problem' }>, leg: string, call: SessionCall): void {
    const id = this.#latestExchange.get(leg);
    const exchange = id === undefined ? undefined : this.#journal.get(id);
    if (id === undefined || exchange?.exchange === undefined) return;
    const problems = [...(this.#problems.get(id) ?? []), describeProblem(entry, this.mask)];
    this.#problems.set(id, problems);
    this.#put({ ...exchange, exchange: { ...exchange.exchange, problems } }, call);
  }

  #noteReachability({ outcome, response, url }: SentEvent): void {
    if (!url.startsWith(`${this.target.origin}/`)) return;
    if (response !== undefined) this.setReachability({ isReachable: true, message: '' });
    else if (outcome.startsWith('No server is listening')) this.setReachability(awayFrom(this.target));
  }
}

/** Returns what to say if nothing listens at the origin. */
export function awayFrom({ origin, tested, name }: PhoneTarget): Reachability {
  if (tested.kind === 'module') {
    return { isReachable: false, message: `${name} does not run: see what it printed. It starts when a file changes.` };
  }
  return {
    isReachable: false,
    message: `Nothing listens at ${origin}. Start the application: the phone notices when it is back.`,
  };
}

/** True for an entry of a conference that repeats one of its members. */
const isCopy = (entry: TimelineEntry): boolean =>
  entry.kind === 'speech' || entry.kind === 'audio' || ('conference' in entry && entry.conference !== undefined);

const isWrong = (entry: Entry | undefined): boolean =>
  entry !== undefined &&
  (entry.kind === 'problem' ||
    entry.kind === 'trouble' ||
    (entry.exchange !== undefined && entry.exchange.failure !== ''));
