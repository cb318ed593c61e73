import { practice } from './practice.js';

const day = new Intl.DateTimeFormat('en-US', {
  timeZone: practice.timeZone,
  weekday: 'long',
  month: 'long',
  day: 'numeric',
});

const hour = new Intl.DateTimeFormat('en-US', {
  timeZone: practice.timeZone,
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
});

/** A time as it is said: `Thursday, January 8 at 9:30 AM`. */
export function spokenTime(at: Date): string {
  // In parts, because engines differ in the space before AM.
  const parts = new Map(hour.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${day.format(at)} at ${parts.get('hour')}:${parts.get('minute')} ${parts.get('dayPeriod')}`;
}
