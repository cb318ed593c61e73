/** Work outside the simulation, such as a request to the application or a socket that is being opened. */
export interface OutsideWork {
  readonly subject: object;
  /** Names the work in error messages. */
  readonly description: string;
}

/** Work that is not released yet: it has not ended, or its result is held back until other work is done. */
interface OpenWork extends OutsideWork {
  isDone: boolean;
  release: () => void;
}

// Captured when the module is loaded, because a test runner may replace the timers during a test.
const { setTimeout, clearTimeout } = globalThis;

const NOTHING = (): void => undefined;

/** The work outside the simulation. Virtual time stops until all of it has ended. */
export class OutsideWorks {
  readonly #isReal: boolean;
  readonly #onReleased: (subject: object) => void;
  #open: OpenWork[] = [];
  #count = 0;
  /** Called when the results of work were released. */
  afterRelease: (() => void) | undefined;

  /** @param onReleased called for the subject of each work before its result is released */
  constructor(isReal: boolean, onReleased: (subject: object) => void) {
    this.#isReal = isReal;
    this.#onReleased = onReleased;
  }

  /** Number of works that have not ended. */
  get count(): number {
    return this.#count;
  }

  /** The works that have not ended. */
  get unfinished(): readonly OutsideWork[] {
    return this.#open.filter(({ isDone }) => !isDone);
  }

  /**
   * Registers work. Virtual time stops until it ends.
   *
   * @returns a function that ends the work; calling it again has no effect
   * @example
   * const end = works.begin({ subject: call, description: 'the socket of <StartStream>' });
   * socket.on('open', end);
   */
  begin(work: OutsideWork): () => void {
    const open = this.#add(work);
    return () => this.#finish(open, NOTHING);
  }

  /**
   * Registers work until its promise settles. Results of work that began at the same moment are released together, in the
   * order in which the work began, so that a call does not depend on how long each took.
   */
  track<T>(work: OutsideWork, result: Promise<T>): Promise<T> {
    const open = this.#add(work);
    return new Promise((resolve, reject) => {
      result.then(
        (value) => this.#finish(open, () => resolve(value)),
        (error: unknown) => this.#finish(open, () => reject(error)),
      );
    });
  }

  /** Registers work that never rejects, for at most that many real milliseconds. */
  hold(work: OutsideWork, done: Promise<unknown>, milliseconds: number): void {
    const end = this.begin(work);
    const timer = setTimeout(end, milliseconds);
    done.then(() => {
      clearTimeout(timer);
      end();
    });
  }

  #add({ subject, description }: OutsideWork): OpenWork {
    const open: OpenWork = { subject, description, isDone: false, release: NOTHING };
    this.#count++;
    this.#open.push(open);
    return open;
  }

  #finish(open: OpenWork, release: () => void): void {
    if (open.isDone) return;
    open.isDone = true;
    open.release = release;
    this.#count--;
    if (this.#count === 0 || this.#isReal) this.#release();
  }

  /** Releases the results of finished work. */
  #release(): void {
    const done = this.#count === 0 ? this.#open : this.#open.filter(({ isDone }) => isDone);
    this.#open = this.#count === 0 ? [] : this.#open.filter(({ isDone }) => !isDone);
    for (const { subject, release } of done) {
      this.#onReleased(subject);
      release();
    }
    this.afterRelease?.();
  }
}
