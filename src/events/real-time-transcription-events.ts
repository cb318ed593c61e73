import { type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';
import type { MediaTrack, StreamRejectedCause, StreamStoppedCause } from './media-stream-events.js';

/** A transcription of a call in progress. */
export interface RealTimeTranscription {
  /**
   * Transcription id, an opaque string.
   * @example 't-5e07d2b9'
   */
  id: string;
  /**
   * Name set by `StartTranscription`; defaults to the id.
   * @example 'captions'
   */
  name: string;
  /**
   * Approximate start of the transcription (ISO 8601).
   * @example '2026-11-24T09:30:10.112Z'
   */
  startTime: string;
  /**
   * The transcribed tracks.
   * @example ['inbound', 'outbound']
   */
  tracks: MediaTrack[];
  /**
   * WebSocket URL that receives the text, if one was set.
   * @example 'wss://media.example/captions'
   */
  destination?: string | undefined;
  /**
   * Whether only final text is sent; a boolean, usually as a string.
   * @example 'true'
   */
  stabilized?: 'true' | 'false' | (string & {}) | boolean | undefined;
}

/** A transcription that ended. */
export interface StoppedRealTimeTranscription extends RealTimeTranscription {
  /**
   * Duration as ISO 8601, such as `PT13.67S`.
   * @example 'PT13.67S'
   */
  duration: string;
}

/** A transcription whose complete text is ready, or failed. */
export interface AvailableRealTimeTranscription extends RealTimeTranscription {
  /**
   * Whether the text is ready to download.
   * @example 'available'
   */
  status: 'available' | 'failed' | (string & {});
  /**
   * URL of the text in Bandwidth's REST API.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/transcriptions/t-5e07d2b9'
   */
  url: string;
  /**
   * When the text was ready (ISO 8601).
   * @example '2026-11-24T09:34:52.640Z'
   */
  completedTime: string;
}

const transcriptionFields = {
  id: 'string',
  name: 'string',
  startTime: 'string',
  tracks: 'array',
} as const satisfies FieldRules;

/** Bandwidth's documentation uses both names for the object. Both are accepted and normalized to one. */
const fieldAliases = { transcription: 'realTimeTranscription' } as const;

/** A real-time transcription of `StartTranscription` started. */
export interface RealTimeTranscriptionStartedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionStarted';
  /**
   * The transcription. If it was sent as `transcription`, it is moved here.
   * @example { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'] }
   */
  realTimeTranscription: RealTimeTranscription;
}

export const realTimeTranscriptionStarted = defineEvent<RealTimeTranscriptionStartedEvent>()(
  'realTimeTranscriptionStarted',
  { kind: 'async', fieldAliases, fields: { ...mediaEventFields, realTimeTranscription: transcriptionFields } },
);

/** A real-time transcription of `StartTranscription` could not start. */
export interface RealTimeTranscriptionRejectedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionRejected';
  /**
   * Why it was rejected.
   * @example 'duplicate'
   */
  cause: StreamRejectedCause;
  /**
   * Human-readable description of the cause.
   * @example 'A transcription with this name already exists'
   */
  errorMessage: string;
  /**
   * The rejected transcription. If it was sent as `transcription`, it is moved here.
   * @example { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'] }
   */
  realTimeTranscription: RealTimeTranscription;
  /**
   * With `duplicate`: the active transcription with that name.
   * @example { id: 't-81fa3c60', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'] }
   */
  originalTranscription?: RealTimeTranscription | undefined;
}

export const realTimeTranscriptionRejected = defineEvent<RealTimeTranscriptionRejectedEvent>()(
  'realTimeTranscriptionRejected',
  {
    kind: 'async',
    fieldAliases,
    fields: {
      ...mediaEventFields,
      cause: 'string',
      errorMessage: 'string',
      realTimeTranscription: transcriptionFields,
      originalTranscription: 'object?',
    },
  },
);

/** A real-time transcription ended, because it was stopped or by itself. */
export interface RealTimeTranscriptionStoppedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionStopped';
  /**
   * Why it ended.
   * @example 'closed'
   */
  cause: StreamStoppedCause;
  /**
   * Human-readable description of a cause other than `closed`.
   * @example 'The WebSocket was closed by the other end'
   */
  errorMessage?: string | null | undefined;
  /**
   * The transcription that ended. If it was sent as `transcription`, it is moved here.
   * @example
   * { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'],
   *   duration: 'PT13.67S' }
   */
  realTimeTranscription: StoppedRealTimeTranscription;
}

export const realTimeTranscriptionStopped = defineEvent<RealTimeTranscriptionStoppedEvent>()(
  'realTimeTranscriptionStopped',
  {
    kind: 'async',
    fieldAliases,
    fields: {
      ...mediaEventFields,
      cause: 'string',
      realTimeTranscription: { ...transcriptionFields, duration: 'string' },
    },
  },
);

/**
 * The complete text of a real-time transcription is ready to download, or failed; see `realTimeTranscription.status`.
 */
export interface RealTimeTranscriptionAvailableEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionAvailable';
  /**
   * The transcription. If it was sent as `transcription`, it is moved here.
   * @example
   * { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'],
   *   status: 'available', completedTime: '2026-11-24T09:34:52.640Z',
   *   url: 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905/transcriptions/t-5e07d2b9' }
   */
  realTimeTranscription: AvailableRealTimeTranscription;
}

export const realTimeTranscriptionAvailable = defineEvent<RealTimeTranscriptionAvailableEvent>()(
  'realTimeTranscriptionAvailable',
  {
    kind: 'async',
    fieldAliases,
    fields: {
      ...mediaEventFields,
      realTimeTranscription: { ...transcriptionFields, status: 'string', url: 'string', completedTime: 'string' },
    },
  },
);
