// Every generated file is up to date, every rule has a description, and every element has documentation.
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('generated files');

for (const [script, files] of [
  [
    'scripts/docs/index.mjs',
    [
      'docs/errors.md',
      'docs/reference/verbs.md',
      'docs/reference/events.md',
      'docs/rules.md',
      'docs/simulator.md',
      'cli/src/send/event-fields.ts',
      'cli/src/lint/rule-list.ts',
      'llms.txt',
    ],
  ],
  ['scripts/validators.mjs', ['src/events/validators.js']],
] as const) {
  test(`${script} --check finds them up to date`, () => {
    const flags = ['--conditions=bxml-jsx-source', '--import', 'tsx'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script, '--check'], { encoding: 'utf8' });
    assert.is(stderr, '');
    assert.is(status, 0);
    assert.equal(
      stdout.trim().split('\n'),
      files.map((file) => `${file} is up to date.`),
    );
  });
}

test.run();
