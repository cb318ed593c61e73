// `bxml call` with the lines of standard input: to servers, and to modules.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { PassThrough, type Writable } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../src/program.js';
import type { Io } from '../../src/terminal/io.js';
import { type HttpApplication, type ReceivedRequest, sendXml, startApplication } from '../http-application.js';
import { project, settings } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml call');

const DESK = '+15551230101';
const HOME = '+15551230102';
const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

const documents: Readonly<Record<string, string>> = {
  '/menu': `<Gather gatherUrl="/choice" maxDigits="1">${say('For sales, press one.')}</Gather>`,
  '/choice': `<Transfer transferCompleteUrl="/after"><PhoneNumber transferAnswerUrl="/whisper">${DESK}</PhoneNumber></Transfer>`,
  '/whisper': `<Gather gatherUrl="/accept" maxDigits="1">${say('Press one to accept.')}</Gather>`,
  '/accept': say('Thank you.'),
  '/after': say('Goodbye.'),
  '/two': `<Transfer><PhoneNumber>${DESK}</PhoneNumber><PhoneNumber>${HOME}</PhoneNumber></Transfer>`,
  '/record': `<Record recordCompleteUrl="/after" silenceTimeout="3"/>`,
  '/speech': `<Gather input="speech" gatherUrl="/after">${say('What is it about?')}</Gather>`,
  '/refer': '<Refer referCompleteUrl="/after"><SipUri>sip:desk@pbx.example</SipUri></Refer>',
  '/warning': `<Gather>${say('One?')}</Gather>`,
  '/to-missing': `<Gather gatherUrl="/missing" maxDigits="1"/>`,
  '/invalid': '<Response/>',
  '/loop': '<Redirect redirectUrl="/loop"/>',
  '/answered': `${say('Your appointment is at nine.')}<Gather gatherUrl="/after" maxDigits="1"/>`,
  '/hello': say('Hello.'),
};

let app: HttpApplication;
let received: ReceivedRequest[] = [];

const initiates = () =>
  received.map(({ body }) => (body === '' ? {} : JSON.parse(body))).filter(({ eventType }) => eventType === 'initiate');

test.before(async () => {
  app = await startApplication((request: ReceivedRequest, response: ServerResponse) => {
    received.push(request);
    const { pathname } = new URL(request.url, 'http://localhost');
    if (request.body.includes('"eventType":"disconnect"')) return void response.writeHead(204).end();
    if (pathname === '/html')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Sign in</p>');
    if (pathname === '/malformed')
      return void response.writeHead(200, { 'content-type': 'application/xml' }).end('<Response><Gather></Response>');
    if (pathname === '/slow') return void setTimeout(() => sendXml(response, say('At last.')), 900);
    if (pathname === '/never') return;
    if (pathname === '/closes') return void response.destroy();
    if (pathname === '/error') return void response.writeHead(500).end('no customer');
    if (pathname === '/guarded' && request.headers.authorization === undefined)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    const verbs = documents[pathname === '/guarded' ? '/hello' : pathname];
    if (verbs === undefined) return void response.writeHead(404).end();
    sendXml(response, verbs);
  });
});
test.before.each(() => {
  received = [];
});
test.after(() => app.close());

/** Holds a call with these lines. */
const held = (path: string, lines: readonly string[], args: readonly string[] = [], options = {}) =>
  runBxml(['call', `${app.origin}${path}`, ...args], { input: lines.map((line) => `${line}\n`).join(''), ...options });

