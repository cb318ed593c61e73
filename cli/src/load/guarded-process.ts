import { type ChildProcess, fork } from 'node:child_process';
import type { Work } from '../commands/work.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import type { ChildMessage } from './guarded-child.js';
import { LifeSigns } from './life-signs.js';
import { type RunOutcome, watchFiles } from './watch.js';

/** How {@link guarded} runs the work. */
export interface GuardOptions {
  /** Runs the work again in a new process whenever a file changes that it depends on. */
  readonly watch?: boolean | undefined;
}

/** Milliseconds that the child process has to end by itself after an interruption. */
const GRACE = 2000;

/**
 * Returns work that runs application code in a child process. The parent ends it if the code blocks it with an endless
 * loop. What the application prints to standard output goes to standard error, and what it leaves open does not keep the
 * command from ending.
 *
 * The child process runs the same command again; there, and in tests, the work runs at once.
 *
 * @example
 * start(guarded(async (io) => (await import('../map/map.js')).map(io, target)));
 */
export function guarded(work: Work, options: GuardOptions = {}): Work {
  return async (io) => {
    const { again } = io;
    if (again === undefined) return work(io);
    if (options.watch === true) return watchFiles(io, (signal) => runChild(io, again, signal));
    const { status, failure } = await runChild(io, again, io.signal);
    if (failure !== undefined) throw failure;
    return status;
  };
}

type Again = NonNullable<Io['again']>;

/** Runs the command in a child process. The outcome has a failure if the process blocks, or ends by itself. */
async function runChild(io: Io, { entry, args }: Again, signal: AbortSignal): Promise<RunOutcome> {
  const child = fork(entry, args, {
    cwd: io.cwd,
    env: { ...io.env, BXML_GUARDED: '1' },
    // Descriptor 1 is this process's standard error, and 3 its standard output: see RESULT_DESCRIPTOR.
    stdio: ['inherit', 2, 2, 1, 'ipc'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  let grace: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    if (child.connected) child.send('interrupt', () => undefined);
    grace ??= setTimeout(kill, GRACE);
  };
  if (signal.aborted) interrupt();
  signal.addEventListener('abort', interrupt);
  process.once('exit', kill);
  try {
    return await ended(io, child, signal);
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', interrupt);
    process.off('exit', kill);
  }
}

/** Resolves when a child process ends. Ends it if it blocks. */
function ended(io: Io, child: ChildProcess, signal: AbortSignal): Promise<RunOutcome> {
  const life = new LifeSigns(io, child);
  const watched = { files: [] as readonly string[], folders: [] as readonly string[] };
  let isDone = false;
  let isClosed = false;
  child.on('message', (message: ChildMessage) => {
    if (message.bxml === 'files') {
      watched.files = [...watched.files, ...message.files];
      watched.folders = [...watched.folders, ...message.folders];
    }
    if (message.bxml === 'closed') isClosed = true;
    if (message.bxml === 'done') isDone = true;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      life.stop();
      if (signal.aborted && !isDone) return resolve({ status: exitStatus.interrupted, ...watched });
      if (!isDone || life.isBlocked) {
        const failure = life.failure(code, killedBy);
        return resolve({ status: failure.status, ...watched, failure });
      }
      // The cast: a process that is done ends with one of the statuses.
      resolve({ status: code as ExitStatus, ...watched, isClosed });
    });
  });
}
