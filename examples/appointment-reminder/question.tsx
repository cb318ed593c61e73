// What the called party hears: the question about the appointment, other times, and the results.
import { Gather, Redirect, Response, useContext } from 'bxml-jsx';
import type { Appointment, FreeTime } from './book.js';
import { DeskTransfer } from './desk.js';
import { Goodbye, PracticePhone, practice, Say, spokenTime } from './practice.js';
import { paths, WebhookCredentials, writeTag } from './reminders.js';

/** How many times a question is asked in all, after wrong keys or none. */
export const MOST_ASKS = 3;

/** How many times are offered at once. Each has a key from 1. */
export const MOST_TIMES = 3;

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

/** Offers other times by key. Transfers to the desk if there are none. */
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

/** Ends a call without a choice. A machine that was not detected hears it too. */
export const Undecided = ({ apology }: { apology: string }) => (
  <Goodbye>
    {apology} Your appointment stays as it is. To confirm or to change it, please call us at <PracticePhone />.
  </Goodbye>
);

/** Ends a call about an appointment that was cancelled while the phone rang or during the call. */
export const Cancelled = () => (
  <Response>
    <Goodbye>This is {practice.name}. Your appointment has been cancelled, and there is nothing to confirm.</Goodbye>
  </Response>
);
