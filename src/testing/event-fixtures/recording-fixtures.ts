import type {
  RecordCompleteEvent,
  RecordingAvailableEvent,
  RecordingFileFormat,
  RecordingStatus,
  TranscriptionAvailableEvent,
} from '../../events/index.js';
import { answeredGaps, type CallDefaults, callDefaults, callUrl, type GivenCall, stringOr } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { durationBetween, millisecondsOf, timesOf } from './times.js';

/** Default fields of every recording. */
export interface RecordingDefaults {
  recordingId: string;
  mediaUrl: string;
  startTime: string;
  endTime: string;
  duration: string;
  fileFormat: RecordingFileFormat;
}

/** Default fields of `recordComplete`. */
export interface RecordCompleteDefaults extends CallDefaults, RecordingDefaults {
  answerTime: string;
  channels: number;
}

/** Default fields of `recordingAvailable`. */
export interface RecordingAvailableDefaults extends CallDefaults, RecordingDefaults {
  channels: number;
  status: RecordingStatus;
}

/** Default fields of `transcriptionAvailable`. */
export interface TranscriptionAvailableDefaults extends CallDefaults, RecordingDefaults {
  transcription: { id: string; url: string; status: 'available'; completedTime: string };
}

/** Builders for events of recordings. */
export interface RecordingBuilders {
  /**
   * Builds a {@link RecordCompleteEvent}: a `Record` ended and the call is still active.
   *
   * @example
   * events.recordComplete({ duration: 'PT2.5S' }); // ends 2.5 seconds after its start
   */
  recordComplete: EventBuilder<RecordCompleteEvent, RecordCompleteDefaults>;
  /**
   * Builds a {@link RecordingAvailableEvent}: a recording is ready to download, or its processing failed.
   *
   * @example
   * events.recordingAvailable({ status: 'error', mediaUrl: undefined });
   */
  recordingAvailable: EventBuilder<RecordingAvailableEvent, RecordingAvailableDefaults>;
  /**
   * Builds a {@link TranscriptionAvailableEvent}: the transcription of a recording is ready or failed. `transcription`
   * may be partial.
   *
   * @example
   * events.transcriptionAvailable({ transcription: { status: 'file-size-too-small' } });
   */
  transcriptionAvailable: EventBuilder<TranscriptionAvailableEvent, TranscriptionAvailableDefaults>;
}

/** The passed fields on which the defaults of a recording depend. */
export interface GivenRecording {
  readonly recordingId?: unknown;
  readonly startTime?: unknown;
  readonly endTime?: unknown;
  readonly duration?: unknown;
  readonly eventTime?: unknown;
}

const RECORDING_ID = 'r-4c91e7d0';
/** Default duration of recordings, streams and transcriptions. */
export const DURATION = 'PT13.67S';

/** Returns the milliseconds from the start of a recording to its end, and from there to its event. */
export const recordedGaps = ({ duration }: GivenRecording, eventTime: number) => ({
  endTime: millisecondsOf(duration, millisecondsOf(DURATION, 0)),
  eventTime,
});

/** Milliseconds from the start of a call to the start of its recording. */
export const RECORDING_START = 12_099;

/** Returns the default recording of the call or conference with this URL. */
export function recordingDefaults(
  given: GivenRecording,
  url: string,
  { startTime, endTime }: { readonly startTime: string; readonly endTime: string },
): RecordingDefaults {
  return {
    recordingId: RECORDING_ID,
    mediaUrl: `${recordingUrl(given, url)}/media`,
    startTime,
    endTime,
    duration: durationBetween(given.startTime ?? startTime, given.endTime ?? endTime, DURATION),
    fileFormat: 'wav',
  };
}

const recordingUrl = ({ recordingId }: GivenRecording, url: string): string =>
  `${url}/recordings/${stringOr(recordingId, RECORDING_ID)}`;

/** Returns the defaults of a processed recording of a call. */
function processed(given: GivenCall & GivenRecording): CallDefaults & RecordingDefaults {
  const times = timesOf(given, { startTime: RECORDING_START, ...recordedGaps(given, 2140) });
  return { ...callDefaults(given, times.eventTime), ...recordingDefaults(given, callUrl(given), times) };
}

export const recordingBuilders: RecordingBuilders = {
  recordComplete: builder({ eventType: 'recordComplete' }, (given) => {
    const { answerTime } = answeredGaps;
    const gaps = { answerTime, startTime: RECORDING_START - answerTime, ...recordedGaps(given, 32) };
    const times = timesOf(given, gaps);
    return {
      ...callDefaults(given, times.eventTime),
      ...recordingDefaults(given, callUrl(given), times),
      answerTime: times.answerTime,
      channels: 1,
    };
  }),
  recordingAvailable: builder({ eventType: 'recordingAvailable' }, (given) => ({
    ...processed(given),
    channels: 1,
    status: 'complete',
  })),
  transcriptionAvailable: builder({ eventType: 'transcriptionAvailable' }, (given) => {
    const { startTime, endTime, eventTime, transcription } = given;
    const { completedTime, ...times } = timesOf(
      { startTime, endTime, completedTime: transcription?.completedTime, eventTime },
      {
        startTime: RECORDING_START,
        endTime: recordedGaps(given, 0).endTime,
        completedTime: 42_122,
        eventTime: 57,
      },
    );
    const url = callUrl(given);
    return {
      ...callDefaults(given, times.eventTime),
      ...recordingDefaults(given, url, times),
      transcription: {
        id: 't-5e07d2b9',
        url: `${recordingUrl(given, url)}/transcription`,
        status: 'available',
        completedTime,
      },
    };
  }),
};
