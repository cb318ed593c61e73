import type { Handlers, KoaHandlerContext } from 'bxml-jsx/koa';

/** Takes a line of the log. */
export type Log = (line: string) => void;

/** The events that nobody answers, as lines of a log. They name calls and never what callers said or pressed. */
export const callLog = (log: Log) =>
  ({
    disconnect: ({ callId, cause, errorMessage }) =>
      log(`${callId} is over: ${cause}${errorMessage == null ? '' : ` (${errorMessage})`}`),
    transferDisconnect: ({ parentCallId, transferTo, answerTime }) =>
      log(`${parentCallId} was ${answerTime == null ? 'not answered' : 'answered'} by ${transferTo}`),
    recordingAvailable: ({ callId, recordingId, status, duration, tag }) =>
      log(`${callId} left the recording ${recordingId} of ${duration} for ${tag}: ${status}`),
  }) satisfies Handlers<KoaHandlerContext>;
