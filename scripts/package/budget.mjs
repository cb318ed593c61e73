// Measures the core as a browser or an edge function loads it: one minified bundle, compressed.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes, 2 % above the size when they were set. Raise them deliberately if a change needs more. */
const BUDGET = { minified: 125_300, gzip: 43_760, brotli: 38_730 };

/** Measures everything that `bxml-jsx` and `bxml-jsx/jsx-runtime` export. Throws if it exceeds the budget. */
export async function checkSize() {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './dist/index.js'; export { jsx, jsxs } from './dist/jsx-runtime.js';",
      resolveDir: '.',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    // In the node_modules of a consumer, esbuild would not warn about dropped code either.
    logLevel: 'error',
  });
  const code = outputFiles[0].contents;
  const sizes = {
    minified: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
  const lines = Object.entries(sizes).map(([kind, bytes]) => `${kind} ${bytes} of ${BUDGET[kind]} bytes`);
  if (Object.entries(sizes).some(([kind, bytes]) => bytes > BUDGET[kind])) {
    throw new Error(`the core is over its budget: ${lines.join(', ')}`);
  }
  return lines.join(', ');
}
