// `bxml map` with --diff and --coverage: formats, exit statuses, the folder of visits.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml map: changes and coverage');

const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder = '';
test.before.each(async () => {
  folder = await mkdtemp(join(root, 'node_modules', '.map-'));
});
test.after.each(() => rm(folder, { recursive: true }));

/** The example of business hours, while the shop is open. */
const OPEN = ['examples/business-hours.tsx', '--url', '/shop', '--starts-at', '2026-11-30T15:00:00Z'];

const mapped = (...args: string[]) => runBxml(['map', ...OPEN, ...args], { cwd: root, env: process.env });

/** The command of the example's tests, and a process that ends with 3 and holds no call. */
const TESTS = [
  '--',
  process.execPath,
  '--conditions=bxml-jsx-source',
  '--import',
  'tsx',
  'examples/business-hours.test.ts',
];
const FAILING = ['--', process.execPath, '-e', 'process.exit(3)'];

test('--diff writes the list as text, Markdown and JSON, and paints pictures', async () => {
  const old = join(folder, 'old.json');
  assert.is((await mapped('-o', old)).status, 0);
  const before = await readFile(old, 'utf8');
  assert.match((await mapped('--diff', old)).stdout, /^No changes/);
  await writeFile(old, before.replace('Thank you for calling Blue Harbor.', 'Thank you for calling Red Harbor.'));
  const files = ['changes.md', 'changes.json', 'changes.txt', 'changes.svg'].map((name) => join(folder, name));
  const { status, stdout } = await mapped('--diff', old, ...files.flatMap((file) => ['-o', file]));
  assert.is(status, 0);
  assert.match(stdout, '“Thank you for calling [-Red-] {+Blue+} Harbor.”');
  const [markdown = '', json = '', text = '', svg = ''] = await Promise.all(
    files.map((file) => readFile(file, 'utf8')),
  );
  assert.match(markdown, '~~Red~~ **Blue** Harbor.');
  assert.match(markdown, '```mermaid');
  assert.equal(
    JSON.parse(json).states.map(({ change }: { change: string }) => change),
    ['changed'],
  );
  assert.is(text, stdout);
  assert.match(svg, /class="[^"]*f-changedFill/);
  assert.is((await mapped('--diff', old, '--json')).stdout, json);
});

test('Markdown without --diff is a diagram', async () => {
  assert.match((await mapped('--format', 'markdown')).stdout, /^```mermaid\nflowchart TD\n[\s\S]*```\n$/);
});

test('--coverage runs the tests, keeps their visits, and reads them again', async () => {
  const visits = join(folder, 'visits');
  const first = await mapped('--coverage', '--visits', visits, '--threshold', '50', ...TESTS);
  assert.is(first.status, 0, first.stdout + first.stderr);
  assert.match(first.stdout, /^\d+ % of branches tested: /);
  assert.ok((await readdir(visits)).length > 0);
  const svg = join(folder, 'coverage.svg');
  const second = await mapped('--visits', visits, '-o', svg);
  assert.equal([second.status, second.stdout], [0, first.stdout]);
  assert.match(await readFile(svg, 'utf8'), /class="[^"]*s-visited/);
  const { percentage } = JSON.parse((await mapped('--visits', visits, '--json')).stdout);
  assert.match(first.stdout, new RegExp(`^${percentage} %`));
});

test('exits with 1 if fewer branches are tested than the threshold, or the tests fail', async () => {
  const low = await mapped('--coverage', '--threshold', '50', '--', process.execPath, '-e', '0');
  assert.is(low.status, 1);
  const failed = await mapped('--coverage', ...FAILING);
  assert.is(failed.status, 1);
  assert.match(failed.stdout, /^0 % of branches tested/);
  assert.match(failed.stdout, 'No test held a simulated call');
  assert.match(failed.stderr, 'The tests failed: they ended with the status 3.');
});

test('a folder without visits is refused', async () => {
  const { status, stderr } = await mapped('--visits', folder);
  assert.is(status, 2);
  assert.match(stderr, /has no visits of tests/);
});

test.run();
