import { BxmlError } from '../problems/bxml-error.js';
import type { QueueSettings } from '../queue/queue-options.js';

/** Milliseconds during which an error is reported once. */
const WINDOW = 10_000;

/** Maximum number of different errors that are remembered. */
const MAX_ERRORS = 100;

/** An error that was reported. */
interface Reported {
  /** When it was last reported, in milliseconds. */
  readonly at: number;
  /** How often it has occurred since. */
  repeats: number;
}

/** Reports the errors of Redis and BullMQ to `onError`, the same error at most once in ten seconds. */
export class EngineErrors {
  readonly #settings: QueueSettings;
  readonly #reported = new Map<string, Reported>();

  constructor(settings: QueueSettings) {
    this.#settings = settings;
  }

  /** Reports an error, unless it was reported a moment ago. Never throws. */
  readonly report = (error: unknown): void => {
    const now = performance.now();
    const kind = kindOf(error);
    const before = this.#reported.get(kind);
    if (before !== undefined && now - before.at < WINDOW) {
      before.repeats++;
      return;
    }
    if (this.#reported.size >= MAX_ERRORS) this.#reported.clear();
    this.#reported.set(kind, { at: now, repeats: 0 });
    this.#settings.reportEngine(engineError(error, before?.repeats));
  };

  /** Reports the error of a promise. */
  watch(promise: Promise<unknown>): void {
    promise.catch(this.report);
  }
}

/**
 * Returns an error of Redis or BullMQ as an error of this library. The original is not its cause, because errors of
 * ioredis contain the command with its arguments: the event, or a password.
 */
export function engineError(error: unknown, repeats = 0): BxmlError {
  if (error instanceof BxmlError) return error;
  const times = repeats === 0 ? '' : ` (${repeats} more since the last report)`;
  if (isOutOfMemory(error)) return full(times);
  return BxmlError.of('queue.engine', `The queue's engine reported an error: ${messageOf(error)}${times}`, {
    hint: 'Events are kept. The queue continues when the engine works again.',
  });
}

/** Returns the error of an event that is refused because Redis is full. */
export function full(times = ''): BxmlError {
  return BxmlError.of('queue.full', `Redis has no memory for further events${times}.`, {
    hint: 'Add workers, or raise maxmemory. New events are refused from 90 % on, so that workers can continue.',
  });
}

/** True for the error of a command that needs memory when Redis has none. */
const isOutOfMemory = (error: unknown): boolean => /\bOOM\b/.test(messageOf(error));

/** True for an error that Redis itself returned, unlike that of a connection. */
export const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

/** True for BullMQ's error of a job that is not in the expected state, or is gone. */
export const isOfJob = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node's error of a host with several addresses has no message of its own.
  const { message, errors } = error as Error & { readonly errors?: unknown };
  const [first] = Array.isArray(errors) ? errors : [];
  return message === '' && first instanceof Error ? first.message : message || error.name;
}

/** Returns what errors of one kind have in common: the message without ids and numbers. */
const kindOf = (error: unknown): string => messageOf(error).replace(/[\w-]{43}|\d+/g, '');
