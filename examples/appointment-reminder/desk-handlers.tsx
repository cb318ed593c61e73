import { Response } from 'bxml-jsx';
import type { Handlers } from 'bxml-jsx/koa';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { Goodbye } from './goodbye.js';
import { Unattended } from './unattended.js';
import { Whisper } from './whisper.js';

/** How the transfer to the front desk goes. */
export const deskHandlers = (book: AppointmentBook) =>
  ({
    async transferAnswer({ tag }) {
      return <Whisper appointment={await book.find(readTag(tag).appointment)} />;
    },

    /** The desk has hung up, or nobody could be reached there; they are still on the line. */
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

    /** Comes whoever hung up first. Whether they have talked is told by `answerTime`. */
    async transferDisconnect({ tag, answerTime }) {
      if (answerTime != null) await book.settle(readTag(tag).appointment, 'left to the desk');
    },
  }) satisfies Handlers<unknown>;
