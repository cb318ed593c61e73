import type { Io } from '../terminal/io.js';

/** Milliseconds between two lines. */
const INTERVAL = 100;

/** One line about how far a command is, on terminals only. */
export class Progress {
  readonly #io: Io;
  #shownAt = 0;
  #isShown = false;

  constructor(io: Io) {
    this.#io = io;
  }

  show(text: string): void {
    const { stderr } = this.#io;
    const now = performance.now();
    if (stderr.isTTY !== true || now - this.#shownAt < INTERVAL) return;
    this.#shownAt = now;
    this.#isShown = true;
    stderr.write(`\r\u001b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#isShown) this.#io.stderr.write('\r\u001b[2K');
    this.#isShown = false;
  }
}
