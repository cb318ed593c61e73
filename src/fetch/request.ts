import { joined } from '../webhooks/joined-bytes.js';
import { BodyAborted, BodyTooLarge, type WebhookRequest } from '../webhooks/webhook-request.js';

/** A request of the Web as webhooks take it. */
export function requestOf(request: Request): WebhookRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    read: (limit) => readBody(request, limit),
  };
}

/**
 * The bytes of a request, read piece by piece so that no more than `limit` is ever kept.
 *
 * @throws BodyTooLarge, BodyAborted
 */
async function readBody({ headers, body }: Request, limit: number): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limit) throw new BodyTooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read().catch((cause) => {
      throw new BodyAborted('The body did not come whole.', { cause });
    });
    if (piece?.value === undefined) break;
    length += piece.value.length;
    if (length > limit) {
      reader?.cancel().catch(() => undefined);
      throw new BodyTooLarge();
    }
    chunks.push(piece.value);
  }
  return joined(chunks, length);
}
