// What a call comes to after a path: a choice or its end, with what was heard, sent and found since the choice before.
import type { AnsweredDocument, AnsweredVerb, Call, CallChoice, TimelineEntry } from 'bxml-jsx/testing';
import { commandWords } from '../terminal/command-words.js';
import type { MapProblem, MapStateKind } from './call-map.js';
import { handlerProblems, isAbout } from './handler-problems.js';
import type { DocumentSource } from './placeholders.js';

/** The person of the call itself: the caller of an inbound call, the called party of an outbound one. */
const CALLER = 'caller';

/** A prompt that a party heard. */
export interface ArrivalPrompt {
  readonly kind: 'speech' | 'audio';
  readonly leg: string;
  readonly text: string;
}

/** What a state lets a person decide. */
export type ArrivalChoice =
  | {
      readonly kind: 'listens';
      readonly leg: string;
      readonly keys: { readonly max: number; readonly terminating: string } | undefined;
      readonly speech: boolean;
      readonly seconds: number | undefined;
    }
  | {
      readonly kind: 'rings';
      readonly phones: readonly { readonly number: string; readonly dialedBy: 'Transfer' | 'Forward' | 'createCall' }[];
    }
  | { readonly kind: 'refers'; readonly to: string }
  | { readonly kind: 'connected'; readonly others: readonly string[] }
  | { readonly kind: 'idle'; readonly doing: string; readonly reason: 'rest' | 'time' }
  /** `byPerson`: the person who holds the call has hung up. */
  | { readonly kind: 'over'; readonly cause: string; readonly byPerson: boolean };

/** What a call came to. */
export interface Arrival {
  readonly choice: ArrivalChoice;
  readonly verb: AnsweredVerb | undefined;
  /** The document of the verb; the last one for an end. */
  readonly document: DocumentSource | undefined;
  readonly heard: readonly ArrivalPrompt[];
  /** What the caller heard of earlier documents, such as one that ends with a `Redirect` to that of the choice. */
  readonly lead: readonly ArrivalPrompt[];
  readonly events: readonly string[];
  readonly problems: readonly MapProblem[];
  /** The event that the last document answered. */
  readonly lastEvent: Readonly<Record<string, unknown>>;
  /** Seconds for which the caller heard nothing. */
  readonly quiet: number;
  /** The types of the events that were sent. */
  readonly eventTypes: readonly string[];
}

/** The kind of a state of the map, by the kind of the choice. */
export const stateKinds: Readonly<Record<ArrivalChoice['kind'], MapStateKind>> = {
  listens: 'input',
  rings: 'ringing',
  refers: 'refer',
  connected: 'connected',
  idle: 'waiting',
  over: 'end',
};

/** What has happened in a call since the choice before. */
export interface Passage {
  /** The number of timeline entries at the choice before. */
  readonly since: number;
  /** The problems that steps failed with. */
  readonly problems: readonly MapProblem[];
  /** The requests whose handlers have failed in the whole call. */
  readonly failedRequests: Set<string>;
  /** The choice before. */
  readonly before: CallChoice | undefined;
  /** The seconds of the call at the choice before. */
  readonly startedAt: number;
  /** The seconds of the call. */
  readonly now: number;
}

/** Reads what a call came to. */
export function arrivalOf(call: Call, choice: CallChoice, passage: Passage): Arrival {
  const { since, problems, failedRequests, before, startedAt, now } = passage;
  const entries = call.wholeTimeline.slice(since);
  const main = call.wholeTimeline[0]?.leg ?? CALLER;
  const events = entries.flatMap((entry) => (entry.kind === 'event' ? [entry] : []));
  const verb = 'verb' in choice ? choice.verb : choice.kind === 'rings' ? choice.phones[0].verb : undefined;
  const given =
    'document' in choice ? choice.document : choice.kind === 'rings' ? choice.phones[0].document : undefined;
  const document = given ?? call.documents.at(-1);
  const heardEntries = withoutRepetition(entries, before);
  const lastEvent = [...call.wholeTimeline]
    .reverse()
    .find((entry) => entry.kind === 'event' && entry.document !== undefined);
  return {
    choice: plainChoice(choice, main, entries),
    verb,
    document: document && sourceOf(document, call.wholeTimeline),
    heard: heardEntries.flatMap((entry) => promptOf(entry, main)),
    lead: heardEntries
      .slice(0, Math.max(0, indexOfDocument(heardEntries, document)))
      .flatMap((entry) => promptOf(entry, main))
      .filter(({ leg }) => leg === CALLER),
    events: events.map(({ eventType, url }) => `${eventType} ${pathIn(url)}`),
    problems: withFoundProblems(problems, entries, main, failedRequests),
    lastEvent: lastEvent?.kind === 'event' ? lastEvent.event : {},
    // Who is connected hears the others, or waits for them.
    quiet:
      quietIn(entries, { startedAt, now, isConnected: before?.kind === 'connected', isStreamed: isStreamed(choice) }) +
      silentInput(choice, entries),
    eventTypes: events.map(({ eventType }) => eventType),
  };
}

