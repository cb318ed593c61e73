/**
 * Queues for asynchronous events: retries, order per call and dead events. `bxml-jsx/bullmq` has a queue that survives
 * crashes.
 *
 * @module bxml-jsx/queue
 */
export type { EventStore, PutResult, QueuedEvent } from '../webhooks/event-store.js';
export type { WorkContext } from '../webhooks/handlers.js';
export type {
  CloseOptions,
  DeadEvent,
  DeadFilter,
  DeadSelection,
  EventQueue,
  QueueFigures,
  QueueWorker,
  WorkOptions,
} from './event-queue.js';
export { type MemoryQueueOptions, memoryQueue } from './memory-queue.js';
export { NonRetryableError } from './non-retryable-error.js';
export type {
  AttemptDone,
  AttemptFailed,
  AttemptStarted,
  EventQueued,
  QueueHooks,
} from './queue-hooks.js';
export type { Backoff, QueueErrorInfo, QueueOptions } from './queue-options.js';
