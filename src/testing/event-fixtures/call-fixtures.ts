import type {
  AnswerEvent,
  CallCause,
  DisconnectEvent,
  InitiateEvent,
  MachineDetectionCompleteEvent,
  MachineDetectionResult,
  RedirectEvent,
} from '../../events/index.js';
import {
  type AnsweredCallDefaults,
  answeredCallDefaults,
  answeredGaps,
  callDefaults,
  type StartedCallDefaults,
} from './call-defaults.js';
import { builder, type EventBuilder } from './event-builder.js';
import { timesOf } from './times.js';

/** Default fields of `disconnect`. */
export interface DisconnectDefaults extends StartedCallDefaults {
  answerTime?: string;
  endTime: string;
  cause: CallCause;
}

/** Builders for events of a call. */
export interface CallBuilders {
  /**
   * Builds an {@link InitiateEvent}: an inbound call arrives.
   *
   * @example
   * render(<Greeting {...events.initiate({ from: 'Anonymous', privacy: true })} />);
   */
  initiate: EventBuilder<InitiateEvent, StartedCallDefaults>;
  /**
   * Builds an {@link AnswerEvent}: an outbound call is answered.
   *
   * @example
   * events.answer({ machineDetectionResult: { value: 'answering-machine', duration: 'PT4.9S' } });
   */
  answer: EventBuilder<AnswerEvent, AnsweredCallDefaults>;
  /**
   * Builds a {@link RedirectEvent}: a `Redirect` or a REST update requests a new document.
   *
   * @example
   * events.redirect({ tag: 'order-4711' });
   */
  redirect: EventBuilder<RedirectEvent, AnsweredCallDefaults>;
  /**
   * Builds a {@link DisconnectEvent}: a call ended. The default `cause` is `hangup`. With a cause that means that the
   * call was not answered, it has no `answerTime`.
   *
   * @example
   * events.disconnect({ cause: 'invalid-bxml', errorMessage: 'The document is not BXML' });
   */
  disconnect: EventBuilder<DisconnectEvent, DisconnectDefaults>;
}

/** Causes of calls that were not answered. */
const UNANSWERED: readonly unknown[] = ['busy', 'timeout', 'cancel', 'rejected'] satisfies CallCause[];

/** Returns the answer time; an empty object if the cause means that the call was not answered. */
export const answered = (answerTime: string, cause: unknown): { answerTime?: string } =>
  UNANSWERED.includes(cause) ? {} : { answerTime };

/** Milliseconds between consecutive times of a call that ended. */
export const endedGaps = { ...answeredGaps, endTime: 277_544, eventTime: 120 } as const;

export const callBuilders: CallBuilders = {
  initiate: builder({ eventType: 'initiate' }, (given) => {
    const { startTime, eventTime } = timesOf(given, { startTime: 0, eventTime: 24 });
    return { ...callDefaults(given, eventTime), startTime };
  }),
  answer: builder({ eventType: 'answer' }, (given) => {
    const { eventTime, ...times } = timesOf(given, { ...answeredGaps, eventTime: 31 });
    return { ...callDefaults(given, eventTime, { direction: 'outbound' }), ...times };
  }),
  redirect: builder({ eventType: 'redirect' }, (given) => answeredCallDefaults(given)),
  disconnect: builder({ eventType: 'disconnect' }, (given) => {
    const { startTime, answerTime, endTime, eventTime } = timesOf(given, endedGaps);
    return {
      ...callDefaults(given, eventTime),
      startTime,
      ...answered(answerTime, given.cause),
      endTime,
      cause: 'hangup',
    };
  }),
};

/** Default fields of `machineDetectionComplete`. */
export interface MachineDetectionDefaults extends AnsweredCallDefaults {
  machineDetectionResult: MachineDetectionResult;
}

/** Builders for events of answering machine detection. */
export interface MachineDetectionBuilders {
  /**
   * Builds a {@link MachineDetectionCompleteEvent}: asynchronous machine detection has a result, by default `human`.
   * `machineDetectionResult` may be partial.
   *
   * @example
   * events.machineDetectionComplete({ machineDetectionResult: { value: 'answering-machine' } });
   */
  machineDetectionComplete: EventBuilder<MachineDetectionCompleteEvent, MachineDetectionDefaults>;
}

export const machineDetectionBuilders: MachineDetectionBuilders = {
  machineDetectionComplete: builder({ eventType: 'machineDetectionComplete' }, (given) => ({
    ...answeredCallDefaults(given, 'outbound'),
    machineDetectionResult: { value: 'human', duration: 'PT4.9S' },
  })),
};
