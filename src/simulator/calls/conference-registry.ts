/** A conference, as the registry holds it. */
export interface RegisteredConference {
  readonly id: string;
  readonly name: string;
  readonly isOver: boolean;
  /** Milliseconds of simulated time. */
  readonly startedAt: number;
}

/** The number of conferences that are kept after their end. */
const MAX_OVER = 1000;

/**
 * The conferences of a simulation: all that are active, and the last thousand that are over, so that a simulation may have
 * any number of conferences.
 */
export class ConferenceRegistry {
  readonly #byId = new Map<string, RegisteredConference>();
  /** The active conferences, by name. */
  readonly #active = new Map<string, RegisteredConference>();
  /** The latest conference with each name, active or over. */
  readonly #latest = new Map<string, RegisteredConference>();
  /** The ids of the conferences that are over, in the order of their ends. */
  readonly #over = new Set<string>();

  add(conference: RegisteredConference): void {
    this.#byId.set(conference.id, conference);
    this.#active.set(conference.name, conference);
    this.#latest.set(conference.name, conference);
  }

  /** Frees the name of a conference that is over. */
  noteEnd({ id, name }: RegisteredConference): void {
    this.#active.delete(name);
    this.#over.add(id);
    if (this.#over.size <= MAX_OVER) return;
    const [oldestId = id] = this.#over;
    const oldest = this.#byId.get(oldestId);
    this.#over.delete(oldestId);
    this.#byId.delete(oldestId);
    if (oldest !== undefined && this.#latest.get(oldest.name) === oldest) this.#latest.delete(oldest.name);
  }

  /** Returns the conference with an id, active or over; `undefined` if there is none. */
  get(id: string): RegisteredConference | undefined {
    return this.#byId.get(id);
  }

  /** Returns the active conference with a name. */
  active(name: string): RegisteredConference | undefined {
    return this.#active.get(name);
  }

  /** Returns the latest conference with a name, active or over. */
  latest(name: string): RegisteredConference | undefined {
    return this.#latest.get(name);
  }

  /** Returns the conferences in the order in which they were created. */
  values(): IterableIterator<RegisteredConference> {
    return this.#byId.values();
  }
}
