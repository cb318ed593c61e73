// `bxml call start` and the commands for a call that stays, as real processes.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callNames, type HeldCall, readCall } from '../../src/call/call-folder.js';
import type { Io } from '../../src/terminal/io.js';
import { built } from '../built.js';
import { type HttpApplication, sendXml, startApplication } from '../http-application.js';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('calls that stay');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

let app: HttpApplication;
const folders: string[] = [];

test.before(async () => {
  app = await startApplication(({ url, body }, response) => {
    if (body.includes('"disconnect"')) response.writeHead(204).end();
    else if (url === '/menu')
      sendXml(response, `<Gather gatherUrl="/choice" maxDigits="1">${say('For sales, press one.')}</Gather>`);
    else if (url === '/choice')
      sendXml(response, `<Transfer transferCompleteUrl="/after"><PhoneNumber>+15551230101</PhoneNumber></Transfer>`);
    else if (url === '/after') sendXml(response, say('Goodbye.'));
    else response.writeHead(404).end();
  });
});

// No process may be left, whether the tests pass or fail.
test.after(async () => {
  app.close();
  for (const folder of folders) {
    for (const { pid } of callsIn(folder)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
  }
});

const callsIn = (folder: string): HeldCall[] => {
  const inner = join(folder, `bxml-${process.getuid?.()}`);
  return existsSync(inner) ? callNames(inner).flatMap((name) => readCall(inner, name) ?? []) : [];
};

/**
 * Creates a folder for calls, and returns a function that runs the command in this process. The processes of calls are real.
 */
function commands(files: Readonly<Record<string, string>> = {}) {
  const folder = project({ ...settings, ...files }, ['bxml-jsx', 'esbuild', 'koa', 'tsx'], built().library);
  folders.push(folder);
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}, more: Partial<Io> = {}) =>
    runBxml(['call', ...args], {
      cwd: folder,
      env: { ...process.env, BXML_CALLS: folder, ...env },
      again: { entry: built().commands.bxml, args: [] },
      ...more,
    });
  return { folder, run, bxml: (...args: string[]) => run(args) };
}

