import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { testRunnerOf } from '../../src/call-test/test-runner.js';
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

test.run();
