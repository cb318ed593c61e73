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
import { type AnsweredCallDefaults, callUrl, given as textOf } from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { mediaDefaults, refusal } from './media-stream-fixtures.js';

/** The fields by default of `realTimeTranscriptionStarted`. */
export interface RealTimeTranscriptionStartedDefaults extends AnsweredCallDefaults {
  realTimeTranscription: RealTimeTranscription;
}

/** The fields by default of `realTimeTranscriptionRejected`. */
export interface RealTimeTranscriptionRejectedDefaults extends AnsweredCallDefaults {
  cause: StreamRejectedCause;
  errorMessage: string;
  realTimeTranscription: RealTimeTranscription;
  originalTranscription?: RealTimeTranscription;
}

/** The fields by default of `realTimeTranscriptionStopped`. */
export interface RealTimeTranscriptionStoppedDefaults extends AnsweredCallDefaults {
  cause: StreamStoppedCause;
  realTimeTranscription: StoppedRealTimeTranscription;
}

/** The fields by default of `realTimeTranscriptionAvailable`. */
export interface RealTimeTranscriptionAvailableDefaults extends AnsweredCallDefaults {
  realTimeTranscription: AvailableRealTimeTranscription;
}

/** Builders of the events of live transcriptions. Of `realTimeTranscription` some fields will do. */
export interface RealTimeTranscriptionBuilders {
  /**
   * A transcription of `StartTranscription` is running: a {@link RealTimeTranscriptionStartedEvent}.
   *
   * @example
   * events.realTimeTranscriptionStarted({ realTimeTranscription: { name: 'captions', stabilized: 'true' } });
   */
  realTimeTranscriptionStarted: EventBuilder<RealTimeTranscriptionStartedEvent, RealTimeTranscriptionStartedDefaults>;
  /**
   * A transcription could not be started: a {@link RealTimeTranscriptionRejectedEvent}. By default its name is taken, and
   * `originalTranscription` has it.
   *
   * @example
   * events.realTimeTranscriptionRejected({ cause: 'track-limit' });
   */
  realTimeTranscriptionRejected: EventBuilder<
    RealTimeTranscriptionRejectedEvent,
    RealTimeTranscriptionRejectedDefaults
  >;
  /**
   * A live transcription has ended: a {@link RealTimeTranscriptionStoppedEvent}. By default it was closed.
   *
   * @example
   * events.realTimeTranscriptionStopped({ cause: 'connection-error' });
   */
  realTimeTranscriptionStopped: EventBuilder<RealTimeTranscriptionStoppedEvent, RealTimeTranscriptionStoppedDefaults>;
  /**
   * The whole text of a live transcription can be fetched, or failed: a {@link RealTimeTranscriptionAvailableEvent}.
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
      errorMessage: refusal(cause, 'transcription'),
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
    const id = textOf(given.realTimeTranscription?.id, TRANSCRIPTION_ID);
    const url = `${callUrl(given)}/transcriptions/${id}`;
    return { ...call, realTimeTranscription: { ...transcription(startTime), status: 'available', url, completedTime } };
  }),
};
