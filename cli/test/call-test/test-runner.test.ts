import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { TestedApplication } from '../../src/call-test/call-test.js';
import { missingLibrary, type TestRunner, testCommand, testRunnerOf } from '../../src/call-test/test-runner.js';
import { createProject } from './run-test-file.js';

const test = suite('test runner');

for (const [name, json, runner] of [
  ['uvu', { devDependencies: { uvu: '^0.5.6' } }, 'uvu'],
  ['Vitest', { devDependencies: { vitest: '*' } }, 'vitest'],
  ['Jest among the dependencies', { dependencies: { jest: '*' } }, 'jest'],
  [
    'the runner that the script names',
    { scripts: { test: 'uvu src' }, devDependencies: { vitest: '*', uvu: '*' } },
    'uvu',
  ],
  ['node --test', { scripts: { test: 'node --import tsx --test src' }, devDependencies: { uvu: '*' } }, 'node:test'],
  ['no runner', { devDependencies: { typescript: '*' } }, 'node:test'],
] as const) {
  test(`${name}: ${runner}`, () => {
    const project = createProject();
    try {
      project.write('package.json', JSON.stringify(json));
      const folder = join(project.folder, 'packages', 'voice', 'src');
      mkdirSync(folder, { recursive: true });
      assert.is(testRunnerOf(project.folder), runner);
      // A package without a runner has that of its workspace.
      project.write('packages/voice/package.json', '{}');
      assert.is(testRunnerOf(folder), runner);
    } finally {
      project.remove();
    }
  });
}

test('a broken package.json counts as one without a runner', () => {
  const project = createProject();
  try {
    project.write('package.json', '{');
    assert.is(testRunnerOf(project.folder), 'node:test');
    project.write('package.json', 'null');
    assert.is(testRunnerOf(project.folder), 'node:test');
  } finally {
    project.remove();
  }
});

const root = fileURLToPath(new URL('../../../', import.meta.url));
const url = { kind: 'url', origin: 'http://localhost:3000' } as const;
const module = (file: string) => ({ kind: 'module', file, exportName: 'app' }) as const;

test('the command that runs a test is that of its runner and of its project', () => {
  const project = createProject();
  const { folder } = project;
  const at = (name: string): string => join(folder, name);
  const command = (file: string, runner: TestRunner, application: TestedApplication) =>
    testCommand({ file: at(file), cwd: folder, runner, application });
  try {
    assert.is(command('a.test.ts', 'vitest', url), 'npx vitest run a.test.ts');
    assert.is(command('a.test.js', 'jest', url), 'npx jest a.test.js');
    assert.is(command('a.test.ts', 'uvu', url), 'node --import tsx a.test.ts');
    assert.is(command('src/a.test.ts', 'node:test', module(at('src/app.tsx'))), 'node --import tsx src/a.test.ts');
    assert.is(command('a.test.mjs', 'node:test', url), 'node a.test.mjs');
    assert.is(command('a.test.mjs', 'node:test', module(at('app.mjs'))), 'node a.test.mjs');
    assert.is(command('a.test.mjs', 'node:test', module(at('app.tsx'))), 'node --import tsx a.test.mjs');
    assert.is(command('my test.mjs', 'node:test', url), 'node "my test.mjs"');
    rmSync(at('node_modules/tsx'));
    assert.is(command('a.test.ts', 'uvu', url), 'npx tsx a.test.ts');
    assert.is(missingLibrary(folder), '');
    rmSync(at('node_modules/bxml-jsx'));
    assert.is(missingLibrary(folder), 'npm install --save-dev bxml-jsx');
  } finally {
    project.remove();
  }
});

test('in the repository of the library, the command runs its sources, which need not be built', () => {
  const file = join(root, 'examples/phone-menu/call-1.test.ts');
  const application = module(join(root, 'examples/phone-menu/app.ts'));
  assert.is(
    testCommand({ file, cwd: root, runner: 'uvu', application }),
    'node --conditions=bxml-jsx-source --import tsx examples/phone-menu/call-1.test.ts',
  );
  assert.is(
    testCommand({ file: join(root, 'x.test.mjs'), cwd: root, runner: 'uvu', application: url }),
    'node --conditions=bxml-jsx-source x.test.mjs',
  );
  assert.is(missingLibrary(root), '');
});

test.run();
