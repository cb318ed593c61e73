import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import { assertNotEmpty, missingFile, reasonOf, statsOf } from '../terminal/input-file.js';
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

/** What arguments name. */
export interface FoundDocuments {
  readonly files: readonly FoundFile[];
  /** The absolute paths of the folders that were searched: a new file in them may be another document. */
  readonly folders: readonly string[];
}

/**
 * Returns the files that arguments name: files, folders with their documents (`.xml`, `.bxml`), and patterns. Folders that
 * begin with a dot, and `node_modules`, are left out.
 *
 * @throws CommandError if an argument matches nothing
 */
export function findDocuments(cwd: string, args: readonly string[]): FoundDocuments {
  const found = new Map<string, FoundFile>();
  const folders = new Set<string>();
  for (const arg of args) {
    for (const file of filesOf(cwd, arg, folders)) {
      const known = found.get(file.path);
      if (known === undefined || (file.isNamed && !known.isNamed)) found.set(file.path, file);
    }
  }
  return { files: [...found.values()], folders: [...folders] };
}

/** @param folders the folders that are searched are added */
function filesOf(cwd: string, arg: string, folders: Set<string>): readonly FoundFile[] {
  assertNotEmpty(arg);
  const path = resolve(cwd, arg);
  const stats = statsOf(path);
  if (stats === undefined && isGlob(arg)) return matchingFiles(cwd, arg, folders);
  if (stats === undefined) throw missingFile(arg, HINT, 'file or folder');
  if (!stats.isDirectory()) return [{ name: nameOf(cwd, path), path, isNamed: true }];
  const documents = walk(path, folders).filter((each) => DOCUMENT.test(each));
  if (documents.length > 0) return documents.map((each) => ({ name: nameOf(cwd, each), path: each, isNamed: false }));
  throw new CommandError(`The folder ${arg} has no documents.`, {
    hint: `Files that end with .xml or .bxml are checked. Others have to be named: bxml lint "${join(arg, '*.txt')}".`,
  });
}

const HINT = 'Name files, folders, or patterns in quotes, such as "calls/**/*.xml".';

function matchingFiles(cwd: string, pattern: string, folders: Set<string>): readonly FoundFile[] {
  const { base, rest } = splitGlob(pattern.split(sep).join('/'));
  const folder = resolve(cwd, base);
  const matches = globMatcher(rest.replace(/^\.\//, ''));
  const files = statsOf(folder)?.isDirectory() === true ? walk(folder, folders) : [];
  const matching = files.filter((file) => matches(relative(folder, file).split(sep).join('/')));
  if (matching.length === 0) throw new CommandError(`No file matches ${pattern}.`);
  return matching.map((path) => ({ name: nameOf(cwd, path), path, isNamed: false }));
}

/** Returns all files below a folder, in the order of their names. Does not follow links to folders. */
function walk(folder: string, folders: Set<string>): string[] {
  folders.add(folder);
  const files: string[] = [];
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) files.push(...walk(path, folders));
    } else if (entry.isFile() || (entry.isSymbolicLink() && statsOf(path)?.isFile() === true)) files.push(path);
  }
  return files;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new CommandError(`The folder ${folder} cannot be read: ${reasonOf(error)}.`);
  }
}

const nameOf = (cwd: string, path: string): string => relative(cwd, path) || path;
