// Compiles the programs that are compared.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const here = fileURLToPath(new URL('.', import.meta.url));
export const built = join(here, '.build');

/** The library's own name resolves to the output of `npm run build`. */
const ours = {
  name: 'bxml-jsx',
  setup({ onResolve }) {
    onResolve({ filter: /^bxml-jsx/ }, ({ path }) => ({
      path: join(here, '..', 'dist', `${path.split('/')[1] ?? 'index'}.js`),
      external: true,
    }));
    onResolve({ filter: /^builder:/ }, ({ path }) => ({
      path: join(here, 'libraries', `${path.slice('builder:'.length).split('/')[0]}.mjs`),
    }));
  },
};

/**
 * Compiles a source with a library's JSX runtime. Returns the file. `replaced` has other sources for modules, by the
 * last segment of the import specifier.
 */
export async function programOf(name, { source, jsxImportSource, replaced = {} }) {
  const program = join(built, `${name.replace(/\W+/g, '-')}.mjs`);
  mkdirSync(built, { recursive: true });
  await build({
    stdin: { contents: source, resolveDir: here, loader: 'tsx' },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // The engine may share optimization data between functions with the same source text, so the text of each program
    // is unique.
    banner: { js: `// The program of ${name}.` },
    // Set here, because otherwise the tsconfig of the project applies.
    tsconfigRaw: {
      compilerOptions: { jsx: 'react-jsx', ...(jsxImportSource === undefined ? {} : { jsxImportSource }) },
    },
    plugins: [inPlaceOf(replaced), ours],
  });
  return program;
}

const inPlaceOf = (replaced) => ({
  name: 'in place of',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => {
      const last = path.split('/').at(-1);
      return Object.hasOwn(replaced, last) && !path.includes(':') && !path.endsWith('jsx-runtime')
        ? { path: last, namespace: 'replaced' }
        : undefined;
    });
    onLoad({ filter: /./, namespace: 'replaced' }, ({ path }) => ({
      contents: replaced[path],
      loader: 'js',
      resolveDir: here,
    }));
  },
});
