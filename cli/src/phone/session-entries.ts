import type { SentEvent, TimelineEntry } from 'bxml-jsx/testing';
import { describeEntry, describeProblem } from './describe-entry.js';
import type { AdviceContext } from './failure-advice.js';
import { Journal } from './journal.js';
import type { SecretMask } from './mask-secrets.js';
import type { MessageLog } from './message-log.js';
import type { Entry, EntryProblem } from './protocol.js';

/** Where an entry belongs. */
export interface EntryPlace {
  /** The ids of the call and of the handset. */
  readonly call: string;
  readonly handset: string;
  /** The leg or the conference, unique in the session. */
  readonly leg: string;
  /** The name of the conference, of an entry of it. */
  readonly conference?: string | undefined;
  /** Seconds of the session's clock. */
  readonly now: number;
}

/** What the entries of a session share. */
export interface SessionEntriesContext {
  readonly mask: SecretMask;
  readonly log: MessageLog;
  readonly advice: AdviceContext;
}

/**
 * The entries of a session as the page shows them. What went wrong is there once: the problems of a document belong to the
 * exchange with it, and what only repeats the failure of an exchange is left out.
 */
export class SessionEntries {
  readonly #context: SessionEntriesContext;
  readonly #journal = new Journal();
  readonly #ids = new WeakMap<TimelineEntry, number>();
  readonly #problems = new Map<number, EntryProblem[]>();
  /** The events of entries that can be sent again, and the URLs of audio files. */
  readonly #sent = new Map<number, SentEvent>();
  readonly #audio = new Map<number, string>();
  readonly #audioFailures = new Map<number, string>();
  /** The latest exchange of each leg, which the problems that follow are about. */
  readonly #latest = new Map<string, number>();
  /** The legs with a trouble since their latest exchange. */
  readonly #troubled = new Set<string>();

  constructor(context: SessionEntriesContext) {
    this.#context = context;
  }

  get all(): readonly Entry[] {
    return this.#journal.entries;
  }

  /** How many entries were dropped, and the id of the last of them. */
  get dropped(): { readonly count: number; readonly through: number } {
    return { count: this.#journal.dropped, through: this.#journal.droppedThrough };
  }

  get(id: number): Entry | undefined {
    return this.#journal.get(id);
  }

  /** Returns the event of an exchange. */
  sentEvent(id: number): SentEvent | undefined {
    return this.#sent.get(id);
  }

  /** Returns the URL of the audio file that an entry plays. */
  audioUrl(id: number): string | undefined {
    return this.#audio.get(id);
  }

  /** Notes why the page cannot play the audio file of an entry. */
  noteAudioFailure(id: number, failure: string): void {
    const entry = this.#journal.get(id);
    if (entry?.sound === undefined || entry.sound.failure === failure) return;
    this.#audioFailures.set(id, this.#context.mask.text(failure));
    this.#journal.put({ ...entry, sound: { ...entry.sound, failure: this.#context.mask.text(failure) } });
    this.#context.log.note(`entry:${id}`);
  }

  /** Adds an entry of a timeline, or updates it. Returns true if it shows for the first time that something is wrong. */
  note(change: 'added' | 'changed', entry: TimelineEntry, place: EntryPlace): boolean {
    if (change === 'changed') {
      const id = this.#ids.get(entry);
      return id !== undefined && this.#put(id, entry, place);
    }
    const latest = this.#latestOf(place.leg);
    if (entry.kind === 'problem' && latest !== undefined) {
      const { id, event } = latest;
      this.#problems.set(id, [...(this.#problems.get(id) ?? []), describeProblem(entry, this.#context.mask)]);
      return this.#put(id, event, place);
    }
    if (entry.kind === 'trouble' && latest !== undefined && this.#isKnown(entry.text, latest)) return false;
    const id = this.#journal.nextId();
    this.#ids.set(entry, id);
    if (entry.kind === 'event') {
      this.#sent.set(id, entry);
      this.#latest.set(place.leg, id);
      this.#troubled.delete(place.leg);
    }
    if (entry.kind === 'trouble') this.#troubled.add(place.leg);
    if (entry.kind === 'audio') this.#audio.set(id, entry.url);
    return this.#put(id, entry, place);
  }

  #latestOf(leg: string): { readonly id: number; readonly event: SentEvent & TimelineEntry } | undefined {
    const id = this.#latest.get(leg);
    const event = id === undefined ? undefined : this.#sent.get(id);
    // The cast: the events are entries of timelines.
    return id === undefined || event === undefined ? undefined : { id, event: event as SentEvent & TimelineEntry };
  }

  /** True if a trouble repeats the failure of an exchange, or one of the problems of its document. */
  #isKnown(text: string, { id, event }: { readonly id: number; readonly event: SentEvent }): boolean {
    const [, code = '', message = ''] = /^([\w.-]+): (.*)$/s.exec(text) ?? [];
    const problems = this.#problems.get(id) ?? [];
    if (problems.some((problem) => problem.code === code && problem.message === this.#context.mask.text(message)))
      return true;
    const { eventType, method, url, fault } = event;
    const hasFailed = this.#journal.get(id)?.exchange?.failure !== '';
    return (
      hasFailed &&
      (text.includes(`${eventType} → ${method} ${url}: `) || (fault !== undefined && text.includes(`${url}: ${fault}`)))
    );
  }

  #put(id: number, entry: TimelineEntry, { call, handset, now, leg, conference }: EntryPlace): boolean {
    const { log, mask, advice } = this.#context;
    const before = this.#journal.get(id);
    const latest = this.#latest.get(leg);
    const described = describeEntry(entry, {
      id,
      mask,
      advice,
      problems: this.#problems.get(id) ?? [],
      audioFailure: this.#audioFailures.get(id) ?? '',
      isExplained: this.#troubled.has(leg) || (latest !== undefined && isWrong(this.#journal.get(latest))),
    });
    const text =
      conference === undefined || described.kind !== 'change'
        ? described.text
        : `Conference ${conference} ${described.text}`;
    const put: Entry = { id, call, handset, at: before?.at ?? now, ...described, text };
    const { dropped, emptied } = this.#journal.put(put);
    for (const each of [...dropped, ...emptied]) this.#sent.delete(each);
    for (const each of dropped) {
      this.#audio.delete(each);
      this.#audioFailures.delete(each);
      this.#problems.delete(each);
    }
    for (const each of [id, ...emptied]) log.note(`entry:${each}`);
    if (dropped.length > 0) log.note('dropped');
    return isWrong(put) && !isWrong(before);
  }
}

const isWrong = (entry: Entry | undefined): boolean =>
  entry !== undefined &&
  (entry.kind === 'problem' ||
    entry.kind === 'trouble' ||
    (entry.exchange !== undefined &&
      (entry.exchange.failure !== '' || entry.exchange.problems.some(({ severity }) => severity === 'error'))));
