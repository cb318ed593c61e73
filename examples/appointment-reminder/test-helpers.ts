// Test helpers: a book with one appointment, and a simulated call about it.
import type { Credentials } from 'bxml-jsx/koa';
import { type Callee, type SimulatorOptions, simulate } from 'bxml-jsx/testing';
import { type Logger, pino } from 'pino';
import { appointmentReminder } from './app.js';
import { type Appointment, type AppointmentBook, BookInMemory, type FreeTime } from './book.js';
import { practice } from './documents.js';
import { reminderCall } from './reminders.js';

/** Virtual time begins three days before it, on January 5 at 9:00 UTC. */
export const appointment: Appointment = {
  id: 'a17',
  phone: '+15551230001',
  dentist: 'Doctor Okafor',
  at: new Date('2026-01-08T14:30:00Z'),
  state: 'unconfirmed',
  attempts: [],
};

/** Not in the order of their times. */
export const freeTimes: readonly FreeTime[] = [
  { id: 't3', at: new Date('2026-01-12T20:15:00Z') },
  { id: 't1', at: new Date('2026-01-09T15:00:00Z') },
  { id: 't2', at: new Date('2026-01-09T17:30:00Z') },
  { id: 't4', at: new Date('2026-01-13T14:00:00Z') },
];

export const settings = {
  applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
  from: practice.phone,
  origin: 'https://reminders.example',
} as const;

export const silentLog = pino({ level: 'silent' });

export interface StartOptions {
  readonly times?: readonly FreeTime[];
  readonly options?: SimulatorOptions;
  readonly credentials?: Credentials;
  readonly log?: Logger;
  /** Wraps the book, so that it can fail. */
  readonly through?: (book: BookInMemory) => AppointmentBook;
}

/** Starts the reminder with one appointment in the book, and a simulated Bandwidth. */
export function startReminders({
  times = freeTimes,
  options,
  credentials,
  log = silentLog,
  through = (book) => book,
}: StartOptions = {}) {
  const book = new BookInMemory([appointment], times);
  const { app, webhooks } = appointmentReminder(through(book), log, credentials);
  const platform = simulate(app, { origin: settings.origin, ...options });
  return {
    book,
    platform,
    /** Waits for the running handlers, and returns the appointment in the book. */
    async noted(): Promise<Appointment | undefined> {
      await Promise.all(webhooks.map((each) => each.drain()));
      return book.find(appointment.id);
    },
  };
}

/** Starts the reminder and calls about the appointment. By default a person answers at once. */
export async function placeReminder(callee: Callee = {}, options: StartOptions = {}) {
  const started = startReminders(options);
  const call = await started.platform.createCall(
    reminderCall(appointment, { ...settings, credentials: options.credentials }),
    callee,
  );
  return { ...started, call, state: async () => (await started.noted())?.state };
}
