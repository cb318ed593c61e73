import Router from '@koa/router';
import { BxmlError } from 'bxml-jsx';
import { type Credentials, type WebhookOptions, type WebhooksMiddleware, webhooks } from 'bxml-jsx/koa';
import Koa from 'koa';
import type { Logger } from 'pino';
import type { AppointmentBook } from './book.js';
import { Apology, Whisper } from './documents.js';
import {
  callHandlers,
  choiceHandlers,
  deskHandlers,
  timeHandlers,
  unattendedHandlers,
  voicemailHandlers,
  withCredentials,
} from './handlers.js';
import { paths } from './reminders.js';

/** The appointment reminder on Koa. */
export interface AppointmentReminder {
  readonly app: Koa;
  /** Drain these before the process ends, or before a test reads the book: their handlers may still be running. */
  readonly webhooks: readonly WebhooksMiddleware[];
}

/**
 * Returns the appointment reminder as a Koa app: each path with the events that are sent to it. A failure is answered
 * with an apology, except at the desk: there the apology would hang up, so the whisper is used.
 */
export function appointmentReminder(book: AppointmentBook, log: Logger, auth?: Credentials): AppointmentReminder {
  const credentialed = withCredentials(auth);
  const options = {
    ...logOptions(log),
    ...(auth && { auth }),
    timeout: 5_000,
    fallback: <Apology />,
  } satisfies WebhookOptions;
  const { answer, redirect, disconnect } = callHandlers(book, log);
  const { transferAnswer, transferComplete, transferDisconnect } = deskHandlers(book);
  const served: readonly (readonly [path: string, webhooks: WebhooksMiddleware])[] = [
    [paths.answered, webhooks({ answer: credentialed(answer) }, options)],
    [paths.messageLeft, webhooks({ redirect }, options)],
    [paths.choice, webhooks({ gather: credentialed(choiceHandlers(book).gather) }, options)],
    [paths.time, webhooks({ gather: credentialed(timeHandlers(book).gather) }, options)],
    [paths.whisper, webhooks({ transferAnswer }, { ...options, fallback: <Whisper /> })],
    [paths.desk, webhooks({ transferComplete: credentialed(transferComplete), transferDisconnect }, options)],
    [paths.unattended, webhooks({ gather: credentialed(unattendedHandlers(book).gather) }, options)],
    [paths.voicemail, webhooks(voicemailHandlers(book), options)],
    [paths.over, webhooks({ disconnect }, options)],
  ];

  const router = new Router();
  for (const [path, middleware] of served) router.post(path, middleware);
  const app = new Koa();
  app.use(router.routes()).use(router.allowedMethods());
  app.on('error', (error) => log.error({ error: describeError(error) }, 'failed outside of the webhooks'));
  return { app, webhooks: served.map(([, middleware]) => middleware) };
}

/** Returns options that log events, calls and failures, and nothing that callers said or pressed. */
const logOptions = (log: Logger) =>
  ({
    hooks: {
      answered: ({ eventType, callId, status, duration, problems }) =>
        log.info({ eventType, callId, status, duration, warnings: problems.map(({ code }) => code) }, 'answered'),
      refused: ({ status, code, duration }) => log.warn({ status, code, duration }, 'refused'),
      slow: ({ eventType, callId, duration }) => log.warn({ eventType, callId, duration }, 'slow'),
      late: ({ eventType, callId, duration, error }) =>
        log.warn({ eventType, callId, duration, error: error && describeError(error) }, 'late'),
      unhandled: ({ eventType, callId }) => log.warn({ eventType, callId }, 'unhandled'),
      repeated: ({ eventType, callId }) => log.info({ eventType, callId }, 'repeated'),
    },
    onError(error, { stage, event, eventType }) {
      const callId = event !== undefined && 'callId' in event ? event.callId : undefined;
      log.error({ stage, eventType, callId, error: describeError(error) }, 'failed');
    },
  }) satisfies WebhookOptions;

/** Returns name, problems, stack frames and cause of an error. The message is omitted, because it may quote callers. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, stack, cause } = error;
  const problems = error instanceof BxmlError ? error.problems.map(({ code, path }) => ({ code, path })) : undefined;
  const lines = String(stack ?? '').split('\n');
  const frames = lines.slice(lines.findLastIndex((line) => !/^ {4}at .*(?:\)|:\d+:\d+)$/.test(line)) + 1);
  return { name, problems, frames, cause: cause === undefined ? undefined : describeError(cause) };
}