function plainChoice(choice: CallChoice, main: string, entries: readonly TimelineEntry[]): ArrivalChoice {
  switch (choice.kind) {
    case 'listens': {
      const { kind, leg, keys, speech, seconds } = choice;
      return { kind, leg: leg === main ? CALLER : leg, keys, speech, seconds };
    }
    case 'rings':
      return { kind: 'rings', phones: choice.phones.map(({ number, dialedBy }) => ({ number, dialedBy })) };
    case 'refers':
      return { kind: 'refers', to: choice.to };
    case 'connected':
      return { kind: 'connected', others: choice.others.map(({ name }) => name) };
    case 'idle':
      return { kind: 'idle', doing: choice.doing, reason: choice.reason };
    case 'over':
      return { kind: 'over', cause: choice.cause, byPerson: entries.some((entry) => isHungUp(entry, main)) };
  }
}

/** True if the person of a leg hung up. Other ends say what hung up. */
const isHungUp = (entry: TimelineEntry, leg: string): boolean =>
  entry.kind === 'change' && entry.leg === leg && entry.text === 'hangs up';

/** Returns a document with the event that it answered, which is the last whose response it was. */
function sourceOf(
  { xml, url, verbs, eventType }: AnsweredDocument,
  timeline: readonly TimelineEntry[],
): DocumentSource {
  for (let index = timeline.length - 1; index >= 0; index--) {
    const entry = timeline[index];
    if (entry?.kind === 'event' && entry.document === xml && entry.eventType === eventType)
      return { verbs, url, eventType, event: entry.event };
  }
  return { verbs, url, eventType, event: {} };
}

function promptOf(entry: TimelineEntry, main: string): ArrivalPrompt[] {
  const leg = entry.leg === main ? CALLER : entry.leg;
  if (entry.kind === 'speech') return [{ kind: 'speech', leg, text: entry.text }];
  if (entry.kind === 'audio') return [{ kind: 'audio', leg, text: entry.url }];
  return [];
}

/** Returns the index of the event whose response a document was; -1 if it came before the entries. */
function indexOfDocument(entries: readonly TimelineEntry[], document: AnsweredDocument | undefined): number {
  if (document === undefined) return -1;
  const { xml, eventType } = document;
  return entries.findLastIndex(
    (entry) => entry.kind === 'event' && entry.document === xml && entry.eventType === eventType,
  );
}

/** Returns entries without the prompts with which the verb of the choice before has repeated itself, before anything else. */
function withoutRepetition(
  entries: readonly TimelineEntry[],
  before: CallChoice | undefined,
): readonly TimelineEntry[] {
  if (before?.kind !== 'listens') return entries;
  const { verb, document, leg } = before;
  const prompts = new Set(verb.children.flatMap(({ text }) => [text, hrefOf(text, document?.url)]));
  const isRepeated = (entry: TimelineEntry): boolean =>
    entry.leg === leg &&
    ((entry.kind === 'speech' && prompts.has(entry.text)) || (entry.kind === 'audio' && prompts.has(entry.url)));
  const isHeard = ({ kind }: TimelineEntry): boolean => kind === 'speech' || kind === 'audio';
  const end = entries.findIndex((entry) => entry.kind === 'event' || (isHeard(entry) && !isRepeated(entry)));
  return entries.filter((entry, index) => !isRepeated(entry) || (end >= 0 && index >= end));
}

const hrefOf = (url: string, base: string | undefined): string =>
  URL.canParse(url, base) ? new URL(url, base).href : url;

