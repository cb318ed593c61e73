import type { FileFormat } from '../verbs/shared/recording.js';
import { type AnsweredCall, type CallEvent, callFields, type QueuedCall, type TransferLeg } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';

/** File format of a recording. */
export type RecordingFileFormat = FileFormat | (string & {});

/** Status of a recording's processing. `partial`: some of the audio is lost. */
export type RecordingStatus = 'complete' | 'partial' | 'error' | 'processing' | 'deleted' | 'completed' | (string & {});

/** A recording that ended. */
export interface Recording {
  /**
   * Recording id, an opaque string that begins with `r-`.
   * @example 'r-4c91e7d0'
   */
  recordingId: string;
  /**
   * URL of the audio file; requires your credentials. May be missing after an error.
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
   * Duration of the recording as ISO 8601, such as `PT13.67S`.
   * @example 'PT13.67S'
   */
  duration?: string | undefined;
  /**
   * File format.
   * @example 'wav'
   */
  fileFormat?: RecordingFileFormat | undefined;
}

/** A recording that was processed. */
export interface ProcessedRecording extends Recording {
  /** When the recording (not the call) started (ISO 8601). */
  startTime: string;
  /** When the recording ended (ISO 8601). */
  endTime: string;
  /** Duration of the recording as ISO 8601, such as `PT13.67S`. */
  duration: string;
  /** File format. */
  fileFormat: RecordingFileFormat;
}

/** The required fields of {@link ProcessedRecording}. */
export const processedRecordingFields = {
  recordingId: 'string',
  startTime: 'string',
  endTime: 'string',
  duration: 'string',
  fileFormat: 'string',
} as const satisfies FieldRules;

/**
 * A `Record` ended and the call is still active. Respond with the next document. Not sent if the caller hangs up during
 * the recording. The audio may not be ready yet; `recordingAvailable` is sent when it is.
 */
export interface RecordCompleteEvent extends CallEvent, AnsweredCall, TransferLeg, Recording {
  eventType: 'recordComplete';
  /**
   * Number of recorded channels, 1 or 2.
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

/** A recording of a call is ready to download, or its processing failed; see `status`. */
export interface RecordingAvailableEvent extends CallEvent, QueuedCall, TransferLeg, ProcessedRecording {
  eventType: 'recordingAvailable';
  /**
   * Number of recorded channels, 1 or 2.
   * @example 1
   */
  channels: number;
  /**
   * Status of the processing.
   * @example 'complete'
   */
  status: RecordingStatus;
}

export const recordingAvailable = defineEvent<RecordingAvailableEvent>()('recordingAvailable', {
  kind: 'async',
  fields: { ...callFields, ...processedRecordingFields, channels: 'integer', status: 'string' },
});

/** The transcription of a recording: its status and URL. */
export interface RecordingTranscription {
  /**
   * Transcription id, an opaque string.
   * @example 't-5e07d2b9'
   */
  id?: string | undefined;
  /**
   * URL of the transcription in Bandwidth's REST API.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/recordings/r-4c91e7d0/transcription'
   */
  url?: string | undefined;
  /**
   * Status of the transcription.
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
   * When the transcription was completed (ISO 8601).
   * @example '2026-11-24T09:31:05.904Z'
   */
  completedTime?: string | undefined;
  /**
   * Index of the speaker, from 0. Documented only by Bandwidth's SDK.
   * @example 0
   */
  speaker?: number | undefined;
  /**
   * The transcribed text. Documented only by Bandwidth's SDK.
   * @example 'Please call me back about my order.'
   */
  text?: string | undefined;
  /**
   * Confidence from 0 to 1. Documented only by Bandwidth's SDK.
   * @example 0.94
   */
  confidence?: number | undefined;
}

/** The transcription of a recording is ready, or failed; see `transcription.status`. */
export interface TranscriptionAvailableEvent extends CallEvent, QueuedCall, TransferLeg, ProcessedRecording {
  eventType: 'transcriptionAvailable';
  /** Your Bandwidth account id, as a string. */
  accountId: string;
  /** Id of the voice application that the call belongs to. */
  applicationId: string;
  /**
   * The transcription.
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
