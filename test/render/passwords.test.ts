// After a render, passwords are only in the document.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('passwords after a render');

test('a rendered password does not stay in memory', () => {
  const program = fileURLToPath(new URL('./password-renders.tsx', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=bxml-jsx-source', '--import', 'tsx', program], {
    encoding: 'utf8',
  });
  assert.equal(JSON.parse(stdout || 'null'), { password: false, held: true }, stderr);
});

test.run();
