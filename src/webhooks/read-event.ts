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
 * Returns the JSON in the body of a request: what something in front has left of it, else what is read here; a promise
 * only if something has to be waited for.
 *
 * @throws RequestRefused 415 for another content type or an encoded body, 413 for too many bytes, 400 for what is not
 * JSON, is larger than any event or is incomplete, 408 for what did not come in time; BxmlError (`request.consumed`) if
 * something in front has read the body and left nothing of it.
 */
export function readEventBody(request: AnyRequest, limit: number, deadline: Deadline): unknown {
  if (!isJson(request.header('content-type'))) {
    throw new RequestRefused({
      status: 415,
      code: 'request.content-type',
      detail: 'The content type is not application/json.',
    });
  }
  const { parsed } = request;
  if (parsed !== undefined && !(isEmptyBody(parsed.body) && mayBeUnread(request)))
    return jsonLeft(request, parsed, limit);
  if (isEncoded(request)) throw encoded();
  try {
    const reading = request.read(limit, deadline);
    return reading instanceof Promise ? bodyInTime(reading, limit, deadline) : parseJson(utf8Text(reading));
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

/** True unless the body is so short that an empty value may be all of it, as in `{}`. */
function mayBeUnread(request: AnyRequest): boolean {
  const length = Number(request.header('content-length') ?? 0);
  return !(length > 0 && length <= 2);
}

/** Returns the JSON of what something in front has left: the value itself if it was parsed there. */
function jsonLeft(request: AnyRequest, { body }: { readonly body: unknown }, limit: number): unknown {
  const bytes = bytesIn(body);
  if (bytes === undefined && typeof body !== 'string') return body;
  if (typeof body === 'string' ? isLonger(body, limit) : (bytes?.length ?? 0) > limit) throw tooLarge(limit);
  try {
    if (bytes !== undefined) return parseJson(utf8Text(bytes));
    // As bytes have lost theirs when they were decoded, a string loses its byte order mark.
    return parseJson(String(body).replace(/^\ufeff/, ''));
  } catch (error) {
    // It may have been left as it came, compressed.
    throw isEncoded(request) ? encoded() : error;
  }
}

/** True if the string takes more bytes in UTF-8. No character takes more than three for each of its code units. */
const isLonger = (text: string, bytes: number): boolean =>
  text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;

// HTTP has taken the space around it away; looking for more would take a second for a header full of odd ones.
function isEncoded(request: AnyRequest): boolean {
  const encoding = request.header('content-encoding');
  return encoding !== undefined && !/^(?:identity)?$/i.test(encoding);
}

const encoded = (): RequestRefused =>
  new RequestRefused({
    status: 415,
    code: 'request.content-encoding',
    detail: 'The body is encoded; only plain JSON is taken.',
    headers: { 'accept-encoding': 'identity' },
  });

function isJson(contentType = ''): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(contentType);
}

async function bodyInTime(reading: Promise<Uint8Array>, limit: number, deadline: Deadline): Promise<unknown> {
  try {
    const bytes = await deadline.meet(reading);
    if (bytes === LATE) throw tooSlow();
    return parseJson(utf8Text(bytes));
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

/** Returns what to throw for a body that could not be read. */
function whyUnread(error: unknown, limit: number): unknown {
  if (error instanceof BodyTooLarge) return tooLarge(limit);
  if (error instanceof BodyConsumed) {
    return BxmlError.of(
      'request.consumed',
      'The request body was read before the webhooks, and its content was lost.',
      {
        hint: 'Put the webhooks before what reads the body, or let that leave it in request.body or rawBody, as body parsers do.',
      },
    );
  }
  if (!(error instanceof BodyAborted)) return error;
  return new RequestRefused({ status: 400, code: 'request.aborted', detail: 'The request body is incomplete.' });
}

const tooLarge = (limit: number): RequestRefused =>
  new RequestRefused({
    status: 413,
    code: 'request.size',
    detail: `The body is larger than ${limit} bytes.`,
    // What is still coming will not be read.
    headers: { connection: 'close' },
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws RequestRefused for what is not UTF-8 */
function utf8Text(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notJson();
  }
}

/** @throws RequestRefused for what is not JSON, or larger than any event */
function parseJson(text: string): unknown {
  if (isTooLarge(text)) throw new RequestRefused({ status: 400, code: 'event.too-large', detail: TOO_LARGE });
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = (): RequestRefused =>
  new RequestRefused({ status: 400, code: 'request.json', detail: 'The body is not JSON in UTF-8.' });

/** Returns the refusal of a body that took longer than the deadline. */
const tooSlow = (): RequestRefused =>
  new RequestRefused({
    status: 408,
    code: 'request.timeout',
    detail: 'The body took too long.',
    headers: { connection: 'close' },
  });

type ReadEvent =
  | { readonly event: AnyEvent; readonly isKnown: true }
  | { readonly event: UnknownEvent; readonly isKnown: false };

/**
 * Reads JSON as an event. An event of a type that this version does not know is returned as it came.
 *
 * @throws RequestRefused 400 for anything that is not an event
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
