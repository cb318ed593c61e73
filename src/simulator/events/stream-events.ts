// The events of streams that `StartStream` starts.
import type {
  MediaStreamRejectedEvent,
  MediaStreamStartedEvent,
  MediaStreamStoppedEvent,
  StreamRejectedCause,
  StreamStoppedCause,
} from '../../events/media-stream-events.js';
import type { CallFacts } from '../calls/facts.js';
import { answeredFields, callFields, durationText, tagFields } from './event-fields.js';

/** What events say of a stream. Times are as Bandwidth writes them. */
export interface StreamFacts {
  readonly id: string;
  readonly name: string;
  readonly destination: string;
  readonly startTime: string;
  readonly tracks: readonly ('inbound' | 'outbound')[];
}

/** Returns the fields that the events of streams and transcriptions have. */
export const mediaFields = (facts: CallFacts) => ({
  ...callFields(facts),
  ...answeredFields(facts),
  ...tagFields(facts),
});

const streamFields = ({ id, name, destination, startTime, tracks }: StreamFacts) => ({
  id,
  name,
  destination,
  startTime,
  tracks: [...tracks],
  type: 'WebSocket',
});

export const mediaStreamStartedEvent = (facts: CallFacts, stream: StreamFacts): MediaStreamStartedEvent => ({
  eventType: 'mediaStreamStarted',
  ...mediaFields(facts),
  mediaStream: streamFields(stream),
});

/** @param original the running stream that has the name */
export const mediaStreamRejectedEvent = (
  facts: CallFacts,
  stream: StreamFacts,
  { cause, errorMessage, original }: RejectedStream,
): MediaStreamRejectedEvent => ({
  eventType: 'mediaStreamRejected',
  ...mediaFields(facts),
  cause,
  errorMessage,
  mediaStream: streamFields(stream),
  ...(original === undefined ? {} : { originalMediaStream: streamFields(original) }),
});

/** Why a stream was rejected. */
export interface RejectedStream {
  readonly cause: StreamRejectedCause;
  readonly errorMessage: string;
  readonly original?: StreamFacts | undefined;
}

/** @param milliseconds how long it ran */
export const mediaStreamStoppedEvent = (
  facts: CallFacts,
  stream: StreamFacts,
  { cause, errorMessage, milliseconds }: StoppedStream,
): MediaStreamStoppedEvent => ({
  eventType: 'mediaStreamStopped',
  ...mediaFields(facts),
  cause,
  ...(errorMessage === undefined ? {} : { errorMessage }),
  mediaStream: { ...streamFields(stream), duration: durationText(milliseconds) },
});

/** How a stream ended. */
export interface StoppedStream {
  readonly cause: StreamStoppedCause;
  readonly errorMessage: string | undefined;
  readonly milliseconds: number;
}
