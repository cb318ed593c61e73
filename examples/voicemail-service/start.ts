// Starts the voicemail box: `npm run start:voicemail`. Without an account in the environment, one call is simulated; README.md
// lists the variables and the commands.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credentials } from 'bxml-jsx/node';
import type { QueueOptions } from 'bxml-jsx/queue';
import { events } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { PATH, type RunningParts, shutDown, type VoicemailOptions, voicemail, workHandlers } from './app.js';
import { databaseServer, embeddedDatabase } from './database.js';
import { Mailbox } from './mailbox.js';
import { openQueue, queueCommand } from './queue.js';
import { recordingsOf } from './recordings.js';
import { leaveMessage, serveRecordings } from './stand-in.js';

const { env } = process;
const isTrial = !Object.keys(env).some((name) => name.startsWith('BW_') && env[name]);
const log = pino({ level: env.LOG_LEVEL || (isTrial ? 'warn' : 'info') }, pino.destination(process.stderr.fd));

const ACCOUNT = ['BW_ACCOUNT_ID', 'BW_CLIENT_ID', 'BW_CLIENT_SECRET', 'WEBHOOK_USERNAME', 'WEBHOOK_PASSWORD'] as const;

/** Milliseconds between a signal and the end. Less than the time before SIGKILL: 10 seconds with Docker. */
const SHUTDOWN_TIMEOUT = 9_000;

/** Milliseconds until Redis has to respond to a command of the queue. */
const COMMAND_TIMEOUT = 5_000;

/** The account, and the credentials of the webhooks: those of the environment, or of a trial on this machine. */
async function settings() {
  if (isTrial) {
    const credentials = {
      username: env.WEBHOOK_USERNAME || 'bandwidth',
      password: env.WEBHOOK_PASSWORD || randomUUID(),
    };
    return { credentials, account: await serveRecordings(Number(env.DOWNLOAD_DELAY || 5_000)) };
  }
  const missing = ACCOUNT.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(`Not set: ${missing.join(', ')}. examples/voicemail-service/README.md explains the variables.`);
  }
  const value = (name: (typeof ACCOUNT)[number]): string => env[name] ?? '';
  return {
    credentials: { username: value('WEBHOOK_USERNAME'), password: value('WEBHOOK_PASSWORD') },
    account: {
      accountId: value('BW_ACCOUNT_ID'),
      clientId: value('BW_CLIENT_ID'),
      clientSecret: value('BW_CLIENT_SECRET'),
    },
  };
}

const queueOptions: QueueOptions = {
  hooks: {
    queued: ({ eventType, key }) => log.info({ eventType, key }, 'stored'),
    started: ({ eventType, key, attempt }) => {
      log.info({ eventType, key, attempt }, 'started');
      if (isTrial && eventType === 'recordingAvailable')
        console.log(`Process ${process.pid} downloads a recording, attempt ${attempt}.`);
    },
    done: ({ eventType, key, attempt, age }) => log.info({ eventType, key, attempt, age }, 'handled'),
    failed: ({ eventType, key, attempt, retryIn }) => log.warn({ eventType, key, attempt, retryIn }, 'failed'),
    dead: ({ eventType, key, age }) => log.error({ eventType, key, age }, 'dead'),
  },
  onError: (error, { stage, eventType }) => log.error({ stage, eventType, error: String(error) }, 'error'),
};

const mailbox = new Mailbox(() =>
  env.DATABASE_URL ? databaseServer(env.DATABASE_URL) : embeddedDatabase(env.DATABASE_FOLDER || '.voicemail/database'),
);

