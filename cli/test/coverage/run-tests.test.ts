import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { app } from '../../../examples/business-hours.js';
import { coverageOf } from '../../src/coverage/coverage.js';
import { runTests } from '../../src/coverage/run-tests.js';
import { readVisits, VISITS_EXTENSION } from '../../src/coverage/visits-folder.js';
import { walk } from '../../src/map/walk.js';
import { CommandError } from '../../src/terminal/command-error.js';
import type { Io } from '../../src/terminal/io.js';

const test = suite('bxml map --coverage: running tests');

let folder = '';
test.before.each(() => {
  folder = mkdtempSync(join(tmpdir(), 'bxml visits '));
});
test.after.each(() => rmSync(folder, { recursive: true }));

/** Runs a command with the hook. Resolves to its exit status and what it printed. */
async function run(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<[number, string]> {
  const stderr = new PassThrough();
  let output = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const io: Io = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr,
    env,
    cwd: process.cwd(),
    signal: new AbortController().signal,
  };
  return [await runTests(io, command, folder), output];
}

const fromSource = ['--conditions=bxml-jsx-source', '--import', 'tsx'];

test('collects the visits of the processes of tests, without what events contain', async () => {
  const [status, output] = await run([process.execPath, ...fromSource, 'examples/business-hours.test.ts']);
  assert.is(status, 0, output);
  assert.match(output, /Passed/);
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  assert.not.match(text, /accountId|applicationId|<Response/);
  const { map } = await walk(() => app, {
    name: 'business-hours',
    start: { kind: 'inbound', call: { url: '/shop' } },
    simulator: { startsAt: '2026-11-30T15:00:00Z' },
  });
  const { branches, visits } = coverageOf(map, readVisits(folder));
  assert.ok(visits > 0);
  const labels = branches.filter(({ isVisited }) => isVisited).map(({ choices }) => choices[0]?.label);
  assert.ok(labels.includes('answers') && labels.includes('busy'), labels.join());
});

test('returns the exit status of the tests, and keeps their own options of Node', async () => {
  const script = 'console.log(process.env.NODE_OPTIONS.startsWith("--no-warnings ")); process.exit(3)';
  const [status, output] = await run([process.execPath, '-e', script], {
    ...process.env,
    NODE_OPTIONS: '--no-warnings',
  });
  assert.equal([status, output], [3, 'true\n']);
});

test('says which program cannot be run', async () => {
  try {
    await run(['no-such-program-of-bxml', 'test']);
    assert.unreachable();
  } catch (error) {
    assert.instance(error, CommandError);
    assert.match((error as CommandError).message, /^The tests cannot be run: no-such-program-of-bxml: /);
  }
});

test('a folder without visits, that is not there, or with other lines is refused with the fix', () => {
  const write = (text: string): void => writeFileSync(join(folder, `1${VISITS_EXTENSION}`), text);
  const messageOf = (path: string): string => {
    try {
      readVisits(path);
    } catch (error) {
      assert.instance(error, CommandError);
      assert.match((error as CommandError).hint ?? '', '--coverage -- npm test');
      return (error as CommandError).message;
    }
    return '';
  };
  assert.match(messageOf(folder), /has no visits of tests/);
  assert.match(messageOf(join(folder, 'gone')), /cannot be read/);
  for (const line of ['{', '1', '{"kind":"choice","call":"c"}', '{"kind":"other","call":"c","leg":"caller"}']) {
    write(`${line}\n`);
    assert.match(messageOf(folder), /^Line 1 of .* is not a visit\.$/, line);
  }
});

test('a line that a killed process has not ended is left out', () => {
  const line = JSON.stringify({ kind: 'over', call: 'c-1', leg: 'caller' });
  writeFileSync(join(folder, `1${VISITS_EXTENSION}`), `${line}\n{"kind":"ov`);
  assert.is(readVisits(folder)[0]?.length, 1);
});

test.run();
