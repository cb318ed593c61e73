// The event handlers, one object per path.
import { type BxmlElement, Hangup, Response } from 'bxml-jsx';
import type { Credentials, Handlers } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import type { AppointmentBook } from './book.js';
import {
  CalledBack,
  Canceled,
  DeskTransfer,
  Goodbye,
  Greeting,
  MAX_ASKS,
  MAX_TIMES,
  MachineMessage,
  OfferedTimes,
  Question,
  Settled,
  Unattended,
  Undecided,
  Voicemail,
  Whisper,
  wrongKey,
} from './documents.js';
import { nextCall, readTag, WebhookCredentials } from './reminders.js';

/** Returns a function that makes a handler render its document with these credentials in its context. */
export const withCredentials =
  (credentials: Credentials | undefined) =>
  <Event,>(answer: (event: Event) => BxmlElement | Promise<BxmlElement>) =>
  async (event: Event) => (
    <WebhookCredentials.Provider value={credentials ?? {}}>{await answer(event)}</WebhookCredentials.Provider>
  );

/** Handles the answer and the end of a call. */
export const callHandlers = (book: AppointmentBook, log: Logger) =>
  ({
    async answer({ tag, machineDetectionResult }) {
      const appointment = await book.find(readTag(tag).appointment);
      if (appointment === undefined) return <Canceled />;
      switch (machineDetectionResult?.value) {
        case 'answering-machine':
        case 'tone-detected':
          return <MachineMessage appointment={appointment} />;
        case 'human':
          return <Greeting appointment={appointment} ask={1} />;
        default:
          // Silence, or no result: a person may listen, so the question is asked; a machine may, so it is asked once.
          return <Greeting appointment={appointment} ask={MAX_ASKS} />;
      }
    },

    /** The message for a machine was spoken completely. */
    async redirect({ tag }) {
      await book.settle(readTag(tag).appointment, 'message left');
      return (
        <Response>
          <Hangup />
        </Response>
      );
    },

    async disconnect({ callId, tag, cause, endTime, errorMessage }) {
      const id = readTag(tag).appointment;
      const endedAt = new Date(endTime);
      await book.noteAttempt(id, { callId, cause, endedAt });
      const appointment = await book.find(id);
      const state = appointment?.state ?? 'canceled';
      const next = appointment && nextCall(appointment, endedAt)?.toISOString();
      log.info({ callId, appointment: id, cause, errorMessage, state, nextCall: next }, 'the call is over');
    },
  }) satisfies Handlers<unknown>;

/** Handles the patient's choice: confirm, move, or talk to the desk. */
export const choiceHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment: id, ask } = readTag(tag);
      const appointment = await book.find(id);
      if (appointment === undefined) return <Canceled />;
      switch (digits) {
        case '1':
          await book.settle(id, 'confirmed');
          return <Settled appointment={appointment} />;
        case '2':
          return <OfferedTimes appointment={appointment} times={await book.freeTimes(MAX_TIMES)} ask={1} />;
        case '9':
          return (
            <Response>
              <Question appointment={appointment} ask={ask} />
            </Response>
          );
        case '0':
          return (
            <Response>
              <DeskTransfer appointment={id} />
            </Response>
          );
        default:
          return (
            <Response>
              {ask < MAX_ASKS ? (
                <Question appointment={appointment} ask={ask + 1} apology={wrongKey(digits)} />
              ) : (
                <Undecided apology={wrongKey(digits)} />
              )}
            </Response>
          );
      }
    },
  }) satisfies Handlers<unknown>;

/** Handles the choice of another time. The offered times are in the tag, because the free times may have changed. */
export const timeHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment: id, ask, offered } = readTag(tag);
      const appointment = await book.find(id);
      if (appointment === undefined) return <Canceled />;
      if (digits === '0') {
        return (
          <Response>
            <DeskTransfer appointment={id} />
          </Response>
        );
      }
      const chosen = offered[Number(digits) - 1];
      if (chosen !== undefined) {
        const moved = await book.move(id, chosen);
        if (moved !== undefined) return <Settled appointment={moved} />;
      } else if (ask >= MAX_ASKS) {
        return (
          <Response>
            <Undecided apology={wrongKey(digits)} />
          </Response>
        );
      }
      return (
        <OfferedTimes
          appointment={appointment}
          times={await book.freeTimes(MAX_TIMES)}
          ask={chosen === undefined ? ask + 1 : 1}
          apology={chosen === undefined ? wrongKey(digits) : 'Sorry, that time has just been taken.'}
        />
      );
    },
  }) satisfies Handlers<unknown>;

/** Handles the transfer to the front desk. */
export const deskHandlers = (book: AppointmentBook) =>
  ({
    async transferAnswer({ tag }) {
      return <Whisper appointment={await book.find(readTag(tag).appointment)} />;
    },

    /** The desk hung up or did not answer. The patient is still on the line. */
    transferComplete({ cause, tag }) {
      return cause === 'hangup' ? (
        <Response>
          <Goodbye>Thank you.</Goodbye>
        </Response>
      ) : (
        <Unattended appointment={readTag(tag).appointment} ask={1}>
          Nobody at the front desk is free right now.
        </Unattended>
      );
    },

    /** Sent regardless of who hung up. `answerTime` is set if the two have talked. */
    async transferDisconnect({ tag, answerTime }) {
      if (answerTime != null) await book.settle(readTag(tag).appointment, 'left to the desk');
    },
  }) satisfies Handlers<unknown>;

/** Handles the key for a message or a call back. */
export const unattendedHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment, ask } = readTag(tag);
      if (digits === '1') return <Voicemail appointment={appointment} />;
      if (digits !== '2' && ask < MAX_ASKS) {
        return (
          <Unattended appointment={appointment} ask={ask + 1}>
            {wrongKey(digits)}
          </Unattended>
        );
      }
      // A patient who does not choose wanted to talk to the desk, so the desk calls back too.
      await book.settle(appointment, 'call back wanted');
      return digits === '2' ? <CalledBack /> : <CalledBack>{wrongKey(digits)}</CalledBack>;
    },
  }) satisfies Handlers<unknown>;

/** Handles messages for the desk. */
export const voicemailHandlers = (book: AppointmentBook) =>
  ({
    recordComplete: () => <CalledBack>We have your message.</CalledBack>,

    /** Also sent if the patient hung up during the recording. */
    async recordingAvailable({ tag, status, recordingId, mediaUrl }) {
      const { appointment } = readTag(tag);
      await book.settle(appointment, 'call back wanted');
      if (status === 'complete' && mediaUrl != null) await book.keepMessage(appointment, { recordingId, mediaUrl });
    },
  }) satisfies Handlers<unknown>;
