// `bxml map --check` in one run with `--diff` and `--coverage`: each report is printed, and each can fail the run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('check: with other reports');

const application = (words: string, url: string): string => `
export default async (request) => {
  const { eventType } = await request.json();
  if (eventType === 'disconnect') return new Response(null, { status: 204 });
  if (!new URL(request.url).pathname.startsWith('/initiate')) return new Response('', { status: 404 });
  const body = '<Response><SpeakSentence>${words}</SpeakSentence>${url}</Response>';
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
`;

test('prints the changes and the findings, and fails for the findings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-check-'));
  const run = (name: string, ...args: string[]) =>
    runBxml(['map', name, '--url', '/initiate', ...args], { cwd: folder });
  try {
    writeFileSync(join(folder, 'old.mjs'), application('Good morning.', ''));
    assert.is((await run('old.mjs', '-o', 'old.json')).status, 0);
    writeFileSync(join(folder, 'new.mjs'), application('Good evening.', '<Redirect redirectUrl="/gone"/>'));
    const { status, stdout } = await run('new.mjs', '--check', '--diff', 'old.json');
    assert.match(stdout, /dead-url/);
    assert.match(stdout, /changed|added/);
    assert.is(status, 1);
    const coverage = await run('new.mjs', '--check', '--coverage', '--', 'node', '-e', '0');
    assert.match(coverage.stdout, /dead-url/);
    assert.match(coverage.stdout, /branches tested/);
    assert.is(coverage.status, 1);
    for (const more of [['--json'], ['--format', 'svg']]) {
      const mixed = await run('new.mjs', '--check', '--diff', 'old.json', ...more);
      assert.is(mixed.status, 2);
      assert.match(mixed.stderr, /--check prints text beside --diff and --coverage/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A menu whose key 2 does the same as a wrong key, and which hangs up after a long silence. */
const MENU = `
const menu = '<Response><Gather gatherUrl="/key" maxDigits="1"><SpeakSentence>For sales, press 1. For help, press 2.</SpeakSentence></Gather></Response>';
const answers = { 1: '<Response><Pause duration="20"/><SpeakSentence>Sales is closed.</SpeakSentence><Hangup/></Response>' };
const wrong = '<Response><SpeakSentence>Sorry, that key is not on the menu.</SpeakSentence><Hangup/></Response>';
export default async (request) => {
  const { eventType, digits } = await request.json();
  if (eventType === 'disconnect') return new Response(null, { status: 204 });
  const body = eventType === 'initiate' ? menu : (answers[digits] ?? wrong);
  return new Response(body, { headers: { 'content-type': 'application/xml' } });
};
`;

test('draws each finding at its state, alone and beside changes and coverage', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-check-'));
  const pictures = ['map.svg', 'map.mmd', 'map.dot'];
  const run = async (...args: string[]) => {
    const outputs = pictures.flatMap((file) => ['-o', file]);
    const result = await runBxml(['map', 'app.mjs', ...outputs, ...args], { cwd: folder });
    const texts = pictures.map((file) => readFileSync(join(folder, file), 'utf8').replace(/&#(\d+);|<[^>]*>/g, ' '));
    return { ...result, texts };
  };
  try {
    writeFileSync(join(folder, 'app.mjs'), MENU);
    assert.is((await runBxml(['map', 'app.mjs', '-o', 'old.json'], { cwd: folder })).status, 0);
    for (const more of [[], ['--diff', 'old.json'], ['--coverage', '--', 'node', '-e', '0']]) {
      const { status, texts, stdout, stderr } = await run('--check', ...more);
      assert.is(status, 1, stdout + stderr);
      for (const text of texts) {
        assert.match(text, /hears\s+nothing/);
        assert.match(text, /names\s+the\s+key\s+2/);
      }
    }
    const plain = await run();
    for (const text of plain.texts) assert.not.match(text, /names\s+the\s+key\s+2/);
    const changes = await runBxml(['map', 'app.mjs', '--check', '--diff', 'old.json'], { cwd: folder });
    assert.match(changes.stdout, /no changes/i);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
