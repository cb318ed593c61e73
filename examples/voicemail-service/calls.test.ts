// Simulated calls, with the queue in this process, and on Redis if it is installed. The database is PostgreSQL in this process.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventQueue, QueueOptions } from 'bxml-jsx/queue';
import { type Call, type Platform, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PATH, shutDown, voicemail, workHandlers } from './app.js';
import { type Database, embeddedDatabase } from './database.js';
import { Mailbox, type Notice } from './mailbox.js';
import { openQueue, queueCommand } from './queue.js';
import { type Recordings, recordingsOf } from './recordings.js';

const credentials = { username: 'bandwidth', password: 'ahoy' };

// PGlite takes seconds to start, so that all tests have one.
const opening = embeddedDatabase();

/** What happens to a transaction: it fails before its commit, or the connection is lost after it. */
type Fault = 'rolled back' | 'not confirmed';

/** Returns the database without tables. Each transaction after the first, which creates them, takes a fault. */
async function emptyDatabase(faults: Fault[], onClose: () => void): Promise<Database> {
  const database = await opening;
  await database.query('DROP TABLE IF EXISTS handled, messages, calls, transcripts, notices');
  let count = 0;
  return {
    query: (sql, values) => database.query(sql, values),
    async transaction(work) {
      const fault = ++count === 1 ? undefined : faults.shift();
      const result = await database.transaction(async (queries) => {
        const done = await work(queries);
        if (fault === 'rolled back') throw new Error('The database is being restarted.');
        return done;
      });
      if (fault === 'not confirmed') throw new Error('The connection is lost.');
      return result;
    },
    close: async () => onClose(),
  };
}

interface StartOptions {
  readonly faults?: Fault[];
  readonly queueOptions?: QueueOptions;
  /** Called before a notice is delivered, with the number of calls so far. */
  readonly onNotice?: (count: number) => unknown;
}

/** The voicemail box, and a simulated Bandwidth that serves the recordings over HTTP. */
async function startVoicemail(redisUrl: string | undefined, settings: StartOptions = {}) {
  const { faults = [], queueOptions, onNotice } = settings;
  const log: string[] = [];
  /** The notices by key: the service that sends them recognizes the keys that it had before. */
  const notices = new Map<string, Notice>();
  const errors: string[] = [];
  let noticeCount = 0;
  const queue = await openQueue(redisUrl, {
    backoff: () => 10,
    onError: (error, { stage }) => stage === 'handler' && errors.push(String(error)),
    ...queueOptions,
  });
  const mailbox = new Mailbox(() => emptyDatabase(faults, () => log.push('database closed')));
  await mailbox.open();
  // The recordings are those of the platform, and the platform needs the application.
  let recordings: Recordings | undefined;
  const options = {
    mailbox,
    recordings: {
      audio: async (recording, signal) => recordings?.audio(recording, signal) ?? assert.unreachable(),
      text: async (recording, signal) => recordings?.text(recording, signal) ?? assert.unreachable(),
    } as Recordings,
    async notify(notice: Notice, key: string) {
      noticeCount++;
      await onNotice?.(noticeCount);
      notices.set(key, notice);
    },
    queue,
    credentials,
    onError: (error: unknown) => errors.push(String(error)),
  };
  const listener = voicemail(options);
  const handlers = workHandlers(options);
  queue.work(handlers);
  const platform = simulate(listener, {
    application: { url: PATH, credentials },
    // The queue tries again.
    allow: ['handler-error'],
  });
  const server = await platform.serveApi();
  const { accountId, url: baseUrl, tokenUrl, username: clientId, password: clientSecret } = server;
  recordings = recordingsOf({ accountId, baseUrl, tokenUrl, clientId, clientSecret });
  return {
    log,
    notices,
    errors,
    queue,
    mailbox,
    handlers,
    listener,
    platform,
    server,
    noticeCount: () => noticeCount,
    async stop() {
      await server.close();
      await queue.close({ timeout: 0 });
    },
  };
}

/** Resolves when every event of a queue is handled or dead. */
async function handled(queue: EventQueue): Promise<void> {
  for (;;) {
    const { waiting, running, retrying } = await queue.figures();
    if (waiting + running + retrying === 0) return;
    await wait(5);
  }
}

/** A caller leaves a message and hears the end. */
async function leaveMessage(platform: Platform): Promise<Call> {
  const call = await platform.call({ from: '+15551230001' });
  await call.hears('Please leave a message');
  await call.says('Please call me back.');
  await call.press('#');
  await call.hears('Thank you. We will call you back.');
  await call.ends('hangup');
  return call;
}

