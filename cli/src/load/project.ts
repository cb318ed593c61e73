import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Returns a file of this name in the folder, or in the nearest folder above that has one. */
export function nearest(folder: string, name: string): string | undefined {
  const { root } = parse(folder);
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, name);
    if (existsSync(file)) return file;
    if (current === root) return undefined;
  }
}

/** Returns the parsed package.json that applies to a folder, with its path; undefined without one that is valid. */
export function packageOf(folder: string): { readonly file: string; readonly json: PackageJson } | undefined {
  const file = nearest(folder, 'package.json');
  if (file === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof json === 'object' && json !== null ? { file, json } : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a package.json that the command reads. They may have any type. */
export interface PackageJson {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly version?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly engines?: unknown;
  readonly scripts?: unknown;
  readonly exports?: unknown;
  readonly jest?: unknown;
}

/** Returns the path of a module as code in the folder would `require` it; undefined if it is not installed. */
export function resolveFrom(folder: string, specifier: string): string | undefined {
  try {
    return createRequire(join(folder, 'noop.js')).resolve(specifier);
  } catch {
    return undefined;
  }
}

/** The files that npm, Yarn and pnpm write last when they install packages: in `node_modules`, and beside the package.json. */
const INSTALLED = ['.package-lock.json', '.yarn-integrity', '.yarn-state.yml', '.modules.yaml'];
const LOCKS = ['package.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'];

/** Returns the files that change when a package is installed in the project that a folder belongs to. */
export function installedBy(folder: string): readonly string[] {
  const project = dirname(packageOf(folder)?.file ?? join(folder, 'package.json'));
  const modules = nearest(folder, 'node_modules') ?? join(project, 'node_modules');
  return [...INSTALLED.map((name) => join(modules, name)), ...LOCKS.map((name) => join(project, name))];
}

/** Packages that depend on esbuild: it may be installed for them alone. */
const BRING_ESBUILD = ['tsx', 'vite', 'vitest', 'tsup', 'wrangler'];

/** Returns the path of the esbuild of the project that the folder belongs to: its own, or that of tsx or Vite. */
export function findEsbuild(folder: string): string | undefined {
  const own = resolveFrom(folder, 'esbuild');
  if (own !== undefined) return own;
  for (const name of BRING_ESBUILD) {
    const main = resolveFrom(folder, `${name}/package.json`) ?? resolveFrom(folder, name);
    const brought = main === undefined ? undefined : resolveFrom(dirname(realpathSync(main)), 'esbuild');
    if (brought !== undefined) return brought;
  }
  return undefined;
}

/** Imports a module of the project by its path. */
export const importFile = (file: string): Promise<unknown> => import(pathToFileURL(file).href);
