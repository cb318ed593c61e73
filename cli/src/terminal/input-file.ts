import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from './command-error.js';
import type { Io } from './io.js';

/**
 * Returns the absolute path of a file that an argument or an option names.
 *
 * @param hint what to name instead, if the file does not exist
 * @throws CommandError if the path is empty or a folder, or the file does not exist
 */
export function inputFile(io: Pick<Io, 'cwd'>, given: string, hint?: string): string {
  assertNotEmpty(given);
  const path = resolve(io.cwd, given);
  const stats = statsOf(path);
  if (stats === undefined) throw missingFile(given, hint);
  if (stats.isDirectory()) throw new CommandError(`${given} is a folder; expected a file.`, { hint });
  return path;
}

/**
 * Checks that a path is not the empty string, which would mean the working directory: a variable of the shell that is not set.
 *
 * @throws CommandError
 */
export function assertNotEmpty(given: string): void {
  if (given !== '') return;
  throw new CommandError('The path of a file is empty.', {
    hint: 'Is a variable of the shell not set? Name a file, such as documents/menu.xml.',
  });
}

/** Returns the error of a file that does not exist. Every command reports it in these words. */
export const missingFile = (given: string, hint?: string, what = 'file'): CommandError =>
  new CommandError(`Cannot find the ${what} ${given}.`, { hint });

/** Returns what is at a path; undefined if nothing is, if a part of it is a file, or if its links form a loop. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Reasons of the operating system why a file cannot be read or written, by code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it is too large',
  EIO: 'the disk has an error',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program uses it',
};

/** Returns why a file operation failed, in the words of a message. */
export function reasonOf(error: unknown): string {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  return REASONS[String(code)] ?? (code === undefined ? String(message ?? error) : String(code));
}
