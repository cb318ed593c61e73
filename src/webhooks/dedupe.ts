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
