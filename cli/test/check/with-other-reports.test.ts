// `bxml map --check` in one run with `--diff` and `--coverage`: each report is printed, and each can fail the run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test.run();
