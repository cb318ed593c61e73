import type { Cluster, Redis } from 'ioredis';
import type { QueuedEvent } from '../webhooks/event-store.js';
import type { EventOrder, Turn } from './event-order.js';
import { hashOf } from './stored-event.js';

// A group is a sorted set of job ids, scored by the time of the event; the running job has the score -inf. Jobs that
// wait for an earlier event are delayed jobs of BullMQ, and members of the set of parked jobs. The sorted set of pending
// jobs has all events that are neither done nor dead, scored by the time that they were registered.
//
// Scripts for workers begin with a write that a full Redis allows. Redis then allows the others too, so that workers can
// empty it.

/** Milliseconds that a group is kept without a change. Limits what a crash between two commands can leave behind. */
const GROUP_LIFETIME = 7 * 86_400_000;

/** Milliseconds after its registration that an event counts as lost if it has no job. */
const GRACE = 10_000;

/** Milliseconds that an event before a parked one needs at least, and the most that is expected for all of them. */
const TURN = 10;
const MAX_TURNS = 60_000;

const COMMON = `
local group, pending, parked = KEYS[1], KEYS[2], KEYS[3]
local prefix, id, time, grouped = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == '1'

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Returns 'live', 'new' (registered or replayed a moment ago) or 'gone' (done, dead or lost).
local function stateOf(id)
  local fields = redis.call('HMGET', prefix .. id, 'timestamp', 'finishedOn', 'replayedOn')
  if fields[1] and not fields[2] then return 'live' end
  local since = fields[1] and fields[3]
  if not fields[1] then since = redis.call('ZSCORE', pending, id) end
  if since and now() - tonumber(since) < ${GRACE} then return 'new' end
  return 'gone'
end

-- Returns the first job of the group that is not gone.
local function headOf(own)
  while true do
    local head = redis.call('ZRANGE', group, 0, 0)[1]
    if not head or head == own or stateOf(head) ~= 'gone' then return head end
    redis.call('ZREM', group, head)
    redis.call('ZREM', pending, head)
  end
end

local function register()
  local added = redis.call('ZADD', pending, 'NX', now(), id)
  if grouped then
    redis.call('ZADD', group, 'NX', time, id)
    redis.call('PEXPIRE', group, ${GROUP_LIFETIME})
  end
  return added
end
`;

const SCRIPTS = {
  bxmlEnter: `${COMMON}
local fields = redis.call('HMGET', prefix .. id, 'timestamp', 'finishedOn')
if fields[2] then return 0 end
local added = register()
return fields[1] and 0 or added
`,
  bxmlReadmit: `${COMMON}
local job = prefix .. id
redis.call('HDEL', job, 'stc', 'bxmlAttempts')
if redis.call('EXISTS', job) == 0 then return 0 end
redis.call('HSET', job, 'replayedOn', now())
return register()
`,
  bxmlStart: `${COMMON}
redis.call('SREM', parked, id)
redis.call('HDEL', prefix .. id, 'replayedOn')
register()
local head = grouped and headOf(id) or id
if head == id then
  if grouped then redis.call('ZADD', group, 'XX', '-inf', id) end
  return -redis.call('HINCRBY', prefix .. id, 'bxmlAttempts', 1)
end
redis.call('SADD', parked, id)
local wait = math.min(redis.call('ZRANK', group, id) * ${TURN}, ${MAX_TURNS})
-- BullMQ scores delayed jobs by their time, in milliseconds * 4096.
local due = redis.call('SISMEMBER', parked, head) == 0 and redis.call('ZSCORE', prefix .. 'delayed', head)
return due and math.max(wait, math.floor(due / 4096) - now()) or wait
`,
  bxmlLeave: `${COMMON}
redis.call('SREM', parked, id)
if stateOf(id) == 'live' then
  -- BullMQ counts the starts of a job in the field ats. The next start may have been faster than this command.
  if grouped and redis.call('HGET', prefix .. id, 'ats') == ARGV[5] then redis.call('ZADD', group, 'XX', time, id) end
else
  redis.call('ZREM', pending, id)
  if grouped then redis.call('ZREM', group, id) end
end
if not grouped then return false end
local head = headOf(id)
return head and head ~= id and redis.call('SREM', parked, head) == 1 and head
`,
  bxmlNext: `${COMMON}
local head = headOf(id)
return head and (redis.call('SREM', parked, head) == 1 or head == id) and head
`,
  bxmlOldest: `${COMMON}
for _ = 1, 1000 do
  local head = redis.call('ZRANGE', pending, 0, 0)[1]
  if not head then return false end
  if stateOf(head) ~= 'gone' then
    return redis.call('HGET', prefix .. head, 'timestamp') or redis.call('ZSCORE', pending, head)
  end
  redis.call('ZREM', pending, head)
end
return false
`,
} as const;

