/** An event that belongs to a group. */
export interface GroupedEvent {
  /** Events of one group run one at a time, in order of `time`; undefined for an event without a group. */
  readonly group?: string | undefined;
  readonly time: number;
  /** The event does not start before this time, in milliseconds since 1970. */
  notBefore: number;
}

/** The waiting events of one group. */
interface Group<E> {
  /** In order of time; events of one time in the order that they were added. */
  readonly events: E[];
  /** True while an event of the group is running. */
  isRunning: boolean;
}

/** Waiting events, of which each group releases one at a time, the earliest. */
export class EventGroups<E extends GroupedEvent> {
  /** In the order in which the groups are served: a group that has run goes to the end. */
  readonly #groups = new Map<unknown, Group<E>>();
  #size = 0;

  /** The number of waiting events. */
  get size(): number {
    return this.#size;
  }

  /** Returns the waiting events. */
  *entries(): Iterable<E> {
    for (const { events } of this.#groups.values()) yield* events;
  }

  add(event: E): void {
    const { group = event } = event;
    const { events } = this.#groups.get(group) ?? this.#create(group);
    let index = events.length;
    while (index > 0 && (events[index - 1] as E).time > event.time) index--;
    events.splice(index, 0, event);
    this.#size++;
  }

  /** Removes and returns an event that may start now; undefined if there is none. Its group waits for `release`. */
  take(now: number): E | undefined {
    for (const group of this.#groups.values()) {
      const [first] = group.events;
      if (group.isRunning || first === undefined || first.notBefore > now) continue;
      group.events.shift();
      group.isRunning = true;
      this.#size--;
      return first;
    }
    return undefined;
  }

  /** Lets the next event of a group start. */
  release(event: E): void {
    const { group: key = event } = event;
    const group = this.#groups.get(key);
    if (group === undefined) return;
    this.#groups.delete(key);
    group.isRunning = false;
    if (group.events.length > 0) this.#groups.set(key, group);
  }

  #create(key: unknown): Group<E> {
    const group: Group<E> = { events: [], isRunning: false };
    this.#groups.set(key, group);
    return group;
  }
}
