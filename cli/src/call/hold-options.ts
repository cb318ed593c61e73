import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { closestMatch } from '../terminal/closest-match.js';
import { CommandError } from '../terminal/command-error.js';
import { missingFile } from '../terminal/input-file.js';
import type { Io } from '../terminal/io.js';
import type { StartCallOptions } from './call-client.js';
import type { TerminalOptions } from './hold-call.js';

/** Options of numbers, as commander reads them. */
type AsRead<T> = Omit<T, 'patience' | 'within' | 'idleMinutes' | 'target'> & {
  readonly patience?: unknown;
  readonly within?: unknown;
  readonly idle?: unknown;
};

/**
 * Returns the options of `bxml call`, checked.
 *
 * @param commands the names of its subcommands, one of which may have been meant
 * @throws CommandError without a target, or for a number that is out of range
 */
export function holdOptions(
  io: Io,
  target: string | undefined,
  options: AsRead<TerminalOptions>,
  commands: readonly string[],
): TerminalOptions {
  if (target === undefined) {
    throw new CommandError('No application is given.', {
      hint: 'Name a module, such as src/app.tsx, or the URL of a running server; bxml call --help shows all commands.',
    });
  }
  const similar = /^[a-z-]+$/.test(target) && !isThere(io, target) ? closestMatch(target, commands) : undefined;
  if (similar !== undefined) throw missingFile(target, `Did you mean bxml call ${similar}?`, 'file or command');
  return { ...options, ...numbersOf(options), target: withScheme(target) };
}

/** Returns the options of `bxml call start`, checked. @throws CommandError for a number that is out of range */
export function startOptions(_io: Io, target: string, options: AsRead<StartCallOptions>): StartCallOptions {
  const { idle, ...more } = options;
  const idleMinutes = numberOf('--idle', idle ?? 30, 0.01, 1440, 'minutes');
  return { ...more, ...numbersOf(options), target: withScheme(target), idleMinutes };
}

const withScheme = (target: string): string =>
  /^(?:localhost|127\.0\.0\.1|\[::1\]):\d+(?:\/|$)/.test(target) ? `http://${target}` : target;

const isThere = (io: Io, target: string): boolean =>
  statSync(resolve(io.cwd, target), { throwIfNoEntry: false }) !== undefined;

const numbersOf = ({ patience, within }: { readonly patience?: unknown; readonly within?: unknown }) => ({
  patience: numberOf('--patience', patience ?? 15, 0.01, 600, 'seconds'),
  within: numberOf('--within', within ?? 120, 0, 604_800, 'seconds'),
});

function numberOf(option: string, value: unknown, min: number, max: number, unit: string): number {
  const number = Number(value);
  if (String(value).trim() !== '' && number >= min && number <= max) return number;
  throw new CommandError(`${option} is ${JSON.stringify(value)}; expected ${unit} from ${min} to ${max}.`);
}
