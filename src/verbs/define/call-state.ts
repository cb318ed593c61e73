/** What became of a request for background tracks. */
export type TracksOutcome = 'started' | 'duplicate' | 'track-limit';

/**
 * The tracks that stream or transcribe in the background of a call: at most four at once, each under its own name. A
 * name or tracks of `null` count as left out.
 */
export class BackgroundTracks {
  /** Most tracks at once. */
  static readonly LIMIT = 4;
  /** Made when it is needed: most documents start none. */
  #running: Map<string | symbol, number> | undefined;

  /** How many tracks that is: `both` is two. */
  static count(tracks: string | null | undefined): number {
    return tracks === 'both' ? 2 : 1;
  }

  /** How many tracks are running. */
  get inUse(): number {
    let total = 0;
    for (const count of this.#running?.values() ?? []) total += count;
    return total;
  }

  /** Whether tracks run under that name. */
  uses(name: string): boolean {
    return this.#running?.has(name) === true;
  }

  /** What would become of a request for the tracks: the platform refuses a name in use, and a fifth track. */
  outcome(name: string | null | undefined, tracks: string | null | undefined): TracksOutcome {
    if (name != null && this.uses(name)) return 'duplicate';
    return this.inUse + BackgroundTracks.count(tracks) > BackgroundTracks.LIMIT ? 'track-limit' : 'started';
  }

  /** Asks for the tracks, and starts them unless they are refused. */
  start(name: string | null | undefined, tracks: string | null | undefined): TracksOutcome {
    const outcome = this.outcome(name, tracks);
    if (outcome !== 'started') return outcome;
    this.#running ??= new Map();
    this.#running.set(name ?? Symbol('unnamed'), BackgroundTracks.count(tracks));
    return outcome;
  }

  /** Ends the tracks of that name; without a name, all. */
  stop(name: string | null | undefined): void {
    if (name == null) this.#running?.clear();
    else this.#running?.delete(name);
  }
}

/**
 * The state of the call when a verb of a document runs, as far as the verbs before it tell. Rules read it; the `effect`
 * of each verb writes it. What happened before the document is not known.
 *
 * @example
 * effect(call: CallState) {
 *   call.recording = true;
 * }
 */
export interface CallState {
  /** The name of the first verb that answered the call, if one did. */
  answeredBy: string | undefined;
  /** True while a `<StartGather>` reports keys. */
  reportsKeys: boolean;
  /** True while a `<StartRecording>` records. */
  recording: boolean;
  /** Running streams. */
  readonly streams: BackgroundTracks;
  /** Running live transcriptions. */
  readonly transcriptions: BackgroundTracks;
}

/** Keeps what runs in the background once something does: most documents start nothing. */
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
