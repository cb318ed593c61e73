import { CommandError } from './command-error.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { type Io, remark } from './io.js';
import { styleFor } from './style.js';

/** What {@link reportError} needs of the streams. */
type ErrorStreams = Pick<Io, 'stderr' | 'stdout' | 'env' | 'signal'>;

/** Prints why a command failed, without a stack trace unless `BXML_DEBUG` is set. Returns the exit status. */
export function reportError(io: ErrorStreams, error: unknown): ExitStatus {
  if (io.signal.aborted) return exitStatus.interrupted;
  const style = styleFor(io, 'stderr');
  const message = error instanceof Error ? error.message : String(error);
  remark(io, `${style('red', 'bxml:')} ${message}`);
  if (error instanceof CommandError && error.hint !== undefined) remark(io, `  ${error.hint}`);
  if (io.env.BXML_DEBUG && error instanceof Error) remark(io, String(error.stack));
  return error instanceof CommandError ? error.status : exitStatus.usage;
}
