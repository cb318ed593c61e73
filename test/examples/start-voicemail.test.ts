// `npm run start:voicemail`: one simulated call by default, killed in the middle with Redis, and in several processes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasRedis, RedisServer } from '../queue/redis-server.js';
import { hasPostgres, PostgresServer } from './postgres-server.js';
import { StartedProgram } from './started-program.js';

const PROGRAM = 'examples/voicemail-service/start.ts';
const MESSAGE = /^A message from \+15551230001: PT4\.42S, 192044 bytes \(r-\S+\)$/;
const folder = mkdtempSync(join(tmpdir(), 'bxml-voicemail-'));

/** Every variable that the program reads. Those that are empty are not set. */
const ENV: NodeJS.ProcessEnv = {
  PORT: '0',
  LOG_LEVEL: 'silent',
  DOWNLOAD_DELAY: '10',
  DATABASE_FOLDER: join(folder, 'database'),
  DATABASE_URL: '',
  REDIS_URL: '',
  BW_ACCOUNT_ID: '',
  BW_CLIENT_ID: '',
  BW_CLIENT_SECRET: '',
  WEBHOOK_USERNAME: 'bandwidth',
  WEBHOOK_PASSWORD: 'ahoy',
};

/** Runs programs, and kills those that are still running at the end. */
async function withPrograms(
  use: (start: (env?: NodeJS.ProcessEnv, ...args: string[]) => StartedProgram) => Promise<void>,
): Promise<void> {
  const programs: StartedProgram[] = [];
  try {
    await use((env, ...args) => {
      const program = new StartedProgram(PROGRAM, { ...ENV, ...env }, args);
      programs.push(program);
      return program;
    });
  } finally {
    for (const program of programs) program.kill();
  }
}

/** Ends a program as a host does. */
async function end(program: StartedProgram): Promise<void> {
  program.process.kill('SIGTERM');
  assert.is(await program.ended, 0);
}

const run = (env: NodeJS.ProcessEnv, ...args: string[]) =>
  spawnSync(process.execPath, [...process.execArgv, PROGRAM, ...args], {
    env: { ...process.env, ...ENV, ...env },
    encoding: 'utf8',
  });

const test = suite('npm run start:voicemail');
test.after(() => rmSync(folder, { recursive: true, force: true }));

test('without an account, a simulated message arrives, and a further one by curl', () =>
  withPrograms(async (start) => {
    const program = start();
    const [line = ''] = await program.lines('/voicemail.');
    const [message = ''] = await program.lines('A message');
    assert.match(message, MESSAGE);
    const curl = program.written.find((written) => written.startsWith('curl ')) ?? (await program.lines('curl '))[0];
    const { stdout } = spawnSync('sh', ['-c', `${curl} -s -w '%{http_code}'`], { encoding: 'utf8' });
    assert.is(stdout, '201');
    await program.lines('A message');
    assert.is((await fetch(/http:\S+voicemail/.exec(line)?.[0] ?? '', { method: 'POST', body: '{}' })).status, 401);
    const busy = run({}, 'messages');
    assert.match(busy.stderr, `Process ${program.process.pid} uses the database`);
    await end(program);
    assert.match(
      run({}, 'messages').stdout,
      /^r-\S+ {2}\+15551230001 {2}PT4\.42S {2}192044 bytes {2}Hello, this is Dana\./m,
    );
  }));

if (hasRedis) {
  test('with Redis, a message arrives although the program is killed during the download', async () => {
    const redis = await RedisServer.start();
    try {
      await withPrograms(async (start) => {
        const first = start({ REDIS_URL: redis.url, DOWNLOAD_DELAY: '60000' });
        await first.lines('downloads a recording, attempt 1.');
        await first.lines('transcriptionAvailable → POST /voicemail: 201');
        first.kill();
        await first.ended;
        const figures = JSON.parse(run({ REDIS_URL: redis.url }, 'queue', 'figures').stdout);
        assert.is(figures.waiting + figures.running, 3);
        const second = start({ REDIS_URL: redis.url }, '--no-call');
        await second.lines('downloads a recording, attempt 2.');
        const [message = ''] = await second.lines('A message');
        assert.match(message, MESSAGE);
        await end(second);
      });
      assert.is(run({ REDIS_URL: redis.url }, 'queue', 'list').stdout, '0 dead\n');
    } finally {
      await redis.stop();
    }
  });
}

if (hasRedis && hasPostgres) {
  test('a web process and two workers share Redis and a database server', async () => {
    const redis = await RedisServer.start();
    const postgres = await PostgresServer.start();
    const env = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    try {
      await withPrograms(async (start) => {
        const workers = [start(env, 'worker'), start(env, 'worker')];
        await Promise.all(workers.map((worker) => worker.lines('handles events.')));
        const web = start(env, 'web');
        const message = await Promise.race(workers.map((worker) => worker.lines('A message')));
        assert.match(message[0] ?? '', MESSAGE);
        await end(web);
        for (const worker of workers) await end(worker);
        assert.not.ok(web.written.some((line) => line.includes('A message')));
      });
      assert.match(run(env, 'messages').stdout, /^r-\S+ {2}\+15551230001 {2}PT4\.42S {2}192044 bytes/);
    } finally {
      await Promise.all([redis.stop(), postgres.stop()]);
    }
  });
}

if (!hasRedis) console.log('# skipped: the tests of BullMQ, because redis-server is not installed');
if (!hasPostgres) console.log('# skipped: a test with a database server, because PostgreSQL is not installed');

test('it does not start without the secret of the account', () => {
  const { status, stderr } = run({ BW_ACCOUNT_ID: '5500001', BW_CLIENT_ID: 'id' });
  assert.is(status, 1);
  assert.match(stderr, 'Error: Not set: BW_CLIENT_SECRET. ');
  assert.not.match(stderr, /ahoy/);
});

test('the commands of the queue fail without Redis', () => {
  const { status, stderr } = run({}, 'queue', 'list');
  assert.is(status, 1);
  assert.match(stderr, 'Set REDIS_URL');
});

test.run();
