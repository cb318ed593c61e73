import { type ExitStatus, exitStatus } from './exit-status.js';
import type { Io } from './io.js';
import { reportUnwritten } from './report-error.js';

/**
 * Runs a command with the streams and arguments of this process, and sets its exit status. If a parent guards the process
 * (see `load/guarded-process.ts`), the results go to the parent, and the process ends at once.
 */
export async function main(run: (args: readonly string[], io: Io) => Promise<ExitStatus>): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort();
  // A second one ends the process at once.
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  const isGuarded = process.env.BXML_GUARDED !== undefined;
  const parent = isGuarded ? (await import('../load/guarded-child.js')).connectToParent(interrupt) : undefined;
  const stdout = parent?.stdout ?? process.stdout;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early, such as `head`, is not an error: the exit status is the same.
    if (error.code === 'EPIPE') return parent?.closed();
    // A guarded process reports it when it ends.
    if (parent === undefined) process.exit(reportUnwritten(io, error));
  });
  const stderr = parent?.stderr ?? process.stderr;
  for (const stream of [stderr, process.stderr]) stream.on('error', () => undefined);

  const args = process.argv.slice(2);
  const io: Io = {
    stdin: process.stdin,
    stdout,
    stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupted.signal,
    ...(parent === undefined ? { again: { entry: process.argv[1] ?? '', args } } : { parent }),
  };
  const status = await run(args, io);
  if (parent !== undefined) await parent.end(status);
  // What still waits, such as a read of standard input, must not keep an interrupted process from ending.
  if (status === exitStatus.interrupted) process.exit(status);
  process.exitCode = status;
}
