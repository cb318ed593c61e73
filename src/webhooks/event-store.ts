import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { expects } from '../problems/check-options.js';
import { eventKey, randomKey } from './event-key.js';

/** An asynchronous event to store until a worker handles it. Every field survives `JSON.stringify`. */
export interface QueuedEvent {
  /**
   * Identifies the event: the same for every delivery of it and on every machine, such as
   * `disconnect/2022-06-19T06:40:50.123Z/callId=c-95ac8d6e`. At most 1,100 characters of visible ASCII. An event
   * whose repeats cannot be recognized has a random key.
   */
  readonly key: string;
  /** The event's `eventType`; for endpoint events, which have none, the value of `event`. */
  readonly eventType: string;
  /**
   * What the event is about: the call id, else the id of the conference or endpoint. Events of one group are handled one
   * at a time, in order of `time`; undefined for no order.
   */
  readonly group?: string | undefined;
  /** The event's `eventTime` in microseconds since 1970, else the time that it was received. */
  readonly time: number;
  /** When the request was received, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** The event. */
  readonly event: AnyEvent | UnknownEvent;
}

/** The result of {@link EventStore.put}. */
export interface PutResult {
  /** False if the event was stored before. It is then not handled again. */
  readonly isNew: boolean;
  /**
   * Resolves once the event was attempted, to the error of that attempt if it failed; never rejects. Only queues that
   * handle events in the same process have it. Simulated calls wait for it.
   */
  readonly attempted?: Promise<{ readonly error?: unknown } | undefined> | undefined;
}

/**
 * Stores asynchronous events, for the option `queue` of `webhooks`. The queues of `bxml-jsx/queue` and
 * `bxml-jsx/bullmq` are stores.
 */
export interface EventStore {
  /**
   * Stores an event, unless its key is stored already. Resolves when the event is safe, since it is then acknowledged
   * and Bandwidth does not send it again.
   *
   * Reject if the event cannot be stored: the request is then answered with 503. If `put` takes longer than `timeout`,
   * the request is answered with 503 too, but the event may still be stored later.
   */
  put(event: QueuedEvent): Promise<PutResult>;
}

/** The check of the option. */
export const queueCheck = expects(
  'a queue with a function put(event), such as memoryQueue() of bxml-jsx/queue',
  (value) => typeof value === 'object' && typeof Object(value).put === 'function',
);

/** Returns the entry for an event that was received now. */
export function queuedEvent(event: AnyEvent | UnknownEvent): QueuedEvent {
  const receivedAt = Date.now();
  const eventType = event.eventType ?? event.event;
  const key = eventKey(event) ?? randomKey(event);
  const time = microsecondsOf(own(event, 'eventTime')) ?? receivedAt * 1000;
  const group = GROUP_IDS.map((name) => own(event, name)).find(isId);
  return { key, eventType, ...(group === undefined ? {} : { group }), time, receivedAt, event };
}

/** The fields that name what an event is about. The first that an event has is its group. */
const GROUP_IDS = ['callId', 'conferenceId', 'endpointId'] as const;

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Matches the fraction of a second in an ISO 8601 time. */
const FRACTION = /\.(\d{1,6})\d*/;

/**
 * Returns a time in microseconds since 1970; undefined if it is not a time. `Date.parse` alone would drop the digits
 * after the milliseconds, which decide the order of two events of one millisecond.
 */
function microsecondsOf(time: unknown): number | undefined {
  if (typeof time !== 'string' || time.length > MAX_TIME_LENGTH) return undefined;
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return undefined;
  const fraction = FRACTION.exec(time)?.[1] ?? '';
  return Math.floor(milliseconds / 1000) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

const MAX_TIME_LENGTH = 64;
