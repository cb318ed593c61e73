// `bxml map`: outputs, options, findings, random calls, changes, coverage and messages.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml map');

const MENUS = 'cli/test/check/faulty-menus.tsx';
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs `bxml map` for an export of the menus. */
const mapped = (name: string, ...args: string[]) => runBxml(['map', MENUS, '--export', name, ...args], { cwd: root });

/** Runs work with a folder that is removed afterwards. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(root, 'node_modules', '.map-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('prints states, prompts and choices as text', async () => {
  const { status, stdout, stderr } = await mapped('healthy');
  assert.equal([status, stderr], [0, '']);
  assert.match(stdout, 's1  Gather /menu\n    “For sales, press 1. For a message, press 2.');
  assert.match(stdout, /→ s\d {2}1\n/);
  assert.match(stdout, /→ s\d {2}wrong key · no input\n/);
});

test('writes each format by the extension of its file, and nothing else', async () => {
  await inFolder(async (folder) => {
    const names = ['map.svg', 'map.png', 'map.mmd', 'map.dot', 'map.json', 'map.txt'];
    const { status, stdout } = await mapped('healthy', ...names.flatMap((name) => ['-o', join(folder, name)]));
    assert.equal([status, stdout], [0, '']);
    assert.equal((await readdir(folder)).sort(), [...names].sort());
    const [svg, mermaid, json] = await Promise.all(
      ['map.svg', 'map.mmd', 'map.json'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    assert.match(svg ?? '', /^<svg /);
    assert.match(mermaid ?? '', /flowchart/);
    assert.is(JSON.parse(json ?? '').application, MENUS);
    assert.is((await mapped('healthy', '--json')).stdout, json);
  });
});

test('--check prints findings and writes tests', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'found.test.ts');
    const { status, stdout, stderr } = await mapped('deadUrl', '--check', '--write-tests', file);
    assert.is(status, 1);
    assert.match(stdout, /^dead-url unserved: .*\/gone\/missing/m);
    assert.match(stdout, /^ {4}at s\d+ .*: press 1, then \+15551230101 is busy$/m);
    assert.match(stdout, /✗ 1 finding in \d+ states/);
    assert.match(stderr, /found\.test\.ts: 1 test/);
    const source = await readFile(file, 'utf8');
    assert.match(source, 'import { deadUrl as app } from');
    assert.match(source, "await platform.call({ url: '/' });");
  });
});

test('--check --json is for programs', async () => {
  const { status, stdout } = await mapped('loop', '--check', '--json');
  assert.is(status, 1);
  const { findings } = JSON.parse(stdout);
  assert.equal(
    findings.map(({ code, state, way }: Record<string, unknown>) => [code, state, way]),
    [['loop', 's1', 'the start of the call']],
  );
});

test('--check names handlers that no path reaches, and writes tests that expect their events', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'unreached.test.ts');
    const { status, stdout } = await runBxml([...UNREACHED, 'unreached', '--write-tests', file], { cwd: root });
    assert.is(status, 1);
    assert.equal(stdout.split('\n').slice(0, 2), [
      'unreached-handler no walked path reaches the handler transferComplete: no document has the attribute transferCompleteUrl, which asks for the event',
      '✗ 1 finding in 1 state',
    ]);
    assert.match(await readFile(file, 'utf8'), "await call.receives('transferComplete');");
  });
});

const UNREACHED = ['map', 'cli/test/check/unreached-menu.tsx', '--check', '--export'];

test('--check names the calls that begin otherwise, without a test', async () => {
  const warned = await runBxml([...UNREACHED, 'outbound', '--write-tests', 'never.test.ts'], { cwd: root });
  assert.equal([warned.status, warned.stderr], [0, '']);
  assert.match(
    warned.stdout,
    'no walked path reaches the handler answer; walk it with --outbound\n✓ 1 warning in 1 state',
  );
});

test('--check of a healthy application says so', async () => {
  const { status, stdout } = await mapped('healthy', '--check');
  assert.is(status, 0);
  assert.match(stdout, /^✓ \d+ states, no findings\n$/);
});

test('--random prints the shortest failing call as a test', async () => {
  const { status, stdout } = await mapped('handlerError', '--random', '100', '--seed', '3');
  assert.is(status, 1);
  assert.match(stdout, /^handler-error /);
  assert.match(stdout, /in random call \d+ \(seed 3\), shortened to: press 2\n/);
  assert.match(stdout, "await call.press('2');");
});

test('--random without a failure exits with 0', async () => {
  const { status, stdout } = await mapped('healthy', '--random', '10');
  assert.equal([status, stdout], [0, '✓ 10 random calls without a problem (seed 1)\n']);
});

test('--diff lists what changed', async () => {
  await inFolder(async (folder) => {
    const old = join(folder, 'old.json');
    await mapped('healthy', '-o', old);
    const { status, stdout } = await mapped('unhandledKey', '--diff', old);
    assert.is(status, 0);
    assert.match(stdout, /changed/);
  });
});

test('a URL is walked with the credentials and the number of the caller', async () => {
  const froms = new Set<string>();
  const server = createServer((request, response) => {
    if (request.headers.authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="voice"' }).end();
      return;
    }
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      froms.add(JSON.parse(body).from);
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end('<Response><SpeakSentence>Hello.</SpeakSentence></Response>');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const url = `http://voice:secret@127.0.0.1:${port}/call`;
    const { status, stdout, stderr } = await runBxml(['map', url, '--from', '+15550100', '--check']);
    assert.equal([status, stderr], [0, ''], stdout);
    assert.equal([...froms], ['+15550100']);
  } finally {
    server.close();
  }
});

test('--outbound places the call', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'app.mjs');
    await writeFile(
      file,
      `export default async () => new Response('<Response><SpeakSentence>Hi.</SpeakSentence></Response>', { headers: { 'content-type': 'text/xml' } });`,
    );
    const { status, stdout, stderr } = await runBxml(['map', file, '--outbound', '{"answerUrl": "/answered"}'], {
      cwd: root,
    });
    assert.equal([status, stderr], [0, '']);
    assert.match(stdout, 's1  places a call');
    assert.match(stdout, '“Hi.”');
  });
});

const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['map', 'nowhere.tsx'], /nowhere\.tsx/],
  [['map', MENUS, '--export', 'healthy', '-o', 'map.pdf'], /map\.pdf is not the name of a map.*\n.*\.svg/],
  [['map', MENUS, '--export', 'healthy', '-o', 'nowhere/map.json'], /cannot be written: its folder does not exist/],
  // Files are checked before the application is loaded.
  [['map', 'nowhere.tsx', '-o', 'nowhere/map.json'], /map\.json cannot be written: its folder does not exist/],
  [['map', 'nowhere.tsx', '-o', 'package.json/map.json'], /map\.json cannot be written: its folder is a file/],
  [['map', 'nowhere.tsx', '--check', '--write-tests', 'no/a.test.ts'], /a\.test\.ts cannot be written: its folder/],
  [['map', 'nowhere.tsx', '--check', '--write-tests', 'cli'], /cli cannot be written: it is a folder/],
  [
    ['map', MENUS, '--export', 'healthy', '--diff', 'nowhere.json'],
    /Cannot find the file nowhere\.json\.\n {2}Write one with: bxml map app\.tsx -o old\.json/,
  ],
  [['map', MENUS, '--export', 'healthy', '--diff', 'package.json'], /package\.json is not a map/],
  [['map', MENUS, '--export', 'healthy', '--coverage'], /--coverage needs the command of the tests/],
  [['map', MENUS, '--export', 'healthy', '--threshold', '5'], /--threshold is for --coverage/],
  [['map', MENUS, '--export', 'healthy', '--write-tests', 'a.test.ts'], /--write-tests is for --check and --random/],
  [['map', MENUS, 'more'], /"more" is one too many/],
  [['map', MENUS, '--export', 'healthy', '--field', 'x'], /--field is "x"; expected name=value.*\n {2}Write --field/],
  [['map', MENUS, '--export', 'healthy', '--field', 'x={'], /--field x is not JSON.*\n {2}A value that begins/],
  [
    ['map', MENUS, '--export', 'healthy', '--outbound', 'x'],
    /--outbound is not JSON.*\n {2}Write it as the body of createCall/,
  ],
  [['map', MENUS, '--export', 'healthy', '--outbound', '[]'], /--outbound is not a JSON object/],
  [['map', MENUS, '--max-states', 'x'], /Expected a whole number/],
  [['map', MENUS, '--silence', '0'], /Expected a number above 0/],
  [['map', MENUS, '--random', '0'], /Expected 1 or more/],
  [['map', MENUS, '--max-states', '0'], /Expected 1 or more/],
  [['map', MENUS, '--max-seconds', '0'], /Expected a number above 0/],
  [['map', MENUS, '--threshold', '101'], /Expected a number from 0 to 100/],
  [['map', MENUS, '--starts-at', 'noon'], /Expected a time such as/],
  [['map', MENUS, '--export', 'healthy', '--url', '/gone/x'], /fail at once. unserved: [\s\S]*--url/],
  [
    ['map', 'http://no-such-host.invalid/call'],
    /fail at once\. callback-error: .*: cannot find the host no-such-host\.invalid\n {2}Start the application/,
  ],
  [
    ['map', 'http://127.0.0.1:9/call'],
    /fail at once\. callback-error: .*: HTTP clients refuse this port[\s\S]*\n {2}Start the application, or correct the URL\. bxml send/,
  ],
];

for (const [args, message] of refused) {
  test(`refused: bxml ${args.slice(0, 1)} ${args.slice(2).join(' ')}`, async () => {
    const { status, stdout, stderr } = await runBxml(args, { cwd: root });
    assert.equal([status, stdout], [2, '']);
    assert.match(stderr, message);
    assert.not.match(stderr, /\n {4}at .*\.ts:\d/);
  });
}

test('what is left out is said', async () => {
  const { stdout } = await mapped('healthy', '--max-states', '1');
  assert.match(stdout, /Left out: States after the first 1 \(--max-states\)\./);
});

test.run();
