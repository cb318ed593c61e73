import { BxmlError } from '../problems/bxml-error.js';
import { checkOptions, expects, optionCode } from '../problems/check-options.js';
import { objectOf, positiveInteger } from '../problems/value-checks.js';
import { MAX_TIMER_DELAY } from '../webhooks/deadline.js';
import type { CloseOptions, DeadFilter, DeadSelection, WorkOptions } from './event-queue.js';

const isTimer = (value: unknown, min: number): boolean =>
  typeof value === 'number' && value >= min && value <= MAX_TIMER_DELAY;

const workOptions = objectOf<WorkOptions>({
  concurrency: positiveInteger,
  timeout: expects(`a number of milliseconds, 1 to ${MAX_TIMER_DELAY}`, (value) => isTimer(value, 1)),
});

/**
 * Returns the options of `work` with defaults applied.
 *
 * @throws BxmlError (`options.*`)
 */
export function resolveWorkOptions(options: WorkOptions): { readonly concurrency: number; readonly timeout: number } {
  checkOptions(workOptions, options, '', optionCode);
  return { concurrency: options.concurrency ?? 20, timeout: options.timeout ?? 300_000 };
}

const closeOptions = objectOf<CloseOptions>(
  { timeout: expects(`a number of milliseconds, 0 to ${MAX_TIMER_DELAY}`, (value) => isTimer(value, 0)) },
  { hint: () => 'Write close({ timeout: 10_000 }). The unit is milliseconds.' },
);

/**
 * Returns the option `timeout` of `close`.
 *
 * @throws BxmlError (`options.*`)
 */
export function closeTimeout(options: CloseOptions): number {
  checkOptions(closeOptions, options, '', optionCode);
  return options.timeout ?? 10_000;
}

const id = expects('a string that is not empty', (value) => typeof value === 'string' && value !== '');
const deadFilter = objectOf<DeadFilter>({ key: id, callId: id, limit: positiveInteger });

/**
 * Returns a filter of dead events with its default applied.
 *
 * @throws BxmlError (`options.*`)
 */
export function resolveDeadFilter(filter: DeadFilter): DeadFilter & { readonly limit: number } {
  checkOptions(deadFilter, filter, '', optionCode);
  return { ...filter, limit: filter.limit ?? 100 };
}

const selection = objectOf<{ readonly key?: string; readonly callId?: string }>(
  { key: id, callId: id },
  {
    also: ({ key, callId }) => ((key === undefined) === (callId === undefined) ? 'needs key or callId' : undefined),
    hint: () => "Write { key }, { callId } or 'all'.",
  },
);

/**
 * Returns a selection of dead events as a filter.
 *
 * @throws BxmlError (`options.*`)
 */
export function selectionFilter(selected: DeadSelection): Pick<DeadFilter, 'key' | 'callId'> {
  if (selected === 'all') return {};
  checkOptions(selection, selected, '', optionCode);
  return selected;
}

/** Returns the error for a call of a method after `close`. */
export function closed(): BxmlError {
  return BxmlError.of('queue.closed', 'The queue is closed.', {
    hint: 'Close the server before the queue, so that no event arrives afterwards.',
  });
}
