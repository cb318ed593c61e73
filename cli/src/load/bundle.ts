import { readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildOptions, BuildResult, Loader, Message, OnLoadResult, Plugin } from 'esbuild';
import { CommandError } from '../terminal/command-error.js';
import { findEsbuild, importFile, installedBy, nearest, packageOf } from './project.js';

/** A module and the project's files that it imports, as JavaScript. */
export interface Bundle {
  readonly code: string;
  readonly format: 'esm' | 'cjs';
  /** Absolute paths of the bundled files. */
  readonly files: readonly string[];
  /** For each package that is not bundled, the first file that imports it. */
  readonly importers: ReadonlyMap<string, string>;
}

type Esbuild = Pick<typeof import('esbuild'), 'build'>;

/** The extensions of files that Node does not run as they are. */
const COMPILED = /\.(?:[cm]?tsx?|jsx)$/;

/** How {@link bundleModule} compiles. */
export interface BundleOptions {
  /** The folder that the names of files in messages are relative to. */
  readonly cwd: string;
  /** The folder that the code will be in. */
  readonly outdir: string;
  /** The tsconfig to use instead of the nearest one. */
  readonly tsconfig?: string | undefined;
  /** Called if the module cannot be compiled, with the files that may be corrected, and folders in which one is missing. */
  readonly onFailure?: (files: readonly string[], folders: readonly string[]) => void;
}

/**
 * Bundles a module with the project's esbuild and tsconfig. Packages stay imports, except those that have to be compiled,
 * as in a workspace. Errors have the lines of the sources, and elements their positions.
 *
 * @throws CommandError if esbuild is not installed, or the module cannot be compiled
 */
export async function bundleModule(file: string, options: BundleOptions): Promise<Bundle> {
  const folder = dirname(file);
  const { build } = await loadEsbuild(folder, relative(options.cwd, file)).catch((error: unknown) => {
    options.onFailure?.(installedBy(folder), []);
    throw error;
  });
  const read = new Set<string>();
  const config = options.tsconfig ?? nearest(folder, 'tsconfig.json');
  try {
    return await bundleWith(build, file, { ...options, tsconfig: config }, read);
  } catch (error) {
    const at = placesOf(error, options.cwd);
    options.onFailure?.([...read, ...at.files, ...(config === undefined ? [] : [config])], at.folders);
    throw compileError(error, file, options.cwd);
  }
}

async function bundleWith(
  build: Esbuild['build'],
  file: string,
  { cwd, outdir, tsconfig }: BundleOptions,
  read: Set<string>,
): Promise<Bundle> {
  const folder = dirname(file);
  const importers = new Map<string, string>();
  const options: BuildOptions = {
    absWorkingDir: cwd,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    outfile: join(outdir, 'bundle.js'),
    platform: 'node',
    target: `node${process.versions.node}`,
    // `module` would choose files that only bundlers can read.
    conditions: [],
    sourcemap: 'inline',
    sourcesContent: false,
    // Used unless the tsconfig says otherwise. `jsxDev` adds positions to `"jsx": "react-jsx"`.
    jsx: 'automatic',
    jsxImportSource: 'bxml-jsx',
    jsxDev: true,
    define: {
      'import.meta.url': '__bxml_url',
      'import.meta.dirname': '__bxml_dirname',
      'import.meta.filename': '__bxml_filename',
    },
    logLevel: 'silent',
    plugins: [positionsPlugin(read), packagesPlugin(folder, importers)],
    ...(tsconfig === undefined ? {} : { tsconfig }),
  };
  const isModule = isEsModule(file);
  try {
    return bundleOf(
      await build(withFormat(options, isModule ? 'esm' : 'cjs', file)),
      isModule ? 'esm' : 'cjs',
      cwd,
      importers,
    );
  } catch (error) {
    // An await at the top level: only ES modules have that.
    if (isModule || !/top-level await/i.test(String(error))) throw error;
  }
  return bundleOf(await build(withFormat(options, 'esm', file)), 'esm', cwd, importers);
}

