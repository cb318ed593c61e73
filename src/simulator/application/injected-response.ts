import type { ServerResponse } from 'node:http';
import type { Response as Injected } from 'light-my-request';
import { decoded } from './answer-body.js';
import { MAX_ANSWER_BYTES, type Reply } from './reply.js';

type Data = string | Uint8Array;
type Encoding = BufferEncoding | undefined;
type Callback = ((error?: Error | null) => void) | undefined;

/**
 * Sees to it that an injected response takes no more than is read: the library keeps whatever is written. As properties
 * of the response itself, its methods stay when a framework gives it another prototype, as Express does.
 */
export class InjectedResponse {
  /** True if the answer is no longer needed. */
  isLeft = false;
  /** Bytes written. */
  #length = 0;
  #isOverLong = false;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    const { write, end, writeHead, destroy, setTimeout } = response;
    // The casts: an implementation has all parameters of the overloads at once.
    response.write = ((data: Data, encoding: Encoding, callback: Callback): boolean => {
      if (this.isLeft) return false;
      const room = MAX_ANSWER_BYTES - this.#length;
      this.#length += sizeOf(data, encoding);
      if (this.#length <= MAX_ANSWER_BYTES) return write.call(response, data, encoding as BufferEncoding, callback);
      this.#isOverLong = true;
      write.call(response, headOf(data, encoding, room), 'utf8');
      end.call(response, undefined, 'utf8');
      this.leave();
      return false;
    }) as ServerResponse['write'];
    response.end = ((data: Data | Callback, encoding: Encoding | Callback, callback: Callback): ServerResponse => {
      if (this.isLeft) return response;
      if (typeof data === 'function') end.call(response, undefined, 'utf8', data);
      else if (typeof encoding === 'function') end.call(response, data, 'utf8', encoding);
      else end.call(response, data, encoding as BufferEncoding, callback);
      return response;
    }) as ServerResponse['end'];
    Object.assign(response, { writeHead, destroy, setTimeout });
  }

  /** How far it has come. */
  get progress(): string {
    return this.#response.headersSent
      ? `Only ${this.#response.statusCode} and ${this.#length} bytes came`
      : 'Nothing came';
  }

  /** Closes the connection, as a client does that waits no longer. */
  leave(): void {
    this.isLeft = true;
    this.#response.socket?.destroy();
  }

  /** What a client would have received. */
  replyOf({ statusCode: status, headers, payload, rawPayload }: Injected): Reply {
    const hasBody = status !== 204 && status !== 304;
    const announced = headers['content-length'] === undefined ? undefined : Number(headers['content-length']);
    const isCut = announced !== undefined && announced < rawPayload.length;
    if (hasBody && !this.#isOverLong && announced !== undefined && announced > this.#length) {
      return {
        failure: 'reset',
        detail: `The answer ended too early: its content-length is ${announced}, and ${this.#length} bytes came.`,
      };
    }
    let body = '';
    if (hasBody && (isCut || this.#isOverLong)) body = decoded(rawPayload.subarray(0, announced), true);
    else if (hasBody) body = payload.charCodeAt(0) === BYTE_ORDER_MARK ? payload.slice(1) : payload;
    return {
      status,
      contentType: first(headers['content-type']),
      challenge: all(headers['www-authenticate']),
      location: first(headers.location),
      body,
      overLong: hasBody && this.#isOverLong && !isCut,
    };
  }
}

const BYTE_ORDER_MARK = 0xfeff;

/** In bytes; 0 for what is no data, at which Node throws. */
function sizeOf(data: Data, encoding: Encoding | Callback): number {
  if (typeof data === 'string') return Buffer.byteLength(data, typeof encoding === 'function' ? undefined : encoding);
  return data instanceof Uint8Array ? data.byteLength : 0;
}

/** The first bytes, of text as well without a copy of all: no encoding takes more than two characters a byte. */
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