/** True if a process is running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const gone = async (pid: number): Promise<void> => {
  for (let left = 2400; isRunning(pid) && left > 0; left--) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.is(isRunning(pid), false, 'the process of the call has not ended');
};

test('a call is held from start to stop, and saved as a test', async () => {
  const { folder, bxml } = commands();
  const started = await bxml('start', `${app.origin}/menu`, '--save', 'menu.test.ts', '--from', '+15551230009');
  assert.is(started.status, 0, started.stderr);
  assert.match(started.stdout, 'hears “For sales, press one.”\n→ waits for 1 key');
  assert.match(started.stderr, 'The call stays: bxml call press 1, hears, status, hang-up, stop.');
  const [call] = callsIn(folder);
  assert.ok(call);
  const { mode } = statSync(join(call.log, '..'));
  assert.is(mode & 0o777, 0o700);
  assert.is(statSync(call.socket).mode & 0o077, 0);

  const again = await bxml('start', `${app.origin}/menu`);
  assert.is(again.status, 2);
  assert.match(
    again.stderr,
    'A call named call is held already.\n  bxml call stop ends it; --name starts another one beside it.',
  );

  const press = await bxml('press', '1', '--json');
  assert.is(press.status, 0);
  assert.equal(JSON.parse(press.stdout).waitsFor[0].to, ['+15551230101']);
  const busy = await bxml('busy');
  assert.match(busy.stdout, 'hears “Goodbye.”');
  const heard = await bxml('hears', 'good', 'bye');
  assert.is(heard.status, 1);
  assert.is((await bxml('hears', 'goodbye')).status, 0);
  assert.match((await bxml('hears')).stdout, 'hears “Goodbye.”');
  const status = await bxml('status', '--json');
  assert.is(JSON.parse(status.stdout).waitsFor[0].cause, 'hangup');
  assert.match((await bxml('timeline')).stdout, 'caller presses 1');
  const over = await bxml('press', '2');
  assert.is(over.status, 2);
  assert.match(over.stdout, '✗ The call is over (hangup).');

  const stopped = await bxml('stop');
  assert.is(stopped.status, 0, stopped.stderr);
  assert.match(stopped.stderr, 'The call is saved as a test: node --import tsx menu.test.ts');
  assert.match(readFileSync(join(folder, 'menu.test.ts'), 'utf8'), "{ from: '+15551230009', url: '/menu' }");
  await gone(call.pid);
  assert.equal(callsIn(folder), []);
  assert.is(existsSync(call.socket), false);
  const none = await bxml('press', '1');
  assert.is(none.status, 2);
  assert.match(none.stderr, 'No call is held.\n  Begin one: bxml call start URL');
});

test('several calls have names; a call that is over is replaced', async () => {
  const { folder, bxml } = commands({
    'app.ts': `export const app = () => { console.log('handled'); return new Response('<Response/>', { headers: { 'content-type': 'application/xml' } }); };`,
  });
  const [one, two] = await Promise.all([
    bxml('start', 'app.ts', '--name', 'one'),
    bxml('start', `${app.origin}/menu`, '--name', 'two'),
  ]);
  assert.equal([one?.status, two?.status], [0, 0], `${one?.stderr}${two?.stderr}`);
  assert.match(two?.stderr ?? '', 'The call stays as two');
  const listed = await bxml('list');
  assert.match(listed.stdout, /one {2}app\.ts {2}the call is over \(hangup\)\ntwo {2}http:.*\/menu {2}1 key/);
  const json = JSON.parse((await bxml('list', '--json')).stdout);
  assert.equal(
    json.map(({ name }: { name: string }) => name),
    ['one', 'two'],
  );
  assert.match(readFileSync(json[0].log, 'utf8'), 'handled');
  const unnamed = await bxml('status');
  assert.is(unnamed.status, 2);
  assert.match(unnamed.stderr, 'No call is held.\n  Calls: one, two. Choose one with --name.');
  const replaced = await bxml('start', `${app.origin}/menu`, '--name', 'one');
  assert.is(replaced.status, 0, replaced.stderr);
  await gone(json[0].pid);
  for (const name of ['one', 'two']) assert.is((await bxml('stop', '--name', name)).status, 0);
  assert.equal(callsIn(folder), []);
  assert.match((await bxml('list')).stderr, 'No call is held.');
});

test('problems make the exit status 1, and the call continues', async () => {
  const { bxml } = commands();
  const started = await bxml('start', `${app.origin}/missing`);
  assert.is(started.status, 1);
  assert.match(started.stdout, 'error unserved: initiate → POST');
  assert.is((await bxml('timeline')).status, 0);
  assert.is((await bxml('stop')).status, 0);
});

test('a call that cannot begin leaves nothing', async () => {
  const { folder, bxml } = commands({ 'throws.ts': `throw new Error('no database');` });
  for (const [args, message] of [
    [['throws.ts'], 'no database'],
    [['missing.ts'], 'Cannot find the file missing.ts.'],
    [[`${app.origin}/menu`, '--name', '../x'], '--name is "../x"; expected at most 40 letters'],
    [[`${app.origin}/menu`, '--idle', 'x'], '--idle is "x"; expected minutes'],
  ] as const) {
    const { status, stdout, stderr } = await bxml('start', ...args);
    assert.is(status, 2);
    assert.is(stdout, '');
    assert.match(stderr, message);
  }
  assert.equal(callsIn(folder), []);
});

test('a call without commands ends by itself, and one whose process was killed is cleaned up', async () => {
  const { folder, bxml } = commands();
  await bxml('start', `${app.origin}/menu`, '--idle', '0.02');
  const [idle] = callsIn(folder);
  assert.ok(idle);
  await gone(idle.pid);
  assert.equal(callsIn(folder), []);
  await bxml('start', `${app.origin}/menu`);
  const [killed] = callsIn(folder);
  assert.ok(killed);
  process.kill(killed.pid, 'SIGKILL');
  await gone(killed.pid);
  const press = await bxml('press', '1');
  assert.is(press.status, 2);
  assert.match(press.stderr, 'The process of the call has ended.');
  assert.equal(callsIn(folder), []);
  await bxml('start', `${app.origin}/menu`);
  const [second] = callsIn(folder);
  assert.ok(second);
  process.kill(second.pid, 'SIGKILL');
  await gone(second.pid);
  // A stale call does not stop another one with its name.
  assert.is((await bxml('start', `${app.origin}/menu`)).status, 0);
  assert.is((await bxml('stop')).status, 0);
});

test('an application that blocks its process is reported, and stopped', async () => {
  const { folder, bxml, run } = commands({
    'app.ts': `export const app = async (request) => {
      const { eventType } = await request.json();
      if (eventType === 'gather') for (;;);
      return new Response('<Response><Gather gatherUrl="/x" maxDigits="1"/></Response>', { headers: { 'content-type': 'application/xml' } });
    };`,
  });
  assert.is((await bxml('start', 'app.ts')).status, 0);
  const [call] = callsIn(folder);
  assert.ok(call);
  const blocked = await run(['press', '1'], { BXML_BLOCKED_AFTER: '1' });
  assert.is(blocked.status, 2);
  assert.match(
    blocked.stderr,
    'The process of the call has not answered for 1 s.\n  The application blocks it, such as by an endless loop. bxml call stop ends it.',
  );
  const stopped = await run(['stop'], { BXML_BLOCKED_AFTER: '1' });
  assert.is(stopped.status, 1);
  assert.match(stopped.stderr, 'The process did not answer, and was ended.');
  await gone(call.pid);
  assert.equal(callsIn(folder), []);
});

test('an interrupted start leaves no process', async () => {
  const { folder, run } = commands({ 'app.ts': `await new Promise(() => setInterval(() => undefined, 1000));` });
  const interrupted = new AbortController();
  const ended = run(['start', 'app.ts'], {}, { signal: interrupted.signal });
  for (let left = 2400; callsIn(folder).length === 0 && left > 0; left--)
    await new Promise((resolve) => setTimeout(resolve, 25));
  const [call] = callsIn(folder);
  assert.ok(call);
  interrupted.abort();
  assert.is((await ended).status, 130);
  await gone(call.pid);
});

test('a folder that others can read is refused', async () => {
  const { folder, bxml } = commands();
  mkdirSync(join(folder, `bxml-${process.getuid?.()}`), { mode: 0o755 });
  const { status, stderr } = await bxml('list');
  assert.is(status, 2);
  assert.match(stderr, 'is not private to you.');
});

test('a file in the folder that is not a call is ignored', async () => {
  const { folder, bxml } = commands();
  const inner = join(folder, `bxml-${process.getuid?.()}`);
  mkdirSync(inner, { mode: 0o700 });
  writeFileSync(join(inner, 'broken.json'), '{');
  const { status, stderr } = await bxml('list');
  assert.is(status, 0);
  assert.match(stderr, 'No call is held.');
});

test('start --api prints where the REST API is, and so do --json and status', async () => {
  const { bxml } = commands();
  const started = await bxml('start', `${app.origin}/menu`, '--api', '0');
  assert.is(started.status, 0, started.stderr);
  const [, url] = /^REST API: (http:\/\/127\.0\.0\.1:\d+), account 5500000, /.exec(started.stderr) ?? [];
  assert.ok(url !== undefined && !url.endsWith(':0'), started.stderr);
  assert.match((await bxml('status')).stderr, `REST API: ${url}, account 5500000`);
  const { api } = JSON.parse((await bxml('status', '--json')).stdout);
  assert.is(api.url, url);
  assert.equal(Object.keys(api), ['url', 'username', 'accountId', 'applicationId', 'origin']);
  assert.is(JSON.parse((await bxml('press', '1', '--json')).stdout).api, undefined);
  await bxml('stop');
  const again = await bxml('start', `${app.origin}/menu`, '--api', '0', '--json');
  assert.match(JSON.parse(again.stdout).api.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  await bxml('stop');
});

test.run();
