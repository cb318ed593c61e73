import type { Credentials } from 'bxml-jsx/koa';
import { type Callee, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { appointmentReminder } from './app.js';
import type { Appointment, FreeTime } from './appointment.js';
import type { AppointmentBook } from './appointment-book.js';
import { BookInMemory } from './book-in-memory.js';
import { reminderCall } from './reminder-call.js';

// What the tests of the reminder begin with: a book, and a call that is placed for the appointment in it.

/** On the morning of January 5; virtual time begins at 9:00 UTC. */
export const appointment: Appointment = {
  id: 'a17',
  phone: '+15551230001',
  dentist: 'Doctor Okafor',
  at: new Date('2026-01-08T14:30:00Z'),
  state: 'unconfirmed',
  attempts: [],
};

/** They are not in their order. */
export const freeTimes: readonly FreeTime[] = [
  { id: 't3', at: new Date('2026-01-12T20:15:00Z') },
  { id: 't1', at: new Date('2026-01-09T15:00:00Z') },
  { id: 't2', at: new Date('2026-01-09T17:30:00Z') },
  { id: 't4', at: new Date('2026-01-13T14:00:00Z') },
];

export const settings = {
  applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
  origin: 'https://reminders.example',
} as const;

interface Setting {
  readonly times?: readonly FreeTime[];
  readonly options?: SimulatorOptions;
  readonly credentials?: Credentials;
  /** Stands between the application and the book, so that it can fail. */
  readonly through?: (book: BookInMemory) => AppointmentBook;
}

/** A platform that serves the reminder, and a book with one appointment. */
export function reminders({ times = freeTimes, options, credentials, through = (book) => book }: Setting = {}) {
  const book = new BookInMemory([appointment], times);
  const { app, webhooks } = appointmentReminder(through(book), pino({ level: 'silent' }), credentials);
  const platform = simulate(app, { origin: settings.origin, ...options });
  return {
    book,
    platform,
    /**
     * The appointment as it is in the book, once everything is written there: events that nobody waits for are
     * acknowledged before their handlers run.
     */
    async noted(): Promise<Appointment | undefined> {
      await Promise.all(webhooks.map((each) => each.drain()));
      return book.find(appointment.id);
    },
  };
}

/** Somebody is called about the appointment. Unless the test says something else, a human picks up at once. */
export async function reminded(callee: Callee = {}, setting: Setting = {}) {
  const begun = reminders(setting);
  const call = await begun.platform.createCall(
    reminderCall(appointment, { ...settings, credentials: setting.credentials }),
    callee,
  );
  return { ...begun, call, state: async () => (await begun.noted())?.state };
}
