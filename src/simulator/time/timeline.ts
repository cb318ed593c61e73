import { formatProblem, type Problem } from '../../problems/problem.js';
import { withoutSecrets } from '../../problems/secrets.js';
import type { Heard, HeardAudio, HeardSpeech } from '../settings/simulator-options.js';

/** An event that was sent to the application, and its outcome. */
export interface SentEvent {
  readonly kind: 'event';
  readonly eventType: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The event itself. */
  readonly event: Readonly<Record<string, unknown>>;
  /** The status and the verbs of the response, or why there was none. An empty string until the outcome is known. */
  readonly outcome: string;
  /** The document in the response. */
  readonly document?: string;
  /**
   * Why the application failed. If it uses this package's webhooks in this process: the error that the handler threw, even
   * if `onError` answered the request. Otherwise: what the body of a response that is not 2xx says, in one line: of an error page, the error and its message.
   */
  readonly cause?: unknown;
  /** The request as it was sent, without credentials. Only with the option `clock: 'real'`, as the next three. */
  readonly request?: SentRequest;
  /** The response as it came, valid or not; missing if none came. */
  readonly response?: ReceivedResponse;
  /** Real milliseconds until the response, or until the request failed. Missing until then. */
  readonly milliseconds?: number;
  /** Why the call cannot use a response with a 2xx status, such as its content type. */
  readonly fault?: string;
}

/** A request as it was sent, without credentials. */
export interface SentRequest {
  /** The absolute URL; for `GET`, with the fields of the event in its query string. */
  readonly url: string;
  /** The JSON of the event; missing for `GET`. */
  readonly body?: string;
}

/** A response as it came. */
export interface ReceivedResponse {
  readonly status: number;
  /** The `content-type` header; missing if there is none. */
  readonly contentType?: string;
  /** The `location` header; missing if there is none. */
  readonly location?: string;
  /** The body as text: the first 131,072 bytes. */
  readonly body: string;
  /** True if the body was longer. */
  readonly isCut: boolean;
}

/** Keys that a party pressed, words that it said or how long it spoke, or tones that were sent to it. */
export interface Input {
  readonly kind: 'keys' | 'words' | 'sound' | 'tones';
  readonly text: string;
  /** True if nothing listened for the key, and no other party heard it. */
  readonly lost?: true;
  /** The parties that hear it, if the party is connected with others and some of them do not hear it. */
  readonly heardBy?: readonly string[];
  /** The other parties, which do not hear it. */
  readonly notHeardBy?: readonly string[];
  /** The name of the conference, on an entry of a conference about one of its members. */
  readonly conference?: string;
}

/** Any other change of the call: it rings, is answered, is joined, ends. */
export interface Change {
  readonly kind: 'change';
  readonly text: string;
  /** The name of the conference, on an entry of a conference about one of its members. */
  readonly conference?: string;
}

/** An error or a warning of a document that the application sent. */
export interface FoundProblem {
  readonly kind: 'problem';
  readonly problem: Problem;
}

/** A fault that fails the test in strict mode, or a scripted network failure. */
export interface Trouble {
  readonly kind: 'trouble';
  readonly text: string;
}

/** An entry in the timeline of a call. */
export type TimelineEntry = {
  /** Virtual seconds since the call began, to the millisecond. */
  readonly at: number;
  /** The leg: `caller`, or the number that was dialed. */
  readonly leg: string;
} & (Heard | SentEvent | Input | Change | FoundProblem | Trouble);

type Details<E> = E extends unknown ? Omit<E, 'at' | 'leg'> : never;

/** The argument of {@link Timeline.add}: an entry without its time and its leg. */
export type NewEntry = Details<TimelineEntry>;

/** An entry that may still change: the outcome of an event, the end of a prompt. */
type Open<E> = { -readonly [K in keyof E]: E[K] };

/** The argument of a timeline's listeners: an entry that was added or changed. */
export interface TimelineChange {
  readonly kind: 'added' | 'changed';
  /** The call with its legs, or the conference, that the entry belongs to. */
  readonly subject: object;
  readonly entry: TimelineEntry;
}

/** The entries of a subject. */
interface SubjectEntries {
  readonly startedAt: number;
  readonly entries: TimelineEntry[];
  /** The places of the entries among those of all subjects. */
  readonly places: number[];
  /** The names of its legs among those of all subjects. */
  readonly labels: Map<string, string>;
}

