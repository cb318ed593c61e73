import { behaviors } from '../behaviors/index.js';
import { BackgroundKind, type BackgroundWork } from '../calls/background.js';
import type { SimulatedCall } from '../calls/call.js';
import { deliverInBackground } from '../delivery/delivery.js';
import type { Sender } from '../delivery/sender.js';
import { stringOf } from '../documents/parsed-verb.js';
import {
  recordingAvailableEvent,
  type StoppedRecording,
  transcriptionAvailableEvent,
} from '../events/recording-events.js';
import { type Address, addressFor, type FieldValues } from '../settings/address.js';
import { RecordingFile } from './recording-file.js';

/** An active recording of a call or of a conference. */
export abstract class Recording {
  protected readonly attributes: FieldValues;
  protected readonly base: string;
  readonly #sender: Sender;
  protected readonly id: string;
  readonly #startedAt: number;
  /** When the current pause began. */
  #pausedAt: number | undefined;
  #pausedFor = 0;

  /** @param base the URL that served the document with the verb */
  constructor(sender: Sender, attributes: FieldValues, base: string) {
    const { ids, clock } = sender.simulation;
    this.attributes = attributes;
    this.base = base;
    this.#sender = sender;
    this.id = ids.next('r');
    this.#startedAt = clock.now;
  }

  protected get format(): Pick<StoppedRecording, 'fileFormat' | 'channels' | 'name'> {
    return {
      fileFormat: stringOf(this.attributes, 'fileFormat') ?? 'wav',
      channels: this.channels,
      name: stringOf(this.attributes, 'recordingName'),
    };
  }

  /** Pauses the recording; does nothing if it is paused already. */
  pause(): void {
    this.#pausedAt ??= this.#sender.simulation.clock.now;
  }

  /** Resumes the recording; does nothing if it is not paused. */
  resume(): void {
    if (this.#pausedAt === undefined) return;
    const { now } = this.#sender.simulation.clock;
    this.#pausedFor += now - this.#pausedAt;
    this.paused(this.#pausedAt, now);
    this.#pausedAt = undefined;
  }

  /** Called after a pause, with its moments in milliseconds of simulated time. */
  protected paused(_from: number, _to: number): void {}

  /** Stops the recording. The file, and the transcription if requested, become available later. */
  stop(): StoppedRecording {
    this.resume();
    const { simulation, record } = this.#sender;
    const endedAt = simulation.clock.now;
    const milliseconds = endedAt - this.#startedAt - this.#pausedFor;
    const recording: StoppedRecording = {
      id: this.id,
      startTime: simulation.timeText(this.#startedAt),
      endTime: simulation.timeText(endedAt),
      milliseconds,
      ...this.format,
      transcriptionStatus: transcriptionStatusOf(milliseconds),
    };
    record.background(async () => {
      simulation.recordCoverage('recording.available');
      await record.pause(simulation.settings.processing.recording * 1000);
      await this.available(recording);
    });
    return recording;
  }

  protected abstract get channels(): 1 | 2;

  /** Called when the file is available. */
  protected abstract available(recording: StoppedRecording): Promise<void>;
}

/** A recording that `Record` or `StartRecording` started on a call. */
export class CallRecording extends Recording {
  readonly #call: SimulatedCall;
  readonly #verb: string;
  readonly #file: RecordingFile;

  /** @param base the URL that served the document with the verb */
  constructor(call: SimulatedCall, verb: 'Record' | 'StartRecording', attributes: FieldValues, base: string) {
    super(call, attributes, base);
    this.#call = call;
    this.#verb = verb;
    this.#file = new RecordingFile(call, this.id, this, this.format);
  }

  override stop(): StoppedRecording {
    const recording = super.stop();
    this.#file.stop(recording);
    return recording;
  }

  protected override paused(from: number, to: number): void {
    this.#file.notePause(from, to);
  }

  protected get channels(): 1 | 2 {
    return this.attributes.multiChannel === true ? 2 : 1;
  }

  protected async available(recording: StoppedRecording): Promise<void> {
    const call = this.#call;
    const { simulation, record } = call;
    this.#file.available();
    const available = this.#address('recordingAvailable');
    if (available !== undefined) deliverInBackground(call, available, recordingAvailableEvent(call.facts(), recording));
    if (this.attributes.transcribe !== true) return;
    await record.pause(simulation.settings.processing.transcription * 1000);
    const transcribed = this.#address('transcriptionAvailable');
    simulation.recordCoverage('recording.transcription-bounds');
    simulation.recordCoverage('recording.transcription-time');
    const id = simulation.ids.next('t');
    this.#file.transcribed(id);
    if (transcribed === undefined) return;
    const event = transcriptionAvailableEvent(call.facts(), recording, id);
    deliverInBackground(call, transcribed, event);
  }

  #address(event: 'recordingAvailable' | 'transcriptionAvailable'): Address | undefined {
    return addressFor(event, this.#verb, this.attributes, this.base);
  }
}

function transcriptionStatusOf(milliseconds: number): StoppedRecording['transcriptionStatus'] {
  const { longerThan, shorterThan } = behaviors['recording.transcription-bounds'].value;
  if (milliseconds <= longerThan * 1000) return 'file-size-too-small';
  return milliseconds >= shorterThan * 1000 ? 'file-size-too-big' : 'available';
}

/** A recording in the background, started by `StartRecording`. */
export class BackgroundRecording implements BackgroundWork {
  readonly recording: Recording;
  readonly #sender: Sender;

  constructor(sender: Sender, recording: Recording) {
    this.#sender = sender;
    this.recording = recording;
    sender.record.noteChange(sender, 'is recorded in the background');
  }

  stop(): void {
    this.recording.stop();
    this.#sender.record.noteChange(this.#sender, 'is no longer recorded in the background');
  }
}

export const RECORDING = new BackgroundKind<BackgroundRecording>('recording');
