// Puts a set of modules into one file, and lets entries that are built apart import them from there.
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

/** The modules that the entries of the core are made of, each with what entries and modules outside import from it. */
export async function modulesOf(coreEntries, allEntries) {
  const quiet = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    write: false,
    metafile: true,
    outdir: 'out',
  };
  const { metafile } = await build({ ...quiet, entryPoints: coreEntries });
  const paths = Object.keys(metafile.inputs);
  const whole = await build({ ...quiet, entryPoints: allEntries });
  const asked = new Set(
    Object.entries(whole.metafile.inputs)
      .filter(([path]) => coreEntries.includes(path) || !paths.includes(path))
      .flatMap(([, { imports }]) => imports.map(({ path }) => path)),
  );
  // As an entry each module tells its exports, types left out.
  const each = await build({ ...quiet, entryPoints: paths });
  const exportsOf = new Map(
    Object.values(each.metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]),
  );
  // Each name that a file exports takes time to load, so what only the core itself imports is not exported.
  return new Map(
    paths.map((path, index) => [path, { index, names: asked.has(path) ? (exportsOf.get(path) ?? []) : [] }]),
  );
}

/** The source of the one file: everything that is imported from any of the modules, under names that do not collide. */
export function coreEntry(modules) {
  const lines = [...modules]
    .filter(([, { names }]) => names.length > 0)
    .map(([path, { index, names }]) => {
      const list = names.map((name) => `${name} as ${sharedName(name, index)}`);
      return `export { ${list.join(', ')} } from './${path}';`;
    });
  return { contents: lines.join('\n'), resolveDir: '.', sourcefile: 'core.ts', loader: 'ts' };
}

/** A plugin that takes these modules from the one file, but for those that import them from the folder excepted. */
export function fromCore(modules, { except }) {
  return {
    name: 'from-core',
    setup({ onResolve, onLoad, initialOptions: { absWorkingDir = '.' } }) {
      onResolve({ filter: /^\.\.?\// }, async ({ path, resolveDir, kind, importer, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'resolving' || path === './core.js') return undefined;
        if (relative(absWorkingDir, importer).startsWith(except)) return undefined;
        const source = relative(absWorkingDir, resolve(resolveDir, path)).replace(/\.js$/, '.ts');
        return modules.has(source) ? { path: source, namespace: 'core', sideEffects: false } : undefined;
      });
      onResolve({ filter: /^\.\/core\.js$/, namespace: 'core' }, () => ({ path: './core.js', external: true }));
      onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => {
        const { index, names } = modules.get(path);
        const list = names.map((name) => `${sharedName(name, index)} as ${name}`);
        return { contents: `export { ${list.join(', ')} } from './core.js';`, resolveDir: '.' };
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

const sharedName = (name, index) => `${name}$${index}`;
