/** The text of one track of a transcription. */
export interface TranscribedTrack {
  readonly track: 'inbound' | 'outbound';
  readonly language: string;
  /** The text of each segment, in order. */
  readonly segments: readonly string[];
}

/** A transcription of `StartTranscription` whose whole text can be fetched. */
export interface Transcript {
  readonly id: string;
  readonly name: string;
  readonly callId: string;
  /** The URL of the text in the REST API. */
  readonly url: string;
  readonly tracks: readonly TranscribedTrack[];
}

/** The number of transcripts that are kept. */
const MAX_TRANSCRIPTS = 1000;

/** The transcripts of a simulation: the latest thousand. */
export class Transcripts {
  readonly #byId = new Map<string, Transcript>();

  add(transcript: Transcript): void {
    this.#byId.set(transcript.id, transcript);
    if (this.#byId.size <= MAX_TRANSCRIPTS) return;
    for (const oldest of this.#byId.keys()) {
      this.#byId.delete(oldest);
      return;
    }
  }

  /** Returns the transcripts of a call, in the order in which they became available. */
  of(callId: string): readonly Transcript[] {
    return [...this.#byId.values()].filter((each) => each.callId === callId);
  }

  /** Returns a transcript of a call; `undefined` for an unknown id. */
  get(callId: string, id: string): Transcript | undefined {
    const found = this.#byId.get(id);
    return found?.callId === callId ? found : undefined;
  }

  /** Deletes a transcript. */
  delete({ id }: Transcript): void {
    this.#byId.delete(id);
  }
}
