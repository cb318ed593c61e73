// The transfer to the front desk, and what is offered if the desk does not answer.
import { Gather, PhoneNumber, Record, Response, Transfer, useContext } from 'bxml-jsx';
import type { Appointment } from './book.js';
import { Goodbye, practice, Say, spokenTime } from './practice.js';
import { paths, WebhookCredentials, writeTag } from './reminders.js';

interface DeskTransferProps {
  /** The id of the appointment. */
  appointment: string;
  /** A sentence about the reason. */
  children?: string;
}

/** Rings the front desk. The tag of the leg names the same appointment. */
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

/** Says what the call is about to the desk alone, before the two are connected. */
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

/** Promises a call back, after an optional sentence, and ends the call. */
export const CalledBack = ({ children = '' }: { children?: string }) => (
  <Response>
    <Goodbye>{`${children} We will call you back.`.trim()}</Goodbye>
  </Response>
);
