import { type ChildProcess, fork } from 'node:child_process';
import type { Work } from '../commands/work.js';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';
import type { ChildMessage } from './guarded-child.js';
import { type RunOutcome, watchFiles } from './watch.js';

/** How {@link guarded} runs the work. */
export interface GuardOptions {
  /** Runs the work again in a new process whenever a file changes that it depends on. */
  readonly watch?: boolean | undefined;
}

/** Seconds without a sign of life after which the child process is ended. `BXML_BLOCKED_AFTER` is another number. */
const BLOCKED_AFTER = 20;

/** Milliseconds between two checks for signs of life. */
const CHECK = 500;

/** Milliseconds that the child process may take to start, beyond the limit. */
const START = 10_000;

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
  const limit = Number(io.env.BXML_BLOCKED_AFTER) || BLOCKED_AFTER;
  let doing = 'running the application';
  const watched = { files: [] as readonly string[], folders: [] as readonly string[] };
  let isDone = false;
  let isBlocked = false;
  let isClosed = false;
  // Until the first message, Node starts.
  let alive = performance.now() + START;
  let checked = performance.now();
  const check = setInterval(() => {
    const now = performance.now();
    // This process was suspended too, by the terminal or the machine.
    if (now - checked > 3 * CHECK) alive = now;
    checked = now;
    if (now - alive < limit * 1000) return;
    isBlocked = true;
    child.kill('SIGKILL');
  }, CHECK);
  child.on('message', (message: ChildMessage) => {
    alive = performance.now();
    if (message.bxml === 'doing') doing = message.what;
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
      clearInterval(check);
      if (signal.aborted && !isDone) return resolve({ status: exitStatus.interrupted, ...watched });
      const failure = isBlocked ? blocked(doing, limit) : isDone ? undefined : endedByItself(doing, code, killedBy);
      if (failure !== undefined) return resolve({ status: failure.status, ...watched, failure });
      // The cast: a process that is done ends with one of the statuses.
      resolve({ status: code as ExitStatus, ...watched, isClosed });
    });
  });
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
