import type { ServerResponse } from 'node:http';
import type { Response as Injected } from 'light-my-request';
import { bodyOf } from './answer-body.js';
import { foreignEncoding } from './body-encoding.js';
import { type Answered, MAX_ANSWER_BYTES, type Reply } from './reply.js';

type Data = string | Uint8Array;
type Encoding = BufferEncoding | undefined;
type Callback = ((error?: Error | null) => void) | undefined;

/**
 * Limits the size of an injected response, because the library buffers everything that is written. It replaces the methods
 * as own properties of the response, so that they remain if a framework changes the prototype, as Express does.
 */
export class InjectedResponse {
  /** True if the connection is closed because the response is no longer needed. */
  isDisconnected = false;
  /** The number of bytes written. */
  #length = 0;
  #isOverLong = false;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    const { write, end, writeHead, destroy, setTimeout } = response;
    // The casts: an implementation has the parameters of all overloads at once.
    response.write = ((data: Data, encoding: Encoding, callback: Callback): boolean => {
      if (this.isDisconnected) return false;
      const room = MAX_ANSWER_BYTES - this.#length;
      this.#length += sizeOf(data, encoding);
      if (this.#length <= MAX_ANSWER_BYTES) return write.call(response, data, encoding as BufferEncoding, callback);
      this.#isOverLong = true;
      write.call(response, headOf(data, encoding, room), 'utf8');
      end.call(response, undefined, 'utf8');
      this.disconnect();
      return false;
    }) as ServerResponse['write'];
    response.end = ((data: Data | Callback, encoding: Encoding | Callback, callback: Callback): ServerResponse => {
      if (this.isDisconnected) return response;
      if (typeof data === 'function') end.call(response, undefined, 'utf8', data);
      else if (typeof encoding === 'function') end.call(response, data, 'utf8', encoding);
      else end.call(response, data, encoding as BufferEncoding, callback);
      return response;
    }) as ServerResponse['end'];
    Object.assign(response, { writeHead, destroy, setTimeout });
  }

  /** Describes how much of the response was received. */
  get progress(): string {
    return this.#response.headersSent
      ? `Only ${this.#response.statusCode} and ${this.#length} bytes came`
      : 'Nothing came';
  }

  /** Closes the connection, as a client does that no longer waits. */
  disconnect(): void {
    this.isDisconnected = true;
    this.#response.socket?.destroy();
  }

  /** Returns the reply that a client would receive. */
  replyOf({ statusCode: status, headers, payload, rawPayload }: Injected): Reply {
    const hasBody = status !== 204 && status !== 304;
    const announced = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
    const isCut = announced !== undefined && announced < rawPayload.length;
    if (hasBody && !this.#isOverLong && announced !== undefined && announced > this.#length) {
      return {
        failure: 'reset',
        detail: `The response is incomplete: its content-length is ${announced}, but only ${this.#length} bytes came.`,
      };
    }
    const body = !hasBody
      ? { body: '' }
      : isCut || this.#isOverLong
        ? bodyOf(rawPayload.subarray(0, announced), true)
        : decodedBody(payload, rawPayload);
    return {
      status,
      contentType: first(headers['content-type']),
      challenge: all(headers['www-authenticate']),
      location: first(headers.location),
      ...body,
      overLong: hasBody && this.#isOverLong && !isCut,
    };
  }
}

const BYTE_ORDER_MARK = 0xfeff;

/** Returns a body that the library has decoded. */
function decodedBody(payload: string, bytes: Uint8Array): Pick<Answered, 'body' | 'foreign'> {
  const body = payload.charCodeAt(0) === BYTE_ORDER_MARK ? payload.slice(1) : payload;
  const foreign = foreignEncoding(bytes, body);
  return foreign === undefined ? { body } : { body, foreign };
}

/** Returns the size in bytes; 0 for a value of another type, for which Node throws. */
function sizeOf(data: Data, encoding: Encoding | Callback): number {
  if (typeof data === 'string') return Buffer.byteLength(data, typeof encoding === 'function' ? undefined : encoding);
  return data instanceof Uint8Array ? data.byteLength : 0;
}

/** Returns the first bytes. A string is sliced first, to avoid encoding all of it: no encoding uses more than two characters per byte. */
function headOf(data: Data, encoding: Encoding | Callback, length: number): Uint8Array {
  if (typeof data !== 'string') return data.subarray(0, length);
  return Buffer.from(data.slice(0, 2 * length), typeof encoding === 'function' ? undefined : encoding).subarray(
    0,
    length,
  );
}

const first = (value: unknown): string | undefined =>
  Array.isArray(value) ? first(value[0]) : value === undefined ? undefined : String(value);

const all = (value: unknown): string | undefined => (Array.isArray(value) ? value.join(', ') : first(value));
