import type { Handlers } from 'bxml-jsx/koa';
import type { Logger } from 'pino';

/** The events that nobody answers, as lines of a log. They name calls and never what callers said or pressed. */
export const callLog = (log: Logger) =>
  ({
    disconnect: ({ callId, cause, errorMessage }) => log.info({ callId, cause, errorMessage }, 'the call is over'),
    transferDisconnect: ({ parentCallId: callId, transferTo, answerTime, cause }) =>
      log.info({ callId, transferTo, cause }, answerTime == null ? 'nobody picked up' : 'the conversation is over'),
    recordingAvailable: ({ callId, recordingId, status, duration, tag: department }) =>
      log.info({ callId, recordingId, status, duration, department }, 'a message was left'),
  }) satisfies Handlers<unknown>;
