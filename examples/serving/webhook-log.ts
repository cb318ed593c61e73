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
      unhandled: ({ eventType, callId }) => log.warn({ eventType, callId }, 'unhandled'),
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
  return { name, problems, stack: `${name}: …\n${framesIn(String(stack ?? ''), message)}` };
}

/**
 * The lines of a stack that say where, without its message: that may be an older one than the error has now, and of
 * several lines. So only the lines at the end count that look like places.
 */
function framesIn(stack: string, message: string): string {
  const at = stack.indexOf(message);
  const isInFirstLine = at !== -1 && !stack.slice(0, at).includes('\n');
  const lines = (isInFirstLine ? stack.slice(at + message.length) : stack).split('\n');
  const last = lines.findLastIndex((line) => !/^ {4}at .*(?:\)|:\d+:\d+)$/.test(line));
  return lines.slice(last + 1).join('\n');
}
