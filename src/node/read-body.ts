import type { IncomingMessage } from 'node:http';
import { GrowingBytes } from '../webhooks/body.js';
import { BodyAborted, BodyConsumed, BodyTooLarge } from '../webhooks/request.js';
import { isHttp2 } from './unread-upload.js';

/**
 * Returns the bytes of a request, synchronously if all of them have arrived. A small body usually arrives with the
 * header, and Node has buffered it after one turn of the microtask queue. Stops at the limit without destroying the
 * connection, so that the refusal can still be sent.
 *
 * The stream may be in any state: untouched, flowing, paused, with an encoding set, or partly read and unshifted.
 *
 * @throws BodyTooLarge if `content-length` or the received bytes exceed `limit`; BodyAborted if the client
 * disconnected; BodyConsumed if other code has read some or all of the body.
 */
export function readBody(request: IncomingMessage, limit: number): Uint8Array | Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new BodyTooLarge();
  const { readableEncoding, readableDidRead: isBegun } = request;
  if (announced > 0 && request.readableLength === announced && readableEncoding === null) return request.read();
  if (request.readableEnded && !isBegun && announced === 0 && !isAborted(request)) return new Uint8Array(0);
  if (request.readableEnded || request.destroyed) throw closeError(request);
  // Without a content-length, the end does not show whether bytes are missing.
  if (isBegun && announced === 0) throw new BodyConsumed();
  return restOf(request, limit, isBegun ? announced : undefined);
}

/**
 * Returns the bodies that body parsers and hosts have set on a request, or on the framework's own request object. Takes
 * an untyped object, because the type declarations of the two common body parsers for Koa conflict.
 */
export function bodiesOf(request: object): readonly [body?: unknown, rawBody?: unknown] {
  // Performance: most requests have neither.
  if (!('body' in request) && !('rawBody' in request)) return NO_BODIES;
  return ['body' in request ? request.body : undefined, 'rawBody' in request ? request.rawBody : undefined];
}

const NO_BODIES: readonly [] = [];

/** True if other code listens to the body and has not received any data yet. */
export function isBeingRead(request: IncomingMessage): boolean {
  const { readableFlowing } = request;
  // Null for an untouched stream, which is the usual case; false for a stream with a `readable` listener.
  if (readableFlowing === null || request.readableDidRead || request.readableEnded) return false;
  return readableFlowing || request.listenerCount('readable') > 0;
}

/** Like {@link readBody}, but never throws: it returns a promise whose rejection counts as handled. */
export function readNow(request: IncomingMessage, limit: number): Uint8Array | Promise<Uint8Array> {
  try {
    const reading = readBody(request, limit);
    if (reading instanceof Promise) reading.catch(() => undefined);
    return reading;
  } catch (error) {
    const failed = Promise.reject(error);
    failed.catch(() => undefined);
    return failed;
  }
}

/**
 * Reads to the end. Rejects with BodyConsumed if the number of bytes is not `expected`, because others were read
 * before.
 */
function restOf(request: IncomingMessage, limit: number, expected: number | undefined): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new GrowingBytes(limit);
    const settle = (act: () => void): void => {
      request.off('data', onData).off('readable', onReadable);
      request.off('end', onEnd).off('error', onError).off('close', onClose);
      act();
    };
    const onData = (chunk: Uint8Array | string): void => {
      try {
        collected.add(typeof chunk === 'string' ? Buffer.from(chunk, request.readableEncoding ?? 'utf8') : chunk);
      } catch (error) {
        request.pause();
        settle(() => reject(error));
      }
    };
    // `read` emits `data` events.
    const onReadable = (): void => {
      while (request.read() !== null);
    };
    const onEnd = (): void => {
      const { bytes } = collected;
      // On HTTP/2 an aborted body emits `end` too.
      if (isAborted(request)) settle(() => reject(new BodyAborted(DISCONNECTED)));
      else if (bytes.length === (expected ?? bytes.length)) settle(() => resolve(bytes));
      else settle(() => reject(new BodyConsumed()));
    };
    const onError = (error: Error): void => settle(() => reject(new BodyAborted(error.message, { cause: error })));
    const onClose = (): void => settle(() => reject(closeError(request)));
    // A stream with a `readable` listener emits data only if `read` is called.
    if (request.listenerCount('readable') > 0) request.on('readable', onReadable);
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
    // Adding a listener does not resume a paused stream.
    if (request.isPaused()) request.resume();
  });
}

const DISCONNECTED = 'The client disconnected before the body was complete.';

/** Returns the error for a body that ended early: the client disconnected, or other code read or destroyed it. */
function closeError(request: IncomingMessage): Error {
  const { errored } = request;
  const isReset = errored != null && 'code' in errored && errored.code === 'ECONNRESET';
  return isReset || isAborted(request) ? new BodyAborted(DISCONNECTED) : new BodyConsumed();
}

/** True if the client reset the HTTP/2 stream. On HTTP/1 such a request is destroyed and does not emit `end`. */
function isAborted(request: IncomingMessage): boolean {
  return isHttp2(request) && (request.aborted || request.stream.rstCode !== 0);
}