type Started = Awaited<ReturnType<typeof startVoicemail>>;

/** Checks that there is one message with its audio and its text, one notice of it, and the end of its call. */
async function assertOneMessage({ mailbox, notices, queue }: Started, call: Call): Promise<void> {
  await handled(queue);
  const { recordingId, duration } = await call.receives('recordingAvailable');
  const notice = { recordingId, caller: '+15551230001', duration, bytes: 44 + 16 * 1300 };
  assert.equal(await mailbox.messages(), [
    { ...notice, callId: call.callId, text: 'Please call me back.', cause: 'hangup' },
  ]);
  assert.equal([...notices.values()], [notice]);
}

/** Defines the tests of one kind of queue. */
function testVoicemail(name: string, redis: () => Promise<string> | undefined): void {
  const test = suite(`voicemail service, ${name}`);

  /** Defines a test with a voicemail box of its own. */
  const testWith = (title: string, options: StartOptions, run: (started: Started) => Promise<void>): void => {
    test(title, async () => {
      const started = await startVoicemail(await redis(), options);
      try {
        await run(started);
      } finally {
        await started.stop();
      }
    });
  };

  testWith('a message is saved with its audio and its text, and a notice is sent', {}, async (started) => {
    const call = await leaveMessage(started.platform);
    await assertOneMessage(started, call);
    assert.equal(started.errors, []);
  });

  testWith('a message is saved and a notice is sent if the caller hangs up', {}, async (started) => {
    const call = await started.platform.call({ from: '+15551230001' });
    await call.hears('Please leave a message');
    await call.says('Please call me back.');
    await call.hangUp();
    await assertOneMessage(started, call);
  });

  testWith('a call without a message leaves its end, and no notice', {}, async ({ platform, mailbox, ...started }) => {
    const call = await platform.call({ from: '+15551230001' });
    await call.beginsToHear('You have reached');
    await call.hangUp();
    await handled(started.queue);
    assert.equal(await mailbox.messages(), []);
    assert.is(started.noticeCount(), 0);
    const calls = 'SELECT call_id AS "callId", caller, cause FROM calls WHERE ended_at IS NOT NULL';
    const database = await mailbox.open();
    assert.equal(await database.query(calls), [{ callId: call.callId, caller: '+15551230001', cause: 'hangup' }]);
  });

  testWith('a message arrives although the recordings cannot be downloaded twice', {}, async (started) => {
    const { platform, server, errors } = started;
    await server.close();
    const { port } = new URL(server.url);
    const { username, password } = server;
    const leaving = leaveMessage(platform);
    while (errors.length < 2) await wait(1);
    const second = await platform.serveApi({ port: Number(port), credentials: { username, password } });
    try {
      await assertOneMessage(started, await leaving);
      assert.ok(errors.every((error) => error === 'TypeError: fetch failed'));
    } finally {
      await second.close();
    }
  });

  testWith(
    'nothing is stored twice if transactions fail',
    { faults: ['rolled back', 'rolled back'] },
    async (started) => {
      const call = await leaveMessage(started.platform);
      await assertOneMessage(started, call);
      assert.equal(started.errors, Array(2).fill('Error: The database is being restarted.'));
    },
  );

  testWith(
    'nothing is stored or sent twice if the database does not confirm its commits',
    // Of the message, of its notice, and of the end of the call.
    { faults: ['not confirmed', 'not confirmed', 'not confirmed'] },
    async (started) => {
      const call = await leaveMessage(started.platform);
      await assertOneMessage(started, call);
      assert.equal(started.errors, Array(3).fill('Error: The connection is lost.'));
      assert.is(started.noticeCount(), 1);
    },
  );

  testWith(
    'a notice that may have been sent is sent again with the same key',
    { faults: ['not confirmed', 'rolled back'] },
    async (started) => {
      const call = await leaveMessage(started.platform);
      await assertOneMessage(started, call);
      assert.is(started.noticeCount(), 2);
    },
  );

  testWith('a message has one row and one notice if two workers handle its event', {}, async (started) => {
    const { handlers, platform, queue } = started;
    const call = await leaveMessage(platform);
    await handled(queue);
    const event = await call.receives('recordingAvailable');
    const [key = ''] = started.notices.keys();
    const database = await started.mailbox.open();
    for (const table of ['notices', 'handled', 'messages']) await database.query(`DELETE FROM ${table}`);
    const context = { key, attempt: 2, signal: AbortSignal.timeout(10_000) };
    await Promise.all([handlers.recordingAvailable(event, context), handlers.recordingAvailable(event, context)]);
    const [{ count } = { count: 0 }] = await database.query<{ count: number }>('SELECT count(*)::int FROM messages');
    assert.is(count, 1);
    assert.is(started.noticeCount(), 2);
  });

  testWith(
    'a dead event is listed, shown, replayed and discarded by commands',
    {
      queueOptions: { attempts: 2 },
      onNotice: (count) => count <= 4 && assert.unreachable('The mail server is away.'),
    },
    async (started) => {
      const { queue, platform, mailbox } = started;
      const call = await leaveMessage(platform);
      await handled(queue);
      // The rest of the call was handled, and the message is there.
      assert.equal(
        (await mailbox.messages()).map(({ text, cause }) => [text, cause]),
        [['Please call me back.', 'hangup']],
      );
      const [event] = await queue.dead();
      const key = event?.key ?? '';
      const run = async (...args: string[]) => {
        const lines: string[] = [];
        const status = await queueCommand(queue, args, (line) => lines.push(line));
        await handled(queue);
        return [status, lines.join('\n')] as const;
      };
      const [, listed] = await run('list');
      assert.match(
        listed,
        /^\S+Z {2}recordingAvailable {2}2 attempts {2}The mail server is away\.\n {2}recordingAvailable/,
      );
      assert.equal(await run('list', '--call', 'c-other'), [0, '0 dead']);
      assert.is(JSON.parse((await run('show', key))[1]).event.callId, call.callId);
      assert.equal(await run('replay', '--call', 'c-other'), [1, '0 queued again']);
      assert.equal(await run('replay', key), [0, '1 queued again']);
      assert.is(JSON.parse((await run('figures'))[1]).dead, 1);
      assert.equal(await run('replay', '--call', call.callId), [0, '1 queued again']);
      await assertOneMessage(started, call);
      assert.equal(await run('list'), [0, '0 dead']);
      assert.equal(await run('discard', '--all'), [1, '0 deleted']);
      for (const wrong of [[], ['lost'], ['show'], ['replay'], ['replay', key, '--all'], ['list', '--key', key]]) {
        const [status, usage] = await run(...wrong);
        assert.is(status, 2, wrong.join(' '));
        assert.match(usage, /^Commands:\n {2}list/);
      }
    },
  );

  test('the end waits for running handlers, and closes the database after them', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const started = await startVoicemail(await redis(), { onNotice: () => released });
    const { log, queue, mailbox, listener, platform } = started;
    // The rest of the call cannot be stored any more.
    const leaving = leaveMessage(platform).catch(() => undefined);
    while (started.noticeCount() === 0) await wait(1);
    const ending = shutDown({ webhooks: listener, queue, mailbox }, 5_000).then((interrupted) =>
      log.push(`${interrupted} interrupted`),
    );
    await wait(50);
    assert.equal(log, []);
    log.push('released');
    release();
    await ending;
    assert.equal(log, ['released', 'database closed', '0 interrupted']);
    assert.is(started.notices.size, 1);
    await leaving;
    await started.stop();
  });

  test.run();
}

/** A Redis of the test's own. Each call of `url` returns the URL of a database of its own. */
async function startRedis() {
  const reserved = createServer().listen(0, '127.0.0.1');
  await once(reserved, 'listening');
  // The address is a string only for a server on a pipe.
  const { port } = reserved.address() as AddressInfo;
  reserved.close();
  const folder = mkdtempSync(join(tmpdir(), 'voicemail-'));
  const options = { port, bind: '127.0.0.1', dir: folder, databases: 100, appendonly: 'yes', save: '' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  let count = 0;
  return {
    url: () => `redis://127.0.0.1:${port}/${++count}`,
    async stop() {
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

testVoicemail('in process', () => undefined);

const end = suite('voicemail service, end');
if (spawnSync('redis-server', ['--version']).status === 0) {
  const starting = startRedis();
  testVoicemail('on Redis', async () => (await starting).url());
  end('Redis is stopped', async () => (await starting).stop());
} else {
  console.log('# skipped: the tests of BullMQ, because redis-server is not installed');
}
end('the database is closed', async () => (await opening).close());
end.run();
