import { BYTES_PER_MILLISECOND, decodeMuLaw, encodeMuLaw, SILENCE, writeTone } from './mu-law.js';
import { soundOf, type Tone } from './tones.js';

/** What is heard: mu-law, or the tone of a key or of ringing. */
export type AudioSource = Uint8Array | Tone;

/** Sound for a time; a tone of its own if the sound itself is not known. */
export interface Clip {
  /** Milliseconds of simulated time. */
  readonly startsAt: number;
  /** The moment from which it is heard; later than `startsAt` for a listener who joins meanwhile. */
  readonly heardFrom: number;
  endsAt: number;
  /** May be set at the end of the clip, as what a microphone has recorded. */
  audio: AudioSource | undefined;
}

/** The milliseconds of a frame. */
export const FRAME = 20;
const FRAME_BYTES = FRAME * BYTES_PER_MILLISECOND;

/** A frame of silence, and one of the tone. The same arrays are returned each time: compare them by identity. */
export const SILENT_FRAME = new Uint8Array(FRAME_BYTES).fill(SILENCE);
export const TONE_FRAME = new Uint8Array(FRAME_BYTES);
writeTone(TONE_FRAME, 0, 0, FRAME_BYTES);

/** The maximum number of clips that are kept before those that are over are dropped. */
const MAX_CLIPS = 64;

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

/** A clip whose sound is known. */
export type KnownClip = Clip & { readonly audio: Uint8Array };

const isKnown = (clip: Clip): clip is KnownClip => clip.audio instanceof Uint8Array;

/** True for a clip whose sound is known, or may become known at its end. */
const mayBeKnown = ({ audio }: Clip): boolean => audio === undefined || audio instanceof Uint8Array;

/** What is heard in one direction of a call. */
export class SoundTrack {
  #clips: Clip[] = [];
  readonly #listeners = new Set<(utterance: Utterance) => void>();
  #maxClips = MAX_CLIPS;
  /** What recordings keep. Performance: missing without recordings. */
  #kept: Set<Clip[]> | undefined;

  /**
   * Keeps the clips whose sound is known, from a moment on.
   *
   * @returns the clips so far, and a function that ends it
   */
  keep(from: number): { readonly clips: readonly KnownClip[]; stop(): void } {
    const clips = this.#clips.filter((clip) => clip.endsAt > from && mayBeKnown(clip));
    const kept = this.#kept ?? new Set();
    this.#kept = kept;
    kept.add(clips);
    return {
      get clips() {
        return clips.filter(isKnown);
      },
      stop: () => void kept.delete(clips),
    };
  }

  /**
   * Adds sound. A clip whose `endsAt` is set earlier ends there.
   *
   * @param heardFrom the moment from which it is heard. Default: its beginning
   */
  add(startsAt: number, milliseconds: number, audio?: AudioSource, heardFrom = startsAt): Clip {
    const clip = { startsAt, heardFrom, endsAt: startsAt + milliseconds, audio };
    if (this.#clips.length >= this.#maxClips) {
      this.#clips = this.#clips.filter(({ endsAt }) => endsAt > heardFrom - 1000);
      this.#maxClips = Math.max(MAX_CLIPS, 2 * this.#clips.length);
    }
    this.#clips.push(clip);
    if (this.#kept !== undefined && mayBeKnown(clip)) for (const clips of this.#kept) clips.push(clip);
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
    const heard = this.#clips.filter(({ heardFrom, endsAt }) => heardFrom < at + FRAME && endsAt > at);
    const frames = heard.map((clip) => frameOf(clip, at)).filter((frame) => frame !== SILENT_FRAME);
    const [first = SILENT_FRAME] = frames;
    if (frames.length <= 1) return first;
    const mix = new Int16Array(FRAME_BYTES);
    for (const frame of frames) {
      const samples = decodeMuLaw(frame);
      for (let index = 0; index < FRAME_BYTES; index++) {
        mix[index] = Math.max(-32_768, Math.min(32_767, (mix[index] ?? 0) + (samples[index] ?? 0)));
      }
    }
    return encodeMuLaw(mix);
  }
}

/** Returns a frame of one clip, with silence before and after it. */
function frameOf({ startsAt, heardFrom, endsAt, audio }: Clip, at: number): Uint8Array {
  const isWhole = heardFrom <= at && endsAt >= at + FRAME;
  if (isWhole && audio === undefined) return TONE_FRAME;
  const from = Math.round(Math.max(0, heardFrom - at) * BYTES_PER_MILLISECOND);
  const to = Math.round(Math.min(FRAME, endsAt - at) * BYTES_PER_MILLISECOND);
  const frame = new Uint8Array(FRAME_BYTES).fill(SILENCE);
  if (audio === undefined) {
    writeTone(frame, from, at + from / BYTES_PER_MILLISECOND, to - from);
    return frame;
  }
  const offset = Math.round((at - startsAt) * BYTES_PER_MILLISECOND) + from;
  const part =
    audio instanceof Uint8Array
      ? audio.subarray(offset, offset + to - from)
      : soundOf(audio, offset / BYTES_PER_MILLISECOND, to - from);
  if (part === undefined || part.every((byte) => byte === SILENCE)) return SILENT_FRAME;
  frame.set(part, from);
  return frame;
}
