// Reads the imports of the sources.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** An import or re-export. */
export interface SourceImport {
  readonly file: string;
  /** The folder of the file. */
  readonly folder: string;
  /** True if it imports only types. */
  readonly typesOnly: boolean;
  /** The imported file, relative to the repository, or the name of a package. */
  readonly target: string;
}

/** The source files of the package. */
export const sourceFiles: readonly string[] = ['jsx-runtime', 'src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => /\.[jt]s$/.test(file)),
);

/** Matches `import … from`, `export … from` and `import '…'` at the beginning of a line, and `import('…')` anywhere. */
const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^;]*?from\s+)?'([^']+)'|\b(typeof\s+)?import\('([^']+)'\)/gm;

/** The imports of all source files, those of types included. */
export const sourceImports: readonly SourceImport[] = sourceFiles.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, type, from, typeOf, dynamic]) => ({
    file,
    folder: dirname(file),
    typesOnly: type !== undefined || typeOf !== undefined,
    target: targetOf(file, from ?? dynamic ?? ''),
  })),
);

function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const path = relative('.', resolve(dirname(file), specifier)).replace(/\.js$/, '');
  const target = ['.ts', '.d.ts', '.js'].map((ending) => path + ending).find((candidate) => existsSync(candidate));
  if (target === undefined) throw new Error(`${file} imports ${specifier}, which does not exist`);
  return target;
}
