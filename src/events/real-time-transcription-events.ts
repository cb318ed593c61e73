import { type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';
import type { MediaTrack, StreamRejectedCause, StreamStoppedCause } from './media-stream-events.js';

/** A transcription that is made while the call goes on. */
export interface RealTimeTranscription {
  /**
   * Id of the transcription, an opaque text.
   * @example 't-5e07d2b9'
   */
  id: string;
  /**
   * Name given in `StartTranscription`, else the id.
   * @example 'captions'
   */
  name: string;
  /**
   * When it started, about (ISO 8601).
   * @example '2026-11-24T09:30:10.112Z'
   */
  startTime: string;
  /**
   * The side of the call that is transcribed, or both.
   * @example ['inbound', 'outbound']
   */
  tracks: MediaTrack[];
  /**
   * WebSocket address to which the text goes, if one was given.
   * @example 'wss://media.example/captions'
   */
  destination?: string | undefined;
  /**
   * Whether only text that no longer changes is sent; mostly written as text.
   * @example 'true'
   */
  stabilized?: 'true' | 'false' | (string & {}) | boolean | undefined;
}

/** A transcription that has ended. */
export interface StoppedRealTimeTranscription extends RealTimeTranscription {
  /**
   * How long it ran, as an ISO 8601 duration such as `PT13.67S`.
   * @example 'PT13.67S'
   */
  duration: string;
}

/** A transcription whose whole text is ready, or failed. */
export interface AvailableRealTimeTranscription extends RealTimeTranscription {
  /**
   * Whether the text can be fetched.
   * @example 'available'
   */
  status: 'available' | 'failed' | (string & {});
  /**
   * Address of the text in Bandwidth's REST interface.
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

/** Bandwidth's own pages disagree on the name of the object, so both are read and one is shown. */
const fieldAliases = { transcription: 'realTimeTranscription' } as const;

/** A transcription of `StartTranscription` is running. */
export interface RealTimeTranscriptionStartedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionStarted';
  /**
   * The transcription that is told of; a field named `transcription` is shown here too.
   * @example { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'] }
   */
  realTimeTranscription: RealTimeTranscription;
}

export const realTimeTranscriptionStarted = defineEvent<RealTimeTranscriptionStartedEvent>()(
  'realTimeTranscriptionStarted',
  { kind: 'async', fieldAliases, fields: { ...mediaEventFields, realTimeTranscription: transcriptionFields } },
);

/** A transcription of `StartTranscription` could not be started. */
export interface RealTimeTranscriptionRejectedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionRejected';
  /**
   * What stood in the way.
   * @example 'duplicate'
   */
  cause: StreamRejectedCause;
  /**
   * More about the cause, for people to read.
   * @example 'Another transcription has this name'
   */
  errorMessage: string;
  /**
   * The transcription that was refused; a field named `transcription` is shown here too.
   * @example { id: 't-5e07d2b9', name: 'captions', startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound', 'outbound'] }
   */
  realTimeTranscription: RealTimeTranscription;
  /**
   * After `duplicate`: the running transcription that has the name.
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

/** A live transcription has ended, because it was stopped or by itself. */
export interface RealTimeTranscriptionStoppedEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionStopped';
  /**
   * Why it ended.
   * @example 'closed'
   */
  cause: StreamStoppedCause;
  /**
   * More about a cause other than `closed`, for people to read.
   * @example 'The WebSocket was closed by the other end'
   */
  errorMessage?: string | null | undefined;
  /**
   * The transcription that ended; a field named `transcription` is shown here too.
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

/** The whole text of a live transcription can be fetched, or failed: see `realTimeTranscription.status`. */
export interface RealTimeTranscriptionAvailableEvent extends MediaEvent {
  eventType: 'realTimeTranscriptionAvailable';
  /**
   * The transcription that is told of; a field named `transcription` is shown here too.
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
