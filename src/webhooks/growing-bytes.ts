import { BodyTooLarge } from './webhook-request.js';

/** Bytes for which there is room at first. */
const SMALLEST = 1024;

/**
 * The bytes of a body, copied into one buffer that doubles. Memory stays below three times the bytes received, however
 * small the chunks are and however large the buffers of which they are views.
 */
export class GrowingBytes {
  readonly #limit: number;
  #buffer = new Uint8Array(0);
  #length = 0;

  /** @param limit most bytes that are taken */
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
