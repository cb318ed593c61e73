import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process that is started again whenever it ends. */
export class RestartedProcess {
  readonly #file: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #isStopped = false;

  constructor(file: string, ...args: string[]) {
    this.#file = fileURLToPath(new URL(file, import.meta.url));
    this.#args = args;
  }

  /** Starts the process. Resolves when it is ready. */
  async start(): Promise<void> {
    const child = fork(this.#file, this.#args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    child.once('exit', () => {
      if (!this.#isStopped) this.start();
    });
    await new Promise((resolve) => child.once('message', resolve).once('exit', resolve));
  }

  /** Ends the process at once, as a crash does. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    this.kill();
    await exited;
  }
}
