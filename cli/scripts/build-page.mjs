// Builds the phone's page: page.js and page.css, index.html with the placeholder %TOKEN%, its icon and its fonts.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = fileURLToPath(new URL('../src/phone/page/', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * @param {string} outdir the folder that the files are written into
 */
export async function buildPage(outdir) {
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: page,
    tsconfig: join(page, 'tsconfig.json'),
    entryPoints: { page: 'main.tsx' },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox125', 'safari17.5'],
    external: ['*.woff2'],
    minify: true,
    legalComments: 'none',
  });
  for (const file of ['index.html', 'icon.svg']) copyFileSync(join(page, file), join(outdir, file));
  const fonts = join(dirname(require.resolve('@fontsource/inter/package.json')), 'files');
  for (const weight of [400, 600]) {
    const file = `inter-latin-${weight}-normal.woff2`;
    copyFileSync(join(fonts, file), join(outdir, file));
  }
}
