import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import { globMatcher, isGlob, splitGlob } from './glob.js';

/** A file to check. */
export interface FoundFile {
  /** The path in messages. */
  readonly name: string;
  readonly path: string;
  /** True if it was named; false if it was found in a folder or by a pattern, where other XML is skipped. */
  readonly isNamed: boolean;
}

/** The extensions of documents in folders. */
const DOCUMENT = /\.b?xml$/i;

/**
 * Returns the files that arguments name: files, folders with their documents (`.xml`, `.bxml`), and patterns. Folders that
 * begin with a dot, and `node_modules`, are left out.
 *
 * @throws CommandError if an argument matches nothing
 */
export function findDocuments(cwd: string, args: readonly string[]): readonly FoundFile[] {
  const found = new Map<string, FoundFile>();
  for (const arg of args) {
    for (const file of filesOf(cwd, arg)) {
      const known = found.get(file.path);
      if (known === undefined || (file.isNamed && !known.isNamed)) found.set(file.path, file);
    }
  }
  return [...found.values()];
}

function filesOf(cwd: string, arg: string): readonly FoundFile[] {
  const path = resolve(cwd, arg);
  const stats = statOf(path);
  if (stats === undefined) return isGlob(arg) ? matchingFiles(cwd, arg) : notThere(arg);
  if (!stats.isDirectory()) return [{ name: nameOf(cwd, path), path, isNamed: true }];
  const documents = walk(path).filter((each) => DOCUMENT.test(each));
  if (documents.length > 0) return documents.map((each) => ({ name: nameOf(cwd, each), path: each, isNamed: false }));
  throw new CommandError(`The folder ${arg} has no documents.`, {
    hint: `Files that end with .xml or .bxml are checked. Others have to be named: bxml lint '${join(arg, '*.txt')}'.`,
  });
}

function notThere(arg: string): never {
  throw new CommandError(`There is no file or folder ${arg}.`, {
    hint: 'Name files, folders, or patterns in quotes, such as "calls/**/*.xml".',
  });
}

function matchingFiles(cwd: string, pattern: string): readonly FoundFile[] {
  const { base, rest } = splitGlob(pattern.split(sep).join('/'));
  const folder = resolve(cwd, base);
  const matches = globMatcher(rest.replace(/^\.\//, ''));
  const files = statOf(folder)?.isDirectory() === true ? walk(folder) : [];
  const matching = files.filter((file) => matches(relative(folder, file).split(sep).join('/')));
  if (matching.length === 0) throw new CommandError(`No file matches ${pattern}.`);
  return matching.map((path) => ({ name: nameOf(cwd, path), path, isNamed: false }));
}

/** Returns all files below a folder, in the order of their names. Does not follow links to folders. */
function walk(folder: string): string[] {
  const files: string[] = [];
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) files.push(...walk(path));
    } else if (entry.isFile() || (entry.isSymbolicLink() && statOf(path)?.isFile() === true)) files.push(path);
  }
  return files;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new CommandError(`The folder ${folder} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

const nameOf = (cwd: string, path: string): string => relative(cwd, path) || path;

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A part of the path is a file, or may not be read.
    return undefined;
  }
}
