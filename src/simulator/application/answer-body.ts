import { MAX_ANSWER_BYTES } from './reply.js';

const { setTimeout: startTimer } = globalThis;

/** Empty pieces after which timers get their turn: a stream of nothing else would never let them. */
const EMPTY_PIECES = 100;

/** Text of an answer, as UTF-8 whatever it says that it is. Of one that was cut, a character cut in two is left out. */
export function decoded(bytes: Uint8Array, isCut: boolean): string {
  return new TextDecoder().decode(bytes, { stream: isCut });
}

/** Reads the body of a `Response` up to the bound. */
export class AnswerBody {
  /** Bytes that have come. */
  length = 0;
  #isLeft = false;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  /** Stops reading: the rest is not needed. */
  leave(): void {
    this.#isLeft = true;
    // A stream may refuse to be cancelled, which does not matter here.
    this.#reader?.cancel().catch(() => undefined);
  }

  /** @throws whatever the stream fails with. */
  async read(
    stream: ReadableStream<Uint8Array> | null,
  ): Promise<{ readonly body: string; readonly overLong: boolean }> {
    if (stream === null) return { body: '', overLong: false };
    this.#reader = stream.getReader();
    if (this.#isLeft) this.leave();
    const pieces: Uint8Array[] = [];
    let empty = 0;
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) {
        this.leave();
        throw new TypeError('A piece of the body is no Uint8Array.');
      }
      if (value.length === 0) {
        empty += 1;
        if (empty % EMPTY_PIECES === 0) await new Promise((resolve) => startTimer(resolve, 0));
        continue;
      }
      pieces.push(
        this.length + value.length > MAX_ANSWER_BYTES ? value.slice(0, MAX_ANSWER_BYTES - this.length) : value,
      );
      this.length += value.length;
      if (this.length > MAX_ANSWER_BYTES) {
        this.leave();
        break;
      }
    }
    const overLong = this.length > MAX_ANSWER_BYTES;
    return { body: decoded(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces), overLong), overLong };
  }
}
