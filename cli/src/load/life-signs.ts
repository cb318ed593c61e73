import type { ChildProcess } from 'node:child_process';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';
import type { ChildMessage } from './guarded-child.js';

/** Seconds without a sign of life after which a child process is ended. `BXML_BLOCKED_AFTER` is another number. */
const BLOCKED_AFTER = 20;

/** Milliseconds between two checks for signs of life. */
const CHECK = 500;

/** Milliseconds that the child process may take to start, beyond the limit. */
const START = 10_000;

/** Ends a guarded child process without signs of life: code that blocks it, such as an endless loop. */
export class LifeSigns {
  readonly #limit: number;
  readonly #timer: NodeJS.Timeout;
  #doing = 'running the application';
  #isBlocked = false;

  constructor(io: Pick<Io, 'env'>, child: ChildProcess) {
    this.#limit = Number(io.env.BXML_BLOCKED_AFTER) || BLOCKED_AFTER;
    // Until the first message, Node starts.
    let alive = performance.now() + START;
    let checked = performance.now();
    child.on('message', (message: ChildMessage) => {
      alive = performance.now();
      if (message.bxml === 'doing') this.#doing = message.what;
    });
    this.#timer = setInterval(() => {
      const now = performance.now();
      // This process was suspended too, by the terminal or the machine.
      if (now - checked > 3 * CHECK) alive = now;
      checked = now;
      if (now - alive < this.#limit * 1000) return;
      this.#isBlocked = true;
      child.kill('SIGKILL');
    }, CHECK);
  }

  /** Stops checking. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Returns why a process has ended that was expected to run on. */
  failure(code: number | null, killedBy: NodeJS.Signals | null): CommandError {
    return this.#isBlocked ? blocked(this.#doing, this.#limit) : endedByItself(this.#doing, code, killedBy);
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }
}

function blocked(doing: string, limit: number): CommandError {
  return new CommandError(`The process was blocked for ${limit} s while ${doing}. It was ended.`, {
    hint: 'Look for an endless loop, or for synchronous work that takes long, such as execSync. BXML_BLOCKED_AFTER=60 waits for 60 seconds.',
  });
}

function endedByItself(doing: string, code: number | null, killedBy: NodeJS.Signals | null): CommandError {
  if (killedBy === 'SIGABRT' || code === 134) {
    return new CommandError(`The process crashed while ${doing}, usually because it ran out of memory.`, {
      hint: 'Look for a loop that allocates without end. NODE_OPTIONS=--max-old-space-size=4096 allows 4 GB.',
    });
  }
  if (killedBy !== null) return new CommandError(`The process was ended by ${killedBy} while ${doing}.`);
  return new CommandError(`The application ended the process with status ${code} while ${doing}.`, {
    hint: 'Look for process.exit(), or for an error above that nothing catches.',
  });
}
