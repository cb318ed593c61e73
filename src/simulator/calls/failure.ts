import { quoted } from '../../problems/inspect.js';
import { errorLine, type Reply } from '../application/application.js';
import type { Address } from '../settings/address.js';
import { isUnserved, type LostPrefix } from './known-routes.js';

/** Something that went wrong in the application, and what is known of why. */
export interface Failure {
  /** The request and what came of it, in one line. */
  readonly message: string;
  /** Why, and how to fix it; lines after the first belong to it. */
  readonly reason: string;
  /** What the application threw, the very object; of other applications the beginning of the response body. */
  readonly cause?: unknown;
  /** It was thrown by a handler of our own webhooks, or for its document. */
  readonly isOfHandler: boolean;
  /** What the timeline says of it in addition. */
  readonly note?: string | undefined;
}

/** Why a call cannot go on: thrown into what runs for it, and what its end reports. */
export class CallFailure {
  readonly cause: string;
  readonly message: string;
  /** What is known of why, if the application is to blame. */
  readonly failure: Failure | undefined;

  constructor(cause: string, message: string, failure?: Failure) {
    this.cause = cause;
    this.message = message;
    this.failure = failure;
  }
}

/** What is known of a request that failed. */
interface FailedRequest {
  readonly message: string;
  readonly eventType: string;
  readonly address: Address;
  readonly reply: Reply;
  /** What set the address, and where that was written, as in {@link writtenAt}. */
  readonly writtenAt: string;
  /** The prefix that its URL has lost, if that is why it is not served. */
  readonly lostPrefix: LostPrefix | undefined;
  /** What our own webhooks reported of it. */
  readonly failures: readonly { readonly stage: string; readonly error: unknown }[];
  /** Our own webhooks have no handler of it, and left it to what comes after them. */
  readonly isPassedOn: boolean;
}

/** Returns why a request failed, from what is known best to what is known least. */
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
  const said = body === '' ? '' : `it answered ${JSON.stringify(body)}`;
  const missing = request.isPassedOn ? `${noHandler(request)}${said === '' ? '' : '\n'}` : '';
  const reason = refusalReason(request, reply.status) ?? `${missing}${said}`;
  const cause = body === '' ? {} : { cause: body };
  const isLost = isUnserved(reply.status) && problemIn(reply).code === undefined && !request.isPassedOn;
  const lost = isLost ? request.lostPrefix : undefined;
  if (lost === undefined) return { message, reason, ...cause, isOfHandler: false };
  const note = `${request.writtenAt} loses the prefix ${lost.prefix}`;
  return { message, reason: `${reason}\n${lostPrefixReason(lost)}`, ...cause, isOfHandler: false, note };
}

/** Returns what a handler, or what belongs to it, failed with. */
export function handlerReason(eventType: string, stage: string, error: unknown): string {
  const text = errorText(error);
  if (stage === 'auth') return `the function in auth failed: ${text}`;
  if (stage === 'request') return `the request could not be read: ${text}`;
  if (stage === 'unknown') return `onUnknown failed: ${text}`;
  if (isBxmlError(error)) return `the handler of ${eventType} failed: ${text}`;
  return `the handler of ${eventType} threw ${text}`;
}

const NO_HANDLER = 'event.no-handler';

/** Returns the words for a handler that is missing, and the fix. */
export const noHandler = (request: Pick<FailedRequest, 'eventType' | 'address' | 'writtenAt'>): string =>
  `${NO_HANDLER}: the webhooks at ${pathOf(request.address)} have no handler of ${request.eventType}: add it to them, or correct ${request.writtenAt}`;

/** True if webhooks of this package have answered, or passed on, an event of which they have no handler. */
export const isWithoutHandler = (reply: Reply, isPassedOn: boolean): boolean =>
  isPassedOn || problemIn(reply).code === NO_HANDLER;

/** Returns the words for a refusal that has a fix of its own: credentials, a handler that is missing, a wrong path. */
function refusalReason(request: FailedRequest, status: number): string | undefined {
  const { address, reply, isPassedOn } = request;
  const { code, detail } = problemIn(reply);
  const { source, credentials } = address;
  if (status === 401 || status === 403) {
    const known = code === undefined ? '' : ` (${code})`;
    if (source.credentials === undefined) return `the application asks for credentials${known}, but none can be sent`;
    return credentials === undefined
      ? `the application asks for credentials${known}: pass ${source.credentials}`
      : `the application does not accept these credentials${known}: correct ${source.credentials}`;
  }
  if (code === NO_HANDLER || (isPassedOn && isUnserved(status))) return noHandler(request);
  if (code !== undefined) return `${code}: ${detail ?? 'no detail'}`;
  if (isUnserved(status)) {
    const route = `${address.method} ${pathOf(address)}`;
    return `the application has no route for ${route}: add it, or correct ${request.writtenAt}`;
  }
  return undefined;
}

