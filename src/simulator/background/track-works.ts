import type { BackgroundKind, BackgroundWork } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { stringOf } from '../documents/parsed-verb.js';
import type { FieldValues } from '../settings/address.js';
import { behaviors } from '../settings/behaviors.js';

/** A side of the call. */
export type TrackName = 'inbound' | 'outbound';

/** A stream or a transcription, which takes tracks of a call under a name. */
export interface TrackWork {
  readonly name: string;
  readonly tracks: readonly TrackName[];
  /** Ends it by request of the platform. */
  stop(): void;
}

/** Returns the tracks that the attribute `tracks` names. */
export function tracksOf(attributes: FieldValues): readonly TrackName[] {
  const tracks = stringOf(attributes, 'tracks');
  if (tracks === 'both') return ['inbound', 'outbound'];
  return [tracks === 'outbound' ? 'outbound' : 'inbound'];
}

/** Why a stream or a transcription cannot begin. */
export type Refusal<W> = { readonly cause: 'duplicate'; readonly original: W } | { readonly cause: 'track-limit' };

/** The streams, or the transcriptions, of a call that run, by name. */
export class TrackWorks<W extends TrackWork> implements BackgroundWork {
  readonly #works = new Map<string, W>();

  /** Returns why another one cannot begin, if so. */
  refusalOf(work: W): Refusal<W> | undefined {
    const original = this.#works.get(work.name);
    if (original !== undefined) return { cause: 'duplicate', original };
    const used = [...this.#works.values()].reduce((count, { tracks }) => count + tracks.length, 0);
    return used + work.tracks.length > behaviors['stream.track-limit'].value ? { cause: 'track-limit' } : undefined;
  }

  add(work: W): void {
    this.#works.set(work.name, work);
  }

  remove(work: W): void {
    if (this.#works.get(work.name) === work) this.#works.delete(work.name);
  }

  named(name: string): W | undefined {
    return this.#works.get(name);
  }

  get all(): readonly W[] {
    return [...this.#works.values()];
  }

  /** True if one of them takes what the party says. */
  get isListening(): boolean {
    return this.all.some(({ tracks }) => tracks.includes('inbound'));
  }

  /** Ends all of them. */
  stop(): void {
    for (const work of this.all) work.stop();
  }
}

/** Returns the works of a kind of a call; the first time they are made. */
export function trackWorksOf<W extends TrackWork>(
  call: SimulatedCall,
  kind: BackgroundKind<TrackWorks<W>>,
): TrackWorks<W> {
  const known = call.background.get(kind);
  if (known !== undefined) return known;
  const works = new TrackWorks<W>();
  call.background.start(kind, works);
  return works;
}
