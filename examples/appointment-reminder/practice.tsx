// The dental practice: its phone numbers, its voice, and how it says times and goodbyes.
import { Hangup, Response, SpeakSentence, type TextAndElements } from 'bxml-jsx';

/** The practice. Knows nothing of telephony. */
export const practice = {
  name: 'Northgate Dental',
  /** The number that the reminders come from, and that patients can call (E.164). */
  phone: '+15551230200',
  /** The phone at the front desk (E.164). */
  desk: '+15551230201',
  /** The time zone of the spoken times. */
  timeZone: 'America/New_York',
} as const;

/** Speech in the voice of the practice. Accepts SSML. */
export const Say = ({ children }: { children: TextAndElements }) => (
  <SpeakSentence voice="julie">{children}</SpeakSentence>
);

/** Says a last sentence and goodbye, and ends the call. */
export const Goodbye = ({ children }: { children: TextAndElements }) => (
  <>
    <Say>{children}</Say>
    <Say>Goodbye.</Say>
    <Hangup />
  </>
);

/** The phone number of the practice, read digit by digit. */
export const PracticePhone = () => <say-as interpret-as="telephone">{practice.phone}</say-as>;

/** The document for a failure of the application. It has no URL, so the call no longer depends on the application. */
export const Apology = () => (
  <Response>
    <Goodbye>
      Sorry, something went wrong at {practice.name}. Please call us at <PracticePhone />.
    </Goodbye>
  </Response>
);

/** Returns the apology for a key that is not offered, or for none. */
export const wrongKey = (digits: string): string =>
  digits === '' ? 'Sorry, we did not get a key.' : `Sorry, ${digits} is not one of the keys.`;

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

/** Returns a time as it is spoken: `Thursday, January 8 at 9:30 AM`. */
export function spokenTime(at: Date): string {
  // In parts, because engines write different spaces before AM.
  const parts = new Map(hour.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${day.format(at)} at ${parts.get('hour')}:${parts.get('minute')} ${parts.get('dayPeriod')}`;
}
