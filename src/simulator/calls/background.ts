/** Work that goes on beside the document of a call: a recording, the reports of keys, a stream. */
export interface BackgroundWork {
  /** Ends it when the call ends. */
  stop(): void;
}

/** The name of a kind of work in the background; a call does one work of a kind at a time. */
export class BackgroundKind<W extends BackgroundWork> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Takes the type of the work, which nothing else carries. */
  declare readonly work: W;
}

/** What a call does in the background, by name. */
export class BackgroundRegistry {
  readonly #works = new Map<string, BackgroundWork>();
  readonly #onEnd: (stop: () => void) => void;

  /** @param onEnd has a function called when the call ends */
  constructor(onEnd: (stop: () => void) => void) {
    this.#onEnd = onEnd;
  }

  /** Returns the work of a kind, if there is one. */
  get<W extends BackgroundWork>({ name }: BackgroundKind<W>): W | undefined {
    // `start` has put the work of the kind there.
    return this.#works.get(name) as W | undefined;
  }

  /** Starts a work, which stops with the call at the latest. */
  start<W extends BackgroundWork>(kind: BackgroundKind<W>, work: W): void {
    this.#works.set(kind.name, work);
    this.#onEnd(() => {
      if (this.#works.get(kind.name) === work) this.stop(kind);
    });
  }

  /** Stops the work of a kind, if there is one. */
  stop({ name }: BackgroundKind<BackgroundWork>): void {
    const work = this.#works.get(name);
    this.#works.delete(name);
    work?.stop();
  }
}
