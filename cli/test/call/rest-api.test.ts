// `bxml call --api`: the application changes the call that is held, and places calls of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml call: the REST API');

/** What the document of the agent does: it connects the two. */
const CONNECT = `await connect(origin);
      return xml('<SpeakSentence>A caller waits.</SpeakSentence>');`;

/** An application that puts callers on hold, calls an agent, and connects the two once the agent has answered. */
const queue = ({ agent = CONNECT, more = '' } = {}) => `const { env } = process;
const api = async (method, path, body) => {
  const response = await fetch(\`\${env.BXML_API_URL}/api/v2/accounts/\${env.BXML_API_ACCOUNT_ID}\${path}\`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: 'Basic ' + btoa(\`\${env.BXML_API_USER}:\${env.BXML_API_PASSWORD}\`),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`);
};
const xml = (verbs) => new Response(\`<Response>\${verbs}</Response>\`, { headers: { 'content-type': 'application/xml' } });
let waiting;
const connect = (origin) => api('POST', '/calls/' + waiting, { redirectUrl: origin + '/connected' });
export default async (request) => {
  const { pathname, origin } = new URL(request.url);
  const { callId, eventType } = await request.json();
  if (eventType === 'disconnect') return new Response(null, { status: 204 });
  switch (pathname) {
    case '/':
      waiting = callId;
      await api('POST', '/calls', { applicationId: env.BXML_API_APPLICATION_ID, from: '+15551230002', to: '+15551230077', answerUrl: origin + '/agent'${more} });
      return xml('<SpeakSentence>Please hold.</SpeakSentence><Pause duration="60"/>');
    case '/agent':
      ${agent}
    default:
      return xml('<Gather gatherUrl="/bye" maxDigits="1"><SpeakSentence>An agent is here. Press 1.</SpeakSentence></Gather>');
  }
};
`;

/** Holds a call; the module reads the environment of this process. */
const held = (input: string, ...args: string[]) =>
  runBxml(['call', 'app.mjs', ...args], { cwd: project({ 'app.mjs': queue() }), input, env: process.env });

test.after.each(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('BXML_API_')) delete process.env[name];
});

test('the application calls a phone, and redirects the call that is held', async () => {
  const { status, stdout, stderr } = await held('answer\nhang-up\n', '--api', '0');
  assert.is(status, 0, stdout + stderr);
  assert.match(stdout, 'caller hears “Please hold.”');
  assert.match(stdout, '→ +15551230077 rings, called by the application: answer, busy, no-answer or reject');
  assert.match(stdout, /\+15551230077 answer → POST \/agent: 200, SpeakSentence/);
  assert.match(stdout, '+15551230077 hears “A caller waits.”');
  assert.match(stdout, 'caller redirect → POST /connected: 200, Gather');
  assert.match(stdout, /caller hears “An agent is here\. Press 1\.”[\s\S]*→ waits for 1 key/);
  assert.match(
    stderr,
    /^REST API: http:\/\/127\.0\.0\.1:\d+, account 5500000, .* at https:\/\/app\.example, user api-user;/,
  );
});

test('the ids of the account and of the application are those that it is configured with', async () => {
  const ids = ['--account-id', '9900778', '--application-id', 'd36e57b8-0000-4000-8000-000000000002'];
  const { status, stdout, stderr } = await held('hang-up\n', '--api', '0', '--placed', 'answer', ...ids);
  assert.is(status, 0, stdout + stderr);
  assert.match(stderr, 'account 9900778, application d36e57b8-0000-4000-8000-000000000002');
});

test('refused: options that do not fit, and a port in use', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const used = typeof address === 'object' && address !== null ? String(address.port) : '';
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--api', 'x'], /--api is "x"; expected a port from 0 to 65535\.\n {2}--api 0 takes a free one\./],
    [['--api', used], /The port \d+ of --api is not free\./],
    [['--account-id', '1'], /--account-id is for --api\.\n {2}Add --api 0\./],
    [['--placed', 'busy'], /--placed is for --api\.\n {2}Add --api 0\./],
    [
      ['--api', '0', '--placed', 'maybe'],
      /--placed is "maybe", which is not what a phone does\.\n {2}Use ask, answer, busy, no-answer, reject, fail, human or machine;/,
    ],
    [['--api', '0', '--placed', 'press 1'], /--placed is "press 1", which is not/],
    [['--api', '0', '--placed', 'busy +15551230077'], /--placed is "busy \+15551230077", which is not/],
  ];
  try {
    for (const [args, message] of cases) {
      const { status, stderr } = await held('hang-up\n', ...args);
      assert.is(status, 2);
      assert.match(stderr, message);
    }
  } finally {
    server.close();
  }
});

/** Holds a call, saves it, and runs the test. Returns what was printed, and the test. */
async function saved(source: string, input: string, ...args: string[]) {
  const cwd = project({ 'app.mjs': source }, ['bxml-jsx', 'esbuild', 'koa', 'tsx']);
  const given = ['call', 'app.mjs', '--api', '0', '--save', 'call.test.mjs', ...args];
  const { status, stdout, stderr } = await runBxml(given, { cwd, input, env: process.env });
  const file = readFileSync(join(cwd, 'call.test.mjs'), 'utf8');
  const conditions = ['--conditions=bxml-jsx-source', '--import', 'tsx'];
  const { BXML_API_URL: _, ...env } = process.env;
  const run = spawnSync(process.execPath, [...conditions, 'call.test.mjs'], { cwd, env, encoding: 'utf8' });
  assert.is(run.status, 0, run.stdout + run.stderr + file);
  return { status, stdout, stderr, file };
}

