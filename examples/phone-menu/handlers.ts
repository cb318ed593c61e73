import type { Handlers } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import { callLog } from './call-log.js';
import { Greeting, MenuChoice } from './menu.js';
import { AfterTransfer, Whisper } from './transfer.js';
import { MessageTaken } from './voicemail.js';

/** What the phone menu does with each event, wherever it runs. */
export const phoneMenuHandlers = (log: Logger) =>
  ({
    initiate: Greeting,
    gather: MenuChoice,
    transferAnswer: Whisper,
    transferComplete: AfterTransfer,
    recordComplete: MessageTaken,
    ...callLog(log),
  }) satisfies Handlers<unknown>;
