// Builds the package: a few bundled files a browser or a server loads quickly, and the types beside them.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { coreEntry, fromCore, modulesOf, otherEntries } from './build/core-file.mjs';

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

const entries = [
  { index: 'src/index.ts' },
  { 'jsx-runtime': 'jsx-runtime/index.ts' },
  { 'jsx-dev-runtime': 'jsx-runtime/jsx-dev-runtime.ts' },
  { parse: 'src/parse/index.ts' },
  // These share the events, in a file of their own.
  { events: 'src/events/index.ts', koa: 'src/koa/index.ts', fetch: 'src/fetch/index.ts' },
  // Takes events and parser from their entries, so that what servers load does not come in more pieces for its sake.
  { testing: 'src/testing/index.ts' },
];
// What the main entry and the JSX runtimes are made of is one file, which all entries share: a file more takes longer
// to load than its content, what a module imports from another file is slower to reach than what is in its own, and
// with one copy of every class the BxmlError of one entry is the BxmlError of all.
const core = await modulesOf(
  ['src/index.ts', 'jsx-runtime/index.ts', 'jsx-runtime/jsx-dev-runtime.ts'],
  entries.flatMap(Object.values),
);
await build({
  ...common,
  stdin: coreEntry(core),
  entryNames: 'core',
  splitting: false,
  // White space takes time to read; names stay, for stack traces, and lines are short, since Node prints the whole
  // line that an error comes from. `minifySyntax` would make expressions of the functions that `lazyVerb` takes.
  minifyWhitespace: true,
  lineLimit: 200,
});

for (const entryPoints of entries) {
  await build({
    ...common,
    entryPoints,
    splitting: true,
    chunkNames: 'shared-[hash]',
    // Events come without the core: the little that they have in common with it is in both files.
    // The parser is an entry of its own; webhooks load it for the first answer that is text.
    plugins: [
      otherEntries({
        'src/parse/index.ts': './parse.js',
        ...('events' in entryPoints ? {} : { 'src/events/index.ts': './events.js' }),
      }),
      fromCore(core, { except: 'src/events/' }),
    ],
  });
}

// The compiler's own types, a file a module: bundling them would cost the hover documentation.
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
