import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import type { TestedApplication } from '../call-test/call-test.js';
import type { ChildMessage } from '../load/guarded-child.js';
import { LifeSigns } from '../load/life-signs.js';
import type { RunOutcome } from '../load/watch.js';
import { exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import type { ServedModule } from './serve-module.js';
import { loading, type Reachability } from './target.js';

/** Milliseconds that the process has to end by itself. */
const GRACE = 1000;

/** The characters of what the process printed that a message has, and its lines. */
const SHOWN = 1000;
const SHOWN_LINES = 8;

const AGAIN = 'The phone loads it again when one of its files changes.';

/** How {@link ModuleProcess} runs a module, and what it reports. */
export interface ModuleProcessOptions {
  /** The module in messages. */
  readonly name: string;
  /** The program of the process, and its arguments, which serve the module. */
  readonly entry: string;
  readonly args: readonly string[];
  /** Called each time the module listens. */
  readonly onReady: (tested: TestedApplication) => void;
  /** Called when the module begins to load, listens, fails and ends. */
  readonly onChange: (state: Reachability) => void;
}

/** The process of a module, so that it can be loaded again without the phone, and cannot end it. */
export class ModuleProcess {
  readonly #io: Io;
  readonly #options: ModuleProcessOptions;
  #child: ChildProcess | undefined;

  constructor(io: Io, options: ModuleProcessOptions) {
    this.#io = io;
    this.#options = options;
  }

  /** Starts the module, or starts it again. Resolves when it listens, or has failed. @param signal stops it while it loads */
  async run(signal: AbortSignal): Promise<RunOutcome> {
    const { name, entry, args, onChange, onReady } = this.#options;
    onChange(loading(name));
    await this.stop();
    const child = fork(entry, args, {
      cwd: this.#io.cwd,
      env: { ...this.#io.env, BXML_GUARDED: '1' },
      // Descriptor 3 is for the result: see RESULT_DESCRIPTOR.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    const files = new Set<string>();
    const folders = new Set<string>();
    child.on('message', (message: ChildMessage) => {
      if (message.bxml !== 'files') return;
      for (const file of message.files) files.add(file);
      for (const folder of message.folders) folders.add(folder);
    });
    const depends = () => ({ files: [...files], folders: [...folders] });
    const printed = this.#printed(child);
    const life = new LifeSigns(this.#io, child);
    const closed = once(child, 'close');
    const interrupt = (): void => void this.stop();
    signal.addEventListener('abort', interrupt);
    const result = await Promise.race([resultOf(child), closed.then(() => undefined)]);
    life.stop();
    signal.removeEventListener('abort', interrupt);
    if (result !== undefined && 'tested' in result) {
      child.once('exit', (code, killedBy) => {
        if (this.#child === child) onChange({ isReachable: false, message: ended(name, code, killedBy, printed()) });
      });
      onReady(result.tested);
      onChange({ isReachable: true, message: '' });
      return { status: exitStatus.ok, ...depends() };
    }
    // All of what it printed has arrived then.
    await closed;
    if (this.#child === child) {
      const { message, hint = '' } = result?.failure ?? life.failure(child.exitCode, child.signalCode);
      onChange({
        isReachable: false,
        message: [message, hint, printedBefore(printed()), AGAIN].filter(Boolean).join('\n'),
      });
    }
    return { status: exitStatus.usage, ...depends() };
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

  /** Passes on what the process prints. Returns a function that returns the end of it. */
  #printed(child: ChildProcess): () => string {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#io.stderr.write(chunk);
        text = (text + chunk).slice(-SHOWN);
      });
    }
    return () => stripVTControlCharacters(text);
  }
}

/** Returns a port that is free, for a module to listen on each time it is loaded. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast: a server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function ended(name: string, code: number | null, killedBy: NodeJS.Signals | null, printed: string): string {
  const how = killedBy === null ? `with status ${code}` : `by ${killedBy}`;
  return [`${name} ended ${how}.`, lastLines(printed), AGAIN].filter(Boolean).join('\n');
}

/** Returns what a module printed before the report of its failure, which the message has already. */
function printedBefore(printed: string): string {
  const lines = lastLines(printed.split(/^bxml: /m, 1)[0] ?? '');
  return lines === '' ? '' : `It printed:\n${lines}`;
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-SHOWN_LINES).join('\n');

/** Returns the line of JSON that the process prints once it listens, or has failed to. */
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
