import { Response } from 'bxml-jsx';
import type { Handlers } from 'bxml-jsx/koa';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { Cancelled } from './cancelled.js';
import { DeskTransfer } from './desk-transfer.js';
import { MOST_TIMES, OfferedTimes } from './offered-times.js';
import { MOST_ASKS } from './question.js';
import { Settled } from './settled.js';
import { Undecided } from './undecided.js';
import { wrongKey } from './wrong-key.js';

/** Which of the times on offer it is to be. The tag says which they were, whatever has become free or taken since. */
export const timeHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment: id, ask, offered } = readTag(tag);
      const appointment = await book.find(id);
      if (appointment === undefined) return <Cancelled />;
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
      } else if (ask >= MOST_ASKS) {
        return (
          <Response>
            <Undecided apology={wrongKey(digits)} />
          </Response>
        );
      }
      return (
        <OfferedTimes
          appointment={appointment}
          times={await book.freeTimes(MOST_TIMES)}
          ask={chosen === undefined ? ask + 1 : 1}
          apology={chosen === undefined ? wrongKey(digits) : 'Sorry, that time has just been taken.'}
        />
      );
    },
  }) satisfies Handlers<unknown>;
