import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { isatty, WriteStream } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import type { ExitStatus } from '../terminal/exit-status.js';
import type { Io, ParentProcess } from '../terminal/io.js';
import { reportError, reportUnwritten } from '../terminal/report-error.js';
import { strayError } from './module-error.js';

/** A message from a guarded child process to its parent. */
export type ChildMessage =
  | { readonly bxml: 'alive' }
  | { readonly bxml: 'doing'; readonly what: string }
  | { readonly bxml: 'files'; readonly files: readonly string[]; readonly folders: readonly string[] }
  | { readonly bxml: 'closed' }
  | { readonly bxml: 'done'; readonly status: ExitStatus };

/** The file descriptor of the command's results. Descriptor 1 is standard error, for what the application prints. */
export const RESULT_DESCRIPTOR = 3;

/**
 * The file descriptor of the command's remarks and errors, if `BXML_GUARDED` is `quiet`: what the application prints goes to
 * descriptors 1 and 2, which the parent keeps. Otherwise both are on descriptor 2.
 */
const REMARK_DESCRIPTOR = 5;

/** Milliseconds between two signs of life. */
const HEARTBEAT = 250;

/** The parent of this process, as `bxml.ts` uses it. */
export interface Parent extends ParentProcess {
  readonly stdout: Io['stdout'];
  readonly stderr: Io['stderr'];
  /** Reports that the reader of the results has closed the pipe. */
  closed(): void;
  /** Ends this process with a status, whatever the application has left open. */
  end(status: ExitStatus): Promise<never>;
}

/**
 * Connects this process with the parent that started it.
 *
 * @param interrupt called when the parent is interrupted
 */
export function connectToParent(interrupt: () => void): Parent {
  optimizeLater();
  const stderr = process.env.BXML_GUARDED === 'quiet' ? outputStream(REMARK_DESCRIPTOR) : process.stderr;
  // Processes that the application starts are not guarded.
  delete process.env.BXML_GUARDED;
  const send = (message: ChildMessage): void => {
    // Without a callback, a closed channel would be an uncaught exception.
    if (process.connected) process.send?.(message, undefined, {}, () => undefined);
  };
  const heartbeat = setInterval(() => send({ bxml: 'alive' }), HEARTBEAT);
  heartbeat.unref();
  // The parent has ended.
  process.once('disconnect', () => process.exit());
  process.on('message', interrupt);
  const stdout = outputStream(RESULT_DESCRIPTOR);
  const streams = { stderr, stdout, env: process.env, signal: new AbortController().signal };
  const parent: Parent = {
    stdout,
    stderr,
    doing: (what) => send({ bxml: 'doing', what }),
    dependsOn: (files, folders = []) => send({ bxml: 'files', files, folders }),
    closed: () => send({ bxml: 'closed' }),
    async end(given) {
      await new Promise<void>((resolve) => stdout.write('', () => resolve()));
      const { errored } = stdout;
      const isWritten = !errored || (errored as NodeJS.ErrnoException).code === 'EPIPE';
      const status = isWritten ? given : reportUnwritten(streams, errored);
      for (const stream of new Set([stderr, process.stderr]))
        await new Promise<void>((resolve) => stream.write('', () => resolve()));
      await new Promise<void>((resolve) => {
        if (!process.connected || process.send === undefined) return resolve();
        process.send({ bxml: 'done', status } satisfies ChildMessage, undefined, {}, () => resolve());
      });
      return process.exit(status);
    },
  };
  let isEnding = false;
  const onError = (error: unknown): void => {
    // While a module loads, its errors are its own.
    const others = process.listenerCount('uncaughtException') - 1;
    if (others > 0 || isEnding) return;
    isEnding = true;
    void parent.end(reportError(streams, strayError(error, process.cwd())));
  };
  process.on('uncaughtException', onError).on('unhandledRejection', onError);
  return parent;
}

/**
 * Lets V8 optimize functions after they have run some ten times as often as by default.
 *
 * Performance: most code of a short walk runs some hundred times, and optimizing it costs more than it saves. The walk of the
 * phone menu takes 1.3 instead of 1.5 s of processor time, one of 86 states 1.5 instead of 1.75 s, and one of 341 states
 * is not slower. Later versions of V8 have a compiler in between, and gain nothing.
 */
function optimizeLater(): void {
  const major = Number.parseInt(process.versions.v8, 10);
  if (major === 11) setFlagsFromString('--interrupt-budget=1000000');
  if (major === 12) setFlagsFromString('--invocation-count-for-turbofan=30000');
}

function outputStream(fd: number): Io['stdout'] {
  if (isatty(fd)) return new WriteStream(fd);
  const kind = fstatSync(fd);
  if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd, readable: false, writable: true });
  return createWriteStream('', { fd, autoClose: false });
}
