import { foreignEncoding } from './body-encoding.js';
import { type Answered, MAX_ANSWER_BYTES } from './reply.js';

const { setTimeout: startTimer } = globalThis;

/** The number of empty chunks after which timers may run: an endless stream of empty chunks would block them. */
const EMPTY_CHUNKS = 100;

/**
 * Decodes a response body as UTF-8, whatever charset the response declares. If the body was truncated, an incomplete
 * character at the end is dropped.
 */
export function bodyOf(bytes: Uint8Array, isCut: boolean): Pick<Answered, 'body' | 'foreign'> {
  const body = new TextDecoder().decode(bytes, { stream: isCut });
  const foreign = foreignEncoding(bytes, body);
  return foreign === undefined ? { body } : { body, foreign };
}

/** Reads the body of a `Response`, up to `MAX_ANSWER_BYTES`. */
export class AnswerBody {
  /** The number of bytes received. */
  length = 0;
  #isCancelled = false;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  /** Stops reading. */
  cancel(): void {
    this.#isCancelled = true;
    // The stream may fail to cancel, which does not matter here.
    this.#reader?.cancel().catch(() => undefined);
  }

  /** @throws the error of the stream */
  async read(stream: ReadableStream<Uint8Array> | null): Promise<Pick<Answered, 'body' | 'overLong' | 'foreign'>> {
    if (stream === null) return { body: '', overLong: false };
    this.#reader = stream.getReader();
    if (this.#isCancelled) this.cancel();
    const chunks: Uint8Array[] = [];
    let empty = 0;
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) {
        this.cancel();
        throw new TypeError('A chunk of the body is not a Uint8Array.');
      }
      if (value.length === 0) {
        empty += 1;
        if (empty % EMPTY_CHUNKS === 0) await new Promise((resolve) => startTimer(resolve, 0));
        continue;
      }
      chunks.push(
        this.length + value.length > MAX_ANSWER_BYTES ? value.slice(0, MAX_ANSWER_BYTES - this.length) : value,
      );
      this.length += value.length;
      if (this.length > MAX_ANSWER_BYTES) {
        this.cancel();
        break;
      }
    }
    const overLong = this.length > MAX_ANSWER_BYTES;
    return { ...bodyOf(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), overLong), overLong };
  }
}
