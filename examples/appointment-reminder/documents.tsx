// The documents: what patients, answering machines and the front desk hear.
import {
  Gather,
  Hangup,
  PhoneNumber,
  Record,
  Redirect,
  Response,
  SpeakSentence,
  type TextAndElements,
  Transfer,
  useContext,
} from 'bxml-jsx';
import type { Appointment, FreeTime } from './book.js';
import { paths, WebhookCredentials, writeTag } from './reminders.js';

/** The practice. */
export const practice = {
  name: 'Northgate Dental',
  /** The number that calls patients and that they can call back (E.164). */
  phone: '+15551230200',
  /** The phone at the front desk (E.164). */
  desk: '+15551230201',
  /** The time zone in which times are spoken. */
  timeZone: 'America/New_York',
} as const;

/** Speaks in the practice's voice. Accepts SSML. */
const Say = ({ children }: { children: TextAndElements }) => <SpeakSentence voice="julie">{children}</SpeakSentence>;

/** Says a last sentence and goodbye, then ends the call. */
export const Goodbye = ({ children }: { children: TextAndElements }) => (
  <>
    <Say>{children}</Say>
    <Say>Goodbye.</Say>
    <Hangup />
  </>
);

/** The phone number of the practice, read digit by digit. */
const PracticePhone = () => <say-as interpret-as="telephone">{practice.phone}</say-as>;

/** The document for application failures. It has no URL, so the call no longer depends on the application. */
export const Apology = () => (
  <Response>
    <Goodbye>
      Sorry, something went wrong at {practice.name}. Please call us at <PracticePhone />.
    </Goodbye>
  </Response>
);

/** Returns the apology for an unknown key or for no key. */
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

