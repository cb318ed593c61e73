import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';
import { VISITS_VARIABLE } from './visits-folder.js';

/**
 * Runs the project's tests, such as `npm test`. Each of their Node processes writes the visits of its simulated calls to the
 * folder. Their output goes to standard error, because standard output is the map.
 *
 * @returns the exit status of the tests
 * @throws CommandError if the command cannot be started
 */
export function runTests(io: Io, [program = '', ...args]: readonly string[], folder: string): Promise<number> {
  // The tests write to a pipe, and print no colors without this.
  const isColored = io.stderr.isTTY === true && !io.env.NO_COLOR && io.env.FORCE_COLOR === undefined;
  const env = {
    ...io.env,
    ...(isColored ? { FORCE_COLOR: '1' } : {}),
    NODE_OPTIONS: [io.env.NODE_OPTIONS, ...hookOptions()].filter(Boolean).join(' '),
    [VISITS_VARIABLE]: folder,
  };
  const isWindows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    // On Windows, npm is a script, which only a shell can run.
    const child = spawn(program, args, {
      cwd: io.cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isWindows,
      signal: io.signal,
    });
    child.stdout.pipe(io.stderr, { end: false });
    child.stderr.pipe(io.stderr, { end: false });
    child.on('error', (cause) => {
      reject(new CommandError(`The tests cannot be run: ${program}: ${cause.message}`, { hint: HINT, cause }));
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const HINT = 'Write the command of the tests after --, as in: bxml map app.tsx --coverage -- npm test';

/** Returns the options of Node that load the hook: the built file, or the source with its loader. */
function hookOptions(): string[] {
  const built = new URL('coverage-hook.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return [`--import=${built.href}`];
  return [`--import=${import.meta.resolve('tsx')}`, `--import=${new URL('hook.ts', import.meta.url).href}`];
}
