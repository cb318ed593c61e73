// Fields that several events share.
import type { CallFacts } from '../calls/facts.js';

/** Returns the fields that every event of a call has. */
export const callFields = (facts: CallFacts) => ({
  eventTime: facts.eventTime,
  accountId: facts.accountId,
  applicationId: facts.applicationId,
  from: facts.from,
  to: facts.to,
  direction: facts.direction,
  callId: facts.callId,
  callUrl: facts.callUrl,
  ...(facts.enqueuedTime === undefined ? {} : { enqueuedTime: facts.enqueuedTime }),
  startTime: facts.startTime,
});

export const tagFields = ({ tag }: Pick<CallFacts, 'tag'>) => (tag === '' ? {} : { tag });

export const answeredFields = ({ answerTime }: CallFacts) => (answerTime === undefined ? {} : { answerTime });

/** Returns the fields of a leg that a transfer has created. */
export const transferFields = ({ transfer }: CallFacts) =>
  transfer === undefined
    ? {}
    : { parentCallId: transfer.parentCallId, transferCallerId: transfer.callerId, transferTo: transfer.to };

/** Returns the fields of an event while the call is up. */
export const progressFields = (facts: CallFacts) => ({
  ...callFields(facts),
  ...answeredFields(facts),
  ...transferFields(facts),
  ...tagFields(facts),
});

/** Returns the error fields of a call; an empty object without an error. */
export const errorFields = ({ errorMessage, errorId }: CallFacts) =>
  errorMessage === undefined ? {} : { errorMessage, errorId: errorId() };

/** Formats milliseconds as an ISO 8601 duration: `PT13.67S`. */
export const durationText = (milliseconds: number): string => `PT${milliseconds / 1000}S`;
