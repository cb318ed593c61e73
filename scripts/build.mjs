// Builds the package: a few bundled files a browser or a server loads quickly, and the types beside them.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: {
    index: 'src/index.ts',
    'jsx-runtime': 'jsx-runtime/index.ts',
    'jsx-dev-runtime': 'jsx-runtime/jsx-dev-runtime.ts',
    parse: 'src/parse/index.ts',
    events: 'src/events/index.ts',
    koa: 'src/koa/index.ts',
  },
  outdir: 'dist',
  bundle: true,
  // Entries share one copy of every class: the BxmlError of one is the BxmlError of all.
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  // No platform: an import of a Node module fails the build.
  platform: 'neutral',
  target: 'es2022',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
});

// The compiler's own types, a file a module: bundling them would cost the hover documentation.
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
