import type { IncomingMessage } from 'node:http';
import { GrowingBytes } from '../webhooks/body.js';
import { BodyAborted, BodyConsumed, BodyTooLarge } from '../webhooks/request.js';
import { isHttp2 } from './unread-upload.js';

/**
 * Returns the bytes of a request, at once if all of them are there: a small body comes with its header, and Node has
 * taken it in by the time that something was awaited, if only a promise that was kept already. Stops at the limit without
 * destroying the connection, so that the refusal can still be sent.
 *
 * The stream may be in any state: untouched, flowing, paused, with an encoding set, read in part and put back.
 *
 * @throws BodyTooLarge once the header announces more than `limit` bytes, or more of them have come; BodyAborted if the
 * client has left; BodyConsumed if something else has read the body, or a part of it.
 */
export function readBody(request: IncomingMessage, limit: number): Uint8Array | Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new BodyTooLarge();
  const { readableEncoding, readableDidRead: isBegun } = request;
  if (announced > 0 && request.readableLength === announced && readableEncoding === null) return request.read();
  if (request.readableEnded && !isBegun && announced === 0 && !isAborted(request)) return new Uint8Array(0);
  if (request.readableEnded || request.destroyed) throw whyGone(request);
  // How much of it is missing cannot be known at the end, unless its length was announced.
  if (isBegun && announced === 0) throw new BodyConsumed();
  return restOf(request, limit, isBegun ? announced : undefined);
}

/**
 * Returns what body parsers and hosts have left on a request, or on the object that a framework makes of it. Which of
 * them has run is not for the types to say: those of the two usual ones for Koa contradict each other.
 */
export function bodiesOf(request: object): readonly [body?: unknown, rawBody?: unknown] {
  // Performance: almost always there is neither.
  if (!('body' in request) && !('rawBody' in request)) return NO_BODIES;
  return ['body' in request ? request.body : undefined, 'rawBody' in request ? request.rawBody : undefined];
}

const NO_BODIES: readonly [] = [];

/** True if something else has begun to listen to the body, and has heard nothing yet. */
export function isBeingRead(request: IncomingMessage): boolean {
  const { readableFlowing } = request;
  // Untouched streams, as almost all are, have null here; those with a listener to `readable` have false.
  if (readableFlowing === null || request.readableDidRead || request.readableEnded) return false;
  return readableFlowing || request.listenerCount('readable') > 0;
}

/** Returns the same as {@link readBody}, and never throws: the promise rejects, and that harms nothing. */
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

/** Reads to the end. With `expected`, another number of bytes means that the others were read before. */
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
    // What it reads is emitted as data.
    const onReadable = (): void => {
      while (request.read() !== null);
    };
    const onEnd = (): void => {
      const { bytes } = collected;
      // On HTTP/2 a body that breaks off ends like any other.
      if (isAborted(request)) settle(() => reject(new BodyAborted('The client left before the body was there.')));
      else if (bytes.length === (expected ?? bytes.length)) settle(() => resolve(bytes));
      else settle(() => reject(new BodyConsumed()));
    };
    const onError = (error: Error): void => settle(() => reject(new BodyAborted(error.message, { cause: error })));
    const onClose = (): void => settle(() => reject(whyGone(request)));
    // A stream with such a listener flows only if it is read.
    if (request.listenerCount('readable') > 0) request.on('readable', onReadable);
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
    // A listener does not resume a stream that was paused.
    if (request.isPaused()) request.resume();
  });
}

/** Returns why nothing more will be heard of the body: the client left, or something else has read or destroyed it. */
function whyGone(request: IncomingMessage): Error {
  const { errored } = request;
  const isReset = errored != null && 'code' in errored && errored.code === 'ECONNRESET';
  return isReset || isAborted(request)
    ? new BodyAborted('The client left before the body was there.')
    : new BodyConsumed();
}

/** True if the client has reset the stream of HTTP/2. On HTTP/1 such a request does not end but is destroyed. */
function isAborted(request: IncomingMessage): boolean {
  return isHttp2(request) && (request.aborted || request.stream.rstCode !== 0);
}
