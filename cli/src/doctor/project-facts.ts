import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PackageJson, packageOf, resolveFrom } from '../load/project.js';
import { TsConfigs } from './tsconfig.js';

/** Something that is wrong with a project's set-up. */
export interface Diagnosis {
  /** A stable id, such as `jsx-import-source`. */
  readonly code: string;
  /** What is wrong, with the file. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** A source file that uses the library. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** True if it has JSX that is compiled for the library. */
  readonly hasJsx: boolean;
}

/** What the checks need to know of a project. */
export interface Project {
  /** The folder of the package.json. */
  readonly root: string;
  readonly json: PackageJson;
  readonly sources: readonly Source[];
  readonly tsconfigs: TsConfigs;
  /** The files of the root folder. */
  readonly rootFiles: readonly string[];
  /** True if package.json names the package. */
  depends(name: string): boolean;
  /** Returns the version of a package as code of the project finds it; undefined if it is not installed. */
  installed(name: string): string | undefined;
}

/** The maximum number of source files that are read, and of bytes of each. */
const MAX_FILES = 5000;
const MAX_BYTES = 1_000_000;

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);
const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** Reads a project: the nearest package.json, and the sources below it. */
export function readProject(folder: string): Project | undefined {
  const found = packageOf(folder);
  if (found === undefined) return undefined;
  const root = dirname(found.file);
  const { json } = found;
  const named = { ...record(json.peerDependencies), ...record(json.devDependencies), ...record(json.dependencies) };
  return {
    root,
    json,
    sources: sourceFiles(root).flatMap(readSource),
    tsconfigs: new TsConfigs(),
    rootFiles: readdirSync(root),
    depends: (name) => name in named,
    installed: (name) => installedVersion(root, name),
  };
}

const record = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** Returns the version of a package that is installed in a folder or above. */
export function installedVersion(folder: string, name: string): string | undefined {
  const file = resolveFrom(folder, `${name}/package.json`) ?? packageFileAbove(folder, name);
  if (file === undefined) return undefined;
  try {
    return String(JSON.parse(readFileSync(file, 'utf8')).version);
  } catch {
    return undefined;
  }
}

/** Finds the package.json of a package that does not export it. */
function packageFileAbove(folder: string, name: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, 'node_modules', name, 'package.json');
    if (statSync(file, { throwIfNoEntry: false }) !== undefined) return file;
    if (current === dirname(current)) return undefined;
  }
}

function sourceFiles(root: string): readonly string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.shift(); folder !== undefined && files.length < MAX_FILES; folder = folders.shift()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        // A package in the package is another project.
        const isOther = SKIPPED.has(entry.name) || entry.name.startsWith('.') || hasPackage(path);
        if (!isOther) folders.push(path);
      } else if (entry.isFile() && SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts')) files.push(path);
    }
  }
  return files;
}

const hasPackage = (folder: string): boolean =>
  statSync(join(folder, 'package.json'), { throwIfNoEntry: false }) !== undefined;

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readSource(path: string): readonly Source[] {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) return [];
  const text = readFileSync(path, 'utf8');
  if (!usesLibrary(text)) return [];
  return [{ path, text, hasJsx: /x$/.test(path) && JSX.test(text) }];
}

/** True if source imports the library, or compiles its JSX for it. */
export const usesLibrary = (text: string): boolean =>
  /['"]bxml-jsx(?:\/[\w-]+)?['"]|@jsxImportSource\s+bxml-jsx\b/.test(text);

/** A closing tag, or one that closes itself. */
const JSX = /<\/[A-Za-z>]|<[A-Za-z][^<>]*\/>/;
