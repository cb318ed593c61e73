import type { Appointment } from './appointment.js';
import type { AppointmentBook } from './appointment-book.js';

/** How often somebody is called about an appointment in all. */
export const MOST_CALLS = 3;

const MINUTE = 60_000;

/** Minutes until the next call, by the cause with which the last one ended. */
const minutesAfter = new Map([
  ['busy', 10],
  ['timeout', 120],
  ['rejected', 240],
]);

/** After any other: they hung up before they had decided, or something failed. */
const MINUTES_AFTER_OTHERS = 60;

/** When to call next about an appointment; `undefined` when no call is to follow. */
export function nextCall({ state, attempts, at }: Appointment, now: Date): Date | undefined {
  if (state !== 'unconfirmed' || attempts.length >= MOST_CALLS) return undefined;
  const last = attempts.at(-1);
  if (last === undefined) return now;
  const minutes = minutesAfter.get(last.cause) ?? MINUTES_AFTER_OTHERS;
  const next = new Date(last.endedAt.getTime() + minutes * MINUTE);
  return next < at ? next : undefined;
}

/** The appointments about which somebody is to be called now. */
export async function dueReminders(book: AppointmentBook, now: Date): Promise<readonly Appointment[]> {
  const upcoming = await book.upcoming(now);
  return upcoming.filter((appointment) => {
    const next = nextCall(appointment, now);
    return next !== undefined && next <= now;
  });
}
