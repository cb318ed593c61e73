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

/** Default fields of `transferAnswer`. */
export interface TransferAnswerDefaults extends LegDefaults {
  answerTime: string;
}

/** Default fields of `transferComplete`. */
export interface TransferCompleteDefaults extends AnsweredCallDefaults {
  transferCallerId: string;
  transferTo: string;
  cause: CallCause;
}

/** Default fields of `transferDisconnect`. */
export interface TransferDisconnectDefaults extends LegDefaults {
  answerTime?: string;
  endTime: string;
  cause: CallCause;
}

/** Builders for events of transfers. */
export interface TransferBuilders {
  /**
   * Builds a {@link TransferAnswerEvent}: a party that a `Transfer` dialed answered. `parentCallId` is the call of the
   * other events; `callId` is the new leg.
   *
   * @example
   * render(<Whisper {...events.transferAnswer({ tag: 'sales' })} />, { context: 'transferAnswer' });
   */
  transferAnswer: EventBuilder<TransferAnswerEvent, TransferAnswerDefaults>;
  /**
   * Builds a {@link TransferCompleteEvent}: a `Transfer` ended and the original call is still active. The default
   * `cause` is `hangup`.
   *
   * @example
   * render(<AfterTransfer {...events.transferComplete({ cause: 'busy' })} />);
   */
  transferComplete: EventBuilder<TransferCompleteEvent, TransferCompleteDefaults>;
  /**
   * Builds a {@link TransferDisconnectEvent}: a leg that a `Transfer` dialed ended. The default `cause` is `hangup`.
   * With a cause that means that the leg was not answered, it has no `answerTime`.
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

/** Builders for events of bridges. */
export interface BridgeBuilders {
  /**
   * Builds a {@link BridgeCompleteEvent}: a `Bridge` ended for the call that ran it. By default the target call left.
   *
   * @example
   * events.bridgeComplete({ cause: 'busy', errorMessage: 'The target call is already bridged' });
   */
  bridgeComplete: EventBuilder<BridgeCompleteEvent, AnsweredCallDefaults>;
  /**
   * Builds a {@link BridgeTargetCompleteEvent}, about the target call: a `Bridge` ended because the call that ran it
   * left.
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

/** Default fields of `referComplete`. */
export interface ReferCompleteDefaults extends AnsweredCallDefaults {
  referCallStatus: ReferCompleteEvent['referCallStatus'];
}

/** Builders for events of `Refer`. */
export interface ReferBuilders {
  /**
   * Builds a {@link ReferCompleteEvent}: a `Refer` succeeded, which is the default, or failed.
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
