import { quoted } from '../../problems/inspect.js';
import { errorLine, type Reply } from '../application/application.js';
import type { Address } from '../settings/address.js';
import { errorPageText } from './error-page.js';
import { isUnserved, type LostPrefix } from './known-routes.js';

/** A failure of the application, with its reason. */
export interface Failure {
  /** The request and its outcome, in one line. */
  readonly message: string;
  /** Why it failed and how to fix it, in one or more lines. An empty string if the reason is unknown. */
  readonly reason: string;
  /** The error that the application threw; for applications out of process, what the response body says. */
  readonly cause?: unknown;
  /** True if a handler of this package's webhooks threw, or its document is invalid. */
  readonly isOfHandler: boolean;
  /** A note for the timeline. */
  readonly note?: string | undefined;
}

/** Thrown to end a call because of a failure. */
export class CallFailure {
  /** The cause of the end of the call. */
  readonly cause: string;
  readonly message: string;
  /** The failure of the application, if that is the reason. */
  readonly failure: Failure | undefined;
  /** True if the test scripted it, or strict mode has reported it already. */
  readonly isReported: boolean;

  constructor(cause: string, message: string, failure?: Failure, isReported = false) {
    this.cause = cause;
    this.message = message;
    this.failure = failure;
    this.isReported = isReported;
  }
}

/** A request that failed. */
interface FailedRequest {
  readonly message: string;
  readonly eventType: string;
  readonly address: Address;
  readonly reply: Reply;
  /** The setting of the address and its place in the source, such as `gatherUrl of <Gather> (menu.tsx:12:5)`. */
  readonly writtenAt: string;
  /** The prefix missing from its URL, if that is why the application does not serve it. */
  readonly lostPrefix: LostPrefix | undefined;
  /** The failures that this package's webhooks reported. */
  readonly failures: readonly { readonly stage: string; readonly error: unknown }[];
  /** True if this package's webhooks had no handler and passed the request on to the next middleware. */
  readonly isPassedOn: boolean;
}

/** Returns why a request failed, from the most specific reason that is known. */
export function failureOf(request: FailedRequest): Failure {
  const { message, reply, failures, eventType } = request;
  const [own] = failures;
  if (own !== undefined) {
    const reason = handlerReason(eventType, own.stage, own.error);
    return { message, reason, cause: own.error, isOfHandler: true };
  }
  if (reply.thrown !== undefined) {
    const { error } = reply.thrown;
    return { message, reason: `the application threw ${errorText(error)}`, cause: error, isOfHandler: false };
  }
  if ('failure' in reply) return { message, reason: '', isOfHandler: false };
  const body = bodyText(reply);
  const answer = body === '' ? '' : `it answered ${JSON.stringify(body)}`;
  const missing = request.isPassedOn ? `${noHandler(request)}${answer === '' ? '' : '\n'}` : '';
  const reason = refusalReason(request, reply.status) ?? `${missing}${answer}`;
  const cause = body === '' ? {} : { cause: body };
  const isLost = isUnserved(reply.status) && problemIn(reply).code === undefined && !request.isPassedOn;
  const lost = isLost ? request.lostPrefix : undefined;
  if (lost === undefined) return { message, reason, ...cause, isOfHandler: false };
  const note = `${request.writtenAt} lacks the prefix ${lost.prefix}`;
  return { message, reason: `${reason}\n${lostPrefixReason(lost)}`, ...cause, isOfHandler: false, note };
}

/** Describes the error of a handler, or of another callback of the webhooks. */
export function handlerReason(eventType: string, stage: string, error: unknown): string {
  const text = errorText(error);
  if (stage === 'auth') return `the function in auth failed: ${text}`;
  if (stage === 'request') return `the request could not be read: ${text}`;
  if (stage === 'queue') return `the queue did not store the event: ${text}`;
  if (stage === 'unknown') return `onUnknown failed: ${text}`;
  if (isBxmlError(error)) return `the handler of ${eventType} failed: ${text}`;
  const fix = NO_REACT.test(text)
    ? '\nthe file was compiled for React: set "jsx" and "jsxImportSource": "bxml-jsx" in the tsconfig that includes the file'
    : '';
  return `the handler of ${eventType} threw ${text}${fix}`;
}

