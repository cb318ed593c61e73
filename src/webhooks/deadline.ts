import type { AbortSignalLike } from '../components/resolve.js';

/** Most milliseconds of a timer: Node takes more for 1. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** What {@link Deadline.meet} resolves to for work that was not done in time. */
export const LATE = Symbol('late');

/**
 * The time that there is for one request. Also the signal of the render: it is made for each request, and a true
 * `AbortSignal`, which costs as much as a small document, only for a handler that looks at it. Nor is there a timer
 * before something is waited for: it costs as much again, and most answers are there at once.
 */
export class Deadline implements AbortSignalLike {
  aborted = false;
  reason: unknown;
  /** True if the time is over, and not if the client has left. */
  isOver = false;
  /** The time that there is; undefined if there is no limit. */
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

  /** Milliseconds since it began. */
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

  /** Resolves to what the work does, or to `LATE` if the time is over first. A rejection after that is ignored. */
  meet<T>(work: Promise<T>): Promise<T | typeof LATE> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(LATE);
      if (this.aborted) giveUp();
      else this.addEventListener('abort', giveUp);
      work.then(resolve, reject).finally(() => this.removeEventListener('abort', giveUp));
    });
  }

  /** Aborts because the client has left. Ignored once it has its reply. */
  abandon(): void {
    if (!this.#isCleared) this.#abort(new Error('The client has left.'));
  }

  #abort(reason: unknown): void {
    if (this.aborted || this.#isCleared) return;
    clearTimeout(this.#timer);
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    for (const listener of [...(this.#listeners ?? [])]) listener();
  }

  /** Stops the timer, because the request is answered: from now on it does not abort. */
  clear(): void {
    this.#isCleared = true;
    clearTimeout(this.#timer);
  }

  #start(): void {
    const { milliseconds } = this;
    if (milliseconds === undefined || this.#timer !== undefined || this.aborted || this.#isCleared) return;
    this.#timer = setTimeout(() => {
      this.isOver = true;
      this.#abort(new Error(`Not done in ${milliseconds} ms.`));
    }, milliseconds - this.elapsed);
  }
}
