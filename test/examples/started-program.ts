import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program in a process of its own, run from source as the tests are. */
export class StartedProgram {
  readonly process: ChildProcess;
  /** The code with which it ended, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** What it has written so far, as far as it was read. */
  readonly written: string[] = [];
  readonly #lines: AsyncIterator<string>;

  constructor(file: string, env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, [...process.execArgv, file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const { stdout } = this.process;
    if (stdout === null) throw new Error('its output is not piped');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.ended = once(this.process, 'exit').then(([code, signal]) => code ?? signal);
  }

  /** Its next lines that hold this text, as many as wanted; lines before and between them are passed over. */
  async lines(text: string, count = 1): Promise<string[]> {
    const found: string[] = [];
    while (found.length < count) {
      const { value, done } = await this.#lines.next();
      if (done === true)
        throw new Error(`"${text}" was not written before the end; this was:\n${this.written.join('\n')}`);
      this.written.push(value);
      if (value.includes(text)) found.push(value);
    }
    return found;
  }

  /** Everything that it has written, once it has ended. */
  async everything(): Promise<readonly string[]> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) return this.written;
      this.written.push(value);
    }
  }

  /** Ends it whatever it does. */
  kill(): void {
    this.process.kill('SIGKILL');
  }
}

/** Runs a program while `use` does something with it. */
export async function withProgram(
  file: string,
  env: NodeJS.ProcessEnv,
  use: (program: StartedProgram) => Promise<void>,
): Promise<void> {
  const program = new StartedProgram(file, env);
  try {
    await use(program);
  } finally {
    program.kill();
  }
}
