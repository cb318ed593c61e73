import type { DeadEvent, DeadFilter } from '../queue/event-queue.js';
import { asSeen } from '../queue/queue-hooks.js';
import { engineError, isOfJob } from './engine-errors.js';
import type { EventOrder } from './event-order.js';
import { type EventJob, type EventJobs, hashOf } from './stored-event.js';

/** Number of jobs that are read at once. */
const PAGE = 200;

/** The dead events of a queue: the failed jobs of BullMQ. */
export class DeadEvents {
  readonly #jobs: EventJobs;
  readonly #order: EventOrder;

  constructor(jobs: EventJobs, order: EventOrder) {
    this.#jobs = jobs;
    this.#order = order;
  }

  /** Returns dead events, those that died first first. */
  async list(filter: DeadFilter, limit: number): Promise<readonly DeadEvent[]> {
    const dead: DeadEvent[] = [];
    for await (const job of this.#select(filter)) {
      dead.push(deadEvent(job, await this.#order.attempts(job.id ?? '')));
      if (dead.length >= limit) break;
    }
    return dead;
  }

  /** Queues dead events again. Resolves to their number. */
  replay(filter: DeadFilter): Promise<number> {
    return this.#forEach(filter, async (jobs) => {
      // All of a call are registered before the first is queued, so that they are handled in order.
      await Promise.all(jobs.map((job) => this.#order.readmit(job.id ?? '', job.data)));
      const options = { resetAttemptsMade: true, resetAttemptsStarted: true };
      return jobs.map((job) => job.retry('failed', options));
    });
  }

  /** Deletes dead events. Resolves to their number. */
  discard(filter: DeadFilter): Promise<number> {
    return this.#forEach(filter, async (jobs) => jobs.map((job) => job.remove()));
  }

  /** Applies a function to the events of a filter, page by page. Resolves to the number of events it succeeded for. */
  async #forEach(filter: DeadFilter, act: (jobs: EventJob[]) => Promise<Promise<unknown>[]>): Promise<number> {
    // Events that are replayed or discarded leave the pages, so these are read to the end first.
    const ids: string[] = [];
    for await (const { id } of this.#select(filter)) if (id !== undefined) ids.push(id);
    let count = 0;
    for (let start = 0; start < ids.length; start += PAGE) {
      const jobs = await Promise.all(ids.slice(start, start + PAGE).map((id) => this.#jobs.getJob(id)));
      const results = await Promise.allSettled(await act(jobs.filter((job) => job !== undefined)));
      count += results.filter(({ status }) => status === 'fulfilled').length;
      // An event that another process has replayed or discarded in between does not count.
      const failure = results.find((result) => result.status === 'rejected' && !isOfJob(result.reason));
      if (failure?.status === 'rejected') throw engineError(failure.reason);
    }
    return count;
  }

  async *#select({ key, callId }: DeadFilter): AsyncGenerator<EventJob> {
    const fits = ({ data }: EventJob): boolean => callId === undefined || asSeen(data).callId === callId;
    if (key !== undefined) {
      const job = await this.#jobs.getJob(hashOf(key));
      if (job !== undefined && fits(job) && (await job.isFailed())) yield job;
      return;
    }
    for (let start = 0; ; start += PAGE) {
      const page = await this.#jobs.getJobs(['failed'], start, start + PAGE - 1, true);
      yield* page.filter(fits);
      if (page.length === 0) return;
    }
  }
}

function deadEvent({ data, opts, failedReason, finishedOn }: EventJob, started: number): DeadEvent {
  const { key, eventType, event, receivedAt } = data;
  return {
    key,
    eventType,
    event,
    receivedAt,
    diedAt: finishedOn ?? receivedAt,
    // An event that a crash interrupted in its last attempt is started once more, to give it up.
    attempts: Math.min(started, opts.attempts ?? Number.POSITIVE_INFINITY),
    reason: failedReason ?? '',
  };
}
