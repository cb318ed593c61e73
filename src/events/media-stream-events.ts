import { type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';

/** An audio track of a call: `inbound` is what the other party says, `outbound` what it hears. */
export type MediaTrack = 'inbound' | 'outbound' | (string & {});

/** Why a stream or real-time transcription was rejected. `duplicate`: its name is already in use. */
export type StreamRejectedCause = 'connection-error' | 'duplicate' | 'error' | 'track-limit' | (string & {});

/** Why a stream or real-time transcription ended; normally `closed`. */
export type StreamStoppedCause = 'closed' | 'connection-error' | 'error' | (string & {});

/** The audio of a call, streamed to a WebSocket. */
export interface MediaStream {
  /**
   * Stream id, an opaque string that begins with `s-`.
   * @example 's-a94f16c8'
   */
  id: string;
  /**
   * Name set by `StartStream`; defaults to the id.
   * @example 'assistant'
   */
  name: string;
  /**
   * WebSocket URL that receives the audio.
   * @example 'wss://media.example/calls'
   */
  destination: string;
  /**
   * Approximate start of the stream (ISO 8601).
   * @example '2026-11-24T09:30:10.112Z'
   */
  startTime: string;
  /**
   * The streamed tracks.
   * @example ['inbound']
   */
  tracks: MediaTrack[];
  /**
   * The transport.
   * @example 'WebSocket'
   */
  type: 'WebSocket' | (string & {});
}

/** A stream that ended. */
export interface StoppedMediaStream extends MediaStream {
  /**
   * Duration as ISO 8601, such as `PT13.67S`.
   * @example 'PT13.67S'
   */
  duration: string;
}

const streamFields = {
  id: 'string',
  name: 'string',
  destination: 'string',
  startTime: 'string',
  tracks: 'array',
  type: 'string',
} as const satisfies FieldRules;

/** The media stream of a `StartStream` started. */
export interface MediaStreamStartedEvent extends MediaEvent {
  eventType: 'mediaStreamStarted';
  /**
   * The stream that started.
   * @example
   * { id: 's-a94f16c8', name: 'assistant', destination: 'wss://media.example/calls',
   *   startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound'], type: 'WebSocket' }
   */
  mediaStream: MediaStream;
}

export const mediaStreamStarted = defineEvent<MediaStreamStartedEvent>()('mediaStreamStarted', {
  kind: 'async',
  fields: { ...mediaEventFields, mediaStream: streamFields },
});

/** The media stream of a `StartStream` could not start. */
export interface MediaStreamRejectedEvent extends MediaEvent {
  eventType: 'mediaStreamRejected';
  /**
   * Why it was rejected.
   * @example 'duplicate'
   */
  cause: StreamRejectedCause;
  /**
   * Human-readable description of the cause.
   * @example 'A stream with this name already exists'
   */
  errorMessage: string;
  /**
   * The rejected stream.
   * @example
   * { id: 's-a94f16c8', name: 'assistant', destination: 'wss://media.example/calls',
   *   startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound'], type: 'WebSocket' }
   */
  mediaStream: MediaStream;
  /**
   * With `duplicate`: the active stream with that name.
   * @example
   * { id: 's-0d73e5b2', name: 'assistant', destination: 'wss://media.example/calls',
   *   startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound'], type: 'WebSocket' }
   */
  originalMediaStream?: MediaStream | undefined;
}

export const mediaStreamRejected = defineEvent<MediaStreamRejectedEvent>()('mediaStreamRejected', {
  kind: 'async',
  fields: {
    ...mediaEventFields,
    cause: 'string',
    errorMessage: 'string',
    mediaStream: streamFields,
    originalMediaStream: 'object?',
  },
});

/** A media stream ended, because it was stopped or by itself. */
export interface MediaStreamStoppedEvent extends MediaEvent {
  eventType: 'mediaStreamStopped';
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
   * The stream that ended.
   * @example
   * { id: 's-a94f16c8', name: 'assistant', destination: 'wss://media.example/calls',
   *   startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound'], type: 'WebSocket', duration: 'PT13.67S' }
   */
  mediaStream: StoppedMediaStream;
}

export const mediaStreamStopped = defineEvent<MediaStreamStoppedEvent>()('mediaStreamStopped', {
  kind: 'async',
  fields: { ...mediaEventFields, cause: 'string', mediaStream: { ...streamFields, duration: 'string' } },
});
