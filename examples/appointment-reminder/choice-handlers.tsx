import { Response } from 'bxml-jsx';
import type { Handlers } from 'bxml-jsx/koa';
import type { AppointmentBook } from './appointment-book.js';
import { readTag } from './call-tag.js';
import { Cancelled } from './cancelled.js';
import { DeskTransfer } from './desk-transfer.js';
import { MOST_TIMES, OfferedTimes } from './offered-times.js';
import { MOST_ASKS, Question } from './question.js';
import { Settled } from './settled.js';
import { Undecided } from './undecided.js';
import { wrongKey } from './wrong-key.js';

/** What is to become of the appointment. */
export const choiceHandlers = (book: AppointmentBook) =>
  ({
    async gather({ digits = '', tag }) {
      const { appointment: id, ask } = readTag(tag);
      const appointment = await book.find(id);
      if (appointment === undefined) return <Cancelled />;
      switch (digits) {
        case '1':
          await book.settle(id, 'confirmed');
          return <Settled appointment={appointment} />;
        case '2':
          return <OfferedTimes appointment={appointment} times={await book.freeTimes(MOST_TIMES)} ask={1} />;
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
              {ask < MOST_ASKS ? (
                <Question appointment={appointment} ask={ask + 1} apology={wrongKey(digits)} />
              ) : (
                <Undecided apology={wrongKey(digits)} />
              )}
            </Response>
          );
      }
    },
  }) satisfies Handlers<unknown>;