/** Serves the webhooks, handles the events, or both. */
async function serve(does: { readonly web: boolean; readonly work: boolean; readonly call: boolean }): Promise<void> {
  if (!(does.web && does.work) && !env.REDIS_URL) throw new Error('Separate processes need REDIS_URL.');
  const { credentials, account } = await settings();
  const queue = await openQueue(env.REDIS_URL || undefined, queueOptions);
  const options: VoicemailOptions = {
    mailbox,
    recordings: recordingsOf(account),
    notify: async ({ caller, duration, bytes, recordingId }) =>
      console.log(`A message from ${caller}: ${duration}, ${bytes} bytes (${recordingId})`),
    queue,
    credentials,
    onError: (error) => log.error({ error: String(error) }, 'webhook failed'),
  };
  const listener = does.web ? voicemail(options) : undefined;
  const server = listener && createServer(listener);
  endOnSignal({ server, webhooks: listener, queue, mailbox });

  // Before the server: a queue in memory refuses events that it has no worker for.
  if (does.work) {
    await prepareDatabase();
    queue.work(workHandlers(options), { concurrency: 20, timeout: 120_000 });
    console.log(`Process ${process.pid} handles events.`);
  }
  if (server !== undefined) {
    server.listen(Number(env.PORT || 3000));
    await once(server, 'listening');
    // The address is a string only for a server on a pipe.
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    console.log(`Process ${process.pid} serves ${origin}${PATH}.`);
    if (isTrial && does.call) console.log(`\n${await leaveMessage(origin, credentials)}\n`);
    if (isTrial) console.log(`To leave another message:\n${curl(origin, credentials)}\n`);
  }
}

/** Opens the database before the first event, because the creation of a folder takes seconds. */
async function prepareDatabase(): Promise<void> {
  try {
    await mailbox.open();
  } catch (error) {
    // A server may be away for a while: then attempts fail until it is back.
    if (!env.DATABASE_URL) throw error;
    log.error({ error: String(error) }, 'the database does not respond');
  }
}

function endOnSignal(parts: RunningParts): void {
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Not `once`: on Ctrl-C the process gets the signal from the terminal and from npm.
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      const interrupted = await shutDown(parts, SHUTDOWN_TIMEOUT);
      log.info({ signal, interrupted }, 'ended');
      process.exit(interrupted === 0 ? 0 : 1);
    });
  }
}

/** Returns a command that sends the event of another recording. */
function curl(origin: string, { username, password }: Credentials): string {
  const event = events.recordingAvailable({
    eventTime: '$(date -u +%FT%TZ)',
    recordingId: 'r-$(date +%s)',
    mediaUrl: 'https://voice.bandwidth.com/api/v2/accounts/5500000/calls/c-1/recordings/r-$(date +%s)/media',
    callId: 'c-1',
    callUrl: 'https://voice.bandwidth.com/api/v2/accounts/5500000/calls/c-1',
  });
  const body = JSON.stringify(event).replaceAll('"', '\\"');
  return `curl -u ${username}:${password} -H 'content-type: application/json' -d "${body}" ${origin}${PATH}`;
}

/** Prints the messages in the database. */
async function printMessages(): Promise<void> {
  for (const { caller, duration, bytes, text, recordingId } of await mailbox.messages()) {
    console.log(`${recordingId}  ${caller}  ${duration}  ${bytes} bytes  ${text ?? ''}`);
  }
  await mailbox.close();
}

/** Runs a command on the queue of Redis. */
async function runQueueCommand(args: readonly string[]): Promise<void> {
  if (!env.REDIS_URL) throw new Error('Set REDIS_URL: without it, the events are in the memory of the service.');
  const queue = await openQueue(env.REDIS_URL, queueOptions);
  const timer = setTimeout(() => {
    console.error('Redis does not respond.');
    process.exit(1);
  }, COMMAND_TIMEOUT);
  process.exitCode = await queueCommand(queue, args, console.log);
  await queue.close();
  clearTimeout(timer);
}

const [command = 'all', ...args] = process.argv.slice(2);
if (command === 'all' || command === '--no-call') await serve({ web: true, work: true, call: command === 'all' });
else if (command === 'web') await serve({ web: true, work: false, call: args[0] !== '--no-call' });
else if (command === 'worker') await serve({ web: false, work: true, call: false });
else if (command === 'messages') await printMessages();
else if (command === 'queue') await runQueueCommand(args);
else throw new Error(`There is no command ${command}: web, worker, messages, queue, or none.`);
