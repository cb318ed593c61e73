import type { IncomingMessage } from 'node:http';
import { joined } from '../webhooks/joined-bytes.js';
import { BodyAborted, BodyConsumed, BodyTooLarge } from '../webhooks/webhook-request.js';

/**
 * The bytes of a request, at once where all of them are there: a small body comes with its header, and Node has taken it
 * in by the time that something was awaited, if only a promise that was kept already. Stops at the limit without
 * destroying the connection, so that the refusal can still be sent.
 *
 * @throws BodyTooLarge once the header announces more than `limit` bytes, or more of them have come; BodyAborted; BodyConsumed.
 */
export function readBody(request: IncomingMessage, limit: number): Uint8Array | Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new BodyTooLarge();
  if (announced > 0 && request.readableLength === announced) return request.read();
  // Nothing more will be heard of it: somebody has read it, or the client left while something else was waited for.
  if (request.readableEnded) throw new BodyConsumed();
  if (request.destroyed) throw new BodyAborted('The body is gone.');
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const settle = (act: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      act();
    };
    const onData = (chunk: Uint8Array): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > limit) settle(() => reject(new BodyTooLarge()));
    };
    const onEnd = (): void => settle(() => resolve(joined(chunks, length)));
    const onError = (error: Error): void => settle(() => reject(new BodyAborted(error.message, { cause: error })));
    const onClose = (): void => settle(() => reject(new BodyAborted('The client left before the body was there.')));
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}