/** The messages of engines if JSX was compiled to calls of `React.createElement`. */
const NO_REACT = /^ReferenceError: (?:React is not defined|Can't find variable: React)/;

const NO_HANDLER = 'event.no-handler';

/** Describes a missing handler and the fix. */
export function noHandler({
  eventType,
  address,
  writtenAt,
}: Pick<FailedRequest, 'eventType' | 'address' | 'writtenAt'>): string {
  const outbound = eventType === 'initiate' ? ', or place an outbound call with platform.createCall' : '';
  return `${NO_HANDLER}: the webhooks at ${pathOf(address)} have no handler for ${eventType}: add one, or correct ${writtenAt}${outbound}`;
}

/** True if webhooks of this package have no handler for an event, and answered it or passed it on. */
export const isWithoutHandler = (reply: Reply, isPassedOn: boolean): boolean =>
  isPassedOn || problemIn(reply).code === NO_HANDLER;

/** Describes a response that has a known fix: wrong credentials, a missing handler, a wrong path. */
function refusalReason(request: FailedRequest, status: number): string | undefined {
  const { address, reply, isPassedOn } = request;
  const { code, detail } = problemIn(reply);
  const { source, credentials } = address;
  if (status === 401 || status === 403) {
    const known = code === undefined ? '' : ` (${code})`;
    if (source.credentials === undefined)
      return `the application requires credentials${known}, but none can be set for this URL`;
    return credentials === undefined
      ? `the application requires credentials${known}: pass ${source.credentials}`
      : `the application rejects these credentials${known}: correct ${source.credentials}`;
  }
  if (code === NO_HANDLER || (isPassedOn && isUnserved(status))) return noHandler(request);
  if (code !== undefined) return `${code}: ${detail ?? 'no detail'}`;
  if (isUnserved(status)) {
    const route = `${address.method} ${pathOf(address)}`;
    return `the application has no route for ${route}: add it, or correct ${request.writtenAt}`;
  }
  return undefined;
}

/** Describes the prefix that a URL in a document is missing, and what to write instead. */
function lostPrefixReason({ prefix, isMount, base, written, absolute, relative }: LostPrefix): string {
  const isAbsolute = written.trim().startsWith('/');
  const kind = isAbsolute ? 'absolute' : `relative to ${base}`;
  const where = isMount ? ', at which the application is mounted' : ` of ${base}, which served the document`;
  const condition = isMount ? '' : `if the application is mounted at ${prefix}, `;
  const write = `write ${quoted(relative)}, relative to ${base}, or ${quoted(absolute)}`;
  return `${quoted(written)} is ${kind} and lacks the prefix ${prefix}${where}: ${condition}${write}`;
}

function pathOf({ url }: Address): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Returns the code and the detail of a reply with problem details (RFC 9457); an empty object for other replies. */
function problemIn(reply: Reply): { readonly code?: string; readonly detail?: string } {
  if ('failure' in reply || reply.overLong || !/^application\/problem\+json\b/i.test(reply.contentType ?? ''))
    return {};
  try {
    const { code, detail } = Object(JSON.parse(reply.body)) as { readonly code?: unknown; readonly detail?: unknown };
    return {
      ...(typeof code === 'string' ? { code: shortened(code, 60) } : {}),
      ...(typeof detail === 'string' ? { detail: shortened(detail, MAX_BODY_LENGTH) } : {}),
    };
  } catch {
    return {};
  }
}

/** The maximum number of characters of a response body in a message. */
const MAX_BODY_LENGTH = 300;
/** The number of characters of a stack that are read. */
const MAX_READ = 20_000;

/** Returns what a response body says, in one line. */
function bodyText(reply: Exclude<Reply, { readonly failure: unknown }>): string {
  return shortened(errorPageText(reply.body, reply.contentType), MAX_BODY_LENGTH);
}

/** Returns text in one line, truncated. Replaces each run of white space and control characters by one space. */
function shortened(text: string, maxLength: number): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > maxLength ? `${line.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** The maximum number of characters of an error in a message, which is about a dozen problems of a document. */
const MAX_ERROR_LENGTH = 2000;

/** Formats an error for a message: a `BxmlError` with its whole message, any other error in one line, and its place. */
function errorText(error: unknown): string {
  try {
    const place = lineOf(isBxmlError(error) ? error.cause : error);
    const at = place === undefined ? '' : `\n    at ${place}`;
    if (!isBxmlError(error)) return `${errorLine(error)}${at}`;
    const { message } = error;
    return `BxmlError: ${message.length > MAX_ERROR_LENGTH ? `${message.slice(0, MAX_ERROR_LENGTH)}…` : message}${at}`;
  } catch {
    // The thrown value may be anything, such as a proxy that throws again.
    return errorLine(error);
  }
}

/** True for a `BxmlError`, from this copy of the package or from another one. */
function isBxmlError(error: unknown): error is { readonly message: string; readonly cause?: unknown } {
  try {
    const { name, message } = Object(error) as { readonly name?: unknown; readonly message?: unknown };
    return name === 'BxmlError' && typeof message === 'string';
  } catch {
    return false;
  }
}

/** Returns where the application created an error: the first line of its stack outside `node_modules`. */
function lineOf(error: unknown): string | undefined {
  const { stack } = Object(error) as { readonly stack?: unknown };
  if (typeof stack !== 'string') return undefined;
  const frames = stack
    .slice(0, MAX_READ)
    .split('\n')
    .filter((line) => /^\s*at /.test(line) && /:\d+:\d+\)?$/.test(line));
  const frame = frames.find((line) => !/node:|[\\/]node_modules[\\/]/.test(line)) ?? frames[0];
  return frame?.trim().replace(/^at /, '');
}
