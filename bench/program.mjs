// Makes programs of the sources that are compared.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const built = join(here, '.build');

/** The library's own name stands for what `npm run build` has built. */
const ours = {
  name: 'bxml-jsx',
  setup({ onResolve }) {
    onResolve({ filter: /^bxml-jsx/ }, ({ path }) => ({
      path: join(here, '..', 'dist', `${path.split('/')[1] ?? 'index'}.js`),
      external: true,
    }));
  },
};

/** Compiles a source with a library's JSX; gives the file. */
export async function programOf(name, { source, jsxImportSource }) {
  const program = join(built, `${name.replace(/\W+/g, '-')}.mjs`);
  mkdirSync(built, { recursive: true });
  await build({
    stdin: { contents: source, resolveDir: here, loader: 'tsx' },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // Said here, else the project's own tsconfig would decide.
    tsconfigRaw: {
      compilerOptions: { jsx: 'react-jsx', ...(jsxImportSource === undefined ? {} : { jsxImportSource }) },
    },
    plugins: [ours],
  });
  return program;
}
