// Bundles the modules of the core into the file of the main entry, and makes entries that are built separately import
// them from there.
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * The export names for internals in the main entry's file, for the other entries only; the declarations omit them. The
 * internals of the JSX runtimes are separate, so that bundlers drop the rest if only a runtime is imported.
 */
const INNER = { runtime: '_runtime', other: '_inner' };
const innerOf = (path) => (/^(?:jsx-runtime|src\/jsx)\//.test(path) ? INNER.runtime : INNER.other);

/**
 * Returns the modules of the main entry and of the given entries, each with the names that entries and other modules
 * import from it: names that the main entry exports too, and internal ones.
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
  // As an entry point, each module lists its exports, without types.
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
  if (twice.length > 0) throw new Error(`The core has several exports named ${twice.join(', ')}.`);
  return modules;
}

/** Returns the source of the shared file: the main entry, and exports for the other entries. */
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

/** Returns a plugin that resolves these modules to the shared file, except for imports from the excluded folder. */
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

/** Returns a plugin that resolves imports of other entries' sources to the built files of those entries. */
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

/** Returns the modules that each of these entries contains, and the entry `without` does not. */
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
 * Returns a plugin that puts modules into the file that all entries of a build share, even if one entry does not need
 * them: that entry, `importer`, is made to import them.
 */
export function inSharedFile(modules, importer) {
  return {
    name: 'in-shared-file',
    setup({ onLoad, onResolve, initialOptions: { absWorkingDir = '.' } }) {
      const names = new Map(modules.map((path) => [`shared:${path}`, resolve(absWorkingDir, path)]));
      const paths = [...names.values()];
      // Every import must return the same flags, because the bundler uses those of an arbitrary one.
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
