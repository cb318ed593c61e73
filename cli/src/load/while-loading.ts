import { CommandError } from '../terminal/command-error.js';

/** What `process.exit` throws while a module loads. */
class EndedProcess extends Error {}

/** What {@link whileLoading} limits. */
export interface LoadingLimits {
  /** The module in messages. */
  readonly name: string;
  /** Seconds that the step may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** The error if it takes longer. @default the module did not finish loading */
  readonly late?: (() => CommandError) | undefined;
}

/**
 * Runs a step of loading a module. It rejects if the module does not finish in time, calls `process.exit`, or throws
 * outside of the step.
 *
 * @throws CommandError, or what the module throws
 */
export async function whileLoading<T>(
  { name, timeout, signal, late = () => notFinished(name, timeout) }: LoadingLimits,
  step: () => Promise<T>,
): Promise<T> {
  const { exit } = process;
  let fail = (_error: unknown): void => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const timer = setTimeout(() => fail(late()), timeout * 1000);
  const onError = (error: unknown): void => {
    if (!(error instanceof EndedProcess)) fail(error);
  };
  const interrupt = (): void => fail(signal.reason);
  signal.addEventListener('abort', interrupt, { once: true });
  process.on('uncaughtException', onError).on('unhandledRejection', onError);
  process.exit = (code) => {
    fail(endedProcess(name, code ?? process.exitCode ?? 0));
    throw new EndedProcess('The module called process.exit().');
  };
  try {
    return await Promise.race([step(), failed]);
  } finally {
    clearTimeout(timer);
    process.exit = exit;
    process.off('uncaughtException', onError).off('unhandledRejection', onError);
    signal.removeEventListener('abort', interrupt);
  }
}

function notFinished(name: string, timeout: number): CommandError {
  return new CommandError(
    `${name} did not finish loading within ${timeout} s: an await at its top level does not settle.`,
    {
      hint: 'Start what it does not need at once, such as connections, in a function. --load-timeout 60 waits for 60 seconds.',
    },
  );
}

function endedProcess(name: string, code: unknown): CommandError {
  return new CommandError(`${name} called process.exit(${code}) while it was loaded.`, {
    hint: 'It usually misses an environment variable: see what it printed. Exit only in the file that starts the server.',
  });
}
