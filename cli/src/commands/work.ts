import type { Command } from 'commander';
import type { ExitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';

/** The work of a command. Rejects with a {@link CommandError} if it cannot be done. */
export type Work = (io: Io) => Promise<ExitStatus>;

/**
 * Adds a command with its arguments, options and help to the program. The action passes its work to `start`, and imports
 * what the work needs only then, so that `bxml --help` loads nothing else.
 */
export type Register = (program: Command, start: (work: Work) => Promise<void>) => void;
