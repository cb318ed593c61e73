// Formats the events of a call as lines, for tables: "13000 +15551230101 transferDisconnect hangup".
import type { Call, SentEvent, TimelineEntry } from 'bxml-jsx/testing';
import { msOf } from './observed.js';

const isEvent = (entry: TimelineEntry): entry is TimelineEntry & SentEvent => entry.kind === 'event';

/** Returns the events of a call except the first: virtual milliseconds, leg, type, cause. */
export function moments(call: Call): string[] {
  return call.wholeTimeline
    .filter(isEvent)
    .filter(({ eventType }) => eventType !== 'initiate' && eventType !== 'answer')
    .map(({ at, leg, eventType, event }) => [msOf(at), leg, eventType, event.cause ?? ''].join(' ').trim());
}

/** Formats a moment, in virtual milliseconds since the platform began, as in events. */
export const momentText = (milliseconds: number): string =>
  new Date(Date.parse('2026-01-05T09:00:00.000Z') + milliseconds).toISOString();
