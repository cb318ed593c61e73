import Router from '@koa/router';
import { webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import { callLog, type Log } from './call-log.js';
import { Greeting, MenuChoice } from './menu.js';
import { paths } from './paths.js';
import { AfterTransfer, Whisper } from './transfer.js';
import { MessageTaken } from './voicemail.js';

/** The phone menu as a Koa app: each path with the events that come to it. */
export function phoneMenu(log: Log): Koa {
  const { disconnect, transferDisconnect, recordingAvailable } = callLog(log);
  const router = new Router()
    .post(paths.call, webhooks({ initiate: Greeting, disconnect }))
    .post(paths.menu, webhooks({ gather: MenuChoice }))
    .post(paths.transfer, webhooks({ transferAnswer: Whisper, transferComplete: AfterTransfer, transferDisconnect }))
    .post(paths.voicemail, webhooks({ recordComplete: MessageTaken, recordingAvailable }));
  const app = new Koa();
  app.use(bodyParser()).use(router.routes()).use(router.allowedMethods());
  return app;
}
