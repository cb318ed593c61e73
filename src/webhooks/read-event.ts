import { EventError } from '../events/event-error.js';
import { isTooLarge, TOO_LARGE } from '../events/event-size.js';
import { parseEvent } from '../events/parse-event.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { BxmlError } from '../problems/bxml-error.js';
import { bytesIn, isEmptyBody } from './body.js';
import { type Deadline, LATE } from './deadline.js';
import { BodyAborted, BodyConsumed, BodyTooLarge, RequestRefused, type WebhookRequest } from './request.js';

type AnyRequest = WebhookRequest<unknown>;

/**
 * Returns the parsed body of a request: the one that earlier middleware left, else reads it. Returns a promise only if
 * it has to wait.
 *
 * @throws RequestRefused 415 for a wrong content type or content encoding, 413 for a body above the limit, 400 for a
 * body that is not JSON, is incomplete or has more fields than an event may, 408 for a body that did not arrive in
 * time; BxmlError (`request.consumed`) if earlier middleware consumed the body and did not keep it.
 */
export function readEventBody(request: AnyRequest, limit: number, deadline: Deadline): unknown {
  if (!isJson(request.header('content-type'))) {
    throw new RequestRefused({
      status: 415,
      code: 'request.content-type',
      detail: 'The content type must be application/json.',
    });
  }
  const { parsed } = request;
  if (parsed !== undefined && !(isEmptyBody(parsed.body) && mayBeUnread(request)))
    return parseEarlierBody(request, parsed, limit);
  if (isEncoded(request)) throw encoded();
  try {
    const reading = request.read(limit, deadline);
    return reading instanceof Promise ? readBeforeDeadline(reading, limit, deadline) : parseJson(utf8Text(reading));
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

/** True unless the body is short enough to be an empty value itself, such as `{}`. */
function mayBeUnread(request: AnyRequest): boolean {
  const length = Number(request.header('content-length') ?? 0);
  return !(length > 0 && length <= 2);
}

/** Returns the body that earlier middleware left: parses a string or bytes, returns any other value unchanged. */
function parseEarlierBody(request: AnyRequest, { body }: { readonly body: unknown }, limit: number): unknown {
  const bytes = bytesIn(body);
  if (bytes === undefined && typeof body !== 'string') return body;
  if (typeof body === 'string' ? isLonger(body, limit) : (bytes?.length ?? 0) > limit) throw tooLarge(limit);
  try {
    if (bytes !== undefined) return parseJson(utf8Text(bytes));
    // TextDecoder removes the byte order mark of bytes; this removes that of a string.
    return parseJson(String(body).replace(/^\ufeff/, ''));
  } catch (error) {
    // The body may still be compressed.
    throw isEncoded(request) ? encoded() : error;
  }
}

/** True if the string is longer than `bytes` in UTF-8. No code unit takes more than three bytes. */
const isLonger = (text: string, bytes: number): boolean =>
  text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;

// HTTP parsers have trimmed the header. Trimming again with a regular expression could take quadratic time.
function isEncoded(request: AnyRequest): boolean {
  const encoding = request.header('content-encoding');
  return encoding !== undefined && !/^(?:identity)?$/i.test(encoding);
}

const encoded = (): RequestRefused =>
  new RequestRefused({
    status: 415,
    code: 'request.content-encoding',
    detail: 'The content encoding is not supported; send uncompressed JSON.',
    headers: { 'accept-encoding': 'identity' },
  });

function isJson(contentType = ''): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(contentType);
}

async function readBeforeDeadline(reading: Promise<Uint8Array>, limit: number, deadline: Deadline): Promise<unknown> {
  try {
    const bytes = await deadline.meet(reading);
    if (bytes === LATE) throw tooSlow();
    return parseJson(utf8Text(bytes));
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

/** Returns the error to throw for a body that could not be read. */
function whyUnread(error: unknown, limit: number): unknown {
  if (error instanceof BodyTooLarge) return tooLarge(limit);
  if (error instanceof BodyConsumed) {
    return BxmlError.of('request.consumed', 'The request body was consumed before the webhooks could read it.', {
      hint: 'Mount the webhooks before the middleware that reads the body, or make that middleware keep the body in request.body or request.rawBody, as body parsers do.',
    });
  }
  if (!(error instanceof BodyAborted)) return error;
  return new RequestRefused({ status: 400, code: 'request.aborted', detail: 'The request body is incomplete.' });
}

const tooLarge = (limit: number): RequestRefused =>
  new RequestRefused({
    status: 413,
    code: 'request.size',
    detail: `The request body exceeds the limit of ${limit} bytes.`,
    // The rest of the body will not be read.
    headers: { connection: 'close' },
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws RequestRefused if the bytes are not UTF-8 */
function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notJson();
  }
}

/** @throws RequestRefused if the text is not JSON or has more fields than an event may */
function parseJson(text: string): unknown {
  if (isTooLarge(text)) throw new RequestRefused({ status: 400, code: 'event.too-large', detail: TOO_LARGE });
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = (): RequestRefused =>
  new RequestRefused({ status: 400, code: 'request.json', detail: 'The request body is not valid UTF-8 JSON.' });

/** Returns the refusal for a body that did not arrive before the deadline. */
const tooSlow = (): RequestRefused =>
  new RequestRefused({
    status: 408,
    code: 'request.timeout',
    detail: 'The request body did not arrive in time.',
    headers: { connection: 'close' },
  });

type ReadEvent =
  | { readonly event: AnyEvent; readonly isKnown: true }
  | { readonly event: UnknownEvent; readonly isKnown: false };

/**
 * Validates a parsed body as an event. Returns an event of unknown type without validating its fields.
 *
 * @throws RequestRefused 400 if the value is not an event
 */
export function readEvent(input: unknown): ReadEvent {
  try {
    return { event: parseEvent(input), isKnown: true };
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    if (error.code === 'event.unknown-type' && error.event !== undefined) return { event: error.event, isKnown: false };
    throw new RequestRefused({ status: 400, code: error.code, detail: error.message });
  }
}
