import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml completion');

/** Returns the completions of the last word, and the directive for the shell. */
async function complete(...words: string[]): Promise<readonly string[]> {
  const { status, stdout } = await runBxml(['complete', '--', ...words]);
  assert.is(status, 0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '');
}

test('completes commands', async () => {
  assert.equal(await complete('li'), ['lint', ':4']);
  const all = await complete('');
  for (const name of ['lint', 'convert', 'doctor', 'send', 'completion']) assert.ok(all.includes(name), name);
  assert.not.ok(all.includes('complete'));
});

test('completes options, and their choices', async () => {
  assert.equal(await complete('lint', '--form'), ['--format', ':4']);
  assert.equal(await complete('lint', '--format', ''), ['human', 'json', 'sarif', 'github', ':4']);
  assert.equal(await complete('lint', '--format=s'), ['sarif', ':4']);
  assert.equal(await complete('completion', 'z'), ['zsh', ':4']);
});

test('leaves files to the shell', async () => {
  assert.equal(await complete('lint', ''), [':0']);
  assert.equal(await complete('lint', '--watch', 'do'), [':0']);
  assert.equal(await complete('lint', '--config', ''), [':0']);
  assert.equal(await complete('convert', 'a.xml', '--output', ''), [':0']);
  assert.equal(await complete('lint', '--max-warnings', ''), [':4']);
  assert.equal(await complete('unknown'), [':4']);
});

for (const [shell, begins] of Object.entries({
  bash: /complete -F __bxml_complete bxml/,
  zsh: /#compdef bxml/,
  fish: /complete -c bxml/,
  powershell: /Register-ArgumentCompleter -CommandName 'bxml'/,
})) {
  test(`prints the script of ${shell}`, async () => {
    const { status, stdout, stderr } = await runBxml(['completion', shell]);
    assert.is(status, 0);
    assert.is(stderr, '');
    assert.match(stdout, begins);
  });
}

test('an unknown shell is refused', async () => {
  const { status, stderr } = await runBxml(['completion', 'tcsh']);
  assert.is(status, 2);
  assert.match(stderr, /'tcsh' is invalid.* Allowed choices are bash, zsh, fish, powershell\./);
});

/** Completes in a real bash without the package bash-completion. */
function inBash(script: string, line: string): { readonly replies: readonly string[]; readonly stderr: string } {
  const words = line.split(' ');
  const bxml = fileURLToPath(new URL('../../src/bxml.ts', import.meta.url));
  const folder = project({
    'completion.bash': script,
    bxml: `#!/bin/sh\nexec '${process.execPath}' --conditions=bxml-jsx-source --import '${import.meta.resolve('tsx')}' '${bxml}' "$@"\n`,
    'run.bash': `source completion.bash; source completion.bash
compopt() { :; }
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; COMP_LINE='${line}'; COMP_POINT=${line.length}
__bxml_complete; printf '%s\\n' "\${COMPREPLY[@]}"\n`,
  });
  chmodSync(join(folder, 'bxml'), 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const { stdout, stderr } = spawnSync('bash', ['--norc', 'run.bash'], { cwd: folder, encoding: 'utf8', env });
  return {
    replies: stdout
      .trim()
      .split('\n')
      .map((reply) => reply.trim()),
    stderr,
  };
}

test('works in a real bash', async () => {
  if (spawnSync('bash', ['--version']).status !== 0) return;
  const { stdout } = await runBxml(['completion', 'bash']);
  const commands = inBash(stdout, 'bxml li');
  assert.equal(commands, { replies: ['lint'], stderr: '' });
  assert.equal(inBash(stdout, 'bxml lint --format ').replies, ['human', 'json', 'sarif', 'github']);
  assert.equal(inBash(stdout, 'bxml lint --format s').replies, ['sarif']);
});

test('the scripts are those of the help', async () => {
  const { stdout } = await runBxml(['completion', '--help']);
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) assert.match(stdout, `bxml completion ${shell} `);
  assert.match(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'), 'bxml completion bash');
});

test.run();
