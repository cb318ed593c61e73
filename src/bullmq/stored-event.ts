import { createHash } from 'node:crypto';
import type { Job, Queue } from 'bullmq';
import type { QueuedEvent } from '../webhooks/event-store.js';

/** A job of BullMQ that stores an event. Its name is the event's type. */
export type EventJob = Job<QueuedEvent, void, string>;

/** The queue of BullMQ that stores the events. */
export type EventJobs = Queue<QueuedEvent, void, string>;

/**
 * Returns the SHA-256 of a string in 43 characters: letters, digits, `-` and `_`. The id of an event's job is the hash of
 * its key, which itself cannot be an id because it contains colons. BullMQ stores an id once, from whatever machine.
 */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
