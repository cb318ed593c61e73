import {
  type CallDirection,
  type CallEvent,
  callFields,
  type DetailedCallEvent,
  detailedCallFields,
  type StartedCall,
  type TaggedEvent,
  type TransferLeg,
} from './call-fields.js';
import { defineEvent } from './define-event.js';

/** A `Gather` ended with digits, speech or a timeout. Respond with the next document. */
export interface GatherEvent extends CallEvent, StartedCall, TransferLeg {
  eventType: 'gather';
  /**
   * The pressed digits, without the terminating digit; empty if there were none.
   * @example '42'
   */
  digits?: string | undefined;
  /**
   * The digit that ended the input; empty if none did.
   * @example '#'
   */
  terminatingDigit?: string | undefined;
  /**
   * The transcribed speech, if the `Gather` listened for speech.
   * @example 'I would like to change my order'
   */
  text?: string | undefined;
}

export const gather = defineEvent<GatherEvent>()('gather', {
  kind: 'sync',
  responseContext: 'call',
  fields: callFields,
});

/**
 * An interim speech result of a `Gather`. There may be many before the `gather` event. Bandwidth documents little about
 * this event, so no field is required.
 */
export interface PartialGatherEvent extends TaggedEvent, StartedCall, TransferLeg {
  eventType: 'partialgather';
  /**
   * Your Bandwidth account id, as a string.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Id of the voice application that the call belongs to.
   * @example '4b7e2f10-93d5-4a6c-8e21-c05d7f9a6b38'
   */
  applicationId?: string | undefined;
  /**
   * The caller; see {@link CallEvent.from}.
   * @example '+15551230001'
   */
  from?: string | undefined;
  /**
   * The called party; see {@link CallEvent.to}.
   * @example '+15551230002'
   */
  to?: string | undefined;
  /**
   * Direction of the call.
   * @example 'inbound'
   */
  direction?: CallDirection | undefined;
  /**
   * Id of the call.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId?: string | undefined;
  /**
   * URL of the call in Bandwidth's REST API.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905'
   */
  callUrl?: string | undefined;
  /**
   * The speech recognized so far.
   * @example 'I would like to'
   */
  text?: string | undefined;
  /**
   * The digits so far; see {@link GatherEvent.digits}.
   * @example '42'
   */
  digits?: string | undefined;
  /**
   * The terminating digit; see {@link GatherEvent.terminatingDigit}.
   * @example '#'
   */
  terminatingDigit?: string | undefined;
  /**
   * Call-ID of the SIP dialog, for tracing.
   * @example '8f2c61d7@sip.example'
   */
  sipCallId?: string | undefined;
}

export const partialgather = defineEvent<PartialGatherEvent>()('partialgather', {
  kind: 'async',
  aliases: ['partialGather'],
  fields: {},
});

/** A key was pressed after `StartGather`; one event per key. Digits collected by a `Gather` are not reported. */
export interface DtmfEvent extends DetailedCallEvent, TransferLeg {
  eventType: 'dtmf';
  /**
   * The key that was pressed.
   * @example '5'
   */
  digit: string;
}

export const dtmf = defineEvent<DtmfEvent>()('dtmf', {
  kind: 'async',
  fields: { ...detailedCallFields, digit: 'string' },
});
