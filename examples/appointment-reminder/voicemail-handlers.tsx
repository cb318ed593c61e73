import type { Handlers } from 'bxml-jsx/koa';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { CalledBack } from './called-back.js';

/** Messages for the desk. */
export const voicemailHandlers = (book: AppointmentBook) =>
  ({
    recordComplete: () => <CalledBack>We have your message.</CalledBack>,

    /** Comes too when they hung up while they spoke. */
    async recordingAvailable({ tag, status, recordingId, mediaUrl }) {
      const { appointment } = readTag(tag);
      await book.settle(appointment, 'call back wanted');
      if (status === 'complete' && mediaUrl != null) await book.keepMessage(appointment, { recordingId, mediaUrl });
    },
  }) satisfies Handlers<unknown>;
