// `npm run start:queue`: one simulated call by default, and against the account in the environment.
import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withProgram } from './started-program.js';

const test = suite('npm run start:queue');

const PROGRAM = 'examples/call-queue/start.ts';

const ACCOUNT: NodeJS.ProcessEnv = {
  PORT: '0',
  LOG_LEVEL: 'silent',
  BW_ACCOUNT_ID: '5500001',
  BW_CLIENT_ID: 'id',
  BW_CLIENT_SECRET: 'secret',
  BW_VOICE_APPLICATION_ID: 'a1b2c3d4-0000-4000-8000-000000000002',
  BW_NUMBER: '+15551230300',
  STAFF_NUMBER: '+15551230309',
  AGENT_NUMBER: '+15551230077',
  AGENT_CODE: '4711',
  SUPERVISOR_CODE: '9001',
  BASE_CALLBACK_URL: 'https://queue.example',
  WEBHOOK_USERNAME: 'bandwidth',
  WEBHOOK_PASSWORD: 'ahoy',
};

/** The variables that the program reads, all of them empty. */
const UNSET: NodeJS.ProcessEnv = Object.fromEntries(Object.keys(ACCOUNT).map((name) => [name, '']));

test('without an account, it simulates a call with an agent and a supervisor, and ends', () =>
  withProgram(PROGRAM, { ...UNSET, PORT: '0', LOG_LEVEL: 'silent' }, async (program) => {
    const transcript = (await program.everything()).join('\n');
    assert.match(transcript, /\+15551230077 \(2\) +joins the conference queue-c-2/);
    assert.match(transcript, /\+15551230009 +joins the conference queue-c-2, to coach c-3/);
    assert.match(transcript, /\n 1:\S+ +\+15551230009 +hears "The conversation is over\."/);
    assert.match(transcript, /\n 1:\S+ +\+15551230001 +is hung up by <Hangup>/);
    assert.is(await program.ended, 0);
  }));

test('with an account, it serves the webhooks and the hold music', () =>
  withProgram(PROGRAM, ACCOUNT, async (program) => {
    const [line = ''] = await program.lines('serves the webhooks of https://queue.example');
    const origin = `http://127.0.0.1:${/\d+/.exec(line)}`;
    assert.is((await fetch(`${origin}/queue/call`, { method: 'POST', body: '{}' })).status, 401);
    assert.is((await fetch(`${origin}/queue/other`)).status, 404);
    const music = await fetch(`${origin}/queue/hold.wav`);
    assert.is(music.headers.get('content-type'), 'audio/wav');
    assert.is(music.headers.get('cache-control'), 'max-age=86400');
    const bytes = Buffer.from(await music.arrayBuffer());
    assert.is(bytes.toString('latin1', 0, 4), 'RIFF');
    assert.is(bytes.length, 8 + bytes.readUInt32LE(4));
    program.process.kill('SIGTERM');
    assert.is(await program.ended, 0);
    assert.not.match((await program.everything()).join('\n'), /secret|ahoy/);
  }));

for (const missing of ['BW_CLIENT_SECRET', 'AGENT_NUMBER', 'WEBHOOK_PASSWORD']) {
  test(`it does not start without ${missing}`, () => {
    const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, PROGRAM], {
      env: { ...process.env, ...ACCOUNT, [missing]: '' },
      encoding: 'utf8',
    });
    assert.is(status, 1);
    assert.match(stderr, `Error: Not set: ${missing}. `);
    assert.not.match(stderr, /ahoy/);
  });
}

test.run();
