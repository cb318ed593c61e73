import { BodyTooLarge } from './request.js';

/** Initial size of the buffer in bytes. */
const SMALLEST = 1024;

/**
 * The bytes of a body, copied into one buffer that doubles. Memory stays below three times the bytes received, however
 * small the chunks are and however large the buffers of which they are views.
 */
export class GrowingBytes {
  readonly #limit: number;
  #buffer = new Uint8Array(0);
  #length = 0;

  /** @param limit maximum number of bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The bytes so far. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /**
   * Appends a copy of the chunk.
   *
   * @throws BodyTooLarge
   */
  add(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#limit) throw new BodyTooLarge();
    if (length > this.#buffer.length) this.#grow(length);
    this.#buffer.set(chunk, this.#length);
    this.#length = length;
  }

  #grow(needed: number): void {
    const room = Math.min(this.#limit, Math.max(SMALLEST, 2 * this.#buffer.length));
    const buffer = new Uint8Array(Math.max(needed, room));
    buffer.set(this.bytes);
    this.#buffer = buffer;
  }
}

/** True for the values that body parsers set if they did not parse the body: undefined, an empty value or `{}`. */
export function isEmptyBody(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  if (typeof body !== 'object') return false;
  const bytes = bytesIn(body);
  if (bytes !== undefined) return bytes.length === 0;
  for (const field in body) if (Object.hasOwn(body, field)) return false;
  return Object.prototype.toString.call(body) === '[object Object]';
}

/** Returns the first body that is not empty, else the first that is set; undefined if none is set. */
export function firstBody(...bodies: readonly unknown[]): { readonly body: unknown } | undefined {
  let empty: { readonly body: unknown } | undefined;
  for (const body of bodies) {
    if (!isEmptyBody(body)) return { body };
    if (body !== undefined) empty ??= { body };
  }
  return empty;
}

/**
 * Returns the bytes of a Buffer, a typed array, a DataView or an ArrayBuffer, of any realm; undefined for anything
 * else.
 */
export function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isArrayBuffer(value) ? new Uint8Array(value) : undefined;
}

function isArrayBuffer(value: unknown): value is ArrayBufferLike {
  if (typeof value !== 'object' || value === null) return false;
  return ['[object ArrayBuffer]', '[object SharedArrayBuffer]'].includes(Object.prototype.toString.call(value));
}
