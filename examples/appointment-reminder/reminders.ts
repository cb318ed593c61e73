// Decides which appointments to call about and when, and places the calls.
import { createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import type { Appointment, AppointmentBook } from './book.js';

/** Webhook paths. Components write them into documents, and the router serves them. */
export const paths = {
  /** A person or a machine answered. */
  answered: '/reminder/answered',
  /** The message for an answering machine was spoken completely. */
  messageLeft: '/reminder/message-left',
  /** The patient's choice: confirm, move, or talk to the desk. */
  choice: '/reminder/choice',
  /** The choice of another time. */
  time: '/reminder/time',
  /** The front desk answered. */
  whisper: '/reminder/whisper',
  /** Progress of the transfer to the front desk. */
  desk: '/reminder/desk',
  /** The choice between a message and a callback, if the desk does not answer. */
  unattended: '/reminder/unattended',
  /** Messages for the desk and their recordings. */
  voicemail: '/reminder/voicemail',
  /** The call is over, or was never answered. */
  over: '/reminder/over',
} as const;

/**
 * The credentials that Bandwidth sends with events of verbs. Those of the `createCall` request apply only to the `answer`
 * and `disconnect` events, so spread these over every element that has a URL.
 */
export const WebhookCredentials = createContext<Partial<Credentials>>({});

/** The state of a call. It travels in the tag, so the server keeps no state between webhooks. */
export interface CallTag {
  /** The id of the appointment that the call is about. */
  readonly appointment: string;
  /** How many times the current question has been asked, from 1. */
  readonly ask: number;
  /** The ids of the offered times. The first has the key 1. */
  readonly offered: readonly string[];
}

/** Returns the tag of a call, such as `a17`, `a17 2` or `a17 1 t3 t5`. Ids contain no space. */
export const writeTag = ({ appointment, ask, offered = [] }: Pick<CallTag, 'appointment'> & Partial<CallTag>): string =>
  [appointment, ...(ask === undefined ? [] : [ask, ...offered])].join(' ');

/** Parses the tag of a call. */
export function readTag(tag: string | null | undefined): CallTag {
  const [appointment = '', ask, ...offered] = (tag ?? '').split(' ');
  return { appointment, ask: Number(ask) || 1, offered };
}

/** Settings for placing calls. */
export interface ReminderSettings {
  /** Id of the voice application at Bandwidth. */
  readonly applicationId: string;
  /** The caller ID, a number of the account (E.164). */
  readonly from: string;
  /** The public origin of the webhooks, such as `https://reminders.example`. */
  readonly origin: string;
  /** The credentials that the webhooks require. */
  readonly credentials?: Credentials | undefined;
}

/**
 * Returns the body of the `createCall` request for an appointment. Machine detection delays the `answer` event until it
 * has a result, so that the greeting suits a person or a machine.
 */
export const reminderCall = (
  { id, phone }: Appointment,
  { applicationId, from, origin, credentials }: ReminderSettings,
) => ({
  applicationId,
  from,
  to: phone,
  answerUrl: new URL(paths.answered, origin).href,
  disconnectUrl: new URL(paths.over, origin).href,
  callTimeout: 25,
  machineDetection: { mode: 'sync' as const },
  tag: writeTag({ appointment: id }),
  ...credentials,
});

/** The maximum number of calls about an appointment. */
export const MAX_CALLS = 3;

const MINUTE = 60_000;

/** Minutes until the next call, by the cause that ended the last one. */
const minutesAfter = new Map([
  ['busy', 10],
  ['timeout', 120],
  ['rejected', 240],
]);

/** After any other cause: a hangup before a decision, or a failure. */
const MINUTES_AFTER_OTHERS = 60;

/** Returns when to call next about an appointment, or `undefined` if no further call is due. */
export function nextCall({ state, attempts, at }: Appointment, now: Date): Date | undefined {
  if (state !== 'unconfirmed' || attempts.length >= MAX_CALLS) return undefined;
  const last = attempts.at(-1);
  if (last === undefined) return now;
  const minutes = minutesAfter.get(last.cause) ?? MINUTES_AFTER_OTHERS;
  const next = new Date(last.endedAt.getTime() + minutes * MINUTE);
  return next < at ? next : undefined;
}

/** Returns the appointments to call about now. */
export async function dueReminders(book: AppointmentBook, now: Date): Promise<readonly Appointment[]> {
  const upcoming = await book.upcoming(now);
  return upcoming.filter((appointment) => {
    const next = nextCall(appointment, now);
    return next !== undefined && next <= now;
  });
}

/** An account at Bandwidth. */
export interface BandwidthAccount {
  readonly accountId: string;
  /** The base URL of the Voice API, such as `https://voice.bandwidth.com/api/v2`. */
  readonly voiceUrl: string;
  /** The OAuth 2.0 client credentials of the account, or the username and password of an API user. */
  readonly login: Credentials | { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string };
}

/** Thrown if Bandwidth refuses a call. The message omits the response's description, which may quote the request. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';

  constructor(what: string, status: number) {
    super(`${what}: Bandwidth responded ${status}.`);
  }
}

const REQUEST_TIMEOUT = 10_000; // milliseconds

/**
 * Returns a function that sends a `createCall` request. It resolves once the call is in Bandwidth's queue, and rejects
 * with `CallRefused` if Bandwidth refuses the request or the credentials.
 */
export function callPlacer({ accountId, voiceUrl, login }: BandwidthAccount) {
  const url = `${voiceUrl}/accounts/${encodeURIComponent(accountId)}/calls`;
  const authorization = authorizer(login);
  return async (request: ReturnType<typeof reminderCall>): Promise<void> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: await authorization(), 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    await response.text();
    if (response.status !== 201) throw new CallRefused('The call was not placed', response.status);
  };
}

