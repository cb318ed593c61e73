// An application whose calls are changed by the REST API.
import { type Call, type CreateCallRequest, RestError } from 'bxml-jsx/testing';
import * as assert from 'uvu/assert';
import { type Answer, simulated } from './simulated.js';

/** The number of the application. */
export const FROM = '+15551230002';
/** A number that it calls. */
export const TO = '+15551230077';
export const APPLICATION = 'a1b2c3d4-0000-4000-8000-000000000001';
/** A valid request of `createCall`. */
export const request: CreateCallRequest = { to: TO, from: FROM, applicationId: APPLICATION, answerUrl: '/answer' };

/** Verbs that take more than a minute. */
export const HOLD =
  '<SpeakSentence>Please hold.</SpeakSentence><Pause duration="60"/><SpeakSentence>Never.</SpeakSentence>';

/** An application that lets callers hold, and moves them. */
export const holding = (more: Readonly<Record<string, Answer>> = {}, options = {}) =>
  simulated({ '/call': HOLD, '/moved': '<SpeakSentence>Moved.</SpeakSentence>', '/over': '', ...more }, options);

/** A call that holds. */
export const begin = (platform: ReturnType<typeof holding>['platform']): Promise<Call> =>
  platform.call({ url: '/call', statusUrl: '/over' });

/** Returns the error of an operation that is refused. */
export async function refusal(operation: Promise<unknown>): Promise<RestError> {
  try {
    await operation;
  } catch (error) {
    assert.instance(error, RestError, String(error));
    return error as RestError;
  }
  throw new Error('it was not refused');
}

/** An application that transfers callers to a phone, which answers after three seconds. */
export const transferring = (leg = '') =>
  holding(
    {
      '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber transferDisconnectUrl="/over" ${leg}>${TO}</PhoneNumber></Transfer>`,
      '/done': '<SpeakSentence>Done.</SpeakSentence>',
      '/whisper': '<Pause duration="60"/>',
    },
    { phones: { [TO]: { after: 3 } } },
  );
