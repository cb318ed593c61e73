import Router from '@koa/router';
import { type Credentials, type WebhookOptions, type WebhooksMiddleware, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import type { Logger } from 'pino';
import { traced, webhookLog } from '../serving/webhook-log.js';
import { Apology } from './apology.js';
import type { AppointmentBook } from './appointment-book.js';
import { callHandlers } from './call-handlers.js';
import { choiceHandlers } from './choice-handlers.js';
import { credentialed } from './credentialed.js';
import { deskHandlers } from './desk-handlers.js';
import { paths } from './paths.js';
import { timeHandlers } from './time-handlers.js';
import { unattendedHandlers } from './unattended-handlers.js';
import { voicemailHandlers } from './voicemail-handlers.js';
import { Whisper } from './whisper.js';

/** The appointment reminder on Koa. */
export interface AppointmentReminder {
  readonly app: Koa;
  /** Their handlers may be running when the program is to end, or when a test looks at the book. */
  readonly webhooks: readonly WebhooksMiddleware[];
}

/**
 * The appointment reminder as a Koa app: each path with the events that come to it. In need each of them is answered
 * with an apology, but at the desk, where that would hang up on whoever has been put through.
 */
export function appointmentReminder(book: AppointmentBook, log: Logger, auth?: Credentials): AppointmentReminder {
  const known = credentialed(auth);
  const options = {
    ...webhookLog(log),
    ...(auth && { auth }),
    timeout: 5_000,
    fallback: <Apology />,
  } satisfies WebhookOptions;
  const { answer, redirect, disconnect } = callHandlers(book, log);
  const { transferAnswer, transferComplete, transferDisconnect } = deskHandlers(book);
  const served: readonly (readonly [path: string, webhooks: WebhooksMiddleware])[] = [
    [paths.answered, webhooks({ answer: known(answer) }, options)],
    [paths.messageLeft, webhooks({ redirect }, options)],
    [paths.choice, webhooks({ gather: known(choiceHandlers(book).gather) }, options)],
    [paths.time, webhooks({ gather: known(timeHandlers(book).gather) }, options)],
    [paths.whisper, webhooks({ transferAnswer }, { ...options, fallback: <Whisper /> })],
    [paths.desk, webhooks({ transferComplete: known(transferComplete), transferDisconnect }, options)],
    [paths.unattended, webhooks({ gather: known(unattendedHandlers(book).gather) }, options)],
    [paths.voicemail, webhooks(voicemailHandlers(book), options)],
    [paths.over, webhooks({ disconnect }, options)],
  ];

  const router = new Router();
  for (const [path, middleware] of served) router.post(path, middleware);
  const app = new Koa();
  app.use(router.routes()).use(router.allowedMethods());
  app.on('error', (error) => log.error({ error: traced(error) }, 'failed outside of the webhooks'));
  return { app, webhooks: served.map(([, middleware]) => middleware) };
}
