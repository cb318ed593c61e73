// How commands treat the paths and contents that they get: missing files, folders, links, devices, and control characters.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sendXml, startApplication } from './http-application.js';
import { project } from './project.js';
import { runBxml } from './run-bxml.js';

const test = suite('files of commands');
const document = '<Response>\n  <Hangup/>\n</Response>\n';
const invalid = '<Response><Gather gatherUrl="/a" maxDigits="99"/></Response>';
const url = 'http://127.0.0.1:9/';
const ESC = '\u001b[31m';

/** Commands that read the file of their last argument, as they name it. */
const readers: readonly (readonly string[])[] = [
  ['lint'],
  ['lint', '--no-config', 'a.xml'],
  ['lint', 'a.xml', '--config'],
  ['convert'],
  ['convert', 'a.xml', '--verbs'],
  ['send', url, '--file'],
  ['doctor', '--app'],
];

for (const reader of readers) {
  test(`bxml ${reader.join(' ')} refuses what is not there`, async () => {
    const cwd = project({ 'a.xml': document, 'package.json': '{}' }, []);
    symlinkSync('loop', join(cwd, 'loop'));
    for (const name of ['none.xml', 'a.xml/b', 'loop', 'n\u001bc.xml', 'x'.repeat(5000)]) {
      const { status, stdout, stderr } = await runBxml([...reader, name], { cwd });
      assert.is(status, 2, name);
      assert.is(stdout, '');
      assert.match(stderr, /^bxml: Cannot find the file (?:or folder )?\S+\.\n {2}\S/);
      assert.ok(stderr.includes(` ${name.replace('\u001b', '\\u001b')}.\n`));
    }
  });

  test(`bxml ${reader.join(' ')} refuses an empty path`, async () => {
    const cwd = project({ 'a.xml': document, 'package.json': '{}' }, []);
    const { status, stdout, stderr } = await runBxml([...reader, ''], { cwd });
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.match(stderr, /^bxml: The path of a file is empty\.\n {2}Is a variable of the shell not set\?/);
  });
}

test('a folder in place of a file is refused', async () => {
  const cwd = project({ 'a.xml': document, 'folder/bxml.config.json/a': '', 'folder/a.xml': document }, []);
  for (const args of [
    ['convert', 'folder'],
    ['lint', 'a.xml', '--config', 'folder'],
    ['send', url, '--file', 'folder'],
  ]) {
    const { status, stderr } = await runBxml(args, { cwd });
    assert.is(status, 2);
    assert.match(stderr, /^bxml: folder is a folder; expected a file\.\n/);
  }
  const found = await runBxml(['lint', 'folder/a.xml'], { cwd });
  assert.is(found.stderr, 'bxml: folder/bxml.config.json is a folder; expected a file.\n');
});

