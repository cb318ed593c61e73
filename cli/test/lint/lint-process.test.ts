// `bxml lint` as a process: it watches files, and configurations that are modules cannot block it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { built } from '../built.js';
import { project } from '../project.js';

const test = suite('bxml lint as a process');

const invalid = '<Response><Gather gatherUrl="/a" maxDigits="99"/></Response>';
const valid = '<Response><Hangup/></Response>';

/** Starts the command. `prints` resolves when the output has a text. */
function start(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
  stdout: number | 'pipe' = 'pipe',
) {
  const child: ChildProcess = spawn(process.execPath, [built().commands.bxml, 'lint', ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', stdout, 'pipe'],
  });
  let output = '';
  let check = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      check();
    });
  }
  const ended = new Promise<{ status: number | null; output: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, output }));
  });
  const prints = (text: string): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (!output.includes(text)) return;
        output = output.slice(output.indexOf(text) + text.length);
        resolve();
      };
      check();
    });
  return { child, ended, prints };
}

test('--watch checks again when a document or the configuration changes, and when a document is new', async () => {
  const cwd = project({ 'documents/a.xml': invalid, 'bxml.config.json': '{}' }, []);
  const { child, ended, prints } = start(cwd, ['--watch', 'documents']);
  await prints('✗ 1 error.\n');
  await prints('Watching 2 files.');
  writeFileSync(join(cwd, 'documents/a.xml'), valid);
  await prints('documents/a.xml changed\n');
  await prints('✓ 1 document is valid.\n');
  await prints('Watching 2 files.');
  writeFileSync(join(cwd, 'documents/a.xml'), invalid);
  await prints('✗ 1 error.\n');
  await prints('Watching 2 files.');
  writeFileSync(join(cwd, 'bxml.config.json'), '{"rules":{"gather.maxDigits":"off"}}');
  await prints('bxml.config.json changed\n');
  await prints('✓ 1 document is valid.\n');
  await prints('Watching 2 files.');
  writeFileSync(join(cwd, 'documents/.b.xml.swp'), '');
  writeFileSync(join(cwd, 'documents/b.xml'), valid);
  await prints('documents/b.xml changed\n');
  await prints('✓ 2 documents are valid.\n');
  await prints('Watching 3 files.');
  child.kill('SIGINT');
  assert.is((await ended).status, 130);
});

test('a configuration with an endless loop is ended', async () => {
  const cwd = project({ 'a.xml': valid, 'bxml.config.mjs': 'while (true);' }, []);
  const { status, output } = await start(cwd, ['a.xml'], { BXML_BLOCKED_AFTER: '1.5' }).ended;
  assert.is(status, 2);
  assert.match(output, /^bxml: The process was blocked for 1\.5 s while loading bxml\.config\.mjs\. It was ended\.\n/);
});

const many = Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`${index}.xml`, invalid]));

test('a reader that closes the pipe changes nothing about the status, and ends --watch', async () => {
  const cwd = project({ ...many, 'bxml.config.mjs': 'export default {}' }, []);
  for (const args of [['.'], ['.', '--no-config'], ['.', '--watch']]) {
    const { child, ended } = start(cwd, args);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { status, output } = await ended;
    assert.is(status, 1, args.join(' '));
    assert.not.match(output, /bxml:/);
  }
});

const testOnLinux = existsSync('/dev/full') ? test : test.skip;

testOnLinux('a result that cannot be written is reported', async () => {
  const cwd = project({ 'a.xml': valid, 'sub/bxml.config.mjs': 'export default {}', 'sub/a.xml': valid }, []);
  for (const file of ['a.xml', 'sub/a.xml']) {
    const { status, output } = await start(cwd, [file], {}, openSync('/dev/full', 'w')).ended;
    assert.is(status, 2, file);
    assert.is(output, 'bxml: The result cannot be written: the disk is full.\n');
  }
});

test.run();
