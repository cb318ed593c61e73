import { Hangup, Response } from 'bxml-jsx';
import type { Handlers } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { Cancelled } from './cancelled.js';
import { nextCall } from './due-reminders.js';
import { Greeting } from './greeting.js';
import { MachineMessage } from './machine-message.js';
import { MOST_ASKS } from './question.js';

/** The call as such: who picks up, and how it ends. */
export const callHandlers = (book: AppointmentBook, log: Logger) =>
  ({
    async answer({ tag, machineDetectionResult }) {
      const appointment = await book.find(readTag(tag).appointment);
      if (appointment === undefined) return <Cancelled />;
      switch (machineDetectionResult?.value) {
        case 'answering-machine':
        case 'tone-detected':
          return <MachineMessage appointment={appointment} />;
        case 'human':
          return <Greeting appointment={appointment} ask={1} />;
        default:
          // Silence, or the detection came to no result: perhaps a human, so the question is asked, but perhaps a
          // machine, so it is asked only once.
          return <Greeting appointment={appointment} ask={MOST_ASKS} />;
      }
    },

    /** The message to a machine has been spoken to its end. */
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
      const state = appointment?.state ?? 'cancelled';
      const next = appointment && nextCall(appointment, endedAt)?.toISOString();
      log.info({ callId, appointment: id, cause, errorMessage, state, nextCall: next }, 'the call is over');
    },
  }) satisfies Handlers<unknown>;
