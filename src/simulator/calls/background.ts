/** Work that runs in parallel with the document of a call: a recording, key reports, a stream. */
export interface BackgroundWork {
  /** Stops the work. Called when the call ends, at the latest. */
  stop(): void;
}

/** A kind of background work. A call has at most one work of each kind. */
export class BackgroundKind<W extends BackgroundWork> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Holds the type of the work; it has no value. */
  declare readonly work: W;
}

/** The background work of a call, by kind. */
export class BackgroundRegistry {
  readonly #works = new Map<string, BackgroundWork>();
  readonly #onEnd: (stop: () => void) => void;

  /** @param onEnd registers a function to call when the call ends */
  constructor(onEnd: (stop: () => void) => void) {
    this.#onEnd = onEnd;
  }

  /** Returns the work of a kind, if any. */
  get<W extends BackgroundWork>({ name }: BackgroundKind<W>): W | undefined {
    // `start` has set the work for this kind.
    return this.#works.get(name) as W | undefined;
  }

  /** Starts work, which stops when the call ends at the latest. */
  start<W extends BackgroundWork>(kind: BackgroundKind<W>, work: W): void {
    this.#works.set(kind.name, work);
    this.#onEnd(() => {
      if (this.#works.get(kind.name) === work) this.stop(kind);
    });
  }

  /** Stops the work of a kind, if any. */
  stop({ name }: BackgroundKind<BackgroundWork>): void {
    const work = this.#works.get(name);
    this.#works.delete(name);
    work?.stop();
  }
}