/** Returns why the URL of a document leads past the application, and what to write. */
function lostPrefixReason({ prefix, isMount, base, written, absolute, relative }: LostPrefix): string {
  const isAbsolute = written.trim().startsWith('/');
  const kind = isAbsolute ? 'absolute' : `relative to ${base}`;
  const where = isMount ? ', under which the application is mounted' : ` of ${base}, which answered with the document`;
  const condition = isMount ? '' : `if the application is mounted at ${prefix}, `;
  const write = `write ${quoted(relative)}, relative to ${base}, or ${quoted(absolute)}`;
  return `${quoted(written)} is ${kind} and loses the prefix ${prefix}${where}: ${condition}${write}`;
}

function pathOf({ url }: Address): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Returns the code and the detail of problem details (RFC 9457), if the reply is such. */
function problemIn(reply: Reply): { readonly code?: string; readonly detail?: string } {
  if ('failure' in reply || reply.overLong || !/^application\/problem\+json\b/i.test(reply.contentType ?? ''))
    return {};
  try {
    const { code, detail } = Object(JSON.parse(reply.body)) as { readonly code?: unknown; readonly detail?: unknown };
    return {
      ...(typeof code === 'string' ? { code: shortened(code, 60) } : {}),
      ...(typeof detail === 'string' ? { detail: shortened(detail, MOST_OF_BODY) } : {}),
    };
  } catch {
    return {};
  }
}

/** Most characters of a response body in a message, and those of it that are looked at for them. */
const MOST_OF_BODY = 300;
const LOOKED_AT = 20_000;

/** Returns the beginning of a response body in one line: of HTML the text alone. */
function bodyText(reply: Exclude<Reply, { readonly failure: unknown }>): string {
  const body = reply.body.slice(0, LOOKED_AT);
  return shortened(/html/i.test(reply.contentType ?? '') ? textOfHtml(body) : body, MOST_OF_BODY);
}

/** Returns the text between the tags, without styles and scripts. */
function textOfHtml(html: string): string {
  const parts = html.split('<');
  let text = parts[0] ?? '';
  let isHidden = false;
  for (const part of parts.slice(1)) {
    const [, close, name = ''] = /^(\/?)(\w*)/.exec(part) ?? [];
    if (/^(?:style|script)$/i.test(name)) isHidden = close === '';
    const end = part.indexOf('>');
    if (!isHidden && end >= 0) text += ` ${part.slice(end + 1)}`;
  }
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', '#39': "'" };
  return text.replace(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name: string) => named[name] ?? '');
}

/** Returns text in one line, control characters and runs of white space as one blank, of a greatest length. */
function shortened(text: string, most: number): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** Most characters of an error in a message: of a document gone wrong the first dozen problems. */
const MOST_OF_ERROR = 2000;

/** Returns an error as a message shows it: a `BxmlError` with all that it says, another with the line that threw it. */
function errorText(error: unknown): string {
  try {
    const place = lineOf(isBxmlError(error) ? error.cause : error);
    const at = place === undefined ? '' : `\n    at ${place}`;
    if (!isBxmlError(error)) return `${errorLine(error)}${at}`;
    const { message } = error;
    return `BxmlError: ${message.length > MOST_OF_ERROR ? `${message.slice(0, MOST_OF_ERROR)}…` : message}${at}`;
  } catch {
    // What is thrown may be anything: a proxy that throws again, for one.
    return errorLine(error);
  }
}

/** True if it is a `BxmlError`, of this copy of the package or of another. */
function isBxmlError(error: unknown): error is { readonly message: string; readonly cause?: unknown } {
  try {
    const { name, message } = Object(error) as { readonly name?: unknown; readonly message?: unknown };
    return name === 'BxmlError' && typeof message === 'string';
  } catch {
    return false;
  }
}

/** Returns the place in the application at which an error was made: the first line of its stack outside of packages. */
function lineOf(error: unknown): string | undefined {
  const { stack } = Object(error) as { readonly stack?: unknown };
  if (typeof stack !== 'string') return undefined;
  const frames = stack
    .slice(0, LOOKED_AT)
    .split('\n')
    .filter((line) => /^\s*at /.test(line) && /:\d+:\d+\)?$/.test(line));
  const frame = frames.find((line) => !/node:|[\\/]node_modules[\\/]/.test(line)) ?? frames[0];
  return frame?.trim().replace(/^at /, '');
}