/** A line of a transcript. */
interface Line {
  readonly place: number;
  /** Milliseconds since the simulation began, or since the subject began. */
  readonly at: number;
  readonly leg: string;
  readonly text: string;
}

/** The number of lines that are kept of subjects that are released. */
const MAX_RELEASED = 10_000;

/**
 * True if the entry repeats one of another subject: the prompts of a conference are in the timelines of its members too,
 * and its members in its own; words are in the timelines of all parties that hear them.
 */
const isCopy = (entry: TimelineEntry): boolean =>
  entry.kind === 'voice' || ('conference' in entry && entry.conference !== undefined && entry.conference !== entry.leg);

/**
 * The timelines of all subjects of a simulation. Entries are kept as long as their subject, so that a simulation may have
 * any number of calls.
 */
export class Timeline {
  readonly #bySubject = new WeakMap<object, SubjectEntries>();
  readonly #listeners = new Set<(change: TimelineChange) => void>();
  /** The subjects that are not released yet. */
  readonly #active = new Set<SubjectEntries>();
  /** The text of released subjects, so that their entries need not be kept. */
  #released: Line[] = [];
  #count = 0;
  readonly #now: () => number;
  readonly #origin: string;
  readonly #named: (text: string) => string;

  /**
   * @param now returns milliseconds of simulated time
   * @param origin omitted from URLs in transcripts
   * @param named replaces ids by names that are the same in every run
   */
  constructor(now: () => number, origin: string, named: (text: string) => string) {
    this.#now = now;
    this.#origin = origin;
    this.#named = named;
  }

