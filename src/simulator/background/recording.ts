import type { Leg } from '../calls/leg.js';
import { deliverInBackground } from '../delivery/delivery.js';
import { stringOf } from '../documents/parsed-verb.js';
import { recordingAvailableEvent, transcriptionAvailableEvent } from '../events/call-events.js';
import { type Address, addressFor, type Given } from '../settings/address.js';
import { behaviours } from '../settings/behaviors.js';

/** A recording that has stopped. */
export interface StoppedRecording {
  readonly id: string;
  /** Virtual times. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long it is: without the time for which it was paused. */
  readonly milliseconds: number;
  readonly fileFormat: string;
  /** 2 where each side of the call has a channel of its own. */
  readonly channels: 1 | 2;
  /** The name that the application gave it. */
  readonly name: string | undefined;
  /** What becomes of its transcription, where one is asked for. */
  readonly transcriptionStatus: 'available' | 'file-size-too-small' | 'file-size-too-big';
}

/** A recording that is running: of a `Record`, or in the background. */
export class CallRecording {
  readonly #leg: Leg;
  readonly #verb: string;
  readonly #given: Given;
  readonly #base: string;
  readonly #id: string;
  readonly #startedAt: number;
  /** Since when it is paused. */
  #pausedAt: number | undefined;
  #pausedFor = 0;

  /** @param base the address that served the document with the verb. */
  constructor(leg: Leg, verb: 'Record' | 'StartRecording', given: Given, base: string) {
    this.#leg = leg;
    this.#verb = verb;
    this.#given = given;
    this.#base = base;
    this.#id = leg.call.board.ids.next('r');
    this.#startedAt = leg.call.board.clock.now;
  }

  /** Leaves out what comes now; does nothing where that is done already. */
  pause(): void {
    this.#pausedAt ??= this.#leg.call.board.clock.now;
  }

  /** Goes on after a pause; does nothing where there is none. */
  resume(): void {
    if (this.#pausedAt === undefined) return;
    this.#pausedFor += this.#leg.call.board.clock.now - this.#pausedAt;
    this.#pausedAt = undefined;
  }

  /** Ends it, and has what comes later come: the file, and the transcription if it was asked for. */
  stop(): StoppedRecording {
    this.resume();
    const { board } = this.#leg.call;
    const endedAt = board.clock.now;
    const milliseconds = endedAt - this.#startedAt - this.#pausedFor;
    const recording: StoppedRecording = {
      id: this.#id,
      startedAt: this.#startedAt,
      endedAt,
      milliseconds,
      fileFormat: stringOf(this.#given, 'fileFormat') ?? 'wav',
      channels: this.#given.multiChannel === true ? 2 : 1,
      name: stringOf(this.#given, 'recordingName'),
      transcriptionStatus: transcriptionStatusOf(milliseconds),
    };
    this.#leg.call.background(() => this.#process(recording));
    return recording;
  }

  async #process(recording: StoppedRecording): Promise<void> {
    const { call } = this.#leg;
    const { processing } = call.board.settings;
    call.board.follow('recording.available');
    await call.pause(processing.recording * 1000);
    const available = this.#address('recordingAvailable');
    if (available !== undefined)
      deliverInBackground(this.#leg, available, recordingAvailableEvent(this.#leg, recording));
    if (this.#given.transcribe !== true) return;
    await call.pause(processing.transcription * 1000);
    const transcribed = this.#address('transcriptionAvailable');
    call.board.follow('recording.transcription-bounds');
    call.board.follow('recording.transcription-time');
    if (transcribed !== undefined) {
      deliverInBackground(this.#leg, transcribed, transcriptionAvailableEvent(this.#leg, recording));
    }
  }

  #address(event: 'recordingAvailable' | 'transcriptionAvailable'): Address | undefined {
    return addressFor(event, this.#verb, this.#given, this.#base);
  }
}

function transcriptionStatusOf(milliseconds: number): StoppedRecording['transcriptionStatus'] {
  const { longerThan, shorterThan } = behaviours['recording.transcription-bounds'].value;
  if (milliseconds <= longerThan * 1000) return 'file-size-too-small';
  return milliseconds >= shorterThan * 1000 ? 'file-size-too-big' : 'available';
}
