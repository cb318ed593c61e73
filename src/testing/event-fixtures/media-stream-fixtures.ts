import type {
  MediaStream,
  MediaStreamRejectedEvent,
  MediaStreamStartedEvent,
  MediaStreamStoppedEvent,
  StoppedMediaStream,
  StreamRejectedCause,
  StreamStoppedCause,
} from '../../events/index.js';
import { type AnsweredCallDefaults, answeredGaps, callDefaults, type GivenCall } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { DURATION, RECORDING_START } from './recording-fixtures.js';
import { durationBetween, millisecondsOf, timesOf } from './times.js';

/** Default fields of `mediaStreamStarted`. */
export interface MediaStreamStartedDefaults extends AnsweredCallDefaults {
  mediaStream: MediaStream;
}

/** Default fields of `mediaStreamRejected`. */
export interface MediaStreamRejectedDefaults extends AnsweredCallDefaults {
  cause: StreamRejectedCause;
  errorMessage: string;
  mediaStream: MediaStream;
  originalMediaStream?: MediaStream;
}

/** Default fields of `mediaStreamStopped`. */
export interface MediaStreamStoppedDefaults extends AnsweredCallDefaults {
  cause: StreamStoppedCause;
  mediaStream: StoppedMediaStream;
}

/** Builders for events of media streams. `mediaStream` may be partial. */
export interface MediaStreamBuilders {
  /**
   * Builds a {@link MediaStreamStartedEvent}: a stream of `StartStream` started.
   *
   * @example
   * events.mediaStreamStarted({ mediaStream: { name: 'assistant', tracks: ['inbound', 'outbound'] } });
   */
  mediaStreamStarted: EventBuilder<MediaStreamStartedEvent, MediaStreamStartedDefaults>;
  /**
   * Builds a {@link MediaStreamRejectedEvent}: a stream could not start. By default its name is already used by the
   * stream in `originalMediaStream`.
   *
   * @example
   * events.mediaStreamRejected({ cause: 'connection-error' });
   */
  mediaStreamRejected: EventBuilder<MediaStreamRejectedEvent, MediaStreamRejectedDefaults>;
  /**
   * Builds a {@link MediaStreamStoppedEvent}: a stream ended. The default `cause` is `closed`.
   *
   * @example
   * events.mediaStreamStopped({ mediaStream: { duration: 'PT60S' } });
   */
  mediaStreamStopped: EventBuilder<MediaStreamStoppedEvent, MediaStreamStoppedDefaults>;
}

/** The times of a call and of a stream or real-time transcription in it. */
interface MediaTimes {
  /** The start of the stream or transcription. */
  readonly startTime: string;
  readonly duration: string;
  readonly completedTime: string;
  readonly call: AnsweredCallDefaults;
}

/** The passed fields on which the default times depend. */
interface GivenMedia {
  readonly startTime?: unknown;
  readonly duration?: unknown;
  readonly completedTime?: unknown;
}

/** Milliseconds from the start of a real-time transcription until its complete text is ready. */
const COMPLETED = 282_528;

/** Returns the defaults of an event about the start or end of a stream or transcription, or about its complete text. */
export function mediaDefaults(
  given: GivenCall,
  media: GivenMedia | null | undefined,
  stage: 'start' | 'end' | 'text',
): MediaTimes {
  const after = {
    start: 0,
    end: millisecondsOf(media?.duration, millisecondsOf(DURATION, 0)),
    text: COMPLETED,
  }[stage];
  const { eventTime, mediaTime, reached, ...call } = timesOf(
    {
      startTime: given.startTime,
      answerTime: given.answerTime,
      mediaTime: media?.startTime,
      reached: media?.completedTime,
      eventTime: given.eventTime,
    },
    { ...answeredGaps, mediaTime: RECORDING_START - answeredGaps.answerTime, reached: after, eventTime: 48 },
  );
  return {
    startTime: mediaTime,
    duration: durationBetween(media?.startTime ?? mediaTime, reached, DURATION),
    completedTime: reached,
    call: { ...callDefaults(given, eventTime), ...call },
  };
}

/** Returns the error message of a rejected stream or transcription. */
export function rejectionMessage(cause: unknown, what: string): string {
  if (cause === undefined || cause === 'duplicate') return `A ${what} with this name already exists`;
  return cause === 'track-limit' ? `The call has reached its limit of ${what}s` : `The ${what} could not be started`;
}

const mediaStream = (startTime: string): MediaStream => ({
  id: 's-a94f16c8',
  name: 'assistant',
  destination: 'wss://media.example/calls',
  startTime,
  tracks: ['inbound'],
  type: 'WebSocket',
});

export const mediaStreamBuilders: MediaStreamBuilders = {
  mediaStreamStarted: builder({ eventType: 'mediaStreamStarted' }, (given) => {
    const { call, startTime } = mediaDefaults(given, given.mediaStream, 'start');
    return { ...call, mediaStream: mediaStream(startTime) };
  }),
  mediaStreamRejected: builder({ eventType: 'mediaStreamRejected' }, (given) => {
    const { call, startTime } = mediaDefaults(given, given.mediaStream, 'start');
    const { cause = 'duplicate' } = given;
    const refused = mediaStream(startTime);
    const original = { ...mediaStream(startTime), id: 's-0d73e5b2', name: given.mediaStream?.name ?? refused.name };
    return {
      ...call,
      cause,
      errorMessage: rejectionMessage(cause, 'stream'),
      mediaStream: refused,
      ...(cause === 'duplicate' ? { originalMediaStream: original } : {}),
    };
  }),
  mediaStreamStopped: builder({ eventType: 'mediaStreamStopped' }, (given) => {
    const { call, startTime, duration } = mediaDefaults(given, given.mediaStream, 'end');
    return { ...call, cause: 'closed', mediaStream: { ...mediaStream(startTime), duration } };
  }),
};
