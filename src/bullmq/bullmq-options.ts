import type { Queue, Telemetry } from 'bullmq';
import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { checkOptions, expects, isRecord, optionCode } from '../problems/check-options.js';
import { objectOf, positiveInteger } from '../problems/value-checks.js';
import type { EventQueue } from '../queue/event-queue.js';
import { type QueueOptions, queueOptionChecks } from '../queue/queue-options.js';
import { MAX_TIMER_DELAY } from '../webhooks/deadline.js';
import { isClient } from './redis-client.js';

/** Options of {@link bullmqQueue}. */
export interface BullmqQueueOptions extends QueueOptions {
  /**
   * The URL of Redis, such as `redis://127.0.0.1:6379` or `rediss://user:password@redis.example:6380`, or options of
   * ioredis. The queue opens connections of its own: one, and one more per worker. Pass either this or `client`.
   */
  readonly connection?: string | RedisOptions | undefined;
  /**
   * A client of ioredis, `Redis` or `Cluster`, that the application closes after the queue. It needs the option
   * `maxRetriesPerRequest: null` and its offline queue.
   */
  readonly client?: Redis | Cluster | undefined;
  /**
   * The name of BullMQ's queue. Not a colon.
   * @default 'events'
   */
  readonly name?: string | undefined;
  /**
   * The prefix of all keys. On a Redis Cluster it contains a hash tag, so that the keys of one queue are on one node.
   * @default '{bxml}'
   */
  readonly prefix?: string | undefined;
  /**
   * Maximum number of events that wait to be stored while Redis does not respond, 1 or more. Further events are refused.
   * They need about 5 kB of memory each.
   * @default 10000
   */
  readonly maxWaiting?: number | undefined;
  /**
   * How long handled events are kept so that a repeat is recognized. Bandwidth repeats an event within seconds. Each needs
   * about 2 kB in Redis.
   * @default { age: 3600000, count: 10000 }
   */
  readonly keepDone?: KeepDone | undefined;
  /**
   * Milliseconds without a sign of life after which the events of a worker may be handled by another one, 1000 or more. A
   * worker gives a sign of life every half of it, also during long handlers, unless its event loop is blocked. The event
   * of a killed worker starts again after at most `lockDuration` and twice `stalledInterval`.
   * @default 8000
   */
  readonly lockDuration?: number | undefined;
  /**
   * Milliseconds between checks for events of killed workers, 100 or more.
   * @default 2000
   */
  readonly stalledInterval?: number | undefined;
  /**
   * Traces events through the queue, from the request to the handler: `new BullMQOtel()` of `bullmq-otel`.
   */
  // BullMQ's own type of the option.
  readonly telemetry?: Telemetry | undefined;
}

/** Which handled events are kept. An event is dropped as soon as either limit is exceeded. */
export interface KeepDone {
  /** Milliseconds, 1000 or more. */
  readonly age: number;
  /** Number of events, 1 or more. */
  readonly count: number;
}

/** A queue that {@link bullmqQueue} returns. */
export interface BullmqQueue extends EventQueue {
  /**
   * The queue of BullMQ, for tools: `exportPrometheusMetrics()`, bull-board, `pause()`. The job of an event has its type as
   * name and the event in `data.event`.
   */
  readonly bullmq: Queue;
}

const milliseconds = (min: number) =>
  expects(
    `a number of milliseconds, ${min} to ${MAX_TIMER_DELAY}`,
    (value) => typeof value === 'number' && value >= min && value <= MAX_TIMER_DELAY,
  );

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '' && !value.includes(':');

const bullmqQueueOptions = objectOf<BullmqQueueOptions>(
  {
    ...queueOptionChecks,
    connection: (value) =>
      typeof value === 'string'
        ? connectionUrl(value)
        : expects('a URL such as redis://127.0.0.1:6379, or options of ioredis', isOptions)(value),
    client: expects('a client of ioredis: new Redis(…) or new Cluster(…)', isClient),
    name: expects('a string that is not empty and has no colon', isName),
    prefix: expects('a string that is not empty', (value) => typeof value === 'string' && value !== ''),
    maxWaiting: positiveInteger,
    keepDone: objectOf<KeepDone>({ age: milliseconds(1000), count: positiveInteger }, { required: ['age', 'count'] }),
    lockDuration: milliseconds(1000),
    stalledInterval: milliseconds(100),
    telemetry: expects('a telemetry of BullMQ: new BullMQOtel(…) of bullmq-otel', isRecord),
  },
  {
    also: ({ connection, client }) =>
      (connection === undefined) === (client === undefined) ? 'need either connection or client' : undefined,
  },
);

const isOptions = (value: unknown): boolean => isRecord(value) && !isClient(value);

/** Checks a URL. The message does not show it, because it may contain a password. */
function connectionUrl(value: string) {
  const fault = faultOfUrl(value);
  return fault === undefined ? undefined : { path: '', message: fault };
}

function faultOfUrl(value: string): string | undefined {
  if (!/^rediss?:\/\//i.test(value) || !URL.canParse(value)) {
    return 'is not a URL that starts with redis:// or rediss://';
  }
  const { username, password, pathname } = new URL(value);
  if (!/^\/?\d{0,9}$/.test(pathname)) return 'has a path that is not the number of a database, such as /1';
  if (!isEncoded(username + password)) return 'has a percent sign in its password that is not encoded as %25';
  return undefined;
}

/** True if a part of a URL can be decoded. */
function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/**
 * Checks the options of `bullmqQueue`.
 *
 * @throws BxmlError (`options.*`)
 */
export function checkBullmqOptions(options: BullmqQueueOptions): void {
  checkOptions(bullmqQueueOptions, options, '', optionCode);
}

/** The options that concern BullMQ, with defaults applied. */
export interface EngineSettings {
  readonly name: string;
  readonly prefix: string;
  readonly maxWaiting: number;
  readonly keepDone: KeepDone;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly telemetry: Telemetry | undefined;
}

/** Returns the options that concern BullMQ with defaults applied. */
export function engineSettings(options: BullmqQueueOptions): EngineSettings {
  return {
    name: options.name ?? 'events',
    prefix: options.prefix ?? '{bxml}',
    maxWaiting: options.maxWaiting ?? 10_000,
    keepDone: options.keepDone ?? { age: 3_600_000, count: 10_000 },
    lockDuration: options.lockDuration ?? 8000,
    stalledInterval: options.stalledInterval ?? 2000,
    telemetry: options.telemetry,
  };
}
