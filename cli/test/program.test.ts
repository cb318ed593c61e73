import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from './run-bxml.js';

const test = suite('bxml');

test('--help lists the commands and exits with 0', async () => {
  const { status, stdout, stderr } = await runBxml(['--help']);
  assert.is(status, 0);
  assert.match(stdout, /^Usage: bxml /);
  assert.match(stdout, / lint /);
  assert.is(stderr, '');
});

test('an unknown command exits with 2 and suggests a known one', async () => {
  const { status, stdout, stderr } = await runBxml(['lnt']);
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(stderr, /unknown command 'lnt'/);
  assert.match(stderr, /Did you mean lint\?/);
});

test('an error names the help of its command', async () => {
  const cases = [
    [['lnt'], /\(bxml --help lists commands and options\)/],
    [['map', 'app.tsx', '--random', '0'], /Expected 1 or more\.\n\(bxml map --help lists its arguments and options\)/],
    [['call', 'start'], /\(bxml call start --help lists its arguments and options\)/],
  ] as const;
  for (const [args, message] of cases) {
    const { status, stderr } = await runBxml(args);
    assert.is(status, 2);
    assert.match(stderr, message);
  }
});

test.run();
