// Builds the package: a few bundled files a browser or a server loads quickly, and the types beside them.
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
  // No platform: an import of a Node module fails the build.
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
  // These share the events, in a file of their own.
  { events: 'src/events/index.ts', koa: 'src/koa/index.ts', fetch: 'src/fetch/index.ts', node: 'src/node/index.ts' },
  // Takes events and parser from their entries, so that what servers load does not come in more pieces for its sake.
  { testing: 'src/testing/index.ts' },
];
// What the main entry and the JSX runtimes are made of is one file, the main entry's, and all entries share it: a file
// more takes longer to load than its content, what a module imports from another file is slower to reach than what is
// in its own, and with one copy of every class the BxmlError of one entry is the BxmlError of all.
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
    // Events come without the core: the little that they have in common with it is in both files.
    // The parser is an entry of its own; webhooks load it for the first answer that is text.
    plugins: [
      // What only koa and node need would be a third file for both.
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

// The compiler's own types, a file a module: bundling them would cost the hover documentation.
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

async function writeQuicker(outputFiles) {
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  for (const [path, code] of texts) {
    if (path.endsWith('.map')) continue;
    // Node prints the whole line that an error comes from, so lines are short.
    const short = await quicker({ code, map: texts.get(`${path}.map`) }, { target: common.target, lineLimit: 200 });
    writeFileSync(path, `${short.code}//# sourceMappingURL=${basename(path)}.map\n`);
    writeFileSync(`${path}.map`, short.map);
  }
}
