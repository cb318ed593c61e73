import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program in a separate process, run from source like the tests. */
export class StartedProgram {
  readonly process: ChildProcess;
  /** Resolves to the exit code, or to the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** The output so far. */
  readonly written: string[] = [];
  readonly #lines: AsyncIterator<string>;

  constructor(file: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) {
    this.process = spawn(process.execPath, [...process.execArgv, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const { stdout } = this.process;
    if (stdout === null) throw new Error('its output is not piped');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.ended = once(this.process, 'exit').then(([code, signal]) => code ?? signal);
  }

  /** Resolves to the next lines that contain the text. Skips all other lines. */
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

  /** Resolves to the whole output once the program has ended. */
  async everything(): Promise<readonly string[]> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) return this.written;
      this.written.push(value);
    }
  }

  /** Kills the program. */
  kill(): void {
    this.process.kill('SIGKILL');
  }
}

/** Runs a program, calls `use` with it, and then kills it. */
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
