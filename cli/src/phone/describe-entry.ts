import type { FoundProblem, Input, SentEvent, TimelineEntry } from 'bxml-jsx/testing';
import { type AdviceContext, failureAdvice, troubleAdvice } from './failure-advice.js';
import type { SecretMask } from './mask-secrets.js';
import type { Entry, EntryProblem, Exchange } from './protocol.js';

/** What an entry of a timeline says, as the page shows it. */
export type Description = Pick<Entry, 'kind' | 'text' | 'sound' | 'exchange'>;

/** What a description depends on, besides the entry. */
export interface DescriptionContext {
  readonly id: number;
  readonly mask: SecretMask;
  readonly advice: AdviceContext;
  /** The problems of the document in the response. */
  readonly problems: readonly EntryProblem[];
  /** True if an entry before it says why the call is cut off. */
  readonly isExplained: boolean;
  /** Why the page could not play the audio file. */
  readonly audioFailure: string;
}

/** Describes an entry. No password is in the description. */
export function describeEntry(entry: TimelineEntry, context: DescriptionContext): Description {
  const { mask } = context;
  const text = mask.text(textOf(entry, context.isExplained));
  switch (entry.kind) {
    case 'speech':
    case 'audio':
    case 'voice':
    case 'stream':
      return { kind: 'heard', text, sound: soundOf(entry, context) };
    case 'event':
      return { kind: 'exchange', text, exchange: exchangeOf(entry, context) };
    case 'keys':
    case 'words':
    case 'sound':
    case 'tones':
      return { kind: 'input', text };
    case 'change':
      return { kind: 'change', text };
    case 'problem':
      return { kind: 'problem', text };
    case 'trouble':
      return { kind: 'trouble', text };
  }
}

function textOf(entry: TimelineEntry, isExplained: boolean): string {
  switch (entry.kind) {
    case 'speech':
      return entry.text;
    case 'audio':
      return entry.url;
    case 'voice':
      return `${entry.from}: ${entry.text}`;
    case 'stream':
      return `${entry.seconds} s of audio from the stream ${entry.stream}`;
    case 'event':
      return `${entry.eventType} → ${entry.method} ${pathOf(entry.url)}${entry.outcome === '' ? '' : `: ${entry.outcome}`}`;
    case 'keys':
      return `presses ${entry.text}${entry.lost === true ? ', but nothing listens for keys' : hearersOf(entry)}`;
    case 'words':
      return `says “${entry.text}”${hearersOf(entry)}`;
    case 'sound':
      return `${entry.text === '' ? 'begins to speak' : `speaks for ${entry.text}`}${hearersOf(entry)}`;
    case 'tones':
      return `receives the tones ${entry.text}`;
    case 'change':
      return isExplained ? entry.text.replace(/^(is cut off \([\w-]+\)): .*$/s, '$1') : entry.text;
    case 'trouble':
      return troubleAdvice(entry.text);
    case 'problem':
      return `${entry.problem.severity} ${entry.problem.code}: ${entry.problem.message}`;
  }
}

function hearersOf({ heardBy }: Input): string {
  if (heardBy === undefined) return '';
  return heardBy.length === 0 ? ', heard by no other party' : `, heard by ${heardBy.join(' and ')}`;
}

const pathOf = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

type Heard = Extract<TimelineEntry, { kind: 'speech' | 'audio' | 'voice' | 'stream' }>;

function soundOf(entry: Heard, { id, mask, audioFailure }: DescriptionContext): NonNullable<Entry['sound']> {
  const stopped = entry.stoppedAfter !== undefined;
  const silent = { text: '', url: '', locale: '', gender: '', voice: '', stopped, failure: audioFailure };
  switch (entry.kind) {
    case 'speech': {
      const { locale = '', gender = '', voice = '' } = entry;
      return { ...silent, kind: 'speech', text: mask.text(entry.text), locale, gender, voice };
    }
    case 'audio':
      return { ...silent, kind: 'audio', text: mask.text(entry.url), url: `media?entry=${id}` };
    case 'voice':
      return { ...silent, kind: 'voice', text: mask.text(entry.text) };
    case 'stream':
      // The page cannot play it: the simulator knows the audio only after it was heard.
      return { ...silent, kind: 'voice' };
  }
}

function exchangeOf(entry: SentEvent, { mask, advice, problems }: DescriptionContext): Exchange {
  const { eventType, method, request, response, milliseconds, outcome, event, url } = entry;
  return {
    eventType,
    method,
    url: mask.text(request?.url ?? url),
    event: mask.json(event),
    status: response?.status,
    contentType: response?.contentType ?? '',
    body: mask.body(response?.body ?? ''),
    milliseconds,
    outcome: mask.text(outcome),
    failure: mask.text(failureAdvice(entry, advice, problems)),
    problems,
  };
}

/** Describes a problem of a document. */
export function describeProblem({ problem }: FoundProblem, mask: SecretMask): EntryProblem {
  const { severity, code, message, hint = '', source } = problem;
  return {
    severity,
    code,
    message: mask.text(message),
    hint: mask.text(hint),
    line: source?.line,
    column: source?.column,
  };
}
