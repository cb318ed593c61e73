import { formatProblem, type Problem } from '../../problems/problem.js';
import { withoutSecrets } from '../../problems/secrets.js';
import type { HeardAudio, HeardSpeech } from '../settings/simulator-options.js';

/** An event that was sent to the application, and what became of it. */
export interface SentEvent {
  readonly kind: 'event';
  readonly eventType: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The event itself. */
  readonly event: Readonly<Record<string, unknown>>;
  /** What came back: status and verbs, or why nothing did. Empty until then. */
  readonly outcome: string;
  /** The document that came back. */
  readonly document?: string;
  /**
   * Why the application failed: what a handler of our own webhooks threw, the very object, even if the application
   * answered all the same; of other applications the beginning of the body of a response that is not 2xx.
   */
  readonly cause?: unknown;
}

/** Keys that a party pressed, words that it said, or tones that it was sent. */
export interface Input {
  readonly kind: 'keys' | 'words' | 'sound' | 'tones';
  readonly text: string;
  /** Nothing took the key. */
  readonly lost?: true;
}

/** A change of the call that is none of the above: it rings, is answered, is joined, is over. */
export interface Change {
  readonly kind: 'change';
  readonly text: string;
}

/** An error or a warning of a document that the application sent. */
export interface FoundProblem {
  readonly kind: 'problem';
  readonly problem: Problem;
}

/** Something that makes the test fail in strict mode, or that was done to the network. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly text: string;
}

/** What a call consists of, piece by piece. */
export type TimelineEntry = {
  /** Virtual seconds since the call began, to the millisecond. */
  readonly at: number;
  /** Whose leg: `caller`, or the number that was dialled. */
  readonly leg: string;
} & (HeardSpeech | HeardAudio | SentEvent | Input | Change | FoundProblem | Trouble);

type Details<E> = E extends unknown ? Omit<E, 'at' | 'leg'> : never;

/** What {@link Timeline.add} takes: an entry without its time and its leg. */
export type NewEntry = Details<TimelineEntry>;

/** The entries whose last word is not yet spoken: the outcome of an event, the end of a prompt. */
type Open<E> = { -readonly [K in keyof E]: E[K] };

/** What listeners of a timeline get: an entry that was added, or that has changed since. */
export interface TimelineChange {
  readonly kind: 'added' | 'changed';
  /** The call with its legs, or the conference, that it belongs to. */
  readonly subject: object;
  readonly entry: TimelineEntry;
}

/** The entries of a subject. */
interface SubjectEntries {
  readonly startedAt: number;
  readonly entries: TimelineEntry[];
}

/**
 * Everything that happens in a simulation. The entries of a subject are kept as long as the subject: a simulation may have
 * any number of calls.
 */
export class Timeline {
  readonly #bySubject = new WeakMap<object, SubjectEntries>();
  readonly #listeners = new Set<(change: TimelineChange) => void>();
  readonly #now: () => number;
  readonly #origin: string;
  readonly #named: (text: string) => string;

  /**
   * @param now milliseconds of simulated time
   * @param origin left out of URLs in transcripts
   * @param named replaces ids by names that are the same in every run
   */
  constructor(now: () => number, origin: string, named: (text: string) => string) {
    this.#now = now;
    this.#origin = origin;
    this.#named = named;
  }

  /** Calls a listener with each entry when it is added and when it changes. Returns what ends that. */
  listen(listener: (change: TimelineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Returns the entries of a subject, in order. */
  entriesOf(subject: object): readonly TimelineEntry[] {
    return this.#bySubject.get(subject)?.entries ?? [];
  }

  /** Begins to count the time of a subject, from which its entries are. */
  begin(subject: object): void {
    this.#bySubject.set(subject, { startedAt: this.#now(), entries: [] });
  }

  /**
   * Adds an entry. The one that it returns may be changed later.
   *
   * @throws TypeError if the time of the subject has not begun
   */
  add<E extends NewEntry>(subject: object, leg: string, details: E): Open<E> {
    const log = this.#bySubject.get(subject);
    if (log === undefined) throw new TypeError('the time of a subject has not begun');
    const { startedAt, entries } = log;
    const entry = { at: (this.#now() - startedAt) / 1000, leg, ...details };
    entries.push(entry as TimelineEntry & E);
    this.#emit('added', subject, entry);
    return entry;
  }

  /** Changes fields of an entry: the outcome of an event, the end of a prompt. */
  change<E extends object>(subject: object, entry: E, fields: Partial<Open<E>>): void {
    Object.assign(entry, fields);
    this.#emit('changed', subject, entry);
  }

  #emit(kind: TimelineChange['kind'], subject: object, entry: object): void {
    // Every entry was made by `add`.
    for (const listener of this.#listeners) listener({ kind, subject, entry: entry as TimelineEntry });
  }

  /** Returns the entries of a subject as text, one a line, or the last of them. Ids are replaced by `c-1`, `r-1`… */
  transcriptOf(subject: object, last = Number.POSITIVE_INFINITY): string {
    const entries = this.entriesOf(subject).slice(-last);
    const width = entries.reduce((most, { leg }) => Math.max(most, leg.length), 0);
    const text = entries.map((entry) => lineOf(entry, width)).join('\n');
    return this.#named(text.replaceAll(` ${this.#origin}/`, ' /'));
  }
}

function lineOf(entry: TimelineEntry, width: number): string {
  const prefix = `${clockText(Math.round(entry.at * 1000)).padStart(9)}  ${entry.leg.padEnd(width)}  `;
  return prefix + textOf(entry).replaceAll('\n', `\n${' '.repeat(prefix.length)}`);
}

function textOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'speech':
      return `hears ${JSON.stringify(entry.text)}${voiceOf(entry)}${stopOf(entry)}`;
    case 'audio':
      return `hears ${withoutSecrets(entry.url)}${stopOf(entry)}`;
    case 'event':
      return `${entry.eventType} → ${entry.method} ${withoutSecrets(entry.url)}${entry.outcome === '' ? '' : `: ${withoutSecrets(entry.outcome)}`}`;
    case 'keys':
      return `presses ${entry.text}${entry.lost === true ? ', which nothing takes' : ''}`;
    case 'words':
      return `says ${JSON.stringify(entry.text)}`;
    case 'sound':
      return `speaks for ${entry.text}`;
    case 'tones':
      return `is sent the tones ${entry.text}`;
    case 'change':
      return withoutSecrets(entry.text);
    case 'problem':
      return `${entry.problem.severity} ${entry.problem.code}: ${formatProblem(entry.problem)}`;
    case 'trouble':
      return `! ${withoutSecrets(entry.text)}`;
  }
}

function voiceOf({ voice, locale, gender }: HeardSpeech): string {
  const asked = [voice, locale, gender].filter((each) => each !== undefined);
  return asked.length === 0 ? '' : ` (${asked.join(', ')})`;
}

const stopOf = ({ stoppedAfter }: HeardSpeech | HeardAudio): string =>
  stoppedAfter === undefined ? '' : `, stopped after ${stoppedAfter} s`;

/** Milliseconds as seconds, such as `2.5 s`. */
export const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** Milliseconds as on a stop-watch: `0:03.120`, `1:00:00.000`. */
function clockText(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(whole / 60);
  const rest = `${String(whole % 60).padStart(2, '0')}.${String(milliseconds % 1000).padStart(3, '0')}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
