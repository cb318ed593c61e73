// Starts the reminder and calls about tomorrow's appointments: `npm run start:reminder`. Calls are placed by the stand-in,
// or by Bandwidth if an account is set in the environment; README.md lists the variables.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { appointmentReminder } from './app.js';
import { BookInMemory } from './book.js';
import { practice } from './documents.js';
import { type BandwidthAccount, callPlacer, placeDueCalls, type ReminderSettings, reminderCall } from './reminders.js';
import { callees, startStandIn } from './stand-in.js';

const MINUTE = 60_000;
const { env } = process;

/** Returns required environment variables. Throws an error that names the missing ones. */
function required<Name extends string>(...names: readonly Name[]): Record<Name, string> {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(`Not set: ${missing.join(', ')}. examples/appointment-reminder/README.md explains the variables.`);
  }
  // The cast: every variable has a value here.
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Name, string>;
}

/** Reads the account from the environment. */
function accountFromEnvironment(): BandwidthAccount {
  const { BW_ACCOUNT_ID: accountId } = required('BW_ACCOUNT_ID');
  const voiceUrl = new URL('/api/v2', env.BW_VOICE_URL || 'https://voice.bandwidth.com').href;
  if (env.BW_USERNAME) {
    const { BW_USERNAME: username, BW_PASSWORD: password } = required('BW_USERNAME', 'BW_PASSWORD');
    return { accountId, voiceUrl, login: { username, password } };
  }
  const { BW_CLIENT_ID: clientId, BW_CLIENT_SECRET: clientSecret } = required('BW_CLIENT_ID', 'BW_CLIENT_SECRET');
  const tokenUrl = new URL('/api/v1/oauth2/token', env.BW_API_URL || 'https://api.bandwidth.com').href;
  return { accountId, voiceUrl, login: { clientId, clientSecret, tokenUrl } };
}

/** The settings that differ between Bandwidth and the stand-in. */
interface Target {
  readonly account: BandwidthAccount;
  /** `origin` is the server's origin, used if no public origin is set. */
  readonly settings: Omit<ReminderSettings, 'origin'> & { readonly origin?: string };
  /** The phone numbers of the patients. */
  readonly patients: readonly string[];
}

function bandwidth(): Target {
  const names = ['BW_VOICE_APPLICATION_ID', 'BW_NUMBER', 'BASE_CALLBACK_URL', 'USER_NUMBER'] as const;
  const settings = required(...names, 'WEBHOOK_USERNAME', 'WEBHOOK_PASSWORD');
  return {
    account: accountFromEnvironment(),
    settings: {
      applicationId: settings.BW_VOICE_APPLICATION_ID,
      from: settings.BW_NUMBER,
      origin: settings.BASE_CALLBACK_URL,
      credentials: { username: settings.WEBHOOK_USERNAME, password: settings.WEBHOOK_PASSWORD },
    },
    patients: [settings.USER_NUMBER],
  };
}

async function standIn(): Promise<Target> {
  const { url } = await startStandIn((transcript) => console.log(`\n${transcript}`));
  console.log(`Calls are simulated by a stand-in for Bandwidth at ${url}. Ctrl-C ends the reminder.`);
  return {
    account: { accountId: '5500000', voiceUrl: url, login: { username: 'stand-in', password: 'stand-in' } },
    settings: {
      applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
      from: practice.phone,
      credentials: { username: 'bandwidth', password: randomUUID() },
    },
    patients: Object.keys(callees),
  };
}

/** Returns a book with an appointment tomorrow for each phone number, and free times on the day after. */
function bookFor(patients: readonly string[]): BookInMemory {
  const hour = (day: number, index: number) => new Date(new Date().setUTCHours(day * 24 + 14 + index, 30, 0, 0));
  const appointments = patients.map((phone, index) => {
    const at = hour(1, index);
    return { id: `a${index + 1}`, phone, dentist: 'Doctor Okafor', at, state: 'unconfirmed' as const, attempts: [] };
  });
  return new BookInMemory(
    appointments,
    [0, 1, 2].map((index) => ({ id: `t${index + 1}`, at: hour(2, index) })),
  );
}

const usesBandwidth = Object.keys(env).some(
  (name) => /^BW_(?:ACCOUNT|CLIENT|USERNAME|PASSWORD)/.test(name) && env[name],
);
const { account, settings, patients } = usesBandwidth ? bandwidth() : await standIn();
const log = pino({ level: env.LOG_LEVEL || 'info' }, pino.destination(process.stderr.fd));
const book = bookFor(patients);
const { app, webhooks } = appointmentReminder(book, log, settings.credentials);
const server = app.listen(Number(env.PORT ?? (usesBandwidth ? 3000 : 0)));
await once(server, 'listening');
// The address is a string only for a server on a pipe.
const { port } = server.address() as AddressInfo;
const origin = settings.origin ?? `http://127.0.0.1:${port}`;
console.log(`Port ${port} serves the webhooks of ${origin}.`);

const place = callPlacer(account);
const placeDue = placeDueCalls(book, (appointment) => place(reminderCall(appointment, { ...settings, origin })), log);
const timer = setInterval(() => placeDue(new Date()), MINUTE);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    clearInterval(timer);
    server.close();
    await Promise.all(webhooks.map((each) => each.drain({ timeout: 9_000 })));
    process.exit(0);
  });
}

await placeDue(new Date());
