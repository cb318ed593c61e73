import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
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
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'its folder does not exist',
      EACCES: 'permission denied',
      EPERM: 'permission denied',
      EISDIR: 'it is a folder',
      ENOTDIR: 'its folder is a file',
      EROFS: 'the disk is read-only',
      ENOSPC: 'the disk is full',
    };
    throw new CommandError(`${file} cannot be written: ${reasons[code ?? ''] ?? code}.`, { cause: error });
  }
}
