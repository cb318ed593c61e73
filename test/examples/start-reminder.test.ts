// `npm run start:reminder`: against the stand-in by default, and against the account in the environment.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { events } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type StartedProgram, withProgram } from './started-program.js';

const test = suite('npm run start:reminder');

const PROGRAM = 'examples/appointment-reminder/start.ts';

/** The variables that the program reads, all of them empty. */
const UNSET: NodeJS.ProcessEnv = Object.fromEntries(
  [
    ...[
      'BW_ACCOUNT_ID',
      'BW_CLIENT_ID',
      'BW_CLIENT_SECRET',
      'BW_USERNAME',
      'BW_PASSWORD',
      'BW_VOICE_URL',
      'BW_API_URL',
    ],
    ...['BW_VOICE_APPLICATION_ID', 'BW_NUMBER', 'BASE_CALLBACK_URL', 'USER_NUMBER'],
    ...['WEBHOOK_USERNAME', 'WEBHOOK_PASSWORD'],
  ].map((name) => [name, '']),
);

const ACCOUNT = {
  ...UNSET,
  PORT: '0',
  LOG_LEVEL: 'silent',
  BW_ACCOUNT_ID: '5500001',
  BW_VOICE_APPLICATION_ID: 'a1b2c3d4-0000-4000-8000-000000000002',
  BW_NUMBER: '+15551230300',
  BASE_CALLBACK_URL: 'https://reminders.example',
  USER_NUMBER: '+15551230009',
  WEBHOOK_USERNAME: 'bandwidth',
  WEBHOOK_PASSWORD: 'ahoy',
};

interface ReceivedRequest {
  readonly target: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Runs the program against a server that responds to every request as Bandwidth does, and passes the requests on. */
async function againstServer(
  env: NodeJS.ProcessEnv,
  use: (program: StartedProgram, requests: readonly ReceivedRequest[]) => Promise<void>,
  status = 201,
): Promise<void> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    requests.push({ target: `${method} ${url}`, authorization: headers.authorization, body: await text(request) });
    const isToken = url?.endsWith('/token');
    response.writeHead(isToken ? 200 : status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isToken ? { access_token: 'token-1', expires_in: 3600 } : { callId: 'c-1' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await withProgram(PROGRAM, { ...ACCOUNT, BW_VOICE_URL: url, BW_API_URL: url, ...env }, (program) =>
      use(program, requests),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;
const CALLS = 'POST /api/v2/accounts/5500001/calls';

/** The request about the appointment of the patient in the environment. */
const request = {
  applicationId: 'a1b2c3d4-0000-4000-8000-000000000002',
  from: '+15551230300',
  to: '+15551230009',
  answerUrl: 'https://reminders.example/reminder/answered',
  disconnectUrl: 'https://reminders.example/reminder/over',
  callTimeout: 25,
  machineDetection: { mode: 'sync' },
  tag: 'a1',
  username: 'bandwidth',
  password: 'ahoy',
};

test('without an account, the stand-in calls a person, a machine and a busy phone', () =>
  withProgram(PROGRAM, { ...UNSET, PORT: '0', LOG_LEVEL: 'silent' }, async (program) => {
    await program.lines('Calls are simulated by a stand-in');
    await program.lines('disconnect → POST /reminder/over: 201', 3);
    const transcripts = program.written.join('\n');
    assert.match(transcripts, /hears "Thank you\. Doctor Okafor will see you on /);
    assert.match(transcripts, /hears "This is Northgate Dental\. We look forward to seeing you on /);
    assert.match(transcripts, '+15551230003  is busy');
    program.process.kill('SIGTERM');
    assert.is(await program.ended, 0);
  }));

test('with client credentials, it gets a token and places the call', () =>
  againstServer({ BW_CLIENT_ID: 'id', BW_CLIENT_SECRET: 'secret' }, async (program, requests) => {
    await program.lines('serves the webhooks of https://reminders.example');
    await requestsOf(requests, 2);
    const [token, call] = requests;
    assert.is(token?.target, 'POST /api/v1/oauth2/token');
    assert.is(token?.authorization, basic('id:secret'));
    assert.is(token?.body, 'grant_type=client_credentials');
    assert.is(call?.target, CALLS);
    assert.is(call?.authorization, 'Bearer token-1');
    assert.equal(JSON.parse(call?.body ?? ''), request);
    program.process.kill('SIGINT');
    assert.is(await program.ended, 0);
    assert.not.match((await program.everything()).join('\n'), /secret|ahoy|stand-in/);
  }));

test('with an API user, it places the call, and its webhooks require the credentials of the request', () =>
  againstServer({ BW_USERNAME: 'user', BW_PASSWORD: 'secret' }, async (program, requests) => {
    const [line = ''] = await program.lines('serves the webhooks');
    await requestsOf(requests, 1);
    assert.is(requests[0]?.authorization, basic('user:secret'));
    assert.equal(JSON.parse(requests[0]?.body ?? ''), request);
    const url = `http://127.0.0.1:${/\d+/.exec(line)}/reminder/answered`;
    const answer = (headers: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(
          events.answer({ tag: 'a1', machineDetectionResult: { value: 'human', duration: 'PT2S' } }),
        ),
      });
    assert.is((await answer({})).status, 401);
    const document = await (await answer({ authorization: basic('bandwidth:ahoy') })).text();
    assert.match(document, 'Your appointment with Doctor Okafor is on');
    assert.match(document, '<Gather gatherUrl="/reminder/choice" username="bandwidth" password="ahoy"');
  }));

test('a refused call does not end the program', () =>
  againstServer(
    { BW_USERNAME: 'user', BW_PASSWORD: 'secret' },
    async (program, requests) => {
      await requestsOf(requests, 1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.is(program.process.exitCode, null);
      program.process.kill('SIGTERM');
      assert.is(await program.ended, 0);
      assert.is(requests.length, 1);
    },
    403,
  ));

const incomplete: readonly (readonly [env: NodeJS.ProcessEnv, missing: string])[] = [
  [{ BW_ACCOUNT_ID: '', BW_CLIENT_ID: 'id', BW_CLIENT_SECRET: 'secret' }, 'BW_ACCOUNT_ID'],
  [{}, 'BW_CLIENT_ID, BW_CLIENT_SECRET'],
  [{ BW_CLIENT_ID: 'id' }, 'BW_CLIENT_SECRET'],
  [{ BW_USERNAME: 'user' }, 'BW_PASSWORD'],
  [{ BW_NUMBER: '', USER_NUMBER: '' }, 'BW_NUMBER, USER_NUMBER'],
  [{ WEBHOOK_PASSWORD: '' }, 'WEBHOOK_PASSWORD'],
];

for (const [env, missing] of incomplete) {
  test(`it does not start without ${missing}`, () => {
    const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, PROGRAM], {
      env: { ...process.env, ...ACCOUNT, ...env },
      encoding: 'utf8',
    });
    assert.is(status, 1);
    assert.match(stderr, `Error: Not set: ${missing}. `);
    assert.not.match(stderr, /secret|ahoy/);
  });
}

/** Resolves after `count` requests. */
async function requestsOf(requests: readonly ReceivedRequest[], count: number): Promise<void> {
  while (requests.length < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.run();
