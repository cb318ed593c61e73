// What parties say to each other.
import type { Clip, SoundTrack } from '../audio/sound-track.js';
import type { TimedStep } from '../time/clock.js';
import { type Hearing, type ListeningParty, TimelinePrompt } from './hearing.js';
import type { Speech } from './input.js';

/** A party that hears others and is heard: a call, or an endpoint. */
export interface ConnectedParty extends ListeningParty {
  /** The number in timelines of several calls. */
  readonly label: string;
  /** What it says. */
  readonly inbound: SoundTrack;
  /** What it hears. */
  readonly outbound: SoundTrack;
  /** What it says at this moment; `undefined` if it has never spoken. */
  voices: Set<Voice> | undefined;
  /** The parties that hear it at this moment. */
  readonly listeners: readonly ConnectedParty[];
}

/** Words or sound of another party, as one party hears it. */
class HeardPart {
  readonly #party: ConnectedParty;
  readonly #clip: Clip | undefined;
  readonly #prompt: Hearing | undefined;

  constructor(party: ConnectedParty, from: string, { words, audio }: Speech, startsAt: number) {
    const { clock } = party.record.simulation;
    this.#party = party;
    if (words === undefined) {
      this.#clip = party.outbound.add(startsAt, Number.POSITIVE_INFINITY, audio, clock.now);
    } else {
      this.#prompt = new TimelinePrompt(party, { kind: 'voice', text: words, from }, undefined, { audio, startsAt });
    }
    party.record.wake();
  }

  /** @param audio what was said, if that is known only now */
  end(finished: boolean, audio?: Uint8Array): void {
    if (this.#clip !== undefined) {
      this.#clip.endsAt = this.#party.record.simulation.clock.now;
      this.#clip.audio ??= audio;
    }
    this.#prompt?.end(finished);
    this.#party.record.wake();
  }
}

/** What a party says, from its beginning to its end. Who hears it follows the room. */
export class Voice {
  readonly #speaker: ConnectedParty;
  readonly #speech: Speech;
  readonly #startsAt: number;
  readonly #clip: Clip;
  readonly #heard = new Map<ConnectedParty, HeardPart>();
  readonly #steps: readonly TimedStep[];

  constructor(speaker: ConnectedParty, speech: Speech) {
    const { clock } = speaker.record.simulation;
    const { milliseconds, audio, words, partial } = speech;
    this.#speaker = speaker;
    this.#speech = speech;
    this.#startsAt = clock.now;
    this.#clip = speaker.inbound.add(clock.now, milliseconds, audio);
    speaker.voices ??= new Set();
    speaker.voices.add(this);
    this.update();
    const after = (share: number, action: () => void): TimedStep =>
      clock.after(milliseconds * share, speaker.record, action);
    this.#steps = [
      ...(words === undefined ? [] : partial).map((text, index) =>
        after((index + 1) / (partial.length + 1), () => this.#report(text, true)),
      ),
      ...(Number.isFinite(milliseconds) ? [after(1, () => this.#end(true))] : []),
    ];
  }

  /** Lets the parties that hear the speaker now hear the rest, and no others. */
  update(): void {
    const { listeners } = this.#speaker;
    const { simulation } = this.#speaker.record;
    for (const [party, part] of this.#heard) {
      if (listeners.includes(party)) continue;
      this.#heard.delete(party);
      part.end(false);
      simulation.recordCoverage('conversation.late');
    }
    for (const party of listeners) {
      if (this.#heard.has(party)) continue;
      if (simulation.clock.now > this.#startsAt) simulation.recordCoverage('conversation.late');
      this.#heard.set(party, new HeardPart(party, this.#speaker.label, this.#speech, this.#startsAt));
    }
  }

  /** Ends it, because the speaker is gone. */
  stop(): void {
    for (const step of this.#steps) this.#speaker.record.simulation.clock.cancel(step);
    this.#end(false);
  }

  /** Ends speech that had no end when it began. What was said is in recordings, even if the speaker is gone. */
  finish(audio: Uint8Array | undefined): void {
    this.#clip.audio ??= audio;
    if (this.#speaker.voices?.has(this) === true) this.#end(true, audio);
  }

  #end(finished: boolean, audio?: Uint8Array): void {
    const { words } = this.#speech;
    this.#speaker.voices?.delete(this);
    this.#clip.endsAt = Math.min(this.#clip.endsAt, this.#speaker.record.simulation.clock.now);
    if (words !== undefined && finished) this.#speaker.inbound.report(this.#utterance(words, false));
    for (const part of this.#heard.values()) part.end(finished, audio);
    this.#heard.clear();
  }

  /** Reports words to transcriptions. Those of the end are reported by the parts that were heard. */
  #report(text: string, isPartial: boolean): void {
    const utterance = this.#utterance(text, isPartial);
    this.#speaker.inbound.report(utterance);
    for (const { outbound } of this.#heard.keys()) outbound.report(utterance);
  }

  #utterance(text: string, isPartial: boolean) {
    return { text, startsAt: this.#startsAt, endsAt: this.#speaker.record.simulation.clock.now, isPartial };
  }
}

/** Lets each of these parties hear what the others say now. Call it when who hears whom has changed. */
export function updateVoices(parties: Iterable<ConnectedParty>): void {
  for (const { voices } of parties) {
    // Performance: most parties never speak.
    if (voices === undefined) continue;
    for (const voice of voices) voice.update();
  }
}
