import { GrowingBytes } from '../webhooks/growing-bytes.js';
import { bytesIn, firstBody } from '../webhooks/left-body.js';
import {
  BodyAborted,
  BodyConsumed,
  BodyTooLarge,
  SHORT_BODY,
  type WebhookRequest,
} from '../webhooks/webhook-request.js';

/** What hosts may leave on a request, beside what the Web says of it. */
interface LeftBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** A request of the Web as webhooks take it. */
export function requestOf(request: Request): WebhookRequest {
  const { pathname, search } = new URL(request.url);
  return {
    source: request,
    method: request.method,
    path: pathname,
    query: search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    get parsed() {
      const { body, rawBody }: LeftBody = request;
      return firstBody(isStream(body) ? undefined : body, rawBody);
    },
    read: (limit, signal) => readBody(request, limit, signal),
  };
}

/** True if the request has a body that is unread, and not known to be short. */
export function hasUpload({ headers, body, bodyUsed }: Request): boolean {
  const length = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  return !(length <= SHORT_BODY) && isStream(body) && !bodyUsed;
}

const isStream = (body: unknown): boolean => typeof body === 'object' && body !== null && 'getReader' in body;

/**
 * Reads the bytes of a request chunk by chunk, so that no more than `limit` is ever kept.
 *
 * @throws BodyTooLarge, BodyAborted, BodyConsumed
 */
async function readBody(
  { headers, body, bodyUsed }: Request,
  limit: number,
  signal: Parameters<WebhookRequest['read']>[1],
): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limit) throw new BodyTooLarge();
  if (bodyUsed || body?.locked === true) throw new BodyConsumed();
  const collected = new GrowingBytes(limit);
  const reader = body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  for (;;) {
    const piece = await reader?.read().catch((cause) => {
      throw new BodyAborted('The request body is incomplete.', { cause });
    });
    if (piece === undefined || piece.done) break;
    try {
      collected.add(bytesOf(piece.value));
    } catch (error) {
      stop();
      throw error;
    }
  }
  return collected.bytes;
}

/**
 * Returns the bytes of a chunk: the body of a request that a program has made may stream strings, or whole buffers.
 *
 * @throws TypeError for anything else
 */
function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  const bytes = bytesIn(chunk);
  if (bytes === undefined) throw new TypeError('The body of the request streams chunks that are not bytes.');
  return bytes;
}
