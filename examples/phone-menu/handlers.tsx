// The event handlers and webhook options of the phone menu, the same on every host.
import type { Credentials, Handlers, WebhookOptions } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import { withCredentials } from './credentials.js';
import { Greeting, MenuChoice } from './menu.js';
import { Apology } from './speech.js';
import { AfterTransfer, MessageTaken, Whisper } from './transfer.js';
import { webhookLog } from './webhook-log.js';

export { paths } from './credentials.js';

/** Returns the handlers of the phone menu. Their documents request events with the same credentials. */
export const phoneMenuHandlers = (log: Logger, auth: Credentials | undefined) =>
  ({
    initiate: withCredentials(auth, Greeting),
    gather: withCredentials(auth, MenuChoice),
    transferAnswer: Whisper,
    transferComplete: withCredentials(auth, AfterTransfer),
    recordComplete: MessageTaken,
    ...callLog(log),
  }) satisfies Handlers<unknown>;

/** Logs the events that need no document. The log lines name calls, never what callers said or pressed. */
const callLog = (log: Logger) =>
  ({
    disconnect: ({ callId, cause, errorMessage }) => log.info({ callId, cause, errorMessage }, 'the call is over'),
    transferDisconnect: ({ parentCallId: callId, transferTo, answerTime, cause }) =>
      log.info({ callId, transferTo, cause }, answerTime == null ? 'not answered' : 'the conversation is over'),
    recordingAvailable: ({ callId, recordingId, status, duration, tag: department }) =>
      log.info({ callId, recordingId, status, duration, department }, 'a message was left'),
  }) satisfies Handlers<unknown>;

/** Returns the options of the webhooks of the phone menu. */
export const phoneMenuOptions = (log: Logger, auth: Credentials | undefined): WebhookOptions => ({
  ...webhookLog(log),
  // `auth: undefined` is refused, so the key is omitted without credentials.
  ...(auth === undefined ? {} : { auth }),
  // The caller hears silence until the response. Bandwidth waits longer than callers do.
  timeout: 5_000,
  fallback: <Apology />,
});