async function loadEsbuild(folder: string, name: string): Promise<Esbuild> {
  const path = findEsbuild(folder);
  if (path === undefined) {
    throw new CommandError(`${name} has to be compiled, and neither esbuild nor tsx is installed in its project.`, {
      hint: 'Install one of them: npm install --save-dev esbuild. Or name the compiled JavaScript, such as dist/app.js.',
    });
  }
  const library = Object(await importFile(path)) as Partial<Esbuild> & { readonly default?: Esbuild };
  const build = library.build ?? library.default?.build;
  if (typeof build !== 'function') {
    throw new CommandError(`${path} is not esbuild.`, { hint: 'Install it again: npm install --save-dev esbuild.' });
  }
  return { build };
}

/** True if Node would run the file as an ES module. */
function isEsModule(file: string): boolean {
  const extension = extname(file);
  if (extension.startsWith('.m')) return true;
  if (extension.startsWith('.c')) return false;
  return packageOf(dirname(file))?.json.type === 'module';
}

function withFormat(options: BuildOptions, format: 'esm' | 'cjs', file: string): BuildOptions {
  if (format === 'cjs') return { ...options, format };
  // Code that is bundled from CommonJS calls `require`.
  const url = JSON.stringify(pathToFileURL(file).href);
  const js = `import { createRequire as __bxml_require } from 'node:module'; const require = __bxml_require(${url});`;
  return { ...options, format, banner: { js } };
}

function bundleOf(
  { outputFiles, metafile }: BuildResult,
  format: 'esm' | 'cjs',
  cwd: string,
  importers: ReadonlyMap<string, string>,
): Bundle {
  const inputs = Object.keys(metafile?.inputs ?? {}).filter((input) => !/^[\w-]{2,}:/.test(input));
  const files = inputs.map((input) => resolve(cwd, input));
  return { code: outputFiles?.[0]?.text ?? '', format, files, importers };
}

/** Marks imports that the plugin resolves itself. */
const RESOLVED = { bxml: true };

