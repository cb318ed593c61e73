// Puts the modules of the core into the main entry's file, and lets entries that are built apart import them from there.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * The names under which the main entry's file has what is not public, for the other entries alone; no types tell of
 * them. What the JSX runtimes need is apart: bundlers leave the rest out where nothing else is imported.
 */
const INNER = { runtime: '_runtime', other: '_inner' };
const innerOf = (path) => (/^(?:jsx-runtime|src\/jsx)\//.test(path) ? INNER.runtime : INNER.other);

/**
 * The modules that the main entry and the entries beside it are made of, each with what entries and modules outside
 * import from it: names that the main entry exports as well, and inner ones.
 */
export async function modulesOf(mainEntry, entriesBeside, allEntries) {
  const quiet = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    write: false,
    metafile: true,
    outdir: 'out',
  };
  const { metafile } = await build({ ...quiet, entryPoints: [mainEntry, ...entriesBeside] });
  const paths = Object.keys(metafile.inputs);
  const whole = await build({ ...quiet, entryPoints: allEntries });
  const importedBy = (path) => whole.metafile.inputs[path].imports.map((imported) => imported.path);
  const outside = Object.keys(whole.metafile.inputs).filter(
    (path) => entriesBeside.includes(path) || !paths.includes(path),
  );
  const asked = new Set(outside.flatMap(importedBy));
  // As an entry each module tells its exports, types left out.
  const each = await build({ ...quiet, entryPoints: paths });
  const exportsOf = new Map(
    Object.values(each.metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]),
  );
  const main = new Set(exportsOf.get(mainEntry));
  const passedOn = importedBy(mainEntry);
  const modules = new Map(
    paths.map((path) => {
      const names = asked.has(path) ? (exportsOf.get(path) ?? []) : [];
      const isMain = (name) => passedOn.includes(path) && main.has(name);
      return [path, { main: names.filter(isMain), inner: names.filter((name) => !isMain(name)) }];
    }),
  );
  const inner = [...modules.values()].flatMap((module) => module.inner);
  const twice = inner.filter((name, index) => inner.indexOf(name) !== index);
  twice.push(...Object.values(INNER).filter((name) => main.has(name)));
  if (twice.length > 0) throw new Error(`Two things are called ${twice.join(', ')}.`);
  return modules;
}

/** The source of the one file: the main entry, and exports that hold what the other entries need beside it. */
export function coreEntry(mainEntry, modules) {
  const asking = [...modules].filter(([, { inner }]) => inner.length > 0);
  const holding = (holder) => asking.filter(([path]) => innerOf(path) === holder).flatMap(([, { inner }]) => inner);
  const contents = [
    `export * from './${mainEntry}';`,
    ...asking.map(([path, { inner }]) => `import { ${inner.join(', ')} } from './${path}';`),
    ...Object.values(INNER).map((holder) => `export const ${holder} = { ${holding(holder).join(', ')} };`),
  ].join('\n');
  return { contents, resolveDir: '.', sourcefile: 'core.ts', loader: 'ts' };
}

/** A plugin that takes these modules from the one file, but for those that import them from the folder excepted. */
export function fromCore(modules, file, { except }) {
  return {
    name: 'from-core',
    setup({ onResolve, onLoad, initialOptions: { absWorkingDir = '.' } }) {
      onResolve({ filter: /^\.\.?\// }, async ({ path, resolveDir, kind, importer, namespace }) => {
        if (namespace === 'core') return { path: file, external: true };
        if (kind === 'entry-point' || relative(absWorkingDir, importer).startsWith(except)) return undefined;
        const source = relative(absWorkingDir, resolve(resolveDir, path)).replace(/\.js$/, '.ts');
        return modules.has(source) ? { path: source, namespace: 'core', sideEffects: false } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => {
        const { main, inner } = modules.get(path);
        const lines = [];
        if (main.length > 0) lines.push(`export { ${main.join(', ')} } from '${file}';`);
        if (inner.length > 0) {
          const holder = innerOf(path);
          lines.push(`import { ${holder} } from '${file}';`, `export const { ${inner.join(', ')} } = ${holder};`);
        }
        return { contents: lines.join('\n'), resolveDir: '.' };
      });
    },
  };
}

/** A plugin that leaves imports of other entries' sources to the files of those entries. */
export function otherEntries(files) {
  return {
    name: 'other-entries',
    setup({ onResolve, initialOptions: { absWorkingDir = '.' } }) {
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
        const source = relative(absWorkingDir, resolve(resolveDir, path)).replace(/\.js$/, '.ts');
        return kind !== 'entry-point' && source in files ? { path: files[source], external: true } : undefined;
      });
    },
  };
}

/** Returns the modules that each of these entries is made of, and the entry `without` is not. */
export async function modulesOfAll(entryPoints, { without }) {
  const [others, ...inputs] = await Promise.all(
    [without, ...entryPoints].map(async (entry) => {
      const options = { bundle: true, packages: 'external', write: false, metafile: true };
      const { metafile } = await build({ ...options, format: 'esm', platform: 'neutral', entryPoints: [entry] });
      return Object.keys(metafile.inputs);
    }),
  );
  return inputs[0].filter((path) => inputs.every((paths) => paths.includes(path)) && !others.includes(path));
}

/**
 * A plugin that puts modules into the file that all entries of a build share, though not all need them: the entry
 * `importer`, which does not, is made to import them.
 */
export function inSharedFile(modules, importer) {
  return {
    name: 'in-shared-file',
    setup({ onLoad, onResolve, initialOptions: { absWorkingDir = '.' } }) {
      const names = new Map(modules.map((path) => [`shared:${path}`, resolve(absWorkingDir, path)]));
      const paths = [...names.values()];
      // Every import says the same of them: which of several the bundler believes is chance.
      onResolve({ filter: /^(?:shared:|\.\.?\/)/ }, ({ path, resolveDir }) => {
        const source = names.get(path) ?? resolve(resolveDir, path).replace(/\.js$/, '.ts');
        return paths.includes(source) ? { path: source, sideEffects: true } : undefined;
      });
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== resolve(absWorkingDir, importer)) return undefined;
        const statements = [...names.keys()].map((name) => `import '${name}';`);
        return { contents: [await readFile(path, 'utf8'), ...statements].join('\n'), loader: 'ts' };
      });
    },
  };
}
