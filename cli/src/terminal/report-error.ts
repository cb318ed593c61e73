import { CommandError } from './command-error.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { reasonOf } from './input-file.js';
import { type Io, remark } from './io.js';
import { styleFor } from './style.js';
import { visible } from './visible.js';

/** What {@link reportError} needs of the streams. */
type ErrorStreams = Pick<Io, 'stderr' | 'stdout' | 'env' | 'signal'>;

/**
 * Prints why a command failed, without a stack trace unless `BXML_DEBUG` is set. Names of files and messages of applications
 * may contain control characters, which are escaped. Returns the exit status.
 */
export function reportError(io: ErrorStreams, error: unknown): ExitStatus {
  if (io.signal.aborted) return exitStatus.interrupted;
  const style = styleFor(io, 'stderr');
  const message = error instanceof Error ? error.message : String(error);
  remark(io, `${style('red', 'bxml:')} ${visible(message)}`);
  if (error instanceof CommandError && error.hint !== undefined) remark(io, `  ${visible(error.hint)}`);
  if (io.env.BXML_DEBUG && error instanceof Error) remark(io, visible(String(error.stack)));
  return error instanceof CommandError ? error.status : exitStatus.usage;
}

/** Prints why the result of a command cannot be written to standard output. Returns the exit status. */
export const reportUnwritten = (io: ErrorStreams, error: unknown): ExitStatus =>
  reportError(io, new CommandError(`The result cannot be written: ${reasonOf(error)}.`));
