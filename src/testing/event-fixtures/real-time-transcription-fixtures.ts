import type {
  AvailableRealTimeTranscription,
  RealTimeTranscription,
  RealTimeTranscriptionAvailableEvent,
  RealTimeTranscriptionRejectedEvent,
  RealTimeTranscriptionStartedEvent,
  RealTimeTranscriptionStoppedEvent,
  StoppedRealTimeTranscription,
  StreamRejectedCause,
  StreamStoppedCause,
} from '../../events/index.js';
import { type AnsweredCallDefaults, callUrl, stringOr } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { mediaDefaults, rejectionMessage } from './media-stream-fixtures.js';

/** Default fields of `realTimeTranscriptionStarted`. */
export interface RealTimeTranscriptionStartedDefaults extends AnsweredCallDefaults {
  realTimeTranscription: RealTimeTranscription;
}

/** Default fields of `realTimeTranscriptionRejected`. */
export interface RealTimeTranscriptionRejectedDefaults extends AnsweredCallDefaults {
  cause: StreamRejectedCause;
  errorMessage: string;
  realTimeTranscription: RealTimeTranscription;
  originalTranscription?: RealTimeTranscription;
}

/** Default fields of `realTimeTranscriptionStopped`. */
export interface RealTimeTranscriptionStoppedDefaults extends AnsweredCallDefaults {
  cause: StreamStoppedCause;
  realTimeTranscription: StoppedRealTimeTranscription;
}

/** Default fields of `realTimeTranscriptionAvailable`. */
export interface RealTimeTranscriptionAvailableDefaults extends AnsweredCallDefaults {
  realTimeTranscription: AvailableRealTimeTranscription;
}

/** Builders for events of real-time transcriptions. `realTimeTranscription` may be partial. */
export interface RealTimeTranscriptionBuilders {
  /**
   * Builds a {@link RealTimeTranscriptionStartedEvent}: a transcription of `StartTranscription` started.
   *
   * @example
   * events.realTimeTranscriptionStarted({ realTimeTranscription: { name: 'captions', stabilized: 'true' } });
   */
  realTimeTranscriptionStarted: EventBuilder<RealTimeTranscriptionStartedEvent, RealTimeTranscriptionStartedDefaults>;
  /**
   * Builds a {@link RealTimeTranscriptionRejectedEvent}: a transcription could not start. By default its name is
   * already used by the transcription in `originalTranscription`.
   *
   * @example
   * events.realTimeTranscriptionRejected({ cause: 'track-limit' });
   */
  realTimeTranscriptionRejected: EventBuilder<
    RealTimeTranscriptionRejectedEvent,
    RealTimeTranscriptionRejectedDefaults
  >;
  /**
   * Builds a {@link RealTimeTranscriptionStoppedEvent}: a transcription ended. The default `cause` is `closed`.
   *
   * @example
   * events.realTimeTranscriptionStopped({ cause: 'connection-error' });
   */
  realTimeTranscriptionStopped: EventBuilder<RealTimeTranscriptionStoppedEvent, RealTimeTranscriptionStoppedDefaults>;
  /**
   * Builds a {@link RealTimeTranscriptionAvailableEvent}: the complete text of a transcription is ready to download, or
   * failed.
   *
   * @example
   * events.realTimeTranscriptionAvailable({ realTimeTranscription: { status: 'failed' } });
   */
  realTimeTranscriptionAvailable: EventBuilder<
    RealTimeTranscriptionAvailableEvent,
    RealTimeTranscriptionAvailableDefaults
  >;
}

const TRANSCRIPTION_ID = 't-5e07d2b9';

const transcription = (startTime: string): RealTimeTranscription => ({
  id: TRANSCRIPTION_ID,
  name: 'captions',
  startTime,
  tracks: ['inbound', 'outbound'],
});

export const realTimeTranscriptionBuilders: RealTimeTranscriptionBuilders = {
  realTimeTranscriptionStarted: builder({ eventType: 'realTimeTranscriptionStarted' }, (given) => {
    const { call, startTime } = mediaDefaults(given, given.realTimeTranscription, 'start');
    return { ...call, realTimeTranscription: transcription(startTime) };
  }),
  realTimeTranscriptionRejected: builder({ eventType: 'realTimeTranscriptionRejected' }, (given) => {
    const { call, startTime } = mediaDefaults(given, given.realTimeTranscription, 'start');
    const { cause = 'duplicate' } = given;
    const refused = transcription(startTime);
    const name = given.realTimeTranscription?.name ?? refused.name;
    const original = { ...transcription(startTime), id: 't-81fa3c60', name };
    return {
      ...call,
      cause,
      errorMessage: rejectionMessage(cause, 'transcription'),
      realTimeTranscription: refused,
      ...(cause === 'duplicate' ? { originalTranscription: original } : {}),
    };
  }),
  realTimeTranscriptionStopped: builder({ eventType: 'realTimeTranscriptionStopped' }, (given) => {
    const { call, startTime, duration } = mediaDefaults(given, given.realTimeTranscription, 'end');
    return { ...call, cause: 'closed', realTimeTranscription: { ...transcription(startTime), duration } };
  }),
  realTimeTranscriptionAvailable: builder({ eventType: 'realTimeTranscriptionAvailable' }, (given) => {
    const { call, startTime, completedTime } = mediaDefaults(given, given.realTimeTranscription, 'text');
    const id = stringOr(given.realTimeTranscription?.id, TRANSCRIPTION_ID);
    const url = `${callUrl(given)}/transcriptions/${id}`;
    return { ...call, realTimeTranscription: { ...transcription(startTime), status: 'available', url, completedTime } };
  }),
};
