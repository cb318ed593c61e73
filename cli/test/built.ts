import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The library and the command, bundled from source. */
export interface Built {
  /** The folder of the package `bxml-jsx`. */
  readonly library: string;
  /** The file of the command, and those of other commands of tests, by their names. */
  readonly commands: Readonly<Record<'bxml' | 'guarded-command', string>>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
let known: Built | undefined;

/**
 * Bundles the library and the command from source, once in this process. A process that loads the bundles starts in a tenth
 * of the time that it takes to compile each file of the sources.
 */
export function built(): Built {
  known ??= build();
  return known;
}

function build(): Built {
  // Below node_modules, so that packages that are not bundled are found.
  const outdir = join(root, 'node_modules', '.cache', `bxml-test-${process.pid}`);
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entries = Object.entries<{ readonly 'bxml-jsx-source'?: string }>(manifest.exports).flatMap(
    ([specifier, { 'bxml-jsx-source': source }]) =>
      source === undefined ? [] : [{ specifier, source, name: specifier.slice(2) || 'index' }],
  );
  buildSync({
    absWorkingDir: root,
    entryPoints: {
      'bxml/dist/bxml': 'cli/src/bxml.ts',
      'bxml/dist/guarded-command': fileURLToPath(new URL('load/guarded-command.ts', import.meta.url)),
      ...Object.fromEntries(entries.map(({ name, source }) => [`bxml-jsx/dist/${name}`, source])),
    },
    outdir,
    chunkNames: 'bxml/dist/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    conditions: ['bxml-jsx-source'],
    external: ['esbuild', 'tsx', 'koa', 'ws', 'bullmq', 'ioredis'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const exports = Object.fromEntries(entries.map(({ specifier, name }) => [specifier, `./dist/${name}.js`]));
  writeJson(join(outdir, 'bxml-jsx'), { ...manifest, exports: { ...exports, './package.json': './package.json' } });
  writeJson(join(outdir, 'bxml'), JSON.parse(readFileSync(join(root, 'cli/package.json'), 'utf8')));
  const command = (name: string): string => join(outdir, 'bxml', 'dist', `${name}.js`);
  return {
    library: join(outdir, 'bxml-jsx'),
    commands: { bxml: command('bxml'), 'guarded-command': command('guarded-command') },
  };
}

function writeJson(folder: string, json: object): void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(json));
}
