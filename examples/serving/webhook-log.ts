import { BxmlError } from 'bxml-jsx';
import type { WebhookOptions } from 'bxml-jsx/koa';
import type { Logger } from 'pino';

/**
 * Options of `webhooks` that write what happens to a log. It names events, calls and places in the program, and never
 * what callers said or pressed; so neither documents nor messages of errors are in it.
 */
export const webhookLog = (log: Logger) =>
  ({
    hooks: {
      answered: ({ eventType, callId, status, duration, problems }) =>
        log.info({ eventType, callId, status, duration, warnings: problems.map(({ code }) => code) }, 'answered'),
      refused: ({ status, code, duration }) => log.warn({ status, code, duration }, 'refused'),
      slow: ({ eventType, callId, duration }) => log.warn({ eventType, callId, duration }, 'slow'),
      late: ({ eventType, callId, duration, error }) =>
        log.warn({ eventType, callId, duration, error: error === undefined ? undefined : traced(error) }, 'late'),
      repeated: ({ eventType, callId }) => log.info({ eventType, callId }, 'repeated'),
    },
    onError(error, { stage, event, eventType }) {
      const callId = event !== undefined && 'callId' in event ? event.callId : undefined;
      log.error({ stage, eventType, callId, error: traced(error) }, 'failed');
    },
  }) satisfies WebhookOptions;

/** Where an error comes from, without its message: that of a database, for one, quotes what it was given. */
export function traced(error: unknown): object {
  const cause = error instanceof Error && error.cause !== undefined ? traceOf(error.cause) : undefined;
  return { ...traceOf(error), cause };
}

function traceOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  const problems = error instanceof BxmlError ? error.problems.map(({ code, path }) => ({ code, path })) : undefined;
  return { name, problems, stack: stack?.replace(message, () => '…') };
}
