// What an application in this process throws while it handles events.
import type { TimelineEntry } from 'bxml-jsx/testing';
import type { MapProblem } from './call-map.js';
import { withPlaceholders } from './placeholders.js';

type EventEntry = Extract<TimelineEntry, { kind: 'event' }>;

/** A problem of a document, as a `BxmlError` of any copy of the library has it. */
interface DocumentProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
}

/**
 * Returns what the application has thrown while it handled events, with the reason that the response does not have. A handler
 * for which `onError` or `fallback` answered is a problem too.
 *
 * @param main the leg of the person who holds the call
 */
export function handlerProblems(entries: readonly TimelineEntry[], main: string): HandlerProblem[] {
  return entries.flatMap((entry, index): HandlerProblem[] => {
    if (entry.kind !== 'event' || typeof entry.cause !== 'object' || entry.cause === null) return [];
    const request = `${entry.eventType} → ${entry.method} ${entry.url}`;
    const isAnswered = /^2\d\d\b/.test(entry.outcome) && entry.document !== undefined;
    const answer = isAnswered ? { answeredBy: answerOf(entry, entries.slice(index + 1), main) } : {};
    const ofDocument = problemsOf(entry.cause);
    if (ofDocument.length > 0) return ofDocument.map((problem) => ({ request, problem: { ...problem, ...answer } }));
    const answered = isAnswered ? ' (onError or the fallback answered)' : '';
    const message = `${request}: ${errorText(entry.cause)}${answered}`;
    return [{ request, problem: { severity: 'error', code: 'handler-error', message, ...answer } }];
  });
}

/** A problem with the request that it is about, as in messages of the simulator: `gather → POST https://app.example/menu`. */
export interface HandlerProblem {
  readonly request: string;
  readonly problem: MapProblem;
}

/** True if a failure of a step is about one of these requests. */
export const isAbout = ({ code, message }: MapProblem, requests: ReadonlySet<string>): boolean =>
  /^(?:handler-error|callback-error|invalid-bxml)$/.test(code) &&
  [...requests].some((request) => message.includes(`${request}:`));

/** Codes of errors that are not about the document: a component threw, a handler returned nothing. */
const OF_APPLICATION = /^(?:component|context|element|render|options|answer|auth|dedupe|queue|handlers|platform)\./;

/** Returns the errors of a document that a handler could not render; none for another error. */
function problemsOf(cause: unknown): MapProblem[] {
  const { name, problems } = Object(cause) as { readonly name?: unknown; readonly problems?: unknown };
  if (name !== 'BxmlError' || !Array.isArray(problems)) return [];
  // An error of that name has problems of this type.
  return (problems as readonly DocumentProblem[])
    .filter(({ severity, code }) => severity === 'error' && !OF_APPLICATION.test(code))
    .map(({ severity, code, message, hint }) => ({
      severity,
      code,
      message: hint === undefined ? message : `${message} ${hint}`,
    }));
}

/** Returns what is heard of the document that answered for a handler. */
function answerOf(
  { leg, event }: EventEntry,
  following: readonly TimelineEntry[],
  main: string,
): NonNullable<MapProblem['answeredBy']> {
  const first = following.find((entry) => entry.leg === leg && (entry.kind === 'speech' || entry.kind === 'event'));
  return {
    ...(first?.kind === 'speech' ? { prompt: withPlaceholders(first.text, event) } : {}),
    ...(leg === main ? {} : { party: leg }),
  };
}

/** Returns an error in one line. */
function errorText(error: unknown): string {
  const { name, message } = Object(error) as { readonly name?: unknown; readonly message?: unknown };
  if (typeof message !== 'string') return String(error);
  const [line = ''] = message.split('\n');
  return name === 'BxmlError' ? line.replace(/\.$/, '') : `${typeof name === 'string' ? name : 'Error'}: ${line}`;
}
