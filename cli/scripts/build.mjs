// Builds the command: the entry, and a file for each command, which is loaded when the command runs. Everything except
// bxml-jsx is bundled, so that the package installs nothing else.
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './build-page.mjs';
import { folderOf, notices } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, 'dist');

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  metafile: true,
  // The hook is loaded into the project's tests.
  entryPoints: { bxml: 'src/bxml.ts', 'coverage-hook': 'src/coverage/hook.ts' },
  outdir,
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['bxml-jsx', 'bxml-jsx/*', 'esbuild', 'tsx', 'tsx/*'],
  // CommonJS modules in the bundle, such as commander, call `require` for Node's modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
});
await buildPage(join(outdir, 'phone'));
chmodSync(join(outdir, 'bxml.js'), 0o755);

// What pictures need: the font, with its license, and the renderer of PNG.
const resolve = createRequire(import.meta.url).resolve;
const inter = dirname(resolve('@fontsource/inter/package.json'));
mkdirSync(join(outdir, 'fonts'));
copyFileSync(join(inter, 'LICENSE'), join(outdir, 'fonts', 'LICENSE'));
for (const script of ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese']) {
  for (const weight of [400, 600]) {
    const name = `inter-${script}-${weight}-normal.woff`;
    copyFileSync(join(inter, 'files', name), join(outdir, 'fonts', name));
  }
}
copyFileSync(resolve('@resvg/resvg-wasm/index_bg.wasm'), join(outdir, 'resvg.wasm'));

// Only what is left of each file after tree shaking counts.
const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
  Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
);
// Preact is in the page of the phone, which is bundled apart.
const copied = [inter, folderOf(resolve('@resvg/resvg-wasm/index_bg.wasm')), folderOf(resolve('preact'))];
writeFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), notices(root, bundled, copied));
