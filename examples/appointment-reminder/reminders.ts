// Which appointments to call about, when, and the request that places a call.
import { createContext } from 'bxml-jsx';
import type { Credentials } from 'bxml-jsx/koa';
import type { Appointment, AppointmentBook } from './book.js';
import { practice } from './practice.js';

/** The path of each part of a reminder. The components write these paths, and the router serves them. */
export const paths = {
  /** A person or a machine has answered. */
  answered: '/reminder/answered',
  /** The message for an answering machine was spoken completely. */
  messageLeft: '/reminder/message-left',
  /** The key for what to do with the appointment. */
  choice: '/reminder/choice',
  /** The key for another time. */
  time: '/reminder/time',
  /** The front desk has answered. */
  whisper: '/reminder/whisper',
  /** Progress of the transfer to the front desk. */
  desk: '/reminder/desk',
  /** The key for a message or a call back while the desk does not answer. */
  unattended: '/reminder/unattended',
  /** Messages for the desk and their recordings. */
  voicemail: '/reminder/voicemail',
  /** The call is over, or was never answered. */
  over: '/reminder/over',
} as const;

/**
 * The username and password that Bandwidth sends with the events that a document leads to. The credentials of the
 * request that placed the call apply only to its answer and its end, so spread these over every element that has a URL.
 */
export const WebhookCredentials = createContext<Partial<Credentials>>({});

/** The state of a call. It is sent in the tag, so the server keeps none between two webhooks. */
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

/** What a call needs besides the appointment. */
export interface ReminderSettings {
  /** Id of the voice application at Bandwidth. */
  readonly applicationId: string;
  /** The public origin of the webhooks, such as `https://reminders.example`. */
  readonly origin: string;
  /** The credentials that the webhooks require. */
  readonly credentials?: Credentials | undefined;
}

/**
 * Returns the body of the `POST …/calls` request that calls about an appointment. Machine detection delays the `answer`
 * event until it has a result, so that the first words suit a person or a machine.
 */
export const reminderCall = ({ id, phone }: Appointment, { applicationId, origin, credentials }: ReminderSettings) => ({
  applicationId,
  from: practice.phone,
  to: phone,
  answerUrl: new URL(paths.answered, origin).href,
  disconnectUrl: new URL(paths.over, origin).href,
  callTimeout: 25,
  machineDetection: { mode: 'sync' as const },
  tag: writeTag({ appointment: id }),
  ...credentials,
});

/** The maximum number of calls about an appointment. */
export const MOST_CALLS = 3;

const MINUTE = 60_000;

/** Minutes until the next call, by the cause that ended the last one. */
const minutesAfter = new Map([
  ['busy', 10],
  ['timeout', 120],
  ['rejected', 240],
]);

/** After any other cause: a hangup before a decision, or a failure. */
const MINUTES_AFTER_OTHERS = 60;

/** Returns when to call next about an appointment, or `undefined` if no call is to follow. */
export function nextCall({ state, attempts, at }: Appointment, now: Date): Date | undefined {
  if (state !== 'unconfirmed' || attempts.length >= MOST_CALLS) return undefined;
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
