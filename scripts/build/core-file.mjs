// Puts a set of modules into one file, and lets entries that are built apart import them from there.
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

/** The modules that the entries are made of, each with what it exports. */
export async function modulesOf(entryPoints) {
  const quiet = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    write: false,
    metafile: true,
  };
  const { metafile } = await build({ ...quiet, entryPoints, outdir: 'out' });
  const paths = Object.keys(metafile.inputs);
  // As an entry each module tells its exports, types left out.
  const each = await build({ ...quiet, entryPoints: paths, outdir: 'out' });
  const exportsOf = Object.values(each.metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]);
  return new Map(
    exportsOf.filter(([path]) => path !== undefined).map(([path, names], index) => [path, { index, names }]),
  );
}

/** The source of the one file: everything that any of the modules exports, under names that do not collide. */
export function coreEntry(modules) {
  const lines = [...modules].map(([path, { index, names }]) => {
    const list = names.map((name) => `${name} as ${sharedName(name, index)}`);
    return list.length === 0 ? `import './${path}';` : `export { ${list.join(', ')} } from './${path}';`;
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

const sharedName = (name, index) => `${name}$${index}`;
