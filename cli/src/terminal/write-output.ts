import { randomUUID } from 'node:crypto';
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from './command-error.js';
import type { Io } from './io.js';

/**
 * Writes a result to a file, or to standard output without one. The file is never half written: it is renamed when it is
 * complete.
 *
 * @throws CommandError if the file cannot be written
 */
export function writeOutput(io: Io, content: string | Uint8Array, file: string | undefined): void {
  if (file === undefined) {
    io.stdout.write(content);
    return;
  }
  const path = resolve(io.cwd, file);
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    writeFileSync(part, content);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw unwritable(file, error);
  }
}

/**
 * Checks that a file can be written, before work that takes long.
 *
 * @throws CommandError if {@link writeOutput} would fail
 */
export function assertWritable(io: Io, file: string): void {
  const path = resolve(io.cwd, file);
  const folder = dirname(path);
  const reason = (): string | undefined => {
    if (!statSync(folder).isDirectory()) return 'ENOTDIR';
    accessSync(folder, constants.W_OK);
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? 'EISDIR' : undefined;
  };
  let code: string | undefined;
  try {
    code = reason();
  } catch (error) {
    throw unwritable(file, error);
  }
  if (code !== undefined) throw unwritable(file, { code });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is a file',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function unwritable(file: string, cause: unknown): CommandError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return new CommandError(`${file} cannot be written: ${REASONS[code] ?? code}.`, { cause });
}
