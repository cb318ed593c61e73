// The events of transcriptions that `StartTranscription` starts.
import type {
  RealTimeTranscriptionAvailableEvent,
  RealTimeTranscriptionRejectedEvent,
  RealTimeTranscriptionStartedEvent,
  RealTimeTranscriptionStoppedEvent,
} from '../../events/real-time-transcription-events.js';
import type { CallFacts } from '../calls/facts.js';
import { durationText } from './event-fields.js';
import { mediaFields, type StoppedStream } from './stream-events.js';

/** What events say of a transcription. Times are as Bandwidth writes them. */
export interface TranscriptionFacts {
  readonly id: string;
  readonly name: string;
  readonly startTime: string;
  readonly tracks: readonly ('inbound' | 'outbound')[];
  readonly destination: string | undefined;
  readonly stabilized: boolean;
}

const transcriptionFields = ({ id, name, startTime, tracks, destination, stabilized }: TranscriptionFacts) => ({
  id,
  name,
  startTime,
  tracks: [...tracks],
  ...(destination === undefined ? {} : { destination, stabilized: String(stabilized) }),
});

export const realTimeTranscriptionStartedEvent = (
  facts: CallFacts,
  transcription: TranscriptionFacts,
): RealTimeTranscriptionStartedEvent => ({
  eventType: 'realTimeTranscriptionStarted',
  ...mediaFields(facts),
  realTimeTranscription: transcriptionFields(transcription),
});

/** Why a transcription was rejected. */
export interface RejectedTranscription {
  readonly cause: 'connection-error' | 'duplicate' | 'track-limit';
  readonly errorMessage: string;
  /** The running transcription that has the name. */
  readonly original?: TranscriptionFacts | undefined;
}

export const realTimeTranscriptionRejectedEvent = (
  facts: CallFacts,
  transcription: TranscriptionFacts,
  { cause, errorMessage, original }: RejectedTranscription,
): RealTimeTranscriptionRejectedEvent => ({
  eventType: 'realTimeTranscriptionRejected',
  ...mediaFields(facts),
  cause,
  errorMessage,
  realTimeTranscription: transcriptionFields(transcription),
  ...(original === undefined ? {} : { originalTranscription: transcriptionFields(original) }),
});

export const realTimeTranscriptionStoppedEvent = (
  facts: CallFacts,
  transcription: TranscriptionFacts,
  { cause, errorMessage, milliseconds }: StoppedStream,
): RealTimeTranscriptionStoppedEvent => ({
  eventType: 'realTimeTranscriptionStopped',
  ...mediaFields(facts),
  cause,
  ...(errorMessage === undefined ? {} : { errorMessage }),
  realTimeTranscription: { ...transcriptionFields(transcription), duration: durationText(milliseconds) },
});

export const realTimeTranscriptionAvailableEvent = (
  facts: CallFacts,
  transcription: TranscriptionFacts,
  url: string,
): RealTimeTranscriptionAvailableEvent => ({
  eventType: 'realTimeTranscriptionAvailable',
  ...mediaFields(facts),
  realTimeTranscription: {
    ...transcriptionFields(transcription),
    status: 'available',
    url,
    completedTime: facts.eventTime,
  },
});
