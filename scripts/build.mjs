// Builds the package: a few bundled files, which load quickly, and their types.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { coreEntry, fromCore, inSharedFile, modulesOf, modulesOfAll, otherEntries } from './build/core-file.mjs';
import { quicker } from './build/quicker-bundle.mjs';

rmSync('dist', { recursive: true, force: true });

const common = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  // With a neutral platform, an import of a Node module fails the build.
  platform: 'neutral',
  target: 'es2022',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
};

const mainEntry = 'src/index.ts';
const runtimes = ['jsx-runtime/index.ts', 'jsx-runtime/jsx-dev-runtime.ts'];
const entries = [
  { 'jsx-runtime': runtimes[0] },
  { 'jsx-dev-runtime': runtimes[1] },
  { parse: 'src/parse/index.ts' },
  // These entries share the events, in a separate file.
  {
    events: 'src/events/index.ts',
    koa: 'src/koa/index.ts',
    fetch: 'src/fetch/index.ts',
    node: 'src/node/index.ts',
  },
  // These have copies of the modules that they share with webhooks, so that servers load no additional file.
  { queue: 'src/queue/index.ts', bullmq: 'src/bullmq/index.ts' },
  // Imports events and parser from their entries, so that servers load no additional file.
  { testing: 'src/testing/index.ts' },
];
// The modules of the main entry and of the JSX runtimes are one file, that of the main entry, which all entries share.
// A further file takes longer to load than its content, access to an import from another file is slower than within a
// file, and with one copy of every class the BxmlError of all entries is the same class.
const core = await modulesOf(mainEntry, runtimes, [mainEntry, ...entries.flatMap(Object.values)]);
const { outputFiles } = await build({
  ...common,
  stdin: coreEntry(mainEntry, core),
  entryNames: 'index',
  splitting: false,
  write: false,
});
mkdirSync('dist');
await writeQuicker(outputFiles);

const ofKoaAndNode = await modulesOfAll(['src/koa/index.ts', 'src/node/index.ts'], { without: 'src/fetch/index.ts' });
for (const entryPoints of entries) {
  const { outputFiles } = await build({
    ...common,
    entryPoints,
    write: false,
    splitting: true,
    chunkNames: 'shared-[hash]',
    // Events do not import the core: the few modules that they share with it are in both files. The parser is an entry
    // of its own, loaded for the first response that is a string.
    plugins: [
      // Modules that only koa and node need would otherwise be a third file for both.
      inSharedFile(ofKoaAndNode, 'src/fetch/index.ts'),
      otherEntries({
        'src/parse/index.ts': './parse.js',
        ...('events' in entryPoints ? {} : { 'src/events/index.ts': './events.js' }),
      }),
      fromCore(core, './index.js', { except: 'src/events/' }),
    ],
  });
  await writeQuicker(outputFiles);
}

// Declarations from the compiler, one file per module: bundled declarations would lose the hover documentation.
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

async function writeQuicker(outputFiles) {
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  for (const [path, code] of texts) {
    if (path.endsWith('.map')) continue;
    // Node prints the whole source line of an error, so lines are short.
    const short = await quicker({ code, map: texts.get(`${path}.map`) }, { target: common.target, lineLimit: 200 });
    writeFileSync(path, `${short.code}//# sourceMappingURL=${basename(path)}.map\n`);
    writeFileSync(`${path}.map`, short.map);
  }
}
