/** The result of a request for background tracks. */
export type TracksOutcome = 'started' | 'duplicate' | 'track-limit';

/**
 * The tracks that are streamed or transcribed in the background of a call: at most four at once, each with a unique name.
 * `null` for a name or for tracks means that the attribute is missing.
 */
export class BackgroundTracks {
  /** Maximum number of tracks at once. */
  static readonly LIMIT = 4;
  /** Created on first use, because most documents start none. */
  #running: Map<string | symbol, number> | undefined;

  /** Returns the number of tracks; `both` counts as two. */
  static count(tracks: string | null | undefined): number {
    return tracks === 'both' ? 2 : 1;
  }

  /** The number of running tracks. */
  get inUse(): number {
    let total = 0;
    for (const count of this.#running?.values() ?? []) total += count;
    return total;
  }

  /** True if tracks with that name are running. */
  uses(name: string): boolean {
    return this.#running?.has(name) === true;
  }

  /** Returns the result of a request for tracks. Bandwidth rejects a name in use and a fifth track. */
  outcome(name: string | null | undefined, tracks: string | null | undefined): TracksOutcome {
    if (name != null && this.uses(name)) return 'duplicate';
    return this.inUse + BackgroundTracks.count(tracks) > BackgroundTracks.LIMIT ? 'track-limit' : 'started';
  }

  /** Requests tracks, and starts them unless they are rejected. */
  start(name: string | null | undefined, tracks: string | null | undefined): TracksOutcome {
    const outcome = this.outcome(name, tracks);
    if (outcome !== 'started') return outcome;
    this.#running ??= new Map();
    this.#running.set(name ?? Symbol('unnamed'), BackgroundTracks.count(tracks));
    return outcome;
  }

  /** Ends the tracks with that name, or all tracks without a name. */
  stop(name: string | null | undefined): void {
    if (name == null) this.#running?.clear();
    else this.#running?.delete(name);
  }
}

/**
 * The state of the call when a verb of a document runs, derived from the verbs before it. Rules read it; the `effect` of
 * each verb updates it. Events before the document are not known.
 *
 * @example
 * effect(call: CallState) {
 *   call.recording = true;
 * }
 */
export interface CallState {
  /** The name of the verb that answered the call, if any. */
  answeredBy: string | undefined;
  /** True while a `<StartGather>` reports key presses. */
  reportsKeys: boolean;
  /** True while a `<StartRecording>` records. */
  recording: boolean;
  /** Running streams. */
  readonly streams: BackgroundTracks;
  /** Running live transcriptions. */
  readonly transcriptions: BackgroundTracks;
}

/** Creates the background tracks on first use, because most documents start none. */
class NewCall implements CallState {
  answeredBy: string | undefined = undefined;
  reportsKeys = false;
  recording = false;
  #streams: BackgroundTracks | undefined = undefined;
  #transcriptions: BackgroundTracks | undefined = undefined;

  get streams(): BackgroundTracks {
    this.#streams ??= new BackgroundTracks();
    return this.#streams;
  }

  get transcriptions(): BackgroundTracks {
    this.#transcriptions ??= new BackgroundTracks();
    return this.#transcriptions;
  }
}

/** Returns the state before the first verb. */
export const newCall = (): CallState => new NewCall();
