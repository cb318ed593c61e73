import type { SimulatedFault, TimelineEntry } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import { commandWords } from '../terminal/command-words.js';
import type { EntryReport, HeardReport, ProblemReport } from './call-report.js';

/** What a part of a timeline has, sorted by kind. */
export interface Entries {
  readonly heard: readonly HeardReport[];
  readonly entries: readonly EntryReport[];
  readonly problems: readonly ProblemReport[];
}

/**
 * Returns entries of a timeline as they are printed.
 *
 * @param first the index of the first entry
 * @param origin left out of URLs
 * @param faults the faults since the last report, which say more than their entries; without them, the entries are used
 */
export function reportEntries(
  timeline: readonly TimelineEntry[],
  first: number,
  origin: string,
  faults?: readonly SimulatedFault[],
): Entries {
  const heard: HeardReport[] = [];
  const entries: EntryReport[] = [];
  const problems: ProblemReport[] = [];
  const known = new Set<string>();
  for (const [offset, entry] of timeline.entries()) {
    const { at, leg } = entry;
    const place = { index: first + offset, at, leg };
    const short = (text: string): string => text.replaceAll(`${origin}/`, '/');
    switch (entry.kind) {
      case 'speech':
      case 'voice':
      case 'audio':
      case 'stream':
        heard.push(heardReport(entry, place.index, short));
        break;
      case 'event': {
        const outcome = entry.outcome === '' ? '' : `: ${commandWords(short(entry.outcome))}`;
        entries.push({
          ...place,
          kind: 'event',
          text: `${entry.eventType} → ${entry.method} ${short(entry.url)}${outcome}`,
        });
        break;
      }
      case 'keys':
        entries.push({
          ...place,
          kind: 'action',
          text: `presses ${entry.text}${entry.lost === true ? ', lost: nothing listens for keys' : ''}`,
        });
        break;
      case 'words':
        entries.push({ ...place, kind: 'action', text: `says ${JSON.stringify(entry.text)}` });
        break;
      case 'sound':
        entries.push({ ...place, kind: 'action', text: `speaks for ${entry.text}` });
        break;
      case 'tones':
        entries.push({ ...place, kind: 'action', text: `receives the tones ${entry.text}` });
        break;
      case 'change':
        entries.push({ ...place, kind: 'change', text: commandWords(short(entry.text)) });
        break;
      case 'problem': {
        const { severity, code, message, hint, source } = entry.problem;
        known.add(`${code}: ${message}`);
        const position = source === undefined ? {} : { line: source.line, column: source.column };
        problems.push({ ...place, severity, code, message, ...(hint === undefined ? {} : { hint }), ...position });
        break;
      }
      case 'trouble':
        if (!known.has(entry.text)) problems.push(troubleReport(entry, place.index, faults));
        break;
    }
  }
  const end = { index: first + timeline.length, at: timeline.at(-1)?.at ?? 0 };
  for (const fault of faults ?? []) {
    const isShown = problems.some(
      ({ code, message }) => code === fault.code && isSame(message, commandWords(fault.message)),
    );
    if (!isShown) problems.push({ ...end, ...faultReport(fault) });
  }
  return { heard, entries, problems };
}

const isSame = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

type HeardEntry = Extract<TimelineEntry, { kind: 'speech' | 'voice' | 'audio' | 'stream' }>;

function heardReport(entry: HeardEntry, index: number, short: (text: string) => string): HeardReport {
  const { at, leg, kind, stoppedAfter } = entry;
  const text = kind === 'audio' ? short(entry.url) : kind === 'stream' ? entry.stream : entry.text;
  return {
    index,
    at,
    leg,
    kind,
    text,
    ...(kind === 'voice' ? { from: entry.from } : {}),
    ...(stoppedAfter === undefined ? {} : { stoppedAfter }),
  };
}

function troubleReport(
  { at, leg, text }: Extract<TimelineEntry, { kind: 'trouble' }>,
  index: number,
  faults: readonly SimulatedFault[] = [],
): ProblemReport {
  const [, code = 'trouble', message = text] = /^([a-z][\w.-]*): ([\s\S]*)$/.exec(text) ?? [];
  const fault = faults.find((each) => each.code === code && each.message.startsWith(message));
  return {
    index,
    at,
    ...(fault === undefined ? { leg, severity: 'error', code, message: commandWords(message) } : faultReport(fault)),
  };
}

function faultReport({ code, message, reason, leg }: SimulatedFault): Omit<ProblemReport, 'at' | 'index'> {
  return {
    leg,
    severity: code.includes('.') ? 'warning' : 'error',
    code,
    message: commandWords(message),
    ...(reason === '' ? {} : { hint: commandWords(reason) }),
  };
}

/** Returns a pattern for words: `/…/flags` as it is, or the words without regard to case. */
export function patternOf(words: string): RegExp {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(words) ?? [];
  try {
    return source === undefined
      ? new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i')
      : new RegExp(source, flags);
  } catch (error) {
    throw new CommandError(`${words} is not a regular expression.`, { cause: error });
  }
}

/** True if a leg has heard words that the pattern matches. */
export function hasHeard(entries: readonly TimelineEntry[], leg: string | undefined, pattern: RegExp): boolean {
  return entries.some((entry) => entry.leg === leg && (heardTextOf(entry)?.search(pattern) ?? -1) >= 0);
}

function heardTextOf(entry: TimelineEntry): string | undefined {
  if (entry.kind === 'audio') return entry.url;
  return entry.kind === 'speech' || entry.kind === 'voice' ? entry.text : undefined;
}
