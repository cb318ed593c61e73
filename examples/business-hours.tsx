// Business hours: connects callers while the shop is open, and says when it opens next while it is closed.
import { Hangup, PhoneNumber, Response, SpeakSentence, Transfer } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/fetch';

/** The phone in the shop (E.164). */
const SHOP = '+15551230300';

const TIME_ZONE = 'America/New_York';

/** Opening and closing hour by day of the week, from Sunday. */
const WEEK: readonly (readonly [opens: number, closes: number] | undefined)[] = [
  undefined,
  [9, 17],
  [9, 17],
  [9, 17],
  [9, 17],
  [9, 17],
  [10, 14],
];

/** Dates on which the shop is closed. */
const HOLIDAYS = new Set(['2026-12-25', '2027-01-01']);

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const local = new Intl.DateTimeFormat('en-US', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
});

/** Returns the calendar date and the hour at the shop. The date is midnight UTC, so that days can be added to it. */
function atShop(now: Date): { readonly date: Date; readonly hour: number } {
  const parts = new Map<string, number>(local.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day = 1, hour = 0] = ['year', 'month', 'day', 'hour'].map((type) => parts.get(type));
  return { date: new Date(Date.UTC(year, month - 1, day)), hour };
}

const hoursOn = (date: Date) => (HOLIDAYS.has(date.toISOString().slice(0, 10)) ? undefined : WEEK[date.getUTCDay()]);

/** True if the shop is open. */
export function isOpen(now: Date): boolean {
  const { date, hour } = atShop(now);
  const [opens, closes] = hoursOn(date) ?? [0, 0];
  return hour >= opens && hour < closes;
}

/** Returns when the shop opens next, as it is spoken: `today at 9 AM`, `tomorrow at 10 AM`, `on Monday at 9 AM`. */
export function nextOpening(now: Date): string {
  const { date, hour } = atShop(now);
  for (let days = 0; days < 14; days++) {
    const day = new Date(date.getTime() + days * 86_400_000);
    const [opens] = hoursOn(day) ?? [];
    if (opens === undefined || (days === 0 && hour >= opens)) continue;
    const name = ['today', 'tomorrow'][days] ?? `on ${DAYS[day.getUTCDay()]}`;
    return `${name} at ${opens % 12 || 12} ${opens < 12 ? 'AM' : 'PM'}`;
  }
  throw new Error('The shop does not open within 14 days: check WEEK and HOLIDAYS.');
}

const Say = ({ children }: { children: string }) => <SpeakSentence voice="julie">{children}</SpeakSentence>;

/** Connects the caller to the shop. */
const Open = () => (
  <Response>
    <Say>Thank you for calling Blue Harbor.</Say>
    <Transfer transferCompleteUrl="/shop" callTimeout={25}>
      <PhoneNumber>{SHOP}</PhoneNumber>
    </Transfer>
  </Response>
);

/** Says when the shop opens next. */
const Closed = ({ now }: { now: Date }) => (
  <Response>
    <Say>{`Blue Harbor is closed. We are open again ${nextOpening(now)}. Goodbye.`}</Say>
    <Hangup />
  </Response>
);

/** A fetch handler that answers calls to the shop. */
export const app = webhooks({
  initiate({ startTime }) {
    const now = startTime === undefined ? new Date() : new Date(startTime);
    return isOpen(now) ? <Open /> : <Closed now={now} />;
  },

  /** The transfer ended and the caller has not hung up: after a conversation, or without one. */
  transferComplete: ({ cause }) => (
    <Response>
      <Say>{cause === 'hangup' ? 'Goodbye.' : 'All of us are busy. Please call again in a few minutes. Goodbye.'}</Say>
      <Hangup />
    </Response>
  ),

  disconnect: () => undefined,
});
