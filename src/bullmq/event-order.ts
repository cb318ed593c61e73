import type { QueuedEvent } from '../webhooks/event-store.js';

/**
 * Whether an event may start: the number of its attempt; or it waits for an earlier event of its group, for at least that
 * many milliseconds, such as until the next attempt of the earlier event.
 */
export type Turn = { readonly attempt: number } | { readonly wait: number };

/** The events that are neither done nor dead, in the order of their groups. BullMQ itself has no order per group. */
export interface EventOrder {
  /** Registers an event. Call it before its job is added. Resolves to false if it was registered or stored before. */
  enter(jobId: string, event: QueuedEvent): Promise<boolean>;
  /** Registers a dead event again. Call it before its job is retried. */
  readmit(jobId: string, event: QueuedEvent): Promise<unknown>;
  /** Decides whether an event may start. An event that has to wait counts as parked until `leave` or `next` names it. */
  start(jobId: string, event: QueuedEvent): Promise<Turn>;
  /**
   * Resolves to the number of attempts that have started. BullMQ itself also counts the starts in which an event only
   * found that it has to wait.
   */
  attempts(jobId: string): Promise<number>;
  /**
   * Removes an event that is done or dead; an event with attempts left returns to its place. Resolves to the id of the
   * parked job that may start now, if there is one.
   *
   * @param starts how often BullMQ had started the job: a later start may already be running
   */
  leave(jobId: string, event: QueuedEvent, starts: number): Promise<string | undefined>;
  /** Resolves to the id of this job, or of another parked job of its group, if it may start now. */
  next(jobId: string, event: QueuedEvent): Promise<string | undefined>;
  /** Resolves to the number of parked jobs. */
  parked(): Promise<number>;
  /** Resolves to the time that the oldest event was received, in milliseconds since 1970, if there is one. */
  oldest(): Promise<number | undefined>;
}
