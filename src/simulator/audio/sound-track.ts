import { BYTES_PER_MILLISECOND, decodeMuLaw, encodeMuLaw, SILENCE, writeTone } from './mu-law.js';

/** Sound for a time: mu-law, or a tone if the sound itself is not known. */
export interface Clip {
  /** Milliseconds of simulated time. */
  readonly startsAt: number;
  endsAt: number;
  readonly audio: Uint8Array | undefined;
}

/** The milliseconds of a frame. */
export const FRAME = 20;
const FRAME_BYTES = FRAME * BYTES_PER_MILLISECOND;

/** A frame of silence, and one of the tone. The same arrays are returned each time: compare them by identity. */
export const SILENT_FRAME = new Uint8Array(FRAME_BYTES).fill(SILENCE);
export const TONE_FRAME = new Uint8Array(FRAME_BYTES);
writeTone(TONE_FRAME, 0, 0, FRAME_BYTES);

/** Most clips that are kept before those that are over are dropped. */
const MOST_CLIPS = 64;

/** Words that were spoken, for transcriptions. */
export interface Utterance {
  readonly text: string;
  /** Milliseconds of simulated time. */
  readonly startsAt: number;
  /** The end of the words; of a partial result the moment at which it was understood. */
  readonly endsAt: number;
  /** True for a result that may still grow. */
  readonly isPartial: boolean;
}

/** What is heard in one direction of a call. */
export class SoundTrack {
  #clips: Clip[] = [];
  readonly #listeners = new Set<(utterance: Utterance) => void>();
  #most = MOST_CLIPS;

  /** Adds sound. A clip whose `endsAt` is set earlier ends there. */
  add(startsAt: number, milliseconds: number, audio?: Uint8Array): Clip {
    const clip = { startsAt, endsAt: startsAt + milliseconds, audio };
    if (this.#clips.length >= this.#most) {
      this.#clips = this.#clips.filter(({ endsAt }) => endsAt > startsAt - 1000);
      this.#most = Math.max(MOST_CLIPS, 2 * this.#clips.length);
    }
    this.#clips.push(clip);
    return clip;
  }

  /** True if something listens to the words. */
  get isTranscribed(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls a listener with all words that are spoken. Returns a function that removes the listener. */
  listen(listener: (utterance: Utterance) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reports words that were spoken just now. */
  report(utterance: Utterance): void {
    for (const listener of this.#listeners) listener(utterance);
  }

  /** Returns the frame that begins at a moment. Sounds at the same time are mixed. */
  frameAt(at: number): Uint8Array {
    const heard = this.#clips.filter(({ startsAt, endsAt }) => startsAt < at + FRAME && endsAt > at);
    const [first] = heard;
    if (first === undefined) return SILENT_FRAME;
    if (heard.length === 1) return frameOf(first, at);
    const mix = new Int16Array(FRAME_BYTES);
    for (const clip of heard) {
      const samples = decodeMuLaw(frameOf(clip, at));
      for (let index = 0; index < FRAME_BYTES; index++) {
        mix[index] = Math.max(-32_768, Math.min(32_767, (mix[index] ?? 0) + (samples[index] ?? 0)));
      }
    }
    return encodeMuLaw(mix);
  }
}

/** Returns a frame of one clip, with silence before and after it. */
function frameOf({ startsAt, endsAt, audio }: Clip, at: number): Uint8Array {
  const isWhole = startsAt <= at && endsAt >= at + FRAME;
  if (isWhole && audio === undefined) return TONE_FRAME;
  const from = Math.round(Math.max(0, startsAt - at) * BYTES_PER_MILLISECOND);
  const to = Math.round(Math.min(FRAME, endsAt - at) * BYTES_PER_MILLISECOND);
  const frame = new Uint8Array(FRAME_BYTES).fill(SILENCE);
  if (audio === undefined) writeTone(frame, from, at + from / BYTES_PER_MILLISECOND, to - from);
  else {
    const offset = Math.round((at - startsAt) * BYTES_PER_MILLISECOND) + from;
    frame.set(audio.subarray(offset, offset + to - from), from);
  }
  return frame;
}
