// `bxml call --api`: the application changes the call that is held, and places calls of its own.
import { createServer } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from '../project.js';
import { runBxml } from '../run-bxml.js';

const test = suite('bxml call: the REST API');

/** An application that puts callers on hold, calls an agent, and connects the two once the agent has answered. */
const QUEUE = `const { env } = process;
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
export default async (request) => {
  const { pathname, origin } = new URL(request.url);
  const { callId, eventType } = await request.json();
  if (eventType === 'disconnect') return new Response(null, { status: 204 });
  switch (pathname) {
    case '/':
      waiting = callId;
      await api('POST', '/calls', { applicationId: env.BXML_API_APPLICATION_ID, from: '+15551230002', to: '+15551230077', answerUrl: origin + '/agent' });
      return xml('<SpeakSentence>Please hold.</SpeakSentence><Pause duration="60"/>');
    case '/agent':
      await api('POST', \`/calls/\${waiting}\`, { redirectUrl: origin + '/connected' });
      return xml('<SpeakSentence>A caller waits.</SpeakSentence>');
    default:
      return xml('<Gather gatherUrl="/bye" maxDigits="1"><SpeakSentence>An agent is here. Press 1.</SpeakSentence></Gather>');
  }
};
`;

/** Holds a call; the module reads the environment of this process. */
const held = (input: string, ...args: string[]) =>
  runBxml(['call', 'app.mjs', ...args], { cwd: project({ 'app.mjs': QUEUE }), input, env: process.env });

test.after.each(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('BXML_API_')) delete process.env[name];
});

test('the application calls a phone, and redirects the call that is held', async () => {
  const { status, stdout, stderr } = await held('hang-up\n', '--api', '0');
  assert.is(status, 0, stdout + stderr);
  assert.match(stdout, 'caller hears “Please hold.”');
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
  const { status, stdout, stderr } = await held('hang-up\n', '--api', '0', ...ids);
  assert.is(status, 0, stdout + stderr);
  assert.match(stderr, 'account 9900778, application d36e57b8-0000-4000-8000-000000000002');
});

test('refused: options that do not fit, a port in use, and a test of the call', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const used = typeof address === 'object' && address !== null ? String(address.port) : '';
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--api', 'x'], /--api is "x"; expected a port from 0 to 65535\.\n {2}--api 0 takes a free one\./],
    [['--api', used], /The port \d+ of --api is not free\./],
    [['--account-id', '1'], /--account-id is for --api\.\n {2}Add --api 0\./],
    [['--api', '0', '--save', 'call.test.ts'], /A call with --api cannot be saved as a test\./],
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

test.run();
