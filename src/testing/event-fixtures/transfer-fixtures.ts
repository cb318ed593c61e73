import type {
  BridgeCompleteEvent,
  BridgeTargetCompleteEvent,
  CallCause,
  ReferCompleteEvent,
  TransferAnswerEvent,
  TransferCompleteEvent,
  TransferDisconnectEvent,
} from '../../events/index.js';
import {
  type AnsweredCallDefaults,
  answeredCallDefaults,
  callGaps,
  type LegDefaults,
  legDefaults,
  transferDefaults,
} from './call-defaults.js';
import { answered, endedGaps } from './call-fixtures.js';
import { builder, type EventBuilder } from './event-builder.js';
import { timesOf } from './times.js';

/** The fields by default of `transferAnswer`. */
export interface TransferAnswerDefaults extends LegDefaults {
  answerTime: string;
}

/** The fields by default of `transferComplete`. */
export interface TransferCompleteDefaults extends AnsweredCallDefaults {
  transferCallerId: string;
  transferTo: string;
  cause: CallCause;
}

/** The fields by default of `transferDisconnect`. */
export interface TransferDisconnectDefaults extends LegDefaults {
  answerTime?: string;
  endTime: string;
  cause: CallCause;
}

/** Builders of the events of transfers. */
export interface TransferBuilders {
  /**
   * A party that a `Transfer` dialled has picked up: a {@link TransferAnswerEvent}. `parentCallId` is the call of the
   * other events; `callId` is that of the new leg.
   *
   * @example
   * render(<Whisper {...events.transferAnswer({ tag: 'sales' })} />, { context: 'transferAnswer' });
   */
  transferAnswer: EventBuilder<TransferAnswerEvent, TransferAnswerDefaults>;
  /**
   * A `Transfer` is over, and its call still up: a {@link TransferCompleteEvent}. By default after a conversation.
   *
   * @example
   * render(<AfterTransfer {...events.transferComplete({ cause: 'busy' })} />);
   */
  transferComplete: EventBuilder<TransferCompleteEvent, TransferCompleteDefaults>;
  /**
   * A leg that a `Transfer` dialled has ended: a {@link TransferDisconnectEvent}. By default after a conversation; it has
   * no `answerTime` after a cause by which nobody has answered.
   *
   * @example
   * events.transferDisconnect({ cause: 'timeout', transferTo: 'sip:desk@pbx.example' });
   */
  transferDisconnect: EventBuilder<TransferDisconnectEvent, TransferDisconnectDefaults>;
}

export const transferBuilders: TransferBuilders = {
  transferAnswer: builder({ eventType: 'transferAnswer' }, (given) => {
    const times = timesOf(given, callGaps);
    return { ...legDefaults(given, times), answerTime: times.answerTime };
  }),
  transferComplete: builder({ eventType: 'transferComplete' }, (given) => ({
    ...answeredCallDefaults(given),
    ...transferDefaults(given),
    cause: 'hangup',
  })),
  transferDisconnect: builder({ eventType: 'transferDisconnect' }, (given) => {
    const times = timesOf(given, endedGaps);
    return {
      ...legDefaults(given, times),
      ...answered(times.answerTime, given.cause),
      endTime: times.endTime,
      cause: 'hangup',
    };
  }),
};

/** Builders of the events of bridges. */
export interface BridgeBuilders {
  /**
   * A `Bridge` is over for the call that ran it: a {@link BridgeCompleteEvent}. By default the other call has left.
   *
   * @example
   * events.bridgeComplete({ cause: 'busy', errorMessage: 'The other call is bridged already' });
   */
  bridgeComplete: EventBuilder<BridgeCompleteEvent, AnsweredCallDefaults>;
  /**
   * A `Bridge` is over because the call that ran it left: a {@link BridgeTargetCompleteEvent}, of the target call.
   *
   * @example
   * events.bridgeTargetComplete({ callId: 'c-17' });
   */
  bridgeTargetComplete: EventBuilder<BridgeTargetCompleteEvent, AnsweredCallDefaults>;
}

export const bridgeBuilders: BridgeBuilders = {
  bridgeComplete: builder({ eventType: 'bridgeComplete' }, (given) => answeredCallDefaults(given)),
  bridgeTargetComplete: builder({ eventType: 'bridgeTargetComplete' }, (given) => answeredCallDefaults(given)),
};

/** The fields by default of `referComplete`. */
export interface ReferCompleteDefaults extends AnsweredCallDefaults {
  referCallStatus: ReferCompleteEvent['referCallStatus'];
}

/** Builders of the events of `Refer`. */
export interface ReferBuilders {
  /**
   * A `Refer` has succeeded or failed: a {@link ReferCompleteEvent}. By default it has succeeded.
   *
   * @example
   * render(<AfterRefer {...events.referComplete({ referCallStatus: 'failure', referSipResponseCode: 603 })} />);
   */
  referComplete: EventBuilder<ReferCompleteEvent, ReferCompleteDefaults>;
}

export const referBuilders: ReferBuilders = {
  referComplete: builder({ eventType: 'referComplete' }, (given) => ({
    ...answeredCallDefaults(given),
    referCallStatus: 'success',
  })),
};
