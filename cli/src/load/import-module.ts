import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative } from 'node:path';
import { CommandError } from '../terminal/command-error.js';
import type { Io } from '../terminal/io.js';
import { type Bundle, bundleModule } from './bundle.js';
import { importedFiles } from './imported-files.js';
import { isMissingPackage, moduleError } from './module-error.js';
import { importFile, installedBy, nearest } from './project.js';
import { whileLoading } from './while-loading.js';

/** A module of the project that has been run. */
export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** Absolute paths of its files. */
  readonly files: readonly string[];
}

/** How {@link importModule} imports. */
export interface ImportOptions {
  /** The tsconfig to compile with. @default the nearest one */
  readonly tsconfig?: string | undefined;
  /** Seconds that the module may take. */
  readonly timeout: number;
}

/** The extensions of files that Node runs as they are. */
const RUNNABLE = new Set(['.js', '.mjs', '.cjs']);

/**
 * Imports a module: JavaScript as it is, TypeScript and JSX compiled with the project's esbuild and tsconfig. Error stacks
 * have the lines of the sources from then on.
 *
 * @param file an absolute path
 * @throws CommandError if it cannot be compiled, throws, ends the process, or does not finish in time
 */
export async function importModule(io: Io, file: string, options: ImportOptions): Promise<ImportedModule> {
  const name = relative(io.cwd, file) || file;
  io.parent?.doing(`loading ${name}`);
  io.parent?.dependsOn([file]);
  process.setSourceMapsEnabled(true);
  if (RUNNABLE.has(extname(file))) {
    const files = importedFiles(file);
    io.parent?.dependsOn(files);
    return { exports: await run(io, file, file, options), files };
  }
  const folder = writableFolder(dirname(file));
  const bundle = await bundleModule(file, {
    cwd: io.cwd,
    outdir: folder,
    tsconfig: options.tsconfig,
    onFailure: (files, folders) => io.parent?.dependsOn(files, folders),
  });
  io.parent?.dependsOn(bundle.files);
  const path = join(folder, `.bxml-${randomUUID()}.${bundle.format === 'esm' ? 'mjs' : 'cjs'}`);
  try {
    writeFileSync(path, bundle.code);
    return { exports: await run(io, path, file, options, bundle), files: bundle.files };
  } finally {
    rmSync(path, { force: true });
  }
}

async function run(
  io: Io,
  path: string,
  file: string,
  options: ImportOptions,
  bundle?: Bundle,
): Promise<Readonly<Record<string, unknown>>> {
  const name = relative(io.cwd, file) || file;
  try {
    // The cast: a module is an object with any exports.
    return (await whileLoading({ name, timeout: options.timeout, signal: io.signal }, () =>
      importFile(path),
    )) as Record<string, unknown>;
  } catch (error) {
    if (isMissingPackage(error)) io.parent?.dependsOn(installedBy(dirname(file)));
    throw error instanceof CommandError ? error : moduleError(error, { name, cwd: io.cwd, bundle });
  }
}

/** Returns a folder to write a bundle to: one from which its imports find the project's packages, if possible. */
function writableFolder(folder: string): string {
  const target = [nearest(folder, 'node_modules'), folder, tmpdir()].find(
    (each) => each !== undefined && isWritable(each),
  );
  // The lines of stacks are relative to the real path.
  if (target !== undefined) return realpathSync(target);
  throw new CommandError(`The compiled module cannot be written: ${folder} and ${tmpdir()} are read-only.`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