/** The commands that {@link SCRIPTS} define on a client: three keys, the prefix of job keys, and the event. */
type ScriptCommands = {
  readonly [Name in keyof typeof SCRIPTS]: (...args: readonly string[]) => Promise<unknown>;
};

/** The order of events in Redis, beside the keys of BullMQ. */
export class RedisOrder implements EventOrder {
  readonly #commands: ScriptCommands;
  readonly #client: Redis | Cluster;
  readonly #toKey: (type: string) => string;
  readonly #pending: string;
  readonly #parked: string;
  /** The prefix of the keys of jobs. */
  readonly #prefix: string;

  /** @param toKey returns the key of BullMQ's queue with this suffix */
  constructor(client: Redis | Cluster, toKey: (type: string) => string) {
    for (const [name, lua] of Object.entries(SCRIPTS)) client.defineCommand(name, { numberOfKeys: 3, lua });
    // `defineCommand` has added these methods, which the type of a client cannot know.
    this.#commands = client as unknown as ScriptCommands;
    this.#client = client;
    this.#toKey = toKey;
    this.#pending = toKey('bxml-pending');
    this.#parked = toKey('bxml-parked');
    this.#prefix = toKey('');
  }

  async enter(jobId: string, event: QueuedEvent): Promise<boolean> {
    return (await this.#commands.bxmlEnter(...this.#args(jobId, event))) === 1;
  }

  readmit(jobId: string, event: QueuedEvent): Promise<unknown> {
    return this.#commands.bxmlReadmit(...this.#args(jobId, event));
  }

  async start(jobId: string, event: QueuedEvent): Promise<Turn> {
    const reply = Number(await this.#commands.bxmlStart(...this.#args(jobId, event)));
    return reply < 0 ? { attempt: -reply } : { wait: reply };
  }

  async attempts(jobId: string): Promise<number> {
    return Number((await this.#client.hget(`${this.#prefix}${jobId}`, 'bxmlAttempts')) ?? 0);
  }

  async leave(jobId: string, event: QueuedEvent, starts: number): Promise<string | undefined> {
    return idOf(await this.#commands.bxmlLeave(...this.#args(jobId, event), String(starts)));
  }

  async next(jobId: string, event: QueuedEvent): Promise<string | undefined> {
    return idOf(await this.#commands.bxmlNext(...this.#args(jobId, event)));
  }

  parked(): Promise<number> {
    return this.#client.scard(this.#parked);
  }

  async oldest(): Promise<number | undefined> {
    const time = await this.#commands.bxmlOldest(this.#pending, this.#pending, this.#parked, this.#prefix, '', '', '0');
    return typeof time === 'string' ? Number(time) : undefined;
  }

  #args(jobId: string, { group, time }: QueuedEvent): readonly string[] {
    const key = group === undefined ? this.#pending : this.#toKey(`bxml-group:${shortened(group)}`);
    return [key, this.#pending, this.#parked, this.#prefix, jobId, String(time), group === undefined ? '0' : '1'];
  }
}

const idOf = (reply: unknown): string | undefined => (typeof reply === 'string' ? reply : undefined);

/** Maximum length of a group in a key. Ids of calls are shorter. */
const MAX_GROUP = 100;

const shortened = (group: string): string => (group.length > MAX_GROUP ? hashOf(group) : group);
