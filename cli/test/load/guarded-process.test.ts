import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { built } from '../built.js';
import { project, settings } from '../project.js';

const test = suite('guarded');

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(cwd: string, args: readonly string[], env: Record<string, string> = {}): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, [built().commands['guarded-command'], ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return [child, new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })))];
}

const ended = (cwd: string, args: readonly string[], env?: Record<string, string>): Promise<Ended> =>
  start(cwd, args, env)[1];

const app = (text: string, more = ''): string => `import { webhooks } from 'bxml-jsx/fetch';
${more}
export default webhooks({ initiate: () => '<Response><SpeakSentence>${text}</SpeakSentence></Response>', disconnect() {} });
`;

const folderWith = (source: string): string =>
  project({ ...settings, 'app.js': source }, ['bxml-jsx'], built().library);

test('the results are standard output, and what the application prints is standard error', async () => {
  const source = app(
    'Hello',
    `console.log('from the application'); process.stdout.write('and more\\n'); setInterval(() => 1, 1000);`,
  );
  const { status, stdout, stderr } = await ended(folderWith(source), ['app.js']);
  assert.is(stdout, 'Hello\n');
  assert.is(stderr, 'from the application\nand more\n');
  assert.is(status, 0);
});

test('the status of the work is that of the command', async () => {
  assert.is((await ended(folderWith(app('Hello')), ['app.js', 'findings'])).status, 1);
  const { status, stdout, stderr } = await ended(folderWith('export {}'), ['app.js']);
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(stderr, /^bxml: app\.js exports no application\. It exports nothing\.\n {2}Export the app: .*\n$/);
});

test('ends an endless loop', async () => {
  const { status, stdout, stderr } = await ended(folderWith('while (true);'), ['app.js'], {
    BXML_BLOCKED_AFTER: '1.5',
  });
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(
    stderr,
    /^bxml: The process was blocked for 1\.5 s while loading app\.js\. It was ended\.\n {2}Look for an endless loop, .*\n$/,
  );
});

test('reports an application that ends the process, or throws outside of a request', async () => {
  const exits = app('Hello', `import { setTimeout as wait } from 'node:timers/promises';`)
    .replace(`() => '`, `() => (process.exit(0), '`)
    .replace(`>', disconnect`, `>'), disconnect`);
  const first = await ended(folderWith(exits), ['app.js']);
  assert.is(first.status, 2);
  assert.match(
    first.stderr,
    /^bxml: The application ended the process with status 0 while running app\.js\.\n {2}Look for process\.exit\(\)/,
  );
  const throws = app('Hello')
    .replace(`() => '`, `() => (queueMicrotask(() => { throw new Error('stray') }), '`)
    .replace(`>', disconnect`, `>'), disconnect`);
  const second = await ended(folderWith(throws), ['app.js']);
  assert.is(second.status, 2);
  assert.match(
    second.stderr,
    /^bxml: The application threw an error outside of a request: stray\n {4}at app\.js:3:\d+\n {2}A server would end here\./,
  );
});

test('an interruption ends it, also in an endless loop', async () => {
  const source = `console.log('started'); while (true);`;
  const [child, end] = start(folderWith(source), ['app.js']);
  await new Promise((resolve) => child.stderr?.once('data', resolve));
  child.kill('SIGTERM');
  assert.is((await end).status, 130);
});

test('--watch runs again in a new process when a file changes, also after an error', async () => {
  const folder = folderWith(app('One'));
  const [child, end] = start(folder, ['app.js', '--watch']);
  let output = '';
  let seen: (() => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
      seen?.();
    });
  }
  const prints = (text: string): Promise<void> =>
    new Promise((resolve) => {
      seen = () => {
        if (output.includes(text)) resolve();
      };
      seen();
    });
  await prints('One\nWatching 1 file. Ctrl-C ends.\n');
  writeFileSync(join(folder, 'app.js'), app('Two'));
  await prints('app.js changed\nTwo\nWatching 1 file. Ctrl-C ends.\n');
  output = '';
  writeFileSync(join(folder, 'app.js'), 'throw new Error("broken")');
  await prints('broken');
  await prints('Watching 1 file.');
  output = '';
  writeFileSync(join(folder, 'app.js'), app('Three'));
  await prints('Three\nWatching 1 file. Ctrl-C ends.\n');
  child.kill('SIGINT');
  assert.is((await end).status, 130);
});

test('--watch ends if there is nothing to watch', async () => {
  const { status, stderr } = await ended(folderWith(''), ['none.js', '--watch']);
  assert.is(status, 2);
  assert.match(stderr, /^bxml: Cannot find the file none\.js\./);
});

/** Runs `bxml map` as a process. */
function map(source: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [built().commands.bxml, 'map', 'app.js', ...args], {
    cwd: folderWith(source),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk) => {
      texts[name] += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, ...texts })));
}

const PRINTING = `import { writeSync } from 'node:fs';
console.log('by console.log'); console.error('by console.error'); writeSync(1, 'by descriptor\\n');`;

test('bxml map is quiet about what the application prints', async () => {
  const { status, stdout, stderr } = await map(app('Hello', PRINTING));
  assert.is(status, 0, stderr);
  assert.match(stdout, 'Hello');
  assert.is(stderr, '');
});

test('bxml map --app-output prints it to standard error', async () => {
  const { status, stderr } = await map(app('Hello', PRINTING), '--app-output');
  assert.is(status, 0, stderr);
  for (const line of ['by console.log', 'by console.error', 'by descriptor']) assert.match(stderr, `${line}\n`);
});

test('bxml map prints it after a failure', async () => {
  const { status, stdout, stderr } = await map(`${PRINTING}\nprocess.exit(3);`);
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(stderr, /^bxml: app\.js called process\.exit\(3\) while it was loaded\.\n.*see what it printed\./);
  assert.match(stderr, /\nThe application printed:\n/);
  for (const line of ['by console.log', 'by console.error', 'by descriptor']) assert.match(stderr, `\n  ${line}\n`);
  const ended = await map(app('Hello', `${PRINTING}\nsetTimeout(() => process.exit(4));`));
  assert.is(ended.status, 2);
  assert.match(ended.stderr, /The application printed:\n/);
});

test('bxml map --check says that it printed something if there are findings', async () => {
  const { status, stdout, stderr } = await map(
    app('Hello</SpeakSentence><Redirect redirectUrl="/gone"/><SpeakSentence>', PRINTING),
    '--check',
  );
  assert.is(status, 1, stdout + stderr);
  assert.is(stderr, 'The application printed 3 lines: --app-output shows what it prints.\n');
});

test.run();
