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

/** The fields by default of `mediaStreamStarted`. */
export interface MediaStreamStartedDefaults extends AnsweredCallDefaults {
  mediaStream: MediaStream;
}

/** The fields by default of `mediaStreamRejected`. */
export interface MediaStreamRejectedDefaults extends AnsweredCallDefaults {
  cause: StreamRejectedCause;
  errorMessage: string;
  mediaStream: MediaStream;
  originalMediaStream?: MediaStream;
}

/** The fields by default of `mediaStreamStopped`. */
export interface MediaStreamStoppedDefaults extends AnsweredCallDefaults {
  cause: StreamStoppedCause;
  mediaStream: StoppedMediaStream;
}

/** Builders of the events of streams. Of `mediaStream` some fields will do. */
export interface MediaStreamBuilders {
  /**
   * A stream of `StartStream` is running: a {@link MediaStreamStartedEvent}.
   *
   * @example
   * events.mediaStreamStarted({ mediaStream: { name: 'assistant', tracks: ['inbound', 'outbound'] } });
   */
  mediaStreamStarted: EventBuilder<MediaStreamStartedEvent, MediaStreamStartedDefaults>;
  /**
   * A stream could not be started: a {@link MediaStreamRejectedEvent}. By default its name is taken, and
   * `originalMediaStream` has it.
   *
   * @example
   * events.mediaStreamRejected({ cause: 'connection-error' });
   */
  mediaStreamRejected: EventBuilder<MediaStreamRejectedEvent, MediaStreamRejectedDefaults>;
  /**
   * A stream has ended: a {@link MediaStreamStoppedEvent}. By default it was closed.
   *
   * @example
   * events.mediaStreamStopped({ mediaStream: { duration: 'PT60S' } });
   */
  mediaStreamStopped: EventBuilder<MediaStreamStoppedEvent, MediaStreamStoppedDefaults>;
}

/** The times of a call, of what began in it, and of how that went on. */
interface MediaTimes {
  /** When the stream or the live transcription started. */
  readonly startTime: string;
  readonly duration: string;
  readonly completedTime: string;
  readonly call: AnsweredCallDefaults;
}

/** What the times follow. */
interface GivenMedia {
  readonly startTime?: unknown;
  readonly duration?: unknown;
  readonly completedTime?: unknown;
}

/** Milliseconds after which the whole text of a live transcription is ready. */
const COMPLETED = 282_528;

/** The event of what a call streams or transcribes: of its start, its end, or of the text that is ready later. */
export function mediaDefaults(
  given: GivenCall,
  media: GivenMedia | null | undefined,
  moment: 'start' | 'end' | 'text',
): MediaTimes {
  const after = {
    start: 0,
    end: millisecondsOf(media?.duration, millisecondsOf(DURATION, 0)),
    text: COMPLETED,
  }[moment];
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

/** What is said of a refusal, by its cause. */
export function refusal(cause: unknown, what: string): string {
  if (cause === undefined || cause === 'duplicate') return `Another ${what} has this name`;
  return cause === 'track-limit' ? `This call has no room for another ${what}` : `The ${what} could not be started`;
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
      errorMessage: refusal(cause, 'stream'),
      mediaStream: refused,
      ...(cause === 'duplicate' ? { originalMediaStream: original } : {}),
    };
  }),
  mediaStreamStopped: builder({ eventType: 'mediaStreamStopped' }, (given) => {
    const { call, startTime, duration } = mediaDefaults(given, given.mediaStream, 'end');
    return { ...call, cause: 'closed', mediaStream: { ...mediaStream(startTime), duration } };
  }),
};
