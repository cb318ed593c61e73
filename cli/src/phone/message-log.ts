/** The messages that are kept for readers that reconnect. A reader that missed more gets the whole session. */
const KEPT = 4096;

/** Changes of a {@link MessageLog}. */
export interface LoggedChanges {
  readonly changes: readonly { readonly key: string; readonly next: number }[];
  /** The position after them. */
  readonly next: number;
}

/**
 * The order in which parts of a session changed. Each part has a key, such as `entry:17`; of several changes of a part, a
 * reader gets the last. Readers keep a position of their own, so that a slow one holds no copies of messages.
 */
export class MessageLog {
  /** The keys of changes, the oldest first. */
  #keys: string[] = [];
  /** The number of the first of them. */
  #first = 1;
  /** The number of the last change of each key. */
  readonly #last = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #isAnnounced = false;

  /** The number of the next change. */
  get next(): number {
    return this.#first + this.#keys.length;
  }

  /** Notes a change. Listeners are called once for all changes of a turn of the event loop. */
  note(key: string): void {
    this.#last.set(key, this.next);
    this.#keys.push(key);
    if (this.#keys.length > 2 * KEPT) this.#trim();
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    setImmediate(() => {
      this.#isAnnounced = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /**
   * Returns the changes from a position on, each key once, at the place of its last change, with the position after it;
   * `undefined` if they are not all kept.
   */
  from(position: number, most: number): LoggedChanges | undefined {
    if (position < this.#first || position > this.next) return undefined;
    const changes: LoggedChanges['changes'][number][] = [];
    let at = position;
    for (; at < this.next && changes.length < most; at++) {
      const key = this.#keys[at - this.#first];
      if (key !== undefined && this.#last.get(key) === at) changes.push({ key, next: at + 1 });
    }
    return { changes, next: at };
  }

  /** Calls a listener after changes. Returns a function that removes it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #trim(): void {
    const dropped = this.#keys.splice(0, this.#keys.length - KEPT);
    for (const [index, key] of dropped.entries()) {
      if (this.#last.get(key) === this.#first + index) this.#last.delete(key);
    }
    this.#first += dropped.length;
  }
}
