import { own } from '../events/discriminate.js';
import type { AnyEvent, UnknownEvent } from '../events/webhook-event.js';
import { expects } from '../problems/check-options.js';

/**
 * Remembers which asynchronous events have come. Several servers behind one URL need one that they share, such as
 * `SET key 1 NX EX 600` in Redis.
 */
export interface DedupeStore {
  /** Remembers the key for some minutes. Returns true if it is new. */
  add(key: string): boolean | Promise<boolean>;
}

/** The check of the option. */
export const dedupeCheck = expects(
  'false, or a store with a function add(key)',
  (value) => value === false || (typeof value === 'object' && typeof Object(value).add === 'function'),
);

/** A store in memory, which forgets the oldest keys. */
export class MemoryStore implements DedupeStore {
  #recent = new Set<string>();
  #older = new Set<string>();
  readonly #least: number;

  /** @param least how many keys are kept at least; twice as many at most. */
  constructor(least = 10_000) {
    this.#least = least;
  }

  add(key: string): boolean {
    if (this.#recent.has(key) || this.#older.has(key)) return false;
    // A generation at a time: to take the oldest out of a set each time gets slower and slower.
    if (this.#recent.size >= this.#least) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(key);
    return true;
  }
}

/** Fields by which events of one type differ, and those of an object inside that an event may be about. */
const IDS = ['callId', 'conferenceId', 'recordingId', 'endpointId', 'deviceId', 'digit'] as const;
const RESOURCES = [
  ['mediaStream', 'id'],
  ['realTimeTranscription', 'id'],
  ['transcription', 'id'],
  ['device', 'deviceId'],
] as const;

/** Longest key, twice what the ids of an event amount to: memory must not grow with what clients send. */
const MAX_KEY = 1000;

/**
 * Returns what two deliveries of one event have in common, and no other event: no event has an id of its own. Returns
 * undefined for an event without a time, or with ids that Bandwidth does not make: it counts as new.
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
