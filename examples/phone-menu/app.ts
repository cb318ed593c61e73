import Router from '@koa/router';
import { type Credentials, type WebhooksMiddleware, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import type { Logger } from 'pino';
import { paths, phoneMenuHandlers, phoneMenuOptions } from './handlers.js';
import { describeError } from './webhook-log.js';

/** The phone menu on Koa. */
export interface PhoneMenu {
  readonly app: Koa;
  /** Drain these before the process ends: their handlers may still be running. */
  readonly webhooks: readonly WebhooksMiddleware[];
}

/**
 * Returns the phone menu as a Koa app: each path with the events that are sent to it. It needs no body parser. The
 * webhooks read the bodies themselves, which is faster, and only after the credentials are checked.
 */
export function phoneMenu(log: Logger, auth?: Credentials): PhoneMenu {
  const on = phoneMenuHandlers(log, auth);
  const { initiate, disconnect, gather, recordComplete, recordingAvailable } = on;
  const { transferAnswer, transferComplete, transferDisconnect } = on;
  const options = phoneMenuOptions(log, auth);
  const call = webhooks({ initiate, disconnect }, options);
  const menu = webhooks({ gather }, options);
  const transfer = webhooks({ transferAnswer, transferComplete, transferDisconnect }, options);
  const voicemail = webhooks({ recordComplete, recordingAvailable }, options);

  const router = new Router()
    .post(paths.call, call)
    .post(paths.menu, menu)
    .post(paths.transfer, transfer)
    .post(paths.voicemail, voicemail);
  const app = new Koa();
  app.use(router.routes()).use(router.allowedMethods());
  app.on('error', (error) => log.error({ error: describeError(error) }, 'failed outside of the webhooks'));
  return { app, webhooks: [call, menu, transfer, voicemail] };
}
