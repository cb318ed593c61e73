import type { FileFormat } from '../verbs/shared/recording.js';
import { type AnsweredCall, type CallEvent, callFields, type QueuedCall, type TransferLeg } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';

/** Kind of file that holds a recording. */
export type RecordingFileFormat = FileFormat | (string & {});

/** How the processing of a recording went; after `partial` some of the sound is lost. */
export type RecordingStatus = 'complete' | 'partial' | 'error' | 'processing' | 'deleted' | 'completed' | (string & {});

/** A recording, as soon as it has stopped. */
export interface Recording {
  /**
   * Id of the recording, an opaque text that begins with `r-`.
   * @example 'r-4c91e7d0'
   */
  recordingId: string;
  /**
   * Address of the sound, with your credentials; it may be missing after an error.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/recordings/r-4c91e7d0/media'
   */
  mediaUrl?: string | null | undefined;
  /**
   * When the recording (not the call) started (ISO 8601).
   * @example '2026-11-24T09:30:10.112Z'
   */
  startTime?: string | undefined;
  /**
   * When the recording ended (ISO 8601).
   * @example '2026-11-24T09:30:23.782Z'
   */
  endTime?: string | undefined;
  /**
   * Length of the recording as an ISO 8601 duration, such as `PT13.67S`.
   * @example 'PT13.67S'
   */
  duration?: string | undefined;
  /**
   * Kind of file that holds it.
   * @example 'wav'
   */
  fileFormat?: RecordingFileFormat | undefined;
}

/** A recording that has been processed. */
export interface ProcessedRecording extends Recording {
  /** When the recording (not the call) started (ISO 8601). */
  startTime: string;
  /** When the recording ended (ISO 8601). */
  endTime: string;
  /** Length of the recording as an ISO 8601 duration, such as `PT13.67S`. */
  duration: string;
  /** Kind of file that holds it. */
  fileFormat: RecordingFileFormat;
}

/** The enforced fields of {@link ProcessedRecording}. */
export const processedRecordingFields = {
  recordingId: 'string',
  startTime: 'string',
  endTime: 'string',
  duration: 'string',
  fileFormat: 'string',
} as const satisfies FieldRules;

/**
 * A `Record` has stopped and its call is still up: answer with what comes next. When the caller hangs up while recording
 * there is no such event. The sound may take a while; `recordingAvailable` tells when it is there.
 */
export interface RecordCompleteEvent extends CallEvent, AnsweredCall, TransferLeg, Recording {
  eventType: 'recordComplete';
  /**
   * How many channels were recorded, 1 or 2.
   * @example 1
   */
  channels?: number | undefined;
}

export const recordComplete = defineEvent<RecordCompleteEvent>()('recordComplete', {
  kind: 'sync',
  responseContext: 'call',
  aliases: ['recordingComplete'],
  fields: { ...callFields, recordingId: 'string', channels: 'integer?' },
});

/** The recording of a call can be fetched, or its processing failed: see `status`. */
export interface RecordingAvailableEvent extends CallEvent, QueuedCall, TransferLeg, ProcessedRecording {
  eventType: 'recordingAvailable';
  /**
   * How many channels were recorded, 1 or 2.
   * @example 1
   */
  channels: number;
  /**
   * How the processing went.
   * @example 'complete'
   */
  status: RecordingStatus;
}

export const recordingAvailable = defineEvent<RecordingAvailableEvent>()('recordingAvailable', {
  kind: 'async',
  fields: { ...callFields, ...processedRecordingFields, channels: 'integer', status: 'string' },
});

/** The transcript of a recording: whether there is one, and where. */
export interface RecordingTranscription {
  /**
   * Id of the transcription, an opaque text.
   * @example 't-5e07d2b9'
   */
  id?: string | undefined;
  /**
   * Address of the transcript in Bandwidth's REST interface.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/recordings/r-4c91e7d0/transcription'
   */
  url?: string | undefined;
  /**
   * How it went.
   * @example 'available'
   */
  status?:
    | 'available'
    | 'none'
    | 'processing'
    | 'error'
    | 'timeout'
    | 'file-size-too-big'
    | 'file-size-too-small'
    | (string & {})
    | undefined;
  /**
   * When it was done (ISO 8601).
   * @example '2026-11-24T09:31:05.904Z'
   */
  completedTime?: string | undefined;
  /**
   * Who speaks, counted from 0. Promised by Bandwidth's SDK alone.
   * @example 0
   */
  speaker?: number | undefined;
  /**
   * What was said. Promised by Bandwidth's SDK alone.
   * @example 'Please call me back about my order.'
   */
  text?: string | undefined;
  /**
   * How sure the transcriber is, from 0 to 1. Promised by Bandwidth's SDK alone.
   * @example 0.94
   */
  confidence?: number | undefined;
}

/** The transcript of a recording is there, or could not be made: see `transcription.status`. */
export interface TranscriptionAvailableEvent extends CallEvent, QueuedCall, TransferLeg, ProcessedRecording {
  eventType: 'transcriptionAvailable';
  /** Number of your Bandwidth account, as text. */
  accountId: string;
  /** Id of the voice application to which the call belongs. */
  applicationId: string;
  /**
   * Where the transcript is.
   * @example
   * { id: 't-5e07d2b9', status: 'available', completedTime: '2026-11-24T09:31:05.904Z',
   *   url: 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/recordings/r-4c91e7d0/transcription' }
   */
  transcription: RecordingTranscription;
}

export const transcriptionAvailable = defineEvent<TranscriptionAvailableEvent>()('transcriptionAvailable', {
  kind: 'async',
  fields: {
    ...callFields,
    ...processedRecordingFields,
    accountId: 'string',
    applicationId: 'string',
    transcription: { speaker: 'integer?', confidence: 'number?' },
  },
});
