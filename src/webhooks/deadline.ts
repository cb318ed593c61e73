import type { AbortSignalLike } from '../components/resolve.js';

/** Maximum delay of a timer in milliseconds. Node treats longer delays as 1 ms. */
export const MAX_TIMER_DELAY = 2 ** 31 - 1;

/** The result of {@link Deadline.meet} if the work does not finish in time. */
export const LATE = Symbol('late');

/**
 * The time limit of one request, and the abort signal of its render.
 *
 * Performance: an `AbortSignal` and a timer each cost as much as rendering a small document. The `AbortSignal` is
 * created when a handler reads it, the timer when something has to wait. Most responses need neither.
 */
export class Deadline implements AbortSignalLike {
  aborted = false;
  reason: unknown;
  /** True if the deadline passed; false if the client disconnected. */
  isOver = false;
  /** The limit in milliseconds; undefined for no limit. */
  readonly milliseconds: number | undefined;
  #isCleared = false;
  readonly #begun = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners: Set<() => void> | undefined;
  #controller: AbortController | undefined;

  /** @param milliseconds undefined for no limit */
  constructor(milliseconds: number | undefined) {
    this.milliseconds = milliseconds;
  }

  /** Aborts when the response is no longer needed: the deadline passed or the client disconnected. */
  get signal(): AbortSignal {
    this.#start();
    this.#controller ??= new AbortController();
    if (this.aborted) this.#controller.abort(this.reason);
    return this.#controller.signal;
  }

  /** Milliseconds since the deadline was created. */
  get elapsed(): number {
    return performance.now() - this.#begun;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#start();
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Resolves to the result of the work, or to `LATE` if the signal aborts first. Later rejections are ignored. */
  meet<T>(work: Promise<T>): Promise<T | typeof LATE> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(LATE);
      if (this.aborted) giveUp();
      else this.addEventListener('abort', giveUp);
      work.then(resolve, reject).finally(() => this.removeEventListener('abort', giveUp));
    });
  }

  /** Aborts because the client disconnected. Does nothing after `clear`. */
  abandon(): void {
    if (!this.#isCleared) this.#abort(new Error('The client disconnected.'));
  }

  #abort(reason: unknown): void {
    if (this.aborted || this.#isCleared) return;
    clearTimeout(this.#timer);
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    for (const listener of [...(this.#listeners ?? [])]) listener();
  }

  /** Stops the timer once the request is answered. The signal no longer aborts. */
  clear(): void {
    this.#isCleared = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    const { milliseconds } = this;
    if (milliseconds === undefined || this.#timer !== undefined || this.aborted || this.#isCleared) return;
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#abort(new Error(`The response was not ready within ${milliseconds} ms.`));
    }, milliseconds - this.elapsed);
  }
}