/** Formats a time for speech: `Thursday, January 8 at 9:30 AM`. */
export function spokenTime(at: Date): string {
  // In parts, because engines write different spaces before AM.
  const parts = new Map(hour.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${day.format(at)} at ${parts.get('hour')}:${parts.get('minute')} ${parts.get('dayPeriod')}`;
}

// The front desk

interface DeskTransferProps {
  /** The id of the appointment. */
  appointment: string;
  /** A sentence that explains the transfer. */
  children?: string;
}

/** Rings the front desk. The leg's tag contains the appointment id. */
export const DeskTransfer = ({ appointment, children = '' }: DeskTransferProps) => {
  const credentials = useContext(WebhookCredentials);
  const tag = writeTag({ appointment });
  return (
    <>
      <Say>{`${children} We are putting you through to the front desk.`.trim()}</Say>
      <Transfer transferCompleteUrl={paths.desk} {...credentials} callTimeout={20} tag={tag}>
        <PhoneNumber transferAnswerUrl={paths.whisper} transferDisconnectUrl={paths.desk} {...credentials} tag={tag}>
          {practice.desk}
        </PhoneNumber>
      </Transfer>
    </>
  );
};

/** The whisper: only the desk hears what the call is about, before the two are connected. */
export const Whisper = ({ appointment }: { appointment?: Appointment | undefined }) => (
  <Response>
    <Say>
      {appointment === undefined
        ? 'A call about a reminder.'
        : `A call about the appointment with ${appointment.dentist} on ${spokenTime(appointment.at)}.`}
    </Say>
  </Response>
);

interface UnattendedProps {
  /** The id of the appointment. */
  appointment: string;
  /** Counts from 1. */
  ask: number;
  /** The first sentence. */
  children: string;
}

/** Offers to leave a message or to be called back. */
export const Unattended = ({ appointment, ask, children }: UnattendedProps) => (
  <Response>
    <Gather
      gatherUrl={paths.unattended}
      {...useContext(WebhookCredentials)}
      maxDigits={1}
      firstDigitTimeout={6}
      tag={writeTag({ appointment, ask })}
    >
      <Say>{children}</Say>
      <Say>To leave a message, press 1. To be called back, press 2.</Say>
    </Gather>
  </Response>
);

/** Records a message of up to two minutes for the desk. */
export const Voicemail = ({ appointment }: { appointment: string }) => (
  <Response>
    <Say>Please leave your message, and press pound when you are done.</Say>
    <Record
      recordCompleteUrl={paths.voicemail}
      recordingAvailableUrl={paths.voicemail}
      {...useContext(WebhookCredentials)}
      terminatingDigits="#"
      silenceTimeout={5}
      maxDuration={120}
      tag={writeTag({ appointment })}
    />
  </Response>
);

/** Promises a callback, after an optional sentence, and ends the call. */
export const CalledBack = ({ children = '' }: { children?: string }) => (
  <Response>
    <Goodbye>{`${children} We will call you back.`.trim()}</Goodbye>
  </Response>
);

// The patient and the answering machine

/** Maximum number of times a question is asked, including after wrong keys or no key. */
export const MAX_ASKS = 3;

/** Maximum number of appointment times offered. Their keys count from 1. */
export const MAX_TIMES = 3;

interface QuestionProps {
  appointment: Appointment;
  /** Counts from 1. */
  ask: number;
  /** Why the question is asked again. */
  apology?: string | undefined;
}

/** Names the appointment and asks what to do with it. */
export const Question = ({ appointment: { id, dentist, at }, ask, apology }: QuestionProps) => (
  <Gather
    gatherUrl={paths.choice}
    {...useContext(WebhookCredentials)}
    maxDigits={1}
    firstDigitTimeout={6}
    tag={writeTag({ appointment: id, ask })}
  >
    {apology !== undefined && <Say>{apology}</Say>}
    <Say>
      Your appointment with {dentist} is on {spokenTime(at)}.
    </Say>
    <Say>
      To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press
      0.
    </Say>
  </Gather>
);

/** Greets a person who has answered, and asks the question. */
export const Greeting = ({ appointment, ask }: { appointment: Appointment; ask: number }) => (
  <Response>
    <Say>
      Hello, this is {practice.name}. <break time="300ms" />
    </Say>
    <Question appointment={appointment} ask={ask} />
  </Response>
);

interface OfferedTimesProps extends QuestionProps {
  times: readonly FreeTime[];
}

/** Offers other times by key. Transfers to the desk if no time is free. */
export const OfferedTimes = ({ appointment: { id }, times, ask, apology }: OfferedTimesProps) => (
  <Response>
    {times.length === 0 ? (
      <DeskTransfer appointment={id}>{`${apology ?? ''} There is no other time free.`.trim()}</DeskTransfer>
    ) : (
      <Gather
        gatherUrl={paths.time}
        {...useContext(WebhookCredentials)}
        maxDigits={1}
        firstDigitTimeout={6}
        tag={writeTag({ appointment: id, ask, offered: times.map((time) => time.id) })}
      >
        {apology !== undefined && <Say>{apology}</Say>}
        {times.map(({ id: timeId, at }, index) => (
          <Say key={timeId}>
            For {spokenTime(at)}, press {index + 1}.
          </Say>
        ))}
        <Say>To talk to somebody, press 0.</Say>
      </Gather>
    )}
  </Response>
);

/**
 * The message for an answering machine. Other people may listen to it, so it does not name the dentist. The redirect
 * reports that the message was spoken completely.
 */
export const MachineMessage = ({ appointment: { at } }: { appointment: Appointment }) => (
  <Response>
    <Say>
      This is {practice.name}. We look forward to seeing you on {spokenTime(at)}. <break time="300ms" /> To change that,
      please call us at <PracticePhone />.
    </Say>
    <Redirect redirectUrl={paths.messageLeft} {...useContext(WebhookCredentials)} />
  </Response>
);

/** Ends a call after the appointment was confirmed or moved. */
export const Settled = ({ appointment: { dentist, at } }: { appointment: Appointment }) => (
  <Response>
    <Goodbye>
      Thank you. {dentist} will see you on {spokenTime(at)}.
    </Goodbye>
  </Response>
);

/** Ends a call in which no key was chosen. Undetected answering machines hear it too. */
export const Undecided = ({ apology }: { apology: string }) => (
  <Goodbye>
    {apology} Your appointment stays as it is. To confirm or to change it, please call us at <PracticePhone />.
  </Goodbye>
);

/** Ends a call about an appointment that was canceled while the phone rang or during the call. */
export const Canceled = () => (
  <Response>
    <Goodbye>This is {practice.name}. Your appointment has been canceled, and there is nothing to confirm.</Goodbye>
  </Response>
);
