import type { ConferenceFacts } from '../calls/facts.js';
import { deliverInBackground } from '../delivery/delivery.js';
import type { Sender } from '../delivery/sender.js';
import { conferenceRecordingAvailableEvent } from '../events/conference-events.js';
import type { StoppedRecording } from '../events/recording-events.js';
import { addressFor, type FieldValues } from '../settings/address.js';
import { Recording } from './recording.js';

/** A recording of a conference that has stopped. */
export interface ConferenceRecordingState {
  readonly recording: StoppedRecording;
  /** True once the file can be downloaded. */
  isAvailable: boolean;
}

/** A conference, as its recordings see it. */
interface RecordedConference extends Sender {
  /** The recordings that have stopped, in order. */
  readonly recordings: ConferenceRecordingState[];
  facts(): ConferenceFacts;
}

/** The attributes of a `StartRecording` that have no effect in a conference. */
const ignored = ['transcribe', 'multiChannel', 'transcriptionAvailableUrl', 'tag'] as const;

/** A recording that `StartRecording` started in a conference: one channel, without a transcription. */
export class ConferenceRecording extends Recording {
  readonly #conference: RecordedConference;

  /** @param base the URL that served the document with the verb */
  constructor(conference: RecordedConference, attributes: FieldValues, base: string) {
    super(conference, attributes, base);
    this.#conference = conference;
    if (ignored.some((name) => attributes[name] !== undefined && attributes[name] !== false)) {
      conference.simulation.recordCoverage('conference.recording-ignores');
    }
  }

  protected get channels(): 1 {
    return 1;
  }

  override stop(): StoppedRecording {
    const recording = super.stop();
    this.#conference.recordings.push({ recording, isAvailable: false });
    return recording;
  }

  protected async available(recording: StoppedRecording): Promise<void> {
    const conference = this.#conference;
    conference.simulation.recordCoverage('conference.recording');
    for (const state of conference.recordings) {
      if (state.recording === recording) state.isAvailable = true;
    }
    const address = addressFor('conferenceRecordingAvailable', 'StartRecording', this.attributes, this.base);
    if (address === undefined) return;
    deliverInBackground(conference, address, conferenceRecordingAvailableEvent(conference.facts(), recording));
  }
}
