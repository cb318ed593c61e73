import type { AddedEventsTraits } from '../events/added-events.js';
import { BxmlError } from '../problems/bxml-error.js';
import { anything, expects, type FieldChecks } from '../problems/check-options.js';
import { inspect } from '../problems/inspect.js';
import { callback, objectOf, positiveInteger } from '../problems/value-checks.js';
import { MAX_TIMER_DELAY } from '../webhooks/deadline.js';
import { ignoreErrors } from '../webhooks/hooks.js';
import { type QueueHooks, queueHooksCheck } from './queue-hooks.js';

/** Options that every queue has. Give all processes of one queue the same values. */
export interface QueueOptions {
  /**
   * How often an event is attempted before it is dead, 1 or more.
   * @default 15, which with the default `backoff` takes about an hour
   */
  readonly attempts?: number | undefined;
  /**
   * The time before the next attempt. A function receives the number of the failed attempt, from 1, and returns
   * milliseconds. If it throws or does not return a number, the error is reported and the default is used.
   * @default { delay: 1000, max: 600000 }
   */
  readonly backoff?: Backoff | ((attempt: number) => number) | undefined;
  /** Event types that this version does not know, as in the option `events` of `webhooks`. */
  readonly events?: AddedEventsTraits | undefined;
  /** Functions called as events are stored and handled, for logging and metrics. */
  readonly hooks?: QueueHooks | undefined;
  /**
   * Called with each error: of a handler, once per failed attempt, and of the connection to the queue's store.
   * @default prints the error to the console
   */
  readonly onError?: ((error: unknown, info: QueueErrorInfo) => unknown) | undefined;
}

/** Exponential backoff: `delay` milliseconds, doubled per attempt up to `max`, of which up to half is random. */
export interface Backoff {
  /** Milliseconds before the second attempt, 0 or more. */
  readonly delay: number;
  /**
   * Maximum in milliseconds.
   * @default 600000
   */
  readonly max?: number | undefined;
}

/** The second argument of `onError`. */
export interface QueueErrorInfo {
  /** What failed: the `handler` of an event, or the `engine` of the queue, such as its connection to Redis. */
  readonly stage: 'handler' | 'engine';
  /** The key of the event; undefined for `engine`. */
  readonly key: string | undefined;
  /** The event's type; undefined for `engine`. */
  readonly eventType: string | undefined;
  /** The number of the failed attempt, from 1; undefined for `engine`. */
  readonly attempt: number | undefined;
}

const milliseconds = expects(
  `a number of milliseconds, 0 to ${MAX_TIMER_DELAY}`,
  (value) => typeof value === 'number' && value >= 0 && value <= MAX_TIMER_DELAY,
);

const backoffOptions = objectOf<Backoff>({ delay: milliseconds, max: milliseconds }, { required: ['delay'] });

/** The checks of {@link QueueOptions}. */
export const queueOptionChecks: FieldChecks<QueueOptions> = {
  attempts: positiveInteger,
  backoff: (value) => (typeof value === 'function' ? undefined : backoffOptions(value)),
  // Checked with the handlers.
  events: anything,
  hooks: queueHooksCheck,
  onError: callback,
};

const DEFAULT_ATTEMPTS = 15;
const DEFAULT_BACKOFF: Backoff = { delay: 1000 };
const DEFAULT_MAX_DELAY = 600_000;

/** {@link QueueOptions} with defaults applied. */
export class QueueSettings {
  readonly attempts: number;
  readonly events: AddedEventsTraits | undefined;
  readonly hooks: QueueHooks | undefined;
  readonly #backoff: Backoff | ((attempt: number) => number);
  readonly #onError: (error: unknown, info: QueueErrorInfo) => unknown;

  constructor({ attempts = DEFAULT_ATTEMPTS, backoff = DEFAULT_BACKOFF, events, hooks, onError }: QueueOptions) {
    this.attempts = attempts;
    this.events = events;
    this.hooks = hooks;
    this.#backoff = backoff;
    this.#onError = onError ?? ((error) => console.error(error));
  }

  /** Returns the milliseconds before the attempt that follows a failed one. Never throws: errors are passed to `report`. */
  retryDelay(attempt: number, report: (error: unknown) => void): number {
    const backoff = this.#backoff;
    if (typeof backoff !== 'function') return exponentialDelay(backoff, attempt);
    try {
      const delay: unknown = backoff(attempt);
      if (typeof delay !== 'number' || Number.isNaN(delay)) throw wrongBackoff(delay);
      return Math.min(MAX_TIMER_DELAY, Math.max(0, delay));
    } catch (error) {
      report(error);
      return exponentialDelay(DEFAULT_BACKOFF, attempt);
    }
  }

  /** Passes an error to `onError`. Never throws. */
  report(error: unknown, info: QueueErrorInfo): void {
    ignoreErrors(() => this.#onError(error, info));
  }

  /** Reports an error of the queue's engine, such as a lost connection. */
  reportEngine(error: unknown): void {
    this.report(error, { stage: 'engine', key: undefined, eventType: undefined, attempt: undefined });
  }
}

/** Returns a delay that doubles with each attempt, of which up to half is random. */
function exponentialDelay({ delay, max = DEFAULT_MAX_DELAY }: Backoff, attempt: number): number {
  const full = Math.min(max, delay * 2 ** (attempt - 1));
  return Math.round(full * (1 - Math.random() / 2));
}

function wrongBackoff(delay: unknown): BxmlError {
  return BxmlError.of('queue.backoff', `The function backoff returned ${inspect(delay)}; expected milliseconds.`, {
    hint: 'Return a number, such as 1000 * attempt. The default backoff was used.',
  });
}
