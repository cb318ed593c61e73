// What `npm pack` makes of the built package: which files it holds, and what two linters of packages say of it.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BELONGS =
  /^(?:dist\/[\w-]+\.js(?:\.map)?|dist\/types\/.+\.d\.ts|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

/** Packs what is built, checks the list of files, and returns the tarball's path and the number of files. */
export async function pack(workspace, folder) {
  const project = resolve('.');
  // The build has run; `prepack` would only run it again.
  const { stdout } = await workspace.run(
    ['npm', 'pack', project, '--json', '--ignore-scripts', '--pack-destination', folder],
    { folder: '.' },
  );
  const [{ filename, files, size }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  const odd = paths.filter((path) => !BELONGS.test(path));
  if (odd.length > 0) throw new Error(`the package holds files that do not belong there: ${odd.join(', ')}`);
  const missing = promised().filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(', ')}`);
  return { tarball: join(folder, filename), files: paths.length, size };
}

/** Every file that package.json promises, and what must go with any copy. */
function promised() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : [entry.types, entry.default, `${entry.default}.map`],
  );
  return [...targets.map((path) => path.replace('./', '')), 'README.md', 'LICENSE', 'CHANGELOG.md'];
}

/** Runs publint and attw on the tarball: every remark of theirs is an error. */
export async function lint(workspace, tarball) {
  await workspace.run(['publint', 'run', tarball, '--strict']);
  // Entries are ES modules for ES modules and for Node that can `require` them; the profile leaves out the resolutions
  // of older tools, for which nothing is published.
  await workspace.run(['attw', tarball, '--profile', 'esm-only', '--no-emoji']);
}