  /** Calls a listener with each entry that is added or changed. Returns a function that removes the listener. */
  listen(listener: (change: TimelineChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Returns the entries of a subject, in order. */
  entriesOf(subject: object): readonly TimelineEntry[] {
    return this.#bySubject.get(subject)?.entries ?? [];
  }

  /** Starts the time of a subject: its entries count from here. */
  begin(subject: object): void {
    const log = { startedAt: this.#now(), entries: [], places: [], labels: new Map() };
    this.#bySubject.set(subject, log);
    this.#active.add(log);
  }

  /** Keeps only the text of a subject, for {@link transcriptOfAll}. */
  release(subject: object): void {
    const log = this.#bySubject.get(subject);
    if (log === undefined || !this.#active.delete(log)) return;
    this.#released.push(...linesOf(log));
    // Trimmed once it is twice as long, so that each line is moved once at most.
    if (this.#released.length > 2 * MAX_RELEASED) this.#released = this.#released.slice(-MAX_RELEASED);
  }

  /** Sets the name of a leg in transcripts of several subjects. */
  label(subject: object, leg: string, label: string): void {
    this.#bySubject.get(subject)?.labels.set(leg, label);
  }

  /**
   * Adds an entry and returns it, so that {@link change} can complete it later.
   *
   * @throws TypeError if {@link begin} was not called for the subject
   */
  add<E extends NewEntry>(subject: object, leg: string, details: E): Open<E> {
    const log = this.#bySubject.get(subject);
    if (log === undefined) throw new TypeError('the timeline of the subject has not begun');
    const { startedAt, entries, places } = log;
    const entry = { at: (this.#now() - startedAt) / 1000, leg, ...details };
    entries.push(entry as TimelineEntry & E);
    places.push(this.#count++);
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

  /** Returns the entries of a subject, or the last of them, as text with one line per entry. Ids become `c-1`, `r-1`… */
  transcriptOf(subject: object, last = Number.POSITIVE_INFINITY): string {
    const labels = new Set(this.#bySubject.get(subject)?.labels.values());
    // Words between two legs of the same call are in its timeline twice.
    const entries = this.entriesOf(subject)
      .filter((entry) => entry.kind !== 'voice' || !labels.has(entry.from))
      .slice(-last);
    return this.#format(
      entries.map((entry) => ({ at: Math.round(entry.at * 1000), leg: entry.leg, text: textOf(entry) })),
    );
  }

  /**
   * Returns the entries of several subjects, or the last of them, as text in the order in which they were added. Times count
   * from the beginning of the simulation. Entries that repeat one of another subject are left out.
   *
   * @param subjects Default: all subjects
   */
  transcriptOfAll(subjects?: Iterable<object>, last = Number.POSITIVE_INFINITY): string {
    const logs =
      subjects === undefined ? this.#active : [...subjects].flatMap((each) => this.#bySubject.get(each) ?? []);
    const lines = [...logs].flatMap(linesOf);
    if (subjects === undefined) lines.push(...this.#released);
    lines.sort((one, other) => one.place - other.place);
    return this.#format(lines.slice(-last));
  }

  #format(lines: readonly Omit<Line, 'place'>[]): string {
    // A conference may be named after a call: the width is that of the text which replaces the id.
    const names = new Map([...new Set(lines.map(({ leg }) => leg))].map((leg) => [leg, this.#named(leg)]));
    const width = [...names.values()].reduce((most, { length }) => Math.max(most, length), 0);
    const text = lines.map(({ at, leg, text }) => {
      const prefix = `${clockText(at).padStart(9)}  ${(names.get(leg) ?? leg).padEnd(width)}  `;
      return prefix + text.replaceAll('\n', `\n${' '.repeat(prefix.length)}`);
    });
    return this.#named(text.join('\n').replaceAll(` ${this.#origin}/`, ' /'));
  }
}

/** Returns the lines of a subject among those of others, without entries that repeat one of another subject. */
function linesOf({ startedAt, entries, places, labels }: SubjectEntries): Line[] {
  return entries.flatMap((entry, index) => {
    if (isCopy(entry)) return [];
    const at = startedAt + Math.round(entry.at * 1000);
    return [{ place: places[index] ?? 0, at, leg: labels.get(entry.leg) ?? entry.leg, text: textOf(entry) }];
  });
}

function textOf(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'speech':
      return `${listens(entry)} ${JSON.stringify(entry.text)}${voiceOf(entry)}${playerOf(entry)}${stopOf(entry)}`;
    case 'audio':
      return `${listens(entry)} ${withoutSecrets(entry.url)}${playerOf(entry)}${stopOf(entry)}`;
    case 'stream':
      return `hears ${seconds(entry.seconds * 1000)} of audio from the stream ${entry.stream}${stopOf(entry)}`;
    case 'voice':
      return `hears ${entry.from} say ${JSON.stringify(entry.text)}${stopOf(entry)}`;
    case 'event':
      return `${entry.eventType} → ${entry.method} ${withoutSecrets(entry.url)}${entry.outcome === '' ? '' : `: ${withoutSecrets(entry.outcome)}`}`;
    case 'keys':
      return `presses ${entry.text}${entry.lost === true ? ', lost: nothing listens for keys' : ''}${hearersOf(entry)}`;
    case 'words':
      return `says ${JSON.stringify(entry.text)}${hearersOf(entry)}`;
    case 'sound':
      return `${entry.text === '' ? 'begins to speak' : `speaks for ${entry.text}`}${hearersOf(entry)}`;
    case 'tones':
      return `receives the tones ${entry.text}`;
    case 'change':
      return withoutSecrets(entry.text);
    case 'problem':
      return `${entry.problem.severity} ${entry.problem.code}: ${formatProblem(entry.problem)}`;
    case 'trouble':
      return `! ${withoutSecrets(entry.text)}`;
  }
}

function hearersOf({ heardBy, notHeardBy = [], lost }: Input): string {
  if (heardBy === undefined || lost === true) return '';
  if (heardBy.length === 0) return ', heard by no other party';
  const isShorter = heardBy.length <= notHeardBy.length;
  return isShorter ? `, heard by ${heardBy.join(' and ')}` : `, not heard by ${notHeardBy.join(' and ')}`;
}

type PromptEntry = { readonly leg: string } & (HeardSpeech | HeardAudio);

const listens = ({ conference, leg }: PromptEntry): string => (conference === leg ? 'plays' : 'hears');

const playerOf = ({ conference, leg }: PromptEntry): string =>
  conference === undefined || conference === leg ? '' : `, played by ${conference}`;

function voiceOf({ voice, locale, gender }: HeardSpeech): string {
  const asked = [voice, locale, gender].filter((each) => each !== undefined);
  return asked.length === 0 ? '' : ` (${asked.join(', ')})`;
}

const stopOf = ({ stoppedAfter }: Heard): string =>
  stoppedAfter === undefined ? '' : `, stopped after ${stoppedAfter} s`;

/** Formats milliseconds as seconds, such as `2.5 s`. */
export const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** Formats milliseconds as `0:03.120` or `1:00:00.000`. */
function clockText(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(whole / 60);
  const rest = `${String(whole % 60).padStart(2, '0')}.${String(milliseconds % 1000).padStart(3, '0')}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
