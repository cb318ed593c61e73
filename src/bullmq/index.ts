/**
 * A queue for asynchronous events that survives crashes, with BullMQ.
 *
 * @module bxml-jsx/bullmq
 */
export type { EventQueue } from '../queue/event-queue.js';
export type { BullmqQueue, BullmqQueueOptions, KeepDone } from './bullmq-options.js';
export { bullmqQueue } from './bullmq-queue.js';