/** Returns a function that returns the `Authorization` header. Access tokens are reused until a minute before they expire. */
function authorizer(login: BandwidthAccount['login']): () => Promise<string> {
  if ('username' in login) {
    const header = basic(login.username, login.password);
    return async () => header;
  }
  let token = { header: '', expiresAt: 0 };
  return async () => {
    if (token.expiresAt > Date.now()) return token.header;
    const response = await fetch(login.tokenUrl, {
      method: 'POST',
      headers: { authorization: basic(login.clientId, login.clientSecret) },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
    });
    if (!response.ok) throw new CallRefused('There is no access token', response.status);
    // The documented fields of the response.
    const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
    token = { header: `Bearer ${access_token}`, expiresAt: Date.now() + (expires_in - 60) * 1000 };
    return token.header;
  };
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/**
 * Returns a function that places the calls that are due. An appointment whose call is in progress is skipped: the
 * `disconnect` event records the attempt. A call that Bandwidth refuses is tried again in the next round. If there is no
 * response, the call may have been placed, so it counts as an attempt.
 */
export function placeDueCalls(
  book: AppointmentBook,
  place: (appointment: Appointment) => Promise<void>,
  log: Logger,
): (now: Date) => Promise<void> {
  const placed = new Map<string, number>(); // how many attempts were noted when the last call was placed, by appointment
  return async (now) => {
    for (const appointment of await dueReminders(book, now)) {
      const { id, attempts } = appointment;
      if (placed.get(id) === attempts.length) continue;
      placed.set(id, attempts.length);
      try {
        await place(appointment);
        log.info({ appointment: id, attempt: attempts.length + 1 }, 'a call is placed');
      } catch (error) {
        log.error({ appointment: id, error: String(error) }, 'a call could not be placed');
        if (error instanceof CallRefused) placed.delete(id);
        else await book.noteAttempt(id, { callId: `none-${attempts.length}`, cause: 'no response', endedAt: now });
      }
    }
  };
}
