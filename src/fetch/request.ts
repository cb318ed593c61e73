import { joined } from '../webhooks/joined-bytes.js';
import { BodyAborted, BodyConsumed, BodyTooLarge, type WebhookRequest } from '../webhooks/webhook-request.js';

/** A request of the Web as webhooks take it. */
export function requestOf(request: Request): WebhookRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    read: (limit, signal) => readBody(request, limit, signal),
  };
}

/**
 * The bytes of a request, read piece by piece so that no more than `limit` is ever kept.
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
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  for (;;) {
    const piece = await reader?.read().catch((cause) => {
      throw new BodyAborted('The body did not come whole.', { cause });
    });
    if (piece?.value === undefined) break;
    length += piece.value.length;
    if (length > limit) {
      stop();
      throw new BodyTooLarge();
    }
    chunks.push(piece.value);
  }
  return joined(chunks, length);
}