test('no message has the control characters of arguments, names and documents', async () => {
  const name = `a${ESC}\n\u009b.xml`;
  const cwd = project(
    { [name]: invalid, 'b.xml': `<Response>\n<SpeakSentence voice="\u009b31m\u202e"/></Response>` },
    [],
  );
  const escapes = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
  for (const args of [
    ['lint', '.'],
    ['lint', '.', '--format', 'json'],
    ['lint', '.', '--format', 'sarif'],
    ['lint', '.', '--format', 'github'],
    ['lint', '.', `--${ESC}`],
    ['lint', `${ESC}*`],
    ['lint', '--rule', `${ESC}=off`, '.'],
    ['lint', '.', '--context', ESC],
    ['convert', '.', `-${ESC}`],
    ['doctor', `no${ESC}`],
    ['send', ESC, url],
    ['send', 'initiate', `--${ESC}`, '1', url],
    ['send', 'initiate', '--direction', ESC, url],
    ['send', 'initiate', `http://a ${ESC}`],
    [ESC],
  ]) {
    const { stdout, stderr } = await runBxml(args, { cwd });
    assert.not.match(stdout + stderr, escapes, args.join(' '));
    assert.ok((stdout + stderr).includes('\\u001b') || stdout.includes('%1B'), `${args}: ${stdout}${stderr}`);
  }
  const { stdout } = await runBxml(['lint', name], { cwd });
  assert.match(stdout, /^a\\u001b\[31m\\u000a\\u009b\.xml:1:34: error/);
});

test('the answer of a server cannot move the cursor', async () => {
  const app = await startApplication((_, response) =>
    sendXml(response, '<SpeakSentence>\u009b31m \u202e</SpeakSentence><Hangup/>'),
  );
  try {
    for (const option of [[], ['--json']]) {
      const { status, stdout } = await runBxml(['send', 'initiate', `${app.origin}/`, ...option]);
      assert.is(status, 0);
      assert.match(stdout, '\\u009b31m \\u202e');
      assert.not.match(stdout, /[\u009b\u202e]/);
    }
  } finally {
    await app.close();
  }
});

test('an output file is replaced when it is complete, with its mode; links stay links', async () => {
  const cwd = project({ 'a.xml': document, 'real/old.tsx': 'old' }, []);
  chmodSync(join(cwd, 'real/old.tsx'), 0o640);
  symlinkSync('real/old.tsx', join(cwd, 'link.tsx'));
  symlinkSync('real/new.tsx', join(cwd, 'dangling.tsx'));
  for (const link of ['link.tsx', 'dangling.tsx']) {
    const { status } = await runBxml(['convert', 'a.xml', '--name', 'Menu', '-o', link], { cwd });
    assert.is(status, 0);
    assert.ok(readlinkSync(join(cwd, link)));
  }
  assert.match(readFileSync(join(cwd, 'real/old.tsx'), 'utf8'), 'const Menu');
  assert.match(readFileSync(join(cwd, 'real/new.tsx'), 'utf8'), 'const Menu');
  assert.is(statSync(join(cwd, 'real/old.tsx')).mode & 0o777, 0o640);
  assert.equal(readdirSync(join(cwd, 'real')).sort(), ['new.tsx', 'old.tsx']);
});

test('an output that is a pipe is written to, and stays one', async () => {
  const cwd = project({ 'a.xml': document }, []);
  const pipe = join(cwd, 'pipe');
  try {
    execFileSync('mkfifo', [pipe]);
  } catch {
    return;
  }
  // The reader is another process: this one waits for it when it opens the pipe.
  const read = import('node:child_process').then(({ spawn }) => spawn('cat', [pipe]));
  const reader = await read;
  let text = '';
  reader.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const closed = new Promise((resolve) => reader.on('close', resolve));
  const { status } = await runBxml(['convert', 'a.xml', '-o', 'pipe'], { cwd });
  await closed;
  assert.is(status, 0);
  assert.match(text, 'export const A');
  assert.ok(lstatSync(pipe).isFIFO());
});

test('an output that cannot be written is refused with the reason', async () => {
  const cwd = project({ 'a.xml': document }, []);
  mkdirSync(join(cwd, 'folder'));
  symlinkSync('loop', join(cwd, 'loop'));
  for (const [file, reason] of [
    ['none/a.tsx', 'none/a.tsx cannot be written: its folder does not exist.'],
    ['a.xml/a.tsx', 'a.xml/a.tsx cannot be written: its folder is a file.'],
    ['folder', 'folder cannot be written: it is a folder.'],
    ['loop', 'loop cannot be written: its symbolic links form a loop.'],
    [`${'x'.repeat(300)}.tsx`, `${'x'.repeat(300)}.tsx cannot be written: its name is too long.`],
    ['', 'The path of a file is empty.'],
  ] as const) {
    const { status, stdout, stderr } = await runBxml(['convert', 'a.xml', '-o', file], { cwd });
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.is(stderr.split('\n')[0], `bxml: ${reason}`);
  }
  assert.equal(readdirSync(cwd).sort(), ['a.xml', 'folder', 'loop']);
});

for (const args of [['lint'], ['lint', '--format', 'json'], ['convert'], ['send', '--file', '-', url]]) {
  test(`an interruption ends bxml ${args.join(' ')}, which reads standard input`, async () => {
    const interruption = new AbortController();
    const stdin = new PassThrough();
    stdin.write('<Response>');
    const ended = runBxml(args, { stdin, signal: interruption.signal });
    setTimeout(() => interruption.abort(), 20);
    assert.equal(await ended, { status: 130, stdout: '', stderr: '' });
  });
}

test.run();
