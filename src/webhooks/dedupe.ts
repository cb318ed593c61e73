import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { expects } from '../problems/check-options.js';

/**
 * Records which asynchronous events were received. Several servers behind one URL must share a store, such as Redis
 * with `SET key 1 NX EX 600`.
 */
export interface DedupeStore {
  /** Stores the key for some minutes. Returns true if it was not stored yet. */
  add(key: string): boolean | Promise<boolean>;
}

/** The check of the option. */
export const dedupeCheck = expects(
  'false, or a store with a function add(key)',
  (value) => value === false || (typeof value === 'object' && typeof Object(value).add === 'function'),
);

/** An in-memory store that drops the oldest keys. */
export class MemoryStore implements DedupeStore {
  #recent = new Set<string>();
  #older = new Set<string>();
  readonly #minKeys: number;

  /** @param minKeys minimum number of keys to keep; the maximum is twice that. */
  constructor(minKeys = 10_000) {
    this.#minKeys = minKeys;
  }

  add(key: string): boolean {
    if (this.#recent.has(key) || this.#older.has(key)) return false;
    // Performance: drops a whole generation, because deleting the oldest entry of a Set one by one gets slower over
    // time.
    if (this.#recent.size >= this.#minKeys) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(key);
    return true;
  }
}

/** Fields that distinguish events of one type, at the top level and inside nested objects. */
const IDS = ['callId', 'conferenceId', 'recordingId', 'endpointId', 'deviceId', 'digit'] as const;
const RESOURCES = [
  ['mediaStream', 'id'],
  ['realTimeTranscription', 'id'],
  ['transcription', 'id'],
  ['device', 'deviceId'],
] as const;

/** Maximum length of a key: twice that of an event's ids. Limits the memory that clients can use. */
const MAX_KEY = 1000;

/**
 * Returns a key that is the same for two deliveries of one event and different for any other event, since events have
 * no id of their own. Returns undefined, so that the event counts as new, if it has no time or its ids are not of the
 * kind that Bandwidth generates.
 */
export function dedupeKey(event: AnyEvent | UnknownEvent): string | undefined {
  const time = own(event, 'eventTime');
  if (typeof time !== 'string' || time === '') return undefined;
  const ids = IDS.map((name) => own(event, name));
  const nested = RESOURCES.map(([name, id]) => {
    const resource = own(event, name);
    return typeof resource === 'object' && resource !== null ? own(resource, id) : undefined;
  });
  const all = [event.eventType ?? event.event, time, ...ids, ...nested];
  if (all.some((part) => typeof part === 'object' && part !== null)) return undefined;
  const key = JSON.stringify(all);
  return key.length > MAX_KEY ? undefined : key;
}