const pathIn = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

/**
 * Returns the problems of documents and of handlers among entries, and those that steps failed with for other reasons.
 *
 * @param requests the requests whose handlers have failed in this call, which are reported once
 */
function withFoundProblems(
  failures: readonly MapProblem[],
  entries: readonly TimelineEntry[],
  main: string,
  requests: Set<string>,
): MapProblem[] {
  const ofDocuments = entries.flatMap((entry): MapProblem[] => {
    if (entry.kind !== 'problem') return [];
    const { severity, code, message, hint } = entry.problem;
    return [{ severity, code, message: hint === undefined ? message : `${message} ${hint}` }];
  });
  const ofHandlers = handlerProblems(entries, main);
  for (const { request } of ofHandlers) requests.add(request);
  const codes = new Set(ofDocuments.map(({ code }) => code));
  const others = failures.filter((failure) => !codes.has(failure.code) && !isAbout(failure, requests));
  const all = [...ofDocuments, ...ofHandlers.map(({ problem }) => problem), ...others];
  // A document is reported as often as it is sent.
  const problems = [...new Map(all.map((each) => [`${each.code} ${each.message}`, each])).values()];
  const isUnserved = problems.some(({ code }) => code === 'unserved');
  return problems
    .filter(({ code }) => !(isUnserved && code === 'callback-error'))
    .map((problem) => ({ ...problem, message: commandWords(problem.message) }));
}

/** Returns the seconds for which a `Gather` without a prompt waits, if nothing else was heard before. */
function silentInput(choice: CallChoice, entries: readonly TimelineEntry[]): number {
  if (choice.kind !== 'listens' || choice.verb.name !== 'Gather') return 0;
  const isHeard = entries.some(({ kind }) => kind === 'speech' || kind === 'audio');
  return isHeard ? 0 : (choice.seconds ?? 0);
}

/** Seconds of an audio file, and per character of speech: those of the simulator. */
const AUDIO_SECONDS = 3;
const CHARACTER_SECONDS = 0.065;

/** Sounds other than prompts, which last until the next entry. */
const SOUNDS = /ringing tone|is dialed|is joined|is connected|is bridged|is recorded|conference/;

/** True if a call waits for the end of a stream: what listens at its other end, such as a bot, waits for the person. */
const isStreamed = (choice: CallChoice): boolean => choice.kind === 'idle' && /\bstream\b/.test(choice.doing);

/** The time in which {@link quietIn} looks for silence. */
interface QuietTime {
  readonly startedAt: number;
  readonly now: number;
  /** True if the person was connected with others at its beginning. */
  readonly isConnected: boolean;
  /** True if the silence at its end is that of a person whom a stream waits for. */
  readonly isStreamed: boolean;
}

/** Returns the longest time in which the caller heard nothing, in seconds. */
function quietIn(entries: readonly TimelineEntry[], { startedAt, now, isConnected, isStreamed }: QuietTime): number {
  // Before the first event, a verb was waiting for the person.
  let quietFrom = entries.find(({ kind }) => kind === 'event')?.at ?? startedAt;
  let longest = 0;
  let hasSound = isConnected;
  for (const entry of entries) {
    const isPrompt =
      entry.kind === 'speech' || entry.kind === 'audio' || entry.kind === 'voice' || entry.kind === 'stream';
    if (!isPrompt && entry.kind !== 'tones' && entry.kind !== 'change') continue;
    if (!hasSound) longest = Math.max(longest, entry.at - quietFrom);
    hasSound = entry.kind === 'change' && SOUNDS.test(entry.text);
    quietFrom = Math.max(quietFrom, entry.at + (isPrompt ? (entry.stoppedAfter ?? lengthOf(entry)) : 0));
  }
  if (!hasSound && !isStreamed) longest = Math.max(longest, now - quietFrom);
  return Math.round(longest * 10) / 10;
}

/** Returns about how long a prompt is, in seconds. */
function lengthOf(entry: Extract<TimelineEntry, { kind: 'speech' | 'audio' | 'voice' | 'stream' }>): number {
  if (entry.kind === 'stream') return entry.seconds;
  return entry.kind === 'audio' ? AUDIO_SECONDS : [...entry.text].length * CHARACTER_SECONDS;
}