/** Decides which imports of packages are bundled: files that have to be compiled, and those that the tsconfig maps. */
function packagesPlugin(folder: string, importers: Map<string, string>): Plugin {
  const scope = packageOf(folder)?.file;
  return {
    name: 'bxml-packages',
    setup(build) {
      build.onResolve(
        { filter: /^[^./#]/ },
        async ({ path, importer, resolveDir, kind, pluginData, with: attributes }) => {
          if (pluginData === RESOLVED || kind === 'entry-point' || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
          if (/^(?:node|data|https?):/.test(path)) return { path, external: true };
          if (!importers.has(path)) importers.set(path, importer);
          if (path === 'bxml-jsx' || path.startsWith('bxml-jsx/')) return { path, external: true };
          const found = await build.resolve(path, {
            kind,
            importer,
            resolveDir,
            pluginData: RESOLVED,
            with: attributes,
          });
          // Node reports what is not installed when the module is imported.
          if (found.errors.length > 0 || found.external) return { path, external: true };
          const isInstalled = found.path.split(sep).includes('node_modules');
          if (!isInstalled && (COMPILED.test(found.path) || isMapped(path, found.path))) return { path: found.path };
          // Another package of the workspace may have other versions than the first one.
          const isForeign = packageOf(resolveDir)?.file !== scope;
          return { path: isForeign ? pathToFileURL(found.path).href : path, external: true };
        },
      );
    },
  };
}

/** True if the tsconfig maps an import to a file: the file is not in a package of that name. */
function isMapped(path: string, file: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  return packageOf(dirname(file))?.json.name !== name;
}

/** Keeps `import.meta.url`, `__dirname` and the like as they are in the source. Adds the files to `read`. */
const positionsPlugin = (read: Set<string>): Plugin => ({
  name: 'bxml-positions',
  setup(build) {
    build.onLoad({ filter: /\.(?:[cm]?[jt]sx?)$/ }, ({ path, namespace }): OnLoadResult | undefined => {
      if (namespace !== 'file') return undefined;
      read.add(path);
      const contents = readFileSync(path, 'utf8');
      const usesMeta = contents.includes('import.meta');
      const usesNames =
        /\b__(?:dir|file)name\b/.test(contents) && !/\b(?:const|let|var)\s+__(?:dir|file)name\b/.test(contents);
      if (!usesMeta && !usesNames) return undefined;
      const constants = { __bxml_url: pathToFileURL(path).href, __bxml_dirname: dirname(path), __bxml_filename: path };
      const head = usesNames ? declare({ __dirname: dirname(path), __filename: path }) : '';
      // An import is hoisted, so that it may follow the code: lines stay the same.
      const tail = usesMeta
        ? `\nimport { ${Object.keys(constants).join(', ')} } from ${JSON.stringify(`bxml-position:${path}`)};`
        : '';
      return { contents: `${head}${contents}${tail}`, loader: loaderOf(path), resolveDir: dirname(path) };
    });
    build.onResolve({ filter: /^bxml-position:/ }, ({ path }) => ({
      path: path.slice('bxml-position:'.length),
      namespace: 'bxml-position',
    }));
    build.onLoad({ filter: /.*/, namespace: 'bxml-position' }, ({ path }) => ({
      contents: `export ${declare({ __bxml_url: pathToFileURL(path).href, __bxml_dirname: dirname(path), __bxml_filename: path })}`,
    }));
  },
});

function declare(constants: Record<string, string>): string {
  return `var ${Object.entries(constants)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join(', ')}; `;
}

function loaderOf(path: string): Loader {
  const extension = extname(path);
  if (extension.endsWith('x')) return extension === '.jsx' ? 'jsx' : 'tsx';
  return extension.includes('t') ? 'ts' : 'js';
}

/** Returns the files that errors of esbuild are in, and the folders of files that are imported and missing. */
function placesOf(error: unknown, cwd: string): { readonly files: string[]; readonly folders: string[] } {
  const { errors } = Object(error) as { readonly errors?: readonly Message[] };
  const files: string[] = [];
  const folders: string[] = [];
  for (const { text, location } of Array.isArray(errors) ? errors : []) {
    if (location === null || !['', 'file'].includes(location.namespace)) continue;
    const file = resolve(cwd, location.file);
    files.push(file);
    const missing = /^Could not resolve "(\.[^"]*)"/.exec(text)?.[1];
    if (missing !== undefined) folders.push(dirname(resolve(dirname(file), missing)));
  }
  return { files, folders };
}

/** Returns the error of a module that esbuild does not compile, with the first places. */
function compileError(error: unknown, file: string, cwd: string): CommandError {
  const { errors } = Object(error) as { readonly errors?: readonly Message[] };
  if (!Array.isArray(errors) || errors.length === 0) {
    return new CommandError(`${relative(cwd, file)} cannot be compiled: ${String(error)}`, { cause: error });
  }
  const shown = errors.slice(0, 5).map(messageText);
  if (errors.length > shown.length) shown.push(`and ${errors.length - shown.length} more`);
  return new CommandError(`${relative(cwd, file)} cannot be compiled:\n${shown.map((line) => `  ${line}`).join('\n')}`);
}

function messageText({ text, location, notes }: Message): string {
  const place = location === null ? '' : `${placeText(location)}: `;
  const [note] = notes;
  if (note === undefined) return `${place}${text}`;
  // `The opening tag is here:`, with a place.
  const said = note.location === null ? note.text : note.text.replace(/ here:$/, ` at ${placeText(note.location)}`);
  return `${place}${text}${/[.:!?]$/.test(text) ? '' : '.'} ${said}`;
}

const placeText = ({ file, line, column }: NonNullable<Message['location']>): string => `${file}:${line}:${column + 1}`;
