import { BYTES_PER_MILLISECOND } from '../audio/mu-law.js';
import type { Clip } from '../audio/sound-track.js';
import type { SimulatedCall } from '../calls/call.js';
import type { HeardPrompt } from '../calls/hearing.js';
import type { HeardStream } from '../settings/simulator-options.js';
import type { TimedStep } from '../time/clock.js';

/** The audio that a party hears at the moment, message by message. */
interface Playing {
  readonly entry: { seconds: number; audio?: Uint8Array; stoppedAfter?: number };
  readonly prompt: HeardPrompt;
  readonly startedAt: number;
  /** Milliseconds of simulated time, with fractions. */
  endsAt: number;
  readonly pieces: Uint8Array[];
  readonly clips: Clip[];
  step: TimedStep;
}

/** Plays what the server of a stream sends. Audio that follows without a gap is one prompt. */
export class StreamPlayer {
  readonly #call: SimulatedCall;
  readonly #name: string;
  readonly #onEnd: () => void;
  #playing: Playing | undefined;

  /** @param onEnd called when the audio has been heard to its end */
  constructor(call: SimulatedCall, name: string, onEnd: () => void) {
    this.#call = call;
    this.#name = name;
    this.#onEnd = onEnd;
  }

  /** True while the party hears something. */
  get isPlaying(): boolean {
    return this.#playing !== undefined;
  }

  /** Plays mu-law after what is played already. */
  play(audio: Uint8Array): void {
    if (audio.length === 0) return;
    const { clock } = this.#call.simulation;
    const milliseconds = audio.length / BYTES_PER_MILLISECOND;
    const playing = this.#playing;
    if (playing === undefined) {
      this.#begin(audio, milliseconds);
      return;
    }
    playing.clips.push(this.#call.outbound.add(playing.endsAt, milliseconds, audio));
    playing.pieces.push(audio);
    playing.endsAt += milliseconds;
    clock.cancel(playing.step);
    playing.step = this.#endStep(playing.endsAt);
    this.#call.record.amend(playing.entry, { seconds: secondsOf(playing) });
  }

  #begin(audio: Uint8Array, milliseconds: number): void {
    const { record, outbound, simulation, prompts } = this.#call;
    const startedAt = simulation.clock.now;
    const heard: HeardStream = { kind: 'stream', stream: this.#name, seconds: milliseconds / 1000 };
    // The object that was noted is also the entry, which is completed as more comes.
    const entry = record.note(this.#call, heard);
    const prompt: HeardPrompt = { heard: entry, faultsAtStart: record.faultCount, faultsAtEnd: undefined };
    prompts.push(prompt);
    const endsAt = startedAt + milliseconds;
    const clips = [outbound.add(startedAt, milliseconds, audio)];
    this.#playing = { entry, prompt, startedAt, endsAt, pieces: [audio], clips, step: this.#endStep(endsAt) };
    record.wake();
  }

  #endStep(endsAt: number): TimedStep {
    const { clock } = this.#call.simulation;
    return clock.after(endsAt - clock.now, this.#call.record, () => {
      this.#end();
      this.#onEnd();
    });
  }

  /** Drops what is played and what is queued. */
  clear(): void {
    const playing = this.#playing;
    if (playing === undefined) return;
    const { clock } = this.#call.simulation;
    clock.cancel(playing.step);
    for (const clip of playing.clips) clip.endsAt = Math.min(clip.endsAt, clock.now);
    this.#call.record.amend(playing.entry, { stoppedAfter: (clock.now - playing.startedAt) / 1000 });
    this.#end();
    this.#call.record.wake();
  }

  #end(): void {
    const playing = this.#playing;
    if (playing === undefined) return;
    this.#playing = undefined;
    this.#call.record.amend(playing.entry, { audio: joined(playing.pieces) });
    playing.prompt.faultsAtEnd = this.#call.record.faultCount;
  }
}

/** The length in seconds, to the millisecond. */
const secondsOf = ({ startedAt, endsAt }: Playing): number => Math.round(endsAt - startedAt) / 1000;

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
