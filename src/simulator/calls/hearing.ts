import type { AudioSource, Clip, SoundTrack } from '../audio/sound-track.js';
import type { Heard, HeardAudio, HeardSpeech, HeardVoice } from '../settings/simulator-options.js';
import type { SubjectRecord } from './call-record.js';

/** A prompt that a party hears. */
export interface HeardPrompt {
  readonly heard: Heard;
  /** The number of faults of the call when the prompt began. */
  readonly faultsAtStart: number;
  /** The number of faults of the call when the prompt ended or was cut short; `undefined` until then. */
  faultsAtEnd: number | undefined;
}

/** A prompt that is being played. */
export interface Hearing {
  /** Ends the prompt. @param finished false if it was cut short */
  end(finished: boolean): void;
}

/** A party that hears prompts. */
export interface ListeningParty {
  readonly name: string;
  readonly record: SubjectRecord;
  readonly prompts: HeardPrompt[];
  /** What streams of the party carry; a conference has none. */
  readonly outbound?: SoundTrack;
}

/** A prompt in the timeline of the party that hears it. */
export class TimelinePrompt implements Hearing {
  readonly #record: SubjectRecord;
  readonly #entry: { stoppedAfter?: number };
  readonly #prompt: HeardPrompt;
  readonly #startedAt: number;
  /** Its sound for streams: a tone. */
  readonly #clip: Clip | undefined;
  readonly #outbound: SoundTrack | undefined;

  /**
   * Adds the prompt to the timeline of a party, and to the prompts that its steps wait for.
   *
   * @param conference the name of the conference that plays it, if one does
   * @param sound how streams carry it. Default: a tone
   */
  constructor(
    party: ListeningParty,
    heard: HeardSpeech | HeardAudio | HeardVoice,
    conference?: string,
    { audio, startsAt }: { readonly audio?: AudioSource | undefined; readonly startsAt?: number } = {},
  ) {
    const { record } = party;
    this.#record = record;
    this.#startedAt = record.simulation.clock.now;
    // The object that was noted is also the entry: `stoppedAfter` is set on it if the prompt is cut short.
    const entry = record.note(party, conference === undefined ? heard : { ...heard, conference });
    this.#entry = entry;
    this.#prompt = {
      heard: entry as HeardSpeech | HeardAudio | HeardVoice,
      faultsAtStart: record.faultCount,
      faultsAtEnd: undefined,
    };
    party.prompts.push(this.#prompt);
    this.#outbound = party.outbound;
    this.#clip = party.outbound?.add(startsAt ?? this.#startedAt, Number.POSITIVE_INFINITY, audio, this.#startedAt);
  }

  end(finished: boolean): void {
    if (this.#prompt.faultsAtEnd !== undefined) return;
    const { clock } = this.#record.simulation;
    if (!finished) this.#record.amend(this.#entry, { stoppedAfter: (clock.now - this.#startedAt) / 1000 });
    if (this.#clip !== undefined) this.#clip.endsAt = clock.now;
    this.#reportWords();
    this.#prompt.faultsAtEnd = this.#record.faultCount;
  }

  /** Reports the words that were heard, to transcriptions. */
  #reportWords(): void {
    const { heard } = this.#prompt;
    const clip = this.#clip;
    if (clip === undefined || this.#outbound?.isTranscribed !== true) return;
    if ((heard.kind !== 'speech' && heard.kind !== 'voice') || heard.text === '') return;
    const { heardFrom: startsAt, endsAt } = clip;
    if (endsAt > startsAt) this.#outbound.report({ text: heard.text, startsAt, endsAt, isPartial: false });
  }
}
