import { type ExitStatus, exitStatus } from './exit-status.js';

/** Why a command could not do its work. It is printed without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** What the person can do. */
  readonly hint: string | undefined;
  readonly status: ExitStatus;

  constructor(message: string, options: { hint?: string | undefined; status?: ExitStatus; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.status = options.status ?? exitStatus.usage;
  }
}
