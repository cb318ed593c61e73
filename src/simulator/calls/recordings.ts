/** A recording as the registry knows it. */
export interface KnownRecording {
  readonly id: string;
  readonly callId: string;
  /** Milliseconds; `undefined` while the call is recorded, and if it was deleted. */
  readonly length: number | undefined;
}

/** A path of the audio of a recording of a call. */
const MEDIA_PATH = /\/calls\/([\w-]+)\/recordings\/([\w-]+)\/media$/;

/** The number of recordings that are kept. They keep their calls. */
const MAX_RECORDINGS = 200;

/** The recordings of the calls of a simulation: the latest two hundred. */
export class Recordings {
  readonly #byId = new Map<string, KnownRecording>();

  add(recording: KnownRecording): void {
    this.#byId.set(recording.id, recording);
    if (this.#byId.size <= MAX_RECORDINGS) return;
    for (const oldest of this.#byId.keys()) {
      this.#byId.delete(oldest);
      return;
    }
  }

  /** Returns a recording of a call; `undefined` for an unknown id. */
  get(callId: string, id: string): KnownRecording | undefined {
    const found = this.#byId.get(id);
    return found?.callId === callId ? found : undefined;
  }

  /** Returns the milliseconds of a recording by its `mediaUrl`; `undefined` for another URL. */
  lengthOf(mediaUrl: string): number | undefined {
    // Performance: most URLs are those of other files.
    if (this.#byId.size === 0 || !mediaUrl.endsWith('/media')) return undefined;
    const [, callId = '', id = ''] = MEDIA_PATH.exec(mediaUrl) ?? [];
    return this.get(callId, id)?.length;
  }

  /** The recordings in the order in which they began. */
  values(): IterableIterator<KnownRecording> {
    return this.#byId.values();
  }

  delete({ id }: KnownRecording): void {
    this.#byId.delete(id);
  }
}
