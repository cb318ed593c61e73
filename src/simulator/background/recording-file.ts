// What the REST API knows of a recording: its progress, its file and the text of its transcription.
import type { SimulatedCall } from '../calls/call.js';
import type { KnownRecording } from '../calls/recordings.js';
import type { StoppedRecording } from '../events/recording-events.js';
import { behaviors } from '../settings/behaviors.js';

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
  readonly #pauses: { readonly from: number; readonly to: number }[] = [];
  /** The entries of the timeline before the recording. */
  readonly #entriesBefore: number;

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
    call.simulation.recordings.add(this);
  }

  get callId(): string {
    return this.call.id;
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

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
