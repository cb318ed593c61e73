import type { Entry } from './protocol.js';

/** The entries that are kept. */
const MOST_ENTRIES = 6000;

/** The entries that are dropped at once. */
const BLOCK = 500;

/** The characters of response bodies that are kept. */
const MOST_BODIES = 33_554_432;

/** The entries of a session: the last few thousand, with the bodies of their responses up to 32 MB in all. */
export class Journal {
  readonly #entries = new Map<number, Entry>();
  /** The ids of entries with a body, the oldest first. */
  readonly #withBody = new Set<number>();
  #characters = 0;
  #count = 0;
  /** How many entries were dropped. */
  dropped = 0;
  /** The id of the last that was dropped. */
  droppedThrough = 0;

  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** Returns the id for a new entry. */
  nextId(): number {
    this.#count++;
    return this.#count;
  }

  get(id: number): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Adds or replaces an entry. Ignores a change of one that was dropped. Returns the ids of entries that change or go. */
  put(entry: Entry): { readonly dropped: readonly number[]; readonly emptied: readonly number[] } {
    if (entry.id <= this.droppedThrough) return { dropped: [], emptied: [] };
    const before = this.#entries.get(entry.id)?.exchange?.body.length ?? 0;
    const after = entry.exchange?.body.length ?? 0;
    this.#entries.set(entry.id, entry);
    this.#characters += after - before;
    if (after > 0) this.#withBody.add(entry.id);
    return { dropped: this.#drop(), emptied: this.#dropBodies(entry.id) };
  }

  #drop(): number[] {
    if (this.#entries.size <= MOST_ENTRIES) return [];
    const ids: number[] = [];
    for (const [id, { exchange }] of this.#entries) {
      if (ids.length >= BLOCK) break;
      this.#entries.delete(id);
      this.#withBody.delete(id);
      this.#characters -= exchange?.body.length ?? 0;
      ids.push(id);
      this.droppedThrough = id;
    }
    this.dropped += ids.length;
    return ids;
  }

  /** Drops the oldest bodies, except that of an entry. */
  #dropBodies(except: number): number[] {
    const ids: number[] = [];
    for (const id of this.#withBody) {
      if (this.#characters <= MOST_BODIES) break;
      const entry = this.#entries.get(id);
      if (id === except || entry?.exchange === undefined) continue;
      this.#characters -= entry.exchange.body.length;
      this.#withBody.delete(id);
      const { exchange } = entry;
      this.#entries.set(id, {
        ...entry,
        exchange: { ...exchange, body: '', outcome: `${exchange.outcome} (body dropped)` },
      });
      ids.push(id);
    }
    return ids;
  }
}
