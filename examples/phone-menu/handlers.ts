import type { Credentials, Handlers } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import { callLog } from './call-log.js';
import { Greeting, MenuChoice } from './menu.js';
import { AfterTransfer, Whisper } from './transfer.js';
import { MessageTaken } from './voicemail.js';
import { withCredentials } from './webhook-credentials.js';

/** What the phone menu does with each event, wherever it runs. Its documents ask for events with the same credentials. */
export const phoneMenuHandlers = (log: Logger, auth: Credentials | undefined) =>
  ({
    initiate: withCredentials(auth, Greeting),
    gather: withCredentials(auth, MenuChoice),
    transferAnswer: Whisper,
    transferComplete: withCredentials(auth, AfterTransfer),
    recordComplete: MessageTaken,
    ...callLog(log),
  }) satisfies Handlers<unknown>;
