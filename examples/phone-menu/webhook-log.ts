// Structured logs of webhooks, for any logger with the interface of pino.
import { BxmlError } from 'bxml-jsx';
import type { WebhookOptions } from 'bxml-jsx/koa';
import type { Logger } from 'pino';

/**
 * Returns options of `webhooks` that log every event. Entries have event types, call ids and stack frames. They omit
 * documents and error messages, which may quote what callers said or pressed.
 */
export const webhookLog = (log: Logger) =>
  ({
    hooks: {
      answered: ({ eventType, callId, status, duration, problems }) =>
        log.info({ eventType, callId, status, duration, warnings: problems.map(({ code }) => code) }, 'answered'),
      refused: ({ status, code, duration }) => log.warn({ status, code, duration }, 'refused'),
      slow: ({ eventType, callId, duration }) => log.warn({ eventType, callId, duration }, 'slow'),
      late: ({ eventType, callId, duration, error }) =>
        log.warn(
          { eventType, callId, duration, error: error === undefined ? undefined : describeError(error) },
          'late',
        ),
      unhandled: ({ eventType, callId }) => log.warn({ eventType, callId }, 'unhandled'),
      repeated: ({ eventType, callId }) => log.info({ eventType, callId }, 'repeated'),
    },
    onError(error, { stage, event, eventType }) {
      const callId = event !== undefined && 'callId' in event ? event.callId : undefined;
      log.error({ stage, eventType, callId, error: describeError(error) }, 'failed');
    },
  }) satisfies WebhookOptions;

/** Returns the origin of an error and of its cause. Omits messages: that of a database error, for example, quotes values. */
export function describeError(error: unknown): object {
  const cause = error instanceof Error && error.cause !== undefined ? originOf(error.cause) : undefined;
  return { ...originOf(error), cause };
}

function originOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  const problems = error instanceof BxmlError ? error.problems.map(({ code, path }) => ({ code, path })) : undefined;
  return { name, problems, stack: `${name}: …\n${framesIn(String(stack ?? ''), message)}` };
}

/**
 * Returns the stack frames at the end of a stack, without the message before them. The message in the stack may have
 * several lines, and differs from `message` if that was changed later, so only lines that look like frames are kept.
 */
function framesIn(stack: string, message: string): string {
  const at = stack.indexOf(message);
  const isInFirstLine = at !== -1 && !stack.slice(0, at).includes('\n');
  const lines = (isInFirstLine ? stack.slice(at + message.length) : stack).split('\n');
  const last = lines.findLastIndex((line) => !/^ {4}at .*(?:\)|:\d+:\d+)$/.test(line));
  return lines.slice(last + 1).join('\n');
}
