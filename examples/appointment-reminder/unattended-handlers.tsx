import type { Handlers } from 'bxml-jsx/koa';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { CalledBack } from './called-back.js';
import { MOST_ASKS } from './question.js';
import { Unattended } from './unattended.js';
import { Voicemail } from './voicemail.js';
import { wrongKey } from './wrong-key.js';

/** What to do while nobody is at the desk. */
export const unattendedHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment, ask } = readTag(tag);
      if (digits === '1') return <Voicemail appointment={appointment} />;
      if (digits !== '2' && ask < MOST_ASKS) {
        return (
          <Unattended appointment={appointment} ask={ask + 1}>
            {wrongKey(digits)}
          </Unattended>
        );
      }
      // They wanted to talk to somebody, so who does not choose is called back too.
      await book.settle(appointment, 'call back wanted');
      return digits === '2' ? <CalledBack /> : <CalledBack>{wrongKey(digits)}</CalledBack>;
    },
  }) satisfies Handlers<unknown>;
