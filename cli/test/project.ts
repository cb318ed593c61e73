import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const temporary = new Set<string>();
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** The usual settings of a project, for {@link project}. */
export const settings = {
  'package.json': JSON.stringify({ name: 'calls', type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', jsx: 'react-jsx', jsxImportSource: 'bxml-jsx' },
  }),
};

/**
 * Creates a folder with these files, by their paths, and returns its path. It is removed when the process ends.
 *
 * @param installed the packages that are installed in the folder, from this repository
 * @param library the folder of `bxml-jsx`, such as that of `built`; its sources if it is left out
 */
export function project(
  files: Readonly<Record<string, string | Uint8Array>>,
  installed: readonly string[] = ['bxml-jsx', 'esbuild', 'koa'],
  library = join(modules, 'bxml-jsx'),
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bxml-test-')));
  temporary.add(folder);
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  for (const name of installed) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(name === 'bxml-jsx' ? library : join(modules, name)), link);
  }
  return folder;
}
