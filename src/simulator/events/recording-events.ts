import type {
  RecordCompleteEvent,
  RecordingAvailableEvent,
  TranscriptionAvailableEvent,
} from '../../events/recording-events.js';
import type { CallFacts } from '../calls/facts.js';
import { answeredFields, callFields, durationText, tagFields, transferFields } from './event-fields.js';

/** A recording that has stopped. */
export interface StoppedRecording {
  readonly id: string;
  /** In Bandwidth's format, like `endTime`. */
  readonly startTime: string;
  readonly endTime: string;
  /** The duration, without pauses. */
  readonly milliseconds: number;
  readonly fileFormat: string;
  /** 2 if each side of the call is recorded in its own channel. */
  readonly channels: 1 | 2;
  /** The `recordingName` that the document sets. */
  readonly name: string | undefined;
  /** The status of the transcription, if one is requested. */
  readonly transcriptionStatus: 'available' | 'file-size-too-small' | 'file-size-too-big';
}

/** Returns the fields that all events of a recording have. `startTime` is that of the recording. */
function recordingFields(facts: CallFacts, recording: StoppedRecording) {
  const { id, startTime, endTime, milliseconds, fileFormat, channels, name } = recording;
  const { startTime: _, ...call } = callFields(facts);
  return {
    ...call,
    ...transferFields(facts),
    ...tagFields(facts),
    recordingId: id,
    ...(name === undefined ? {} : { recordingName: name }),
    mediaUrl: `${facts.callUrl}/recordings/${id}/media`,
    startTime,
    endTime,
    duration: durationText(milliseconds),
    fileFormat,
    channels,
  };
}

export const recordCompleteEvent = (facts: CallFacts, recording: StoppedRecording): RecordCompleteEvent => ({
  eventType: 'recordComplete',
  ...recordingFields(facts, recording),
  ...answeredFields(facts),
});

export const recordingAvailableEvent = (facts: CallFacts, recording: StoppedRecording): RecordingAvailableEvent => ({
  eventType: 'recordingAvailable',
  ...recordingFields(facts, recording),
  status: 'complete',
});

/** @param id the id of the transcription */
export function transcriptionAvailableEvent(
  facts: CallFacts,
  recording: StoppedRecording,
  id: string,
): TranscriptionAvailableEvent {
  const { channels: _, ...fields } = recordingFields(facts, recording);
  return {
    eventType: 'transcriptionAvailable',
    ...fields,
    transcription: {
      id,
      url: `${facts.callUrl}/recordings/${recording.id}/transcription`,
      status: recording.transcriptionStatus,
      completedTime: facts.eventTime,
    },
  };
}
