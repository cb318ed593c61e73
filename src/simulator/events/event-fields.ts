// The fields that events share.
import type { CallFacts } from '../calls/call-facts.js';

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

export const tagFields = ({ tag }: CallFacts) => (tag === '' ? {} : { tag });

export const answeredFields = ({ answerTime }: CallFacts) => (answerTime === undefined ? {} : { answerTime });

/** Returns the fields of a leg that a transfer has made. */
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

/** Returns what went wrong with a call, if something did. */
export const errorFields = ({ errorMessage, newErrorId }: CallFacts) =>
  errorMessage === undefined ? {} : { errorMessage, errorId: newErrorId() };

/** Returns milliseconds as an ISO 8601 duration: `PT13.67S`. */
export const durationText = (milliseconds: number): string => `PT${milliseconds / 1000}S`;
