import type { Credentials, WebhookOptions } from 'bxml-jsx/koa';
import type { Logger } from 'pino';
import { webhookLog } from '../serving/webhook-log.js';
import { Apology } from './apology.js';

/** How the phone menu serves its webhooks, wherever it runs. */
export const phoneMenuOptions = (log: Logger, auth: Credentials | undefined): WebhookOptions => ({
  ...webhookLog(log),
  // Only if there are credentials: without a value auth is refused.
  ...(auth === undefined ? {} : { auth }),
  // The caller hears nothing in the meantime: Bandwidth would wait longer than anybody holds on.
  timeout: 5_000,
  fallback: <Apology />,
});
