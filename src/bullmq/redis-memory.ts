import type { Cluster, Redis } from 'ioredis';
import { BxmlError } from '../problems/bxml-error.js';
import type { QueueSettings } from '../queue/queue-options.js';
import { type EngineErrors, full } from './engine-errors.js';
import { isCluster } from './redis-client.js';
import type { EventJobs } from './stored-event.js';

/** Milliseconds between two looks at the memory of Redis. */
const INTERVAL = 1000;

/** The part of `maxmemory` from which events are refused. A completely full Redis stops the workers too. */
const FULL = 0.9;

/** The part of `maxmemory` from which handled events are dropped early, and how long they are kept at least. */
const TIGHT = 0.85;
const TIGHT_AGE = 60_000;

/** Bytes that an event needs, for an estimate between two looks. */
const EVENT_SIZE = 2000;

/** The part of `maxmemory` after which Redis is asked again, whatever the time. */
const STEP = 0.01;

/** Maximum number of handled events that are dropped at once. */
const MAX_DROPPED = 10_000;

/** Watches the memory of Redis, so that it never fills up with events. */
export class RedisMemory {
  readonly #client: Redis | Cluster;
  readonly #jobs: EventJobs;
  readonly #errors: EngineErrors;
  /** Bytes that events may still use; infinite if Redis has no limit. */
  #room = Number.POSITIVE_INFINITY;
  /** Bytes that this process may use until Redis is asked again. */
  #step = Number.POSITIVE_INFINITY;
  #seenAt = Number.NEGATIVE_INFINITY;
  #isLooking = false;

  constructor(client: Redis | Cluster, jobs: EventJobs, errors: EngineErrors) {
    this.#client = client;
    this.#jobs = jobs;
    this.#errors = errors;
  }

  /**
   * Reserves memory for an event.
   *
   * @throws BxmlError (`queue.full`)
   */
  reserve(): void {
    this.#room -= EVENT_SIZE;
    this.#step -= EVENT_SIZE;
    this.look();
    if (this.#room < 0) throw full();
  }

  /** Looks at the memory of Redis, unless that was done a moment ago. Call it with each event that is handled. */
  look(): void {
    if (this.#isLooking || (this.#step > 0 && performance.now() - this.#seenAt < INTERVAL)) return;
    this.#isLooking = true;
    this.#errors.watch(
      this.#update().finally(() => {
        this.#seenAt = performance.now();
        this.#isLooking = false;
      }),
    );
  }

  async #update(): Promise<void> {
    const nodes = isCluster(this.#client) ? this.#client.nodes('master') : [this.#client];
    const memory = (await Promise.all(nodes.map((node) => node.info('memory')))).map(memoryOf);
    const limited = memory.filter(({ max }) => max > 0);
    this.#room = Math.min(...limited.map(({ used, max }) => max * FULL - used), Number.POSITIVE_INFINITY);
    this.#step = Math.min(...limited.map(({ max }) => max * STEP), Number.POSITIVE_INFINITY);
    const part = Math.max(...limited.map(({ used, max }) => used / max), 0);
    if (part < TIGHT) return;
    await this.#jobs.clean(part < FULL ? TIGHT_AGE : 0, MAX_DROPPED, 'completed');
    await this.#jobs.trimEvents(0);
  }
}

const memoryOf = (info: string) => ({
  used: Number(field(info, 'used_memory')),
  max: Number(field(info, 'maxmemory')),
});

/** Returns a field of the reply to `INFO`. */
const field = (info: string, name: string): string | undefined =>
  info
    .split('\r\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

/** Reports settings of Redis that lose events. Rejects if Redis cannot be asked. */
export async function reportUnsafeSettings(client: Redis | Cluster, settings: QueueSettings): Promise<void> {
  const info = await client.info();
  const policy = field(info, 'maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') settings.reportEngine(evicts(policy));
  // Without a file, replicas may still keep the events.
  if (field(info, 'aof_enabled') === '0' && field(info, 'connected_slaves') === '0') settings.reportEngine(forgets());
}

const evicts = (policy: string): BxmlError =>
  BxmlError.of('queue.eviction', `Redis deletes events when its memory is full: maxmemory-policy is ${policy}.`, {
    hint: 'Set maxmemory-policy noeviction.',
  });

const forgets = (): BxmlError =>
  BxmlError.of('queue.persistence', 'Redis loses events when it ends unexpectedly: its setting appendonly is off.', {
    hint: 'Set appendonly yes and appendfsync always.',
  });
