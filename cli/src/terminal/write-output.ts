import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  lstatSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './command-error.js';
import { assertNotEmpty, reasonOf, statsOf } from './input-file.js';
import type { Io } from './io.js';

/**
 * Writes a result to a file, or to standard output without one. The file is never half written: it is renamed when it is
 * complete. A link stays a link to the file that is written. A device such as `/dev/stdout`, or a pipe, is written to.
 *
 * @throws CommandError if the file cannot be written
 */
export function writeOutput(io: Io, content: string | Uint8Array, file: string | undefined): void {
  if (file === undefined) {
    io.stdout.write(content);
    return;
  }
  assertNotEmpty(file);
  let part: string | undefined;
  try {
    const path = linkedFile(resolve(io.cwd, file));
    const stats = statsOf(path);
    if (stats?.isFile() === false) {
      writeFileSync(path, content);
      return;
    }
    if (stats !== undefined) accessSync(path, constants.W_OK);
    part = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomUUID()}`);
    writeFileSync(part, content, { mode: stats?.mode ?? 0o666 });
    renameSync(part, path);
  } catch (error) {
    if (part !== undefined) rmSync(part, { force: true });
    throw unwritable(file, error);
  }
}

/** Returns the path that a symbolic link leads to, which may not exist yet; the path itself if it is not a link. */
function linkedFile(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return resolve(dirname(path), readlinkSync(path));
  }
}

/**
 * Checks that a file can be written, before work that takes long.
 *
 * @throws CommandError if {@link writeOutput} would fail
 */
export function assertWritable(io: Io, file: string): void {
  assertNotEmpty(file);
  try {
    const path = linkedFile(resolve(io.cwd, file));
    const stats = statsOf(path);
    if (stats?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (stats !== undefined) accessSync(path, constants.W_OK);
    if (stats === undefined || stats.isFile()) accessSync(`${dirname(path)}/`, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, cause: unknown): CommandError {
  const { code } = Object(cause) as { readonly code?: unknown };
  const reason =
    code === 'ENOENT' ? 'its folder does not exist' : code === 'ENOTDIR' ? 'its folder is a file' : reasonOf(cause);
  return new CommandError(`${file} cannot be written: ${reason}.`, { cause });
}
