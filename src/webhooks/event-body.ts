import { BxmlError } from '../problems/bxml-error.js';
import { type Deadline, LATE } from './deadline.js';
import { RequestRefused } from './problem-reply.js';
import { BodyAborted, BodyConsumed, BodyTooLarge, type WebhookRequest } from './webhook-request.js';

/** Most bytes of a body by default: 1 MiB, a hundred times the largest event. */
export const DEFAULT_LIMIT = 1_048_576;

/**
 * The JSON in the body of a request: what a body parser in front has made of it, else read and parsed here; a promise
 * only where something has to be waited for.
 *
 * @throws RequestRefused 415 for another content type or an encoded body, 413 for too many bytes, 400 for what is no
 * JSON or did not come whole, 408 for what did not come in time; BxmlError (`request.consumed`)
 * where the program itself has read the body.
 */
export function readEventBody(request: WebhookRequest, limit: number, deadline: Deadline): unknown {
  if (!isJson(request.header('content-type'))) {
    throw new RequestRefused({
      status: 415,
      code: 'request.content-type',
      detail: 'The content type is not application/json.',
    });
  }
  if (request.parsed !== undefined) return request.parsed.body;
  // HTTP has taken the space around it away; looking for more would take a second for a header full of odd ones.
  if (!/^(?:identity)?$/i.test(request.header('content-encoding') ?? '')) {
    throw new RequestRefused({
      status: 415,
      code: 'request.content-encoding',
      detail: 'The body is encoded; only plain JSON is taken.',
      headers: { 'accept-encoding': 'identity' },
    });
  }
  try {
    const reading = request.read(limit, deadline);
    return reading instanceof Promise ? bodyInTime(reading, limit, deadline) : parseJson(reading);
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

function isJson(contentType = ''): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(contentType);
}

async function bodyInTime(reading: Promise<Uint8Array>, limit: number, deadline: Deadline): Promise<unknown> {
  try {
    const bytes = await deadline.meet(reading);
    if (bytes === LATE) throw tooSlow();
    return parseJson(bytes);
  } catch (error) {
    throw whyUnread(error, limit);
  }
}

/** What is to be told where the body could not be read. */
function whyUnread(error: unknown, limit: number): unknown {
  if (error instanceof BodyTooLarge) {
    return new RequestRefused({
      status: 413,
      code: 'request.size',
      detail: `The body is larger than ${limit} bytes.`,
      // What is still coming will not be read.
      headers: { connection: 'close' },
    });
  }
  if (error instanceof BodyConsumed) {
    return BxmlError.of('request.consumed', 'The body was read before the webhooks could, and its content not left.', {
      hint: 'Put the webhooks first, or a body parser in front of them that sets request.body.',
    });
  }
  if (!(error instanceof BodyAborted)) return error;
  return new RequestRefused({ status: 400, code: 'request.aborted', detail: 'The body did not come whole.' });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new RequestRefused({ status: 400, code: 'request.json', detail: 'The body is not JSON in UTF-8.' });
  }
}

/** The refusal of a body that took longer than there is time for an answer. */
const tooSlow = (): RequestRefused =>
  new RequestRefused({
    status: 408,
    code: 'request.timeout',
    detail: 'The body took too long.',
    headers: { connection: 'close' },
  });
