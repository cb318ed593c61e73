import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ChildMessage } from '../load/guarded-child.js';
import type { RunOutcome } from '../load/watch.js';
import { exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import type { ServedModule } from './serve-module.js';
import type { Reachability } from './target.js';

/** Milliseconds that the process has to end by itself. */
const GRACE = 1000;

/** The characters of what the process printed that a message has. */
const SHOWN = 500;

/** Called when the module starts, ends and starts again. */
export interface ModuleListener {
  readonly onReady: (served: ServedModule) => void;
  readonly onChange: (state: Reachability) => void;
}

/**
 * The process of a module, so that it can be loaded again without the phone, and cannot end it. It listens on the same port
 * each time.
 */
export class ModuleProcess {
  readonly #io: Io;
  readonly #name: string;
  readonly #argsFor: (port: number) => readonly string[];
  readonly #listener: ModuleListener;
  #child: ChildProcess | undefined;
  #port = 0;

  /** @param argsFor returns the arguments of the process, which serves the module on that port */
  constructor(io: Io, name: string, argsFor: (port: number) => readonly string[], listener: ModuleListener) {
    this.#io = io;
    this.#name = name;
    this.#argsFor = argsFor;
    this.#listener = listener;
  }

  /** Starts the module, or starts it again. Resolves when it listens, or has failed. */
  async run(entry: string): Promise<RunOutcome> {
    const { onChange, onReady } = this.#listener;
    if (this.#child !== undefined) onChange({ isReachable: false, message: `${this.#name} is loaded again…` });
    await this.stop();
    const child = fork(entry, this.#argsFor(this.#port), {
      cwd: this.#io.cwd,
      env: { ...this.#io.env, BXML_GUARDED: '1' },
      // Descriptor 3 is for the result: see RESULT_DESCRIPTOR.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    const files = new Set<string>();
    child.on('message', (message: ChildMessage) => {
      if (message.bxml === 'files') for (const file of message.files) files.add(file);
    });
    const printed = this.#printed(child);
    const served = await Promise.race([resultOf(child), once(child, 'exit').then(() => undefined)]);
    if (served === undefined) {
      onChange({ isReachable: false, message: `${this.#name} could not be loaded. ${printed()}`.trim() });
      return { status: exitStatus.usage, files: [...files] };
    }
    this.#port = served.port;
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      const how = signal === null ? `with status ${code}` : `by ${signal}`;
      const message = `${this.#name} ended ${how}, and starts again when a file changes. ${printed()}`.trim();
      onChange({ isReachable: false, message });
    });
    onReady(served);
    onChange({ isReachable: true, message: '' });
    return { status: exitStatus.ok, files: [...files] };
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    if (child.connected) child.send('interrupt', () => undefined);
    const kill = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await ended;
    clearTimeout(kill);
  }

  /** Passes on what the process prints. Returns a function that returns the end of its errors. */
  #printed(child: ChildProcess): () => string {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#io.stderr.write(chunk);
        if (stream === child.stderr) text = (text + chunk).slice(-SHOWN);
      });
    }
    return () => text.trim();
  }
}

/** Returns the line of JSON that the process prints once it listens. */
function resultOf(child: ChildProcess): Promise<ServedModule | undefined> {
  const stream = child.stdio[3];
  return new Promise((resolve) => {
    let text = '';
    if (stream === null || stream === undefined || !('setEncoding' in stream)) return resolve(undefined);
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      // The cast: `serveModule` prints it.
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as ServedModule);
    });
  });
}