test('each outcome of a phone that the application calls is decided while it rings, and saved', async () => {
  const cases: readonly (readonly [input: string, printed: RegExp, file: RegExp])[] = [
    [
      'answer\nas 0077 hears waits\n',
      /\+15551230077 is answered/,
      /party = await platform\.phone\('\+15551230077'\)\.rings\(\);\n {2}await party\.answers\(\);\n[\s\S]*party\.hears\('A caller waits\.'\)/,
    ],
    ['answer after 5\n', /0:05\.0 {2}\+15551230077 is answered/, /party\.answers\(\{ after: 5 \}\)/],
    ['busy\n', /0:00\.0 {2}\+15551230077 is busy/, /party\.isBusy\(\)/],
    ['reject 0077\n', /0:00\.0 {2}\+15551230077 rejects the call/, /party\.rejects\(\)/],
    [
      'wait 5\nbusy\n',
      /0:05\.0 {2}\+15551230077 is busy/,
      /call\.waits\(5\);\n {2}const party[^\n]*\n {2}await party\.isBusy/,
    ],
    ['no answer\n', /0:30\.0 {2}\+15551230077 does not answer/, /phones: \{ '\+15551230077': \{ noAnswer: true \} \}/],
    ['silence\n', /0:30\.0 {2}\+15551230077 does not answer/, /phones: \{ '\+15551230077': \{ noAnswer: true \} \}/],
  ];
  for (const [input, printed, file] of cases) {
    const result = await saved(queue(), input);
    assert.is(result.status, 0, result.stdout + result.stderr);
    assert.match(result.stdout, printed);
    assert.match(result.file, file);
  }
});

test('--placed decides the phones beforehand', async () => {
  const cases: readonly (readonly [outcome: string, printed: RegExp, file: RegExp])[] = [
    ['answer', /0:00\.0 {2}\+15551230077 is answered/, /phones: \{ '\+15551230077': \{\} \}/],
    ['answer after 3', /0:03\.0 {2}\+15551230077 is answered/, /'\+15551230077': \{ after: 3 \}/],
    ['busy', /\+15551230077 is busy/, /'\+15551230077': \{ busy: true \}/],
    ['no-answer', /0:30\.0 {2}\+15551230077 does not answer/, /'\+15551230077': \{ noAnswer: true \}/],
    ['reject', /\+15551230077 rejects the call/, /'\+15551230077': \{ rejects: true \}/],
    ['fail', /\+15551230077 is cut off \(error\)/, /'\+15551230077': \{ fails: 'error' \}/],
  ];
  for (const [outcome, printed, file] of cases) {
    const result = await saved(queue(), '', '--placed', outcome);
    assert.is(result.status, 0, result.stdout + result.stderr);
    assert.match(result.stdout, printed);
    assert.not.match(result.stdout, 'called by the application');
    assert.match(result.file, file);
  }
});

test('a machine answers a placed call, as the person decides or --placed does', async () => {
  const detecting = queue({
    agent: "return xml('<SpeakSentence>Voicemail of the agent.</SpeakSentence>');",
    more: ", machineDetection: { mode: 'sync' }",
  });
  const asked = await saved(detecting, 'machine\n');
  assert.match(asked.stdout, '+15551230077 hears “Voicemail of the agent.”');
  assert.match(asked.file, "party.answers({ detectedAs: 'answering-machine' })");
  const set = await saved(detecting, '', '--placed', 'machine');
  assert.match(set.stdout, '+15551230077 hears “Voicemail of the agent.”');
  assert.match(set.file, "party.answers({ detectedAs: 'answering-machine' })");
});

test('the agent presses a key, and the call stops when the application listens to the agent', async () => {
  const accepting = queue({
    agent: `return xml('<Gather gatherUrl="/accept" maxDigits="1"><SpeakSentence>Press 1 to accept.</SpeakSentence></Gather>');
    case '/accept':
      await connect(origin);
      return xml('<SpeakSentence>Thank you.</SpeakSentence>');`,
  });
  const { status, stdout, stderr, file } = await saved(accepting, 'answer\nas +15551230077 press 1\n');
  assert.is(status, 0, stdout + stderr);
  assert.match(stdout, '→ waits for 1 key of +15551230077, or 5 s of silence (Gather)');
  assert.match(stdout, '+15551230077 presses 1');
  assert.match(stdout, 'caller hears “An agent is here. Press 1.”');
  assert.match(file, "await party.press('1');");
});

test('refused: a time for busy, a failure of a phone that rings, and a number that does not ring', async () => {
  const { status, stdout } = await held('busy after 3\nfail\nbusy +15551239999\nbusy\n', '--api', '0');
  assert.is(status, 1);
  assert.match(stdout, '✗ busy of a phone that the application calls has no time.');
  assert.match(stdout, '✗ A phone that rings cannot fail.');
  assert.match(stdout, '✗ No phone rings.');
  assert.match(stdout, '+15551230077 is busy');
});

test.run();
