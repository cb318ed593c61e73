// The doctor finds nothing wrong with projects that work: those of consumers/, and this repository with its examples.
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml doctor, projects that work');

interface Consumer {
  readonly name: string;
  readonly type?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly { readonly run: readonly string[] }[];
}

/** What `consumers/` installs and this repository has too. */
const installed = [
  'bxml-jsx',
  'koa',
  '@types/koa',
  'express',
  'typescript',
  'tsx',
  'esbuild',
  'bullmq',
  'ioredis',
  'ws',
];

/** Projects whose settings are wrong on purpose. */
const WRONG = /^an error for a file compiled for |^esbuild, no settings$/;

const { projects }: { projects(): Promise<readonly Consumer[]> } = await import(
  // Not a literal, because the script has no types.
  new URL('../../../scripts/package/project-files.mjs', import.meta.url).href
);

for (const { name, type = 'module', files, commands } of await projects()) {
  test(name, async () => {
    const scripts = { build: commands.map(({ run }) => run.join(' ')).join(' && ') };
    const cwd = project({ 'package.json': JSON.stringify({ private: true, type, scripts }), ...files }, installed);
    const { status, stdout } = await runBxml(['doctor'], { cwd });
    if (WRONG.test(name)) {
      assert.is(status, 1);
      assert.match(stdout, / (?:jsx-import-source|tsconfig-missing)\n/);
    } else assert.is(status, 0, stdout);
  });
}

test('this repository', async () => {
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const { status, stdout } = await runBxml(['doctor'], { cwd });
  assert.is(status, 0, stdout);
});

test.run();
