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

/** The fields by default of `disconnect`. */
export interface DisconnectDefaults extends StartedCallDefaults {
  answerTime?: string;
  endTime: string;
  cause: CallCause;
}

/** Builders of the events of a call as a whole. */
export interface CallBuilders {
  /**
   * An inbound call comes in: an {@link InitiateEvent}.
   *
   * @example
   * render(<Greeting {...events.initiate({ from: 'Anonymous', privacy: true })} />);
   */
  initiate: EventBuilder<InitiateEvent, StartedCallDefaults>;
  /**
   * An outbound call is answered: an {@link AnswerEvent}.
   *
   * @example
   * events.answer({ machineDetectionResult: { value: 'answering-machine', duration: 'PT4.9S' } });
   */
  answer: EventBuilder<AnswerEvent, AnsweredCallDefaults>;
  /**
   * A `Redirect`, or an update over REST, asks for a document: a {@link RedirectEvent}.
   *
   * @example
   * events.redirect({ tag: 'order-4711' });
   */
  redirect: EventBuilder<RedirectEvent, AnsweredCallDefaults>;
  /**
   * A call has ended: a {@link DisconnectEvent}. By default by hanging up; it has no `answerTime` after a cause by which
   * nobody has answered.
   *
   * @example
   * events.disconnect({ cause: 'invalid-bxml', errorMessage: 'The document is not BXML' });
   */
  disconnect: EventBuilder<DisconnectEvent, DisconnectDefaults>;
}

/** Causes after which nobody has answered. */
const UNANSWERED: readonly unknown[] = ['busy', 'timeout', 'cancel', 'rejected'] satisfies CallCause[];

/** The time of the answer, if there was one. */
export const answered = (answerTime: string, cause: unknown): { answerTime?: string } =>
  UNANSWERED.includes(cause) ? {} : { answerTime };

/** Milliseconds from each time of a call that has ended to the next. */
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

/** The fields by default of `machineDetectionComplete`. */
export interface MachineDetectionDefaults extends AnsweredCallDefaults {
  machineDetectionResult: MachineDetectionResult;
}

/** Builders of the events of machine detection. */
export interface MachineDetectionBuilders {
  /**
   * Asynchronous machine detection has decided: a {@link MachineDetectionCompleteEvent}. By default for a human; of the
   * result some fields will do.
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
