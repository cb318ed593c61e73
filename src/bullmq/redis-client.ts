import { type Cluster, Redis, type RedisOptions } from 'ioredis';
import { BxmlError } from '../problems/bxml-error.js';

/** Longest pause between two attempts to connect, in milliseconds. */
const MAX_RECONNECT_DELAY = 1000;

/**
 * Replies of a server that cannot store events now: a replica, as the old primary is after a failover, and one that loads
 * the data of its primary or has lost it.
 */
const NOT_PRIMARY = /^(?:READONLY|LOADING|MASTERDOWN) /;

/** Milliseconds after which a connection that does not respond is replaced. Blocking commands take up to ten seconds. */
const SOCKET_TIMEOUT = 20_000;

/** True for a client of ioredis. */
export const isClient = (value: unknown): value is Redis | Cluster =>
  typeof value === 'object' &&
  value !== null &&
  ['defineCommand', 'duplicate', 'disconnect'].every((name) => typeof Object(value)[name] === 'function');

/** Options of ioredis that every connection of the queue has. */
const FIXED = {
  maxRetriesPerRequest: null,
  enableOfflineQueue: true,
  // BullMQ reads replies as they were in version 2 of the protocol.
  replyMapping: 'legacy',
} as const;

/**
 * Returns a client that waits for Redis for as long as it takes: commands are kept while Redis is away, and sent again
 * after a lost connection, or once the server is a primary again.
 *
 * @param report called with the error of a server that is not a primary
 * @throws BxmlError (`queue.client`)
 */
export function openClient(connection: string | RedisOptions, prefix: string, report: (error: unknown) => void): Redis {
  const options = {
    // After a failover, the connection may lead to a server that has become a replica: connects again, and sends the
    // command again.
    reconnectOnError: (error: Error) => {
      if (!NOT_PRIMARY.test(error.message)) return false;
      report(error);
      return 2 as const;
    },
    retryStrategy: (times: number) => Math.min(MAX_RECONNECT_DELAY, 50 * 2 ** times),
    socketTimeout: SOCKET_TIMEOUT,
    enableAutoPipelining: true,
    ...(typeof connection === 'string' ? {} : connection),
    ...FIXED,
  };
  const client = typeof connection === 'string' ? new Redis(checkedUrl(connection), options) : new Redis(options);
  try {
    checkClient(client, prefix);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  return client;
}

/** Returns a URL as ioredis needs it. It reads `REDISS:` as a protocol without TLS, and prefers options of the query. */
function checkedUrl(connection: string): string {
  const url = new URL(connection);
  for (const name of Object.keys(FIXED)) url.searchParams.delete(name);
  return url.href;
}

/**
 * Checks that the client of an application waits for Redis.
 *
 * @throws BxmlError (`queue.client`)
 */
export function checkClient(client: Redis | Cluster, prefix: string): void {
  const { options } = client;
  const connection: RedisOptions = isCluster(client) ? (client.options.redisOptions ?? {}) : client.options;
  if (options.enableOfflineQueue === false) {
    throw clientError(
      'has enableOfflineQueue: false',
      'Remove the option, so that events are kept while Redis is away.',
    );
  }
  if (connection.maxRetriesPerRequest !== null) {
    throw clientError(
      `has maxRetriesPerRequest: ${connection.maxRetriesPerRequest}`,
      `Create it with ${isCluster(client) ? '{ redisOptions: { maxRetriesPerRequest: null } }' : '{ maxRetriesPerRequest: null }'}, so that events are kept while Redis is away.`,
    );
  }
  if (connection.keyPrefix || options.keyPrefix) {
    throw clientError('has a keyPrefix', 'Remove it, and use the option prefix of the queue.');
  }
  if (connection.commandTimeout) {
    throw clientError('has a commandTimeout', 'Remove it: workers wait longer for the next event.');
  }
  if (isCluster(client) && !/\{[^}]+\}/.test(prefix)) {
    throw clientError('is a Cluster, and the prefix has no hash tag', "Use braces, such as prefix: '{bxml}'.");
  }
}

/** True for a client of a Redis Cluster. */
export const isCluster = (client: Redis | Cluster): client is Cluster => client.isCluster;

const clientError = (message: string, hint: string): BxmlError =>
  BxmlError.of('queue.client', `The client of the queue ${message}.`, { hint });

/** Closes a client after its pending commands, at the latest after `timeout` milliseconds. Never rejects. */
export async function closeClient(client: Redis, timeout: number): Promise<void> {
  const timer = setTimeout(() => client.disconnect(), timeout);
  try {
    if (client.status === 'ready') await client.quit();
  } catch {
    // The connection is closed already.
  }
  clearTimeout(timer);
  client.disconnect();
}
