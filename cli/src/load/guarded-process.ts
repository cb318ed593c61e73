import { type ChildProcess, fork } from 'node:child_process';
import type { Work } from '../commands/work.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { visible } from '../terminal/visible.js';
import type { ChildMessage } from './guarded-child.js';
import { LifeSigns } from './life-signs.js';
import { type RunOutcome, watchFiles } from './watch.js';

/** How {@link guarded} runs the work. */
export interface GuardOptions {
  /** Runs the work again in a new process whenever a file changes that it depends on. */
  readonly watch?: boolean | undefined;
  /** Prints what the application prints only if the work fails. @default false, it is printed as it comes */
  readonly quiet?: boolean | undefined;
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
    const run = (signal: AbortSignal) => runChild(io, again, signal, options.quiet === true);
    if (options.watch === true) return watchFiles(io, run);
    const { status, failure } = await run(io.signal);
    if (failure !== undefined) throw failure;
    return status;
  };
}

type Again = NonNullable<Io['again']>;

/** Runs the command in a child process. The outcome has a failure if the process blocks, or ends by itself. */
async function runChild(io: Io, { entry, args }: Again, signal: AbortSignal, isQuiet: boolean): Promise<RunOutcome> {
  const child = fork(entry, args, {
    cwd: io.cwd,
    env: { ...io.env, BXML_GUARDED: isQuiet ? 'quiet' : '1' },
    // Descriptor 3 is this process's standard output, and 5 its standard error: see RESULT_DESCRIPTOR.
    stdio: isQuiet ? ['inherit', 'pipe', 'pipe', 1, 'ipc', 2] : ['inherit', 2, 2, 1, 'ipc'],
  });
  const printed = new PrintedOutput(child);
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
    const outcome = await ended(io, child, signal);
    if (!signal.aborted) printed.report(io, outcome.status);
    return outcome;
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', interrupt);
    process.off('exit', kill);
  }
}

/** Characters of the application's output that are kept. */
const MOST_KEPT = 100_000;

/** The lines of it that are printed after a failure. */
const MOST_LINES = 40;

/** What an application prints while a command is quiet about it. */
class PrintedOutput {
  #text = '';

  constructor({ stdout, stderr }: ChildProcess) {
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text = (this.#text + chunk).slice(-MOST_KEPT);
      });
    }
  }

  /** Prints the last lines if the work could not be done, and says that there are some if it has findings. */
  report(io: Io, status: ExitStatus): void {
    const lines = this.#text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0 || (status !== exitStatus.usage && status !== exitStatus.findings)) return;
    const style = styleFor(io, 'stderr');
    if (status === exitStatus.findings) {
      const count = lines.length === 1 ? '1 line' : `${lines.length} lines`;
      remark(io, style('dim', `The application printed ${count}: --app-output shows what it prints.`));
      return;
    }
    remark(io, style('dim', `The application printed${lines.length > MOST_LINES ? ', at last' : ''}:`));
    for (const line of lines.slice(-MOST_LINES)) remark(io, `  ${visible(line)}`);
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
