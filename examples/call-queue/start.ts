// Starts the call queue: `npm run start:queue`. Without an account in the environment, one call is simulated; README.md lists
// the variables.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { callQueue } from './app.js';
import { bandwidth } from './bandwidth.js';
import { MUSIC_SECONDS } from './hold-music.js';
import { paths } from './paths.js';
import { CallQueue } from './queue.js';

const { env } = process;

/** Returns environment variables. Throws an error that names those that are not set. */
function required<Name extends string>(...names: readonly Name[]): Record<Name, string> {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(`Not set: ${missing.join(', ')}. examples/call-queue/README.md explains the variables.`);
  }
  // Every name is a key now, and has a value.
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Name, string>;
}

const names = [
  'BW_ACCOUNT_ID',
  'BW_CLIENT_ID',
  'BW_CLIENT_SECRET',
  'BW_VOICE_APPLICATION_ID',
  'BW_NUMBER',
  'STAFF_NUMBER',
  'AGENT_NUMBER',
  'AGENT_CODE',
  'SUPERVISOR_CODE',
  'BASE_CALLBACK_URL',
  'WEBHOOK_USERNAME',
  'WEBHOOK_PASSWORD',
] as const;

/** Returns the settings of a trial with simulated calls. */
const trial = (): Record<(typeof names)[number], string> => ({
  BW_ACCOUNT_ID: '5500000',
  BW_CLIENT_ID: '',
  BW_CLIENT_SECRET: '',
  BW_VOICE_APPLICATION_ID: 'a1b2c3d4-0000-4000-8000-000000000001',
  BW_NUMBER: '+15551230300',
  STAFF_NUMBER: '+15551230309',
  AGENT_NUMBER: '+15551230077',
  AGENT_CODE: '4711',
  SUPERVISOR_CODE: '9001',
  BASE_CALLBACK_URL: '',
  WEBHOOK_USERNAME: 'bandwidth',
  WEBHOOK_PASSWORD: randomUUID(),
});

const usesBandwidth = Object.keys(env).some((name) => /^BW_(?:ACCOUNT|CLIENT)/.test(name) && env[name]);
const settings = usesBandwidth ? required(...names) : trial();
const credentials = { username: settings.WEBHOOK_USERNAME, password: settings.WEBHOOK_PASSWORD };
const server = createServer().listen(Number(env.PORT ?? (usesBandwidth ? 3000 : 0)));
await once(server, 'listening');
// The address is a string only for a server on a pipe.
const { port } = server.address() as AddressInfo;
const origin = settings.BASE_CALLBACK_URL || `http://127.0.0.1:${port}`;

const platform = usesBandwidth
  ? undefined
  : simulate(origin, {
      origin,
      application: { url: paths.call, credentials },
      audio: { [paths.music]: MUSIC_SECONDS },
      startsAt: new Date(),
    });
const api = await platform?.serveApi();
const app = callQueue({
  queue: new CallQueue([{ name: 'Ana', phone: settings.AGENT_NUMBER, code: settings.AGENT_CODE, key: '1' }]),
  control: bandwidth({
    accountId: settings.BW_ACCOUNT_ID,
    clientId: api?.username ?? settings.BW_CLIENT_ID,
    clientSecret: api?.password ?? settings.BW_CLIENT_SECRET,
    baseUrl: api?.url,
    tokenUrl: api?.tokenUrl,
  }),
  applicationId: settings.BW_VOICE_APPLICATION_ID,
  origin,
  phone: settings.BW_NUMBER,
  staffLine: settings.STAFF_NUMBER,
  supervisorCodes: new Set([settings.SUPERVISOR_CODE]),
  keep: ({ from, mediaUrl }) => console.log(`A message from ${from}: ${mediaUrl}`),
  log: pino({ level: env.LOG_LEVEL || 'info' }, pino.destination(process.stderr.fd)),
  credentials,
});
server.on('request', app);
console.log(`Port ${port} serves the webhooks of ${origin}.`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    server.close();
    await Promise.all(app.webhooks.map((each) => each.drain({ timeout: 9_000 })));
    process.exit(0);
  });
}

if (platform !== undefined) {
  const agent = platform.phone(settings.AGENT_NUMBER);
  const shift = await platform.call({ from: settings.AGENT_NUMBER, to: settings.STAFF_NUMBER });
  await shift.press(settings.AGENT_CODE);
  await shift.ends('hangup');
  const caller = await platform.call({ from: '+15551230001', to: settings.BW_NUMBER });
  const line = await agent.rings();
  await line.answers({ after: 6 });
  await line.press('1');
  const boss = await platform.call({ from: '+15551230009', to: settings.STAFF_NUMBER });
  await boss.press(settings.SUPERVISOR_CODE);
  await boss.press('1');
  await caller.waits(60);
  await line.hangUp();
  await Promise.all([caller.ends('hangup'), boss.ends('hangup')]);
  console.log(`\n${platform.transcript()}`);
  await api?.close();
  process.exit(0);
}
