import { type MediaEvent, mediaEventFields } from './call-fields.js';
import { defineEvent, type FieldRules } from './define-event.js';

/** A side of the call: what the far party says (`inbound`), or what it hears (`outbound`). */
export type MediaTrack = 'inbound' | 'outbound' | (string & {});

/** Why a stream or a live transcription was refused; `duplicate` means that its name is taken. */
export type StreamRejectedCause = 'connection-error' | 'duplicate' | 'error' | 'track-limit' | (string & {});

/** Why a stream or a live transcription ended; normally `closed`. */
export type StreamStoppedCause = 'closed' | 'connection-error' | 'error' | (string & {});

/** The sound of a call on its way to a WebSocket. */
export interface MediaStream {
  /**
   * Id of the stream, an opaque text that begins with `s-`.
   * @example 's-a94f16c8'
   */
  id: string;
  /**
   * Name given in `StartStream`, else the id.
   * @example 'assistant'
   */
  name: string;
  /**
   * WebSocket address to which the sound goes.
   * @example 'wss://media.example/calls'
   */
  destination: string;
  /**
   * When the stream started, about (ISO 8601).
   * @example '2026-11-24T09:30:10.112Z'
   */
  startTime: string;
  /**
   * The side of the call that is streamed, or both.
   * @example ['inbound']
   */
  tracks: MediaTrack[];
  /**
   * How the sound travels.
   * @example 'WebSocket'
   */
  type: 'WebSocket' | (string & {});
}

/** A stream that has ended. */
export interface StoppedMediaStream extends MediaStream {
  /**
   * How long it ran, as an ISO 8601 duration such as `PT13.67S`.
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

/** A stream of `StartStream` is running. */
export interface MediaStreamStartedEvent extends MediaEvent {
  eventType: 'mediaStreamStarted';
  /**
   * The stream that is running.
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

/** A stream of `StartStream` could not be started. */
export interface MediaStreamRejectedEvent extends MediaEvent {
  eventType: 'mediaStreamRejected';
  /**
   * What stood in the way.
   * @example 'duplicate'
   */
  cause: StreamRejectedCause;
  /**
   * More about the cause, for people to read.
   * @example 'Another stream has this name'
   */
  errorMessage: string;
  /**
   * The stream that was refused.
   * @example
   * { id: 's-a94f16c8', name: 'assistant', destination: 'wss://media.example/calls',
   *   startTime: '2026-11-24T09:30:10.112Z', tracks: ['inbound'], type: 'WebSocket' }
   */
  mediaStream: MediaStream;
  /**
   * After `duplicate`: the running stream that has the name.
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

/** A stream has ended, because it was stopped or by itself. */
export interface MediaStreamStoppedEvent extends MediaEvent {
  eventType: 'mediaStreamStopped';
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
