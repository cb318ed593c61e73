// What the REST API knows of a recording: its progress, its file and the text of its transcription.
import { BYTES_PER_MILLISECOND, decodeMuLaw } from '../audio/mu-law.js';
import type { KnownClip, SoundTrack } from '../audio/sound-track.js';
import { behaviors } from '../behaviors/index.js';
import type { SimulatedCall } from '../calls/call.js';
import type { KnownRecording } from '../calls/recordings.js';
import type { StoppedRecording } from '../events/recording-events.js';

/** Pauses and resumes a recording. */
interface Pausable {
  pause(): void;
  resume(): void;
}

/** A part of a transcription. */
export interface TranscriptClip {
  /** 0 for the party on the phone, 1 for what it heard: other parties, and prompts. */
  readonly speaker: number;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly startTimeSeconds: number;
  readonly endTimeSeconds: number;
}

/** The transcription of a recording. */
export interface RecordingTranscription {
  readonly id: string;
  readonly status: StoppedRecording['transcriptionStatus'];
  readonly completedTime: string;
}

/** A recording of a call, as the REST API shows it. */
export class RecordingFile implements KnownRecording {
  readonly id: string;
  readonly call: SimulatedCall;
  /** Milliseconds of simulated time. */
  readonly startedAt: number;
  /** Set when the recording has stopped. */
  stopped: StoppedRecording | undefined;
  status: 'partial' | 'processing' | 'complete' | 'deleted' = 'partial';
  transcription: RecordingTranscription | undefined;
  /** What was said, in order. */
  clips: readonly TranscriptClip[] = [];
  readonly channels: 1 | 2;
  readonly fileFormat: string;
  readonly name: string | undefined;
  readonly #control: Pausable;
  #endedAt = Number.POSITIVE_INFINITY;
  readonly #pauses: { readonly from: number; readonly to: number }[] = [];
  /** The entries of the timeline before the recording. */
  readonly #entriesBefore: number;
  readonly #said: ReturnType<SoundTrack['keep']>;
  readonly #heard: ReturnType<SoundTrack['keep']>;

  constructor(
    call: SimulatedCall,
    id: string,
    control: Pausable,
    { channels, fileFormat, name }: Pick<StoppedRecording, 'channels' | 'fileFormat' | 'name'>,
  ) {
    this.id = id;
    this.call = call;
    this.startedAt = call.simulation.clock.now;
    this.channels = channels;
    this.fileFormat = fileFormat;
    this.name = name;
    this.#control = control;
    this.#entriesBefore = call.record.timeline.length;
    this.#said = call.inbound.keep(this.startedAt);
    this.#heard = call.outbound.keep(this.startedAt);
    call.simulation.recordings.add(this);
  }

  get callId(): string {
    return this.call.id;
  }

  get length(): number | undefined {
    return this.status === 'deleted' ? undefined : this.stopped?.milliseconds;
  }

  pause(): void {
    this.#control.pause();
  }

  resume(): void {
    this.#control.resume();
  }

  /** Notes that nothing was recorded between two moments, in milliseconds of simulated time. */
  notePause(from: number, to: number): void {
    this.#pauses.push({ from, to });
  }

  /** Notes that the recording has stopped: its file is processed. */
  stop(recording: StoppedRecording): void {
    this.stopped = recording;
    this.#endedAt = this.call.simulation.clock.now;
    this.#said.stop();
    this.#heard.stop();
    this.status = 'processing';
    this.clips = this.#clips();
  }

  /** Notes that the file can be downloaded. */
  available(): void {
    if (this.status === 'processing') this.status = 'complete';
  }

  /** Notes that the text can be read. */
  transcribed(id: string): void {
    const { stopped } = this;
    if (stopped === undefined) return;
    const { simulation } = this.call;
    const completedTime = simulation.timeText(simulation.clock.now);
    this.transcription = { id, status: stopped.transcriptionStatus, completedTime };
  }

  /**
   * The sound of the recording as far as it is known: one channel, or one for the party and one for what it heard. `undefined`
   * if nothing is known.
   *
   * @param milliseconds the length of the result
   */
  sound(milliseconds: number): readonly Int16Array[] | undefined {
    const said = this.#said.clips;
    const heard = this.#heard.clips;
    if (said.length + heard.length === 0) return undefined;
    const channels = this.channels === 2 ? [said, heard] : [[...said, ...heard]];
    const parts = this.#parts();
    return channels.map((clips) => mixed(clips, parts, milliseconds));
  }

  /** The parts between the pauses, in milliseconds of simulated time. */
  #parts(): { readonly from: number; readonly to: number }[] {
    const ends = [...this.#pauses.map(({ from }) => from), this.#endedAt];
    const begins = [this.startedAt, ...this.#pauses.map(({ to }) => to)];
    return begins.map((from, index) => ({ from, to: ends[index] ?? this.#endedAt }));
  }

  /** What the party and the others said, and with two channels what was played to it. */
  #clips(): readonly TranscriptClip[] {
    const { call } = this;
    const [first = call] = call.family;
    return call.record.timeline.slice(this.#entriesBefore).flatMap((entry): readonly TranscriptClip[] => {
      const isSpoken =
        entry.kind === 'words' || entry.kind === 'voice' || (entry.kind === 'speech' && this.channels === 2);
      if (!isSpoken || entry.leg !== call.name) return [];
      const start = this.#secondsAt(first.startedAt + entry.at * 1000);
      if (start === undefined) return [];
      const end = start + [...entry.text].length * behaviors['speech.time'].value;
      const speaker = entry.kind === 'words' ? 0 : 1;
      const [startTimeSeconds, endTimeSeconds] = [rounded(start), rounded(end)];
      return [{ speaker, text: entry.text, confidence: 1, startTimeSeconds, endTimeSeconds }];
    });
  }

  /** Returns the place of a moment in the recording; `undefined` if it was paused then. */
  #secondsAt(moment: number): number | undefined {
    let paused = 0;
    for (const { from, to } of this.#pauses) {
      if (moment >= from && moment < to) return undefined;
      if (moment >= to) paused += to - from;
    }
    return Math.max(0, moment - this.startedAt - paused) / 1000;
  }
}

/** Returns the samples of clips during parts of the time, one after another. */
function mixed(
  clips: readonly KnownClip[],
  parts: readonly { readonly from: number; readonly to: number }[],
  milliseconds: number,
): Int16Array {
  const samples = new Int16Array(Math.round(milliseconds * BYTES_PER_MILLISECOND));
  let begin = 0;
  for (const { from, to } of parts) {
    for (const { startsAt, heardFrom, endsAt, audio } of clips) {
      const start = Math.max(from, heardFrom);
      const offset = Math.round((start - startsAt) * BYTES_PER_MILLISECOND);
      const length = Math.round((Math.min(to, endsAt) - start) * BYTES_PER_MILLISECOND);
      if (length <= 0) continue;
      const at = Math.round((begin + start - from) * BYTES_PER_MILLISECOND);
      for (const [index, sample] of decodeMuLaw(audio.subarray(offset, offset + length)).entries()) {
        const mixed = (samples[at + index] ?? 0) + sample;
        samples[at + index] = Math.max(-32_768, Math.min(32_767, mixed));
      }
    }
    begin += to - from;
  }
  return samples;
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