/** Holds a call and returns its steps. */
async function steps(path: string, lines: readonly string[], args: readonly string[] = []) {
  const { status, stdout, stderr } = await held(path, lines, ['--json', ...args]);
  assert.is(stderr, '');
  return {
    status,
    reports: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}

test('a call is held by the lines of standard input', async () => {
  const { status, stdout, stderr } = await held('/menu', ['# a comment', '', '1', 'busy']);
  assert.is(stderr, '');
  assert.is(status, 0);
  assert.is(
    stdout,
    `  0:00.0  caller calls +15551230002
  0:00.0  caller initiate → POST /menu: 200, Gather
  0:00.0  caller is answered
  0:00.0  caller hears “For sales, press one.”
→ waits for 1 key, or 5 s of silence (Gather)
> 1
  0:01.4  caller presses 1
  0:01.4  caller gather → POST /choice: 200, Transfer
  0:01.4  +15551230101 is dialed
→ +15551230101 rings: answer, busy, no-answer or reject
> busy
  0:01.4  +15551230101 is busy
  0:01.4  caller transferComplete → POST /after: 200, SpeakSentence
  0:01.4  caller hears “Goodbye.”
  0:01.9  caller is hung up: end of the document
  0:01.9  caller disconnect → POST /menu: 204
→ the call is over (hangup)
`,
  );
});

test('--json prints a report a step', async () => {
  const { status, reports } = await steps('/menu', ['press 1', 'busy']);
  assert.is(status, 0);
  assert.is(reports.length, 3);
  const [start, press, busy] = reports;
  assert.equal(start.heard, [{ index: 3, at: 0, leg: 'caller', kind: 'speech', text: 'For sales, press one.' }]);
  assert.equal(start.waitsFor[0].keys, { max: 1, terminating: '' });
  assert.equal(
    [start.waitsFor[0].kind, start.waitsFor[0].verb, start.waitsFor[0].seconds, start.waitsFor[0].leg],
    ['listens', 'Gather', 5, 'caller'],
  );
  assert.equal([press.command, press.waitsFor[0].kind, press.waitsFor[0].to], ['press 1', 'rings', [DESK]]);
  assert.equal(busy.waitsFor, [{ kind: 'over', text: 'the call is over (hangup)', cause: 'hangup' }]);
  assert.equal([busy.problems, busy.failure], [[], undefined]);
});

test('a call that is not over at the end of the input is hung up', async () => {
  const { stdout } = await held('/menu', []);
  assert.match(stdout, 'caller hangs up');
  assert.match(stdout, '→ the call is over (hangup)');
  assert.is(received.at(-1)?.body.includes('disconnect'), true);
});

test('quit ends the script', async () => {
  const { stdout } = await held('/menu', ['quit', '1']);
  assert.not.match(stdout, 'presses 1');
});

test('the called party presses, says and hangs up', async () => {
  const { status, stdout } = await held('/menu', [
    '1',
    'answer',
    `as ${DESK} press 1`,
    `as ${DESK} say Good day.`,
    'say Hello?',
    'as 0101 hang up',
  ]);
  assert.is(status, 0);
  assert.match(stdout, /\+15551230101 hears “Press one to accept\.”\n→ waits for 1 key of \+15551230101/);
  assert.match(stdout, 'caller hears +15551230101 say “Good day.”');
  assert.match(stdout, '→ the caller talks with +15551230101');
  assert.match(stdout, 'caller hears “Goodbye.”');
});

test('an input of the wrong party names the right one', async () => {
  const { status, stdout } = await held('/menu', ['1', 'answer', 'press 1']);
  assert.is(status, 1);
  assert.match(stdout, '✗ The call waits for +15551230101.\n  Write as +15551230101 press …');
});

test('a phone that rings is decided first', async () => {
  const { stdout } = await held('/menu', ['1', 'press 2', 'answer 999']);
  assert.match(stdout, `✗ ${DESK} must be decided first.\n  Write answer, busy, no-answer or reject`);
  assert.match(stdout, `✗ 999 does not ring.\n  Write answer ${DESK}.`);
});

test('phones that ring at once are decided by number', async () => {
  const { status, stdout } = await held('/two', [
    'answer',
    `busy ${DESK}`,
    `answer ${HOME} after 3`,
    `as ${HOME} hang-up`,
  ]);
  assert.is(status, 1);
  assert.match(stdout, `→ ${DESK} and ${HOME} ring: answer, busy, no-answer or reject, each with its number`);
  assert.match(stdout, `> busy ${DESK}\n→ ${HOME} rings: answer, busy, no-answer or reject\n`);
  assert.match(stdout, `✗ Several phones ring: ${DESK}, ${HOME}.\n  Write answer ${DESK}.`);
  assert.match(stdout, `0:03.0  ${HOME} is answered`);
});

test('without a phone, answer says what the call waits for', async () => {
  const { status, stdout } = await held('/menu', ['answer']);
  assert.is(status, 1);
  assert.match(stdout, '✗ No phone rings.\n  The call waits for 1 key, or 5 s of silence (Gather).');
});

test('speech, recordings, silence and time', async () => {
  const { reports } = await steps('/speech', ['say boat repairs']);
  assert.is(reports[0].waitsFor[0].text, 'speech, or 5 s of silence (Gather)');
  assert.equal(
    reports[1].heard.map(({ text }: { text: string }) => text),
    ['Goodbye.'],
  );
  const record = await steps('/record', ['speak 4', 'status']);
  assert.is(record.reports[0].waitsFor[0].text, 'a recording, # ends it, or 3 s of silence (Record)');
  assert.is(record.reports[1].at, 7.52);
  const wait = await steps('/menu', ['wait 2', 'silence']);
  assert.is(wait.reports[1].waitsFor[0].kind, 'listens');
  assert.is(wait.reports[2].waitsFor[0].kind, 'rings');
  assert.is(wait.reports[2].at, 6.365);
});

test('a REFER is accepted or declined', async () => {
  const { reports } = await steps('/refer', ['decline 486'], ['--to', 'sip:line@app.example']);
  assert.is(reports[0].waitsFor[0].text, 'a REFER to sip:desk@pbx.example: accept or decline');
  assert.ok(received.some(({ body }) => body.includes('"referSipResponseCode":486')));
});

test('hears waits for words, and fails without them', async () => {
  const { status, reports } = await steps('/menu', [
    'hears',
    'hears for SALES',
    'hears /press (one|two)/',
    'wait 6',
    'hears Goodbye',
  ]);
  assert.is(status, 1);
  assert.equal(
    reports[1].heard.map(({ text }: { text: string }) => text),
    ['For sales, press one.'],
  );
  assert.equal([reports[2].failure, reports[3].failure], [undefined, undefined]);
  assert.is(reports[5].failure.code, 'call.unscripted');
});

test('the fields of the call are set', async () => {
  await held(
    '/menu',
    [],
    [
      '--from',
      '+15551230009',
      '--to',
      '+15551230008',
      '--display-name',
      'Ada',
      '--sip-header',
      'X-Ticket=17',
      '--field',
      'stirShaken.verstat=TN-Validation-Passed',
    ],
  );
  const [{ from, to, callerDisplayName, sipHeaders, stirShaken }] = initiates();
  assert.equal(
    [from, to, callerDisplayName, sipHeaders, stirShaken],
    ['+15551230009', '+15551230008', 'Ada', { 'X-Ticket': '17' }, { verstat: 'TN-Validation-Passed' }],
  );
  await held('/menu', [], ['--method', 'get']);
  assert.is(received.find(({ method }) => method === 'GET')?.url.includes('eventType=initiate'), true);
});

test('credentials are sent after a 401', async () => {
  const { status, stdout } = await held('/guarded', [], ['--user', 'voice:secret']);
  assert.is(status, 0);
  assert.match(stdout, 'hears “Hello.”');
  assert.not.match(stdout, 'secret');
  assert.is((await held('/guarded', [])).status, 1);
});

test('an outbound call: the phone is decided first', async () => {
  const { status, stdout } = await held(
    '/answered',
    ['1', 'answer after 4', '1'],
    ['--outbound', '--to', HOME, '--tag', 'a7'],
  );
  assert.is(status, 1);
  assert.match(stdout, `→ the phone of ${HOME} rings: answer, busy, no-answer or reject`);
  assert.match(stdout, `✗ The phone of ${HOME} rings.\n  answer, busy, no-answer or reject first.`);
  assert.match(stdout, 'hears “Your appointment is at nine.”');
  assert.match(stdout, 'hears “Goodbye.”');
  assert.ok(received.some(({ body }) => body.includes('"eventType":"answer"') && body.includes('"tag":"a7"')));
  const busy = await held('/answered', ['busy'], ['--outbound']);
  assert.is(busy.status, 0);
  assert.match(busy.stdout, '→ the call is over (busy)');
});

test('an outbound call with machine detection is answered by a person or a machine', async () => {
  await held('/answered', ['machine'], ['--outbound', '--machine-detection', 'sync']);
  assert.ok(received.some(({ body }) => body.includes('"value":"answering-machine"')));
  const { stdout } = await held('/answered', ['human'], ['--outbound']);
  assert.match(stdout, '✗ The call has no machine detection.');
});

test('timeline, documents, status and help', async () => {
  const { status, stdout } = await held('/menu', ['status', 'timeline', 'documents', 'help']);
  assert.is(status, 0);
  assert.match(stdout, '> documents\ninitiate of caller, ');
  assert.match(stdout, '<Gather gatherUrl="/choice" maxDigits="1">');
  assert.match(stdout, 'as NUMBER COMMAND');
  const { reports } = await steps('/menu', ['timeline', 'documents', 'help']);
  assert.match(reports[1].transcript, '0:00.000  caller  initiate → POST /menu: 200, Gather');
  assert.is(reports[1].heard.length, 1);
  assert.is(reports[2].documents[0].event, 'initiate');
  assert.match(reports[3].help, 'press KEYS');
});

test('an unknown line stops a script, with a suggestion', async () => {
  const { status, stdout, stderr } = await held('/menu', ['pres 1', '1']);
  assert.is(status, 2);
  assert.is(stderr, 'bxml: Unknown command "pres".\n  Did you mean press?\n');
  assert.not.match(stdout, 'presses');
});

// Problems are printed, do not end the call, and make the exit status 1.
for (const [path, lines, code, message] of [
  ['/warning', ['1'], 'gather.no-url', '<Gather> has no gatherUrl'],
  ['/to-missing', ['1'], 'unserved', 'gather → POST ORIGIN/missing: status 404'],
  ['/missing', [], 'unserved', 'initiate → POST ORIGIN/missing: status 404'],
  ['/html', [], 'invalid-bxml', 'content type text/html; expected application/xml'],
  ['/malformed', [], 'invalid-bxml', 'malformed document'],
  ['/closes', [], 'callback-error', 'initiate → POST ORIGIN/closes: '],
  ['/error', [], 'callback-error', 'initiate → POST ORIGIN/error: status 500'],
  ['/never', [], 'callback-error', 'no response within 15 s'],
  ['/loop', [], 'loop', 'documents'],
] as const) {
  test(`${path}: ${code}`, async () => {
    const { status, reports } = await steps(path, lines, ['--patience', '1']);
    assert.is(status, 1);
    const problems = reports.flatMap((report) => report.problems);
    const problem = problems.find((each) => each.code === code);
    assert.ok(problem, JSON.stringify(problems));
    assert.match(problem.message.replaceAll(app.origin, 'ORIGIN'), message);
    assert.match((await held(path, lines, ['--patience', '1'])).stdout, ` ${problem.severity} ${code}`);
  });
}

test('problems of a document have line and column', async () => {
  const { reports } = await steps('/warning', []);
  const [{ line, column, severity, hint }] = reports[0].problems;
  assert.equal([line, column, severity], [2, 11, 'warning']);
  assert.match(hint, 'Set gatherUrl');
});

test('a server that does not listen', async () => {
  const gone = await startApplication(() => undefined);
  gone.close();
  const { status, stdout } = await runBxml(['call', `${gone.origin}/x`]);
  assert.is(status, 1);
  assert.match(stdout, 'no server listens');
});

test('a server that restarts in between', async () => {
  const first = await startApplication((_, response) => sendXml(response, documents['/menu'] ?? ''));
  const { stdin, output } = interactive(first.origin);
  await output.prints('waits for 1 key');
  first.close();
  stdin.write('1\n');
  const { status, stdout } = await output.ended(stdin);
  assert.is(status, 1);
  assert.match(stdout, 'error unserved: gather → POST');
});

test('an interrupt hangs up', async () => {
  const interrupted = new AbortController();
  const { output } = interactive(`${app.origin}/menu`, interrupted.signal);
  await output.prints('waits for 1 key');
  interrupted.abort();
  const { status, stdout } = await output.ended();
  assert.is(status, 130);
  assert.match(stdout, 'caller hangs up');
});

test('on a terminal there is a prompt, an unknown line does not end the call, and Tab completes', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { output } = interactive(`${app.origin}/menu`, undefined, stdin);
  await output.prints('> ');
  stdin.write('pres 1\r');
  await output.prints('> ', 2);
  for (const part of ['sta', '\t', '\r']) {
    stdin.write(part);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await output.prints('waits for 1 key', 2);
  stdin.write('1\r');
  await output.prints('rings');
  // Ctrl-C
  stdin.write('\u0003');
  const { status, stdout, stderr } = await output.ended();
  assert.is(status, 0);
  assert.match(stdout, `A call to ${app.origin}/menu. help lists the commands; time is virtual.`);
  assert.match(stdout, 'caller hangs up');
  assert.match(stderr, 'Did you mean press?');
});

/** Starts a call whose lines are written while it runs. */
function interactive(target: string, signal = new AbortController().signal, stdin: Io['stdin'] = new PassThrough()) {
  const stdout = Object.assign(new PassThrough(), { isTTY: stdin.isTTY === true });
  const stderr = new PassThrough();
  let text = '';
  stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const io = { stdin, stdout, stderr, env: { NO_COLOR: '1' }, cwd: process.cwd(), signal };
  const done = run(['call', target], io);
  const prints = async (words: string, times = 1): Promise<void> => {
    const signal = AbortSignal.timeout(60_000);
    while (text.split(words).length <= times) await once(stdout, 'data', { signal });
  };
  const ended = async (input?: Writable) => {
    input?.end();
    return { status: await done, stdout: text, stderr: String(stderr.read() ?? '') };
  };
  return { stdin: stdin as PassThrough, output: { prints, ended } };
}

test('--save writes the call as a test, once', async () => {
  const folder = project(settings);
  const { status, stderr } = await held('/menu', ['1', 'busy'], ['--save', 'menu.test.ts', '--user', 'voice:secret'], {
    cwd: folder,
  });
  assert.is(status, 0);
  const [, command = ''] = /^The call is saved as a test: (.* menu\.test\.ts)\n$/.exec(stderr) ?? [];
  assert.match(command, /^(?:node|npx) .*tsx/);
  const source = readFileSync(join(folder, 'menu.test.ts'), 'utf8');
  assert.match(source, `// Run it: ${command}\n`);
  assert.match(source, "import { test } from 'node:test';");
  assert.match(source, `simulate('${app.origin}', {`);
  assert.match(source, "password: process.env.BXML_PASSWORD ?? ''");
  assert.not.match(source, 'secret');
  assert.match(source, "await call.transferredTo('+15551230101', { busy: true });");
  const again = await held('/menu', [], ['--save', 'menu.test.ts'], { cwd: folder });
  assert.is(again.status, 2);
  assert.match(again.stderr, 'menu.test.ts exists.\n  Name another file, or pass --force to replace it.');
  assert.is((await held('/menu', [], ['--save', 'menu.test.ts', '--force'], { cwd: folder })).status, 0);
  const other = await held('/menu', [], ['--save', 'menu.txt'], { cwd: folder });
  assert.is(other.status, 2);
  assert.match(other.stderr, 'menu.txt is not a file for a test.');
  const missing = await held('/menu', ['save nowhere/x.test.ts'], [], { cwd: folder });
  assert.is(missing.status, 2);
  assert.match(missing.stderr, 'cannot be written: its folder does not exist.');
});

test('a slow application is given time in the test', async () => {
  const folder = project(settings);
  await held('/slow', ['save slow.test.ts'], [], { cwd: folder });
  assert.match(readFileSync(join(folder, 'slow.test.ts'), 'utf8'), 'patience: 15, limits: { realSeconds: 60 }');
});

const MODULE = `
export const app = () => new Response('<Response><SpeakSentence>Hello.</SpeakSentence></Response>', { headers: { 'content-type': 'application/xml' } });
`;

test('a module is called, and imported by the test', async () => {
  const folder = project({ ...settings, 'src/app.ts': MODULE });
  const { status, stdout } = await runBxml(['call', 'src/app.ts', '--url', '/voice', '--save', 'app.test.ts'], {
    cwd: folder,
  });
  assert.is(status, 0);
  assert.match(stdout, 'hears “Hello.”');
  const source = readFileSync(join(folder, 'app.test.ts'), 'utf8');
  assert.match(source, "import { app } from './src/app.js';");
  assert.match(source, "platform.call({ url: '/voice' })");
});

test('a module that a test cannot import is not saved, and the call does not begin', async () => {
  const folder = project({
    ...settings,
    'app.ts': `import { createServer } from 'node:http'; createServer((_, response) => response.end()).listen(3000);`,
  });
  const { status, stdout, stderr } = await runBxml(['call', 'app.ts', '--save', 'app.test.ts'], { cwd: folder });
  assert.is(status, 2);
  assert.is(stdout, '');
  assert.match(stderr, 'A test cannot import the application of app.ts.\n  Export what simulate accepts');
  assert.is(existsSync(join(folder, 'app.test.ts')), false);
});

for (const [args, message, hint] of [
  [[], 'No application is given.', 'Name a module, such as src/app.tsx'],
  [['pres'], 'Cannot find the file or command pres.', 'Did you mean bxml call press?'],
  [['missing.tsx'], 'Cannot find the file missing.tsx.', ''],
  [['http://localhost', '--patience', 'x'], '--patience is "x"; expected seconds from 0.01 to 600.', ''],
  [['http://localhost', '--within', '-1'], '--within is "-1"', ''],
  [['http://localhost', '--method', 'PUT'], '--method is "PUT"; expected GET or POST.', ''],
  [['http://localhost', '--sip-header', 'x'], '--sip-header "x" is not a header.', 'Write --sip-header X-Ticket=17.'],
  [['http://localhost', '--tag', 'x'], '--tag belongs to an outbound call.', 'Add --outbound.'],
  [['http://localhost', '--outbound', '--field', 'a=1'], '--field belongs to an inbound call.', ''],
  [
    ['http://localhost', '--outbound', '--machine-detection', 'x'],
    '--machine-detection is "x"; expected sync or async.',
    '',
  ],
  [
    ['http://localhost', '--outbound', '--call-timeout', '0'],
    '--call-timeout is "0"; expected seconds from 1 to 300.',
    '',
  ],
  [['http://localhost', '--user', 'voice'], 'The credentials have no password.', ''],
] as const) {
  test(`bxml call ${args.join(' ')}: ${message}`, async () => {
    const folder = project(settings);
    const { status, stdout, stderr } = await runBxml(['call', ...args], { cwd: folder });
    assert.is(stdout, '');
    assert.is(status, 2);
    assert.match(stderr, message);
    assert.match(stderr, hint);
  });
}

test('--help has the commands and examples', async () => {
  const { status, stdout } = await runBxml(['call', '--help']);
  assert.is(status, 0);
  for (const word of ['bxml call start', '--outbound', 'Exit status: 0', 'hang-up', 'timeline'])
    assert.match(stdout, word);
  assert.not.match(stdout, ' host ');
});

test.run();
