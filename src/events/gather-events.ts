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

/** A `Gather` is done: the caller pressed keys or spoke, or the time ran out. Answer with what comes next. */
export interface GatherEvent extends CallEvent, StartedCall, TransferLeg {
  eventType: 'gather';
  /**
   * Keys that were pressed, without the terminating one; empty when there were none.
   * @example '42'
   */
  digits?: string | undefined;
  /**
   * Key that ended the input; empty when none did.
   * @example '#'
   */
  terminatingDigit?: string | undefined;
  /**
   * What the caller said, when the `Gather` listened for speech.
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
 * What a `Gather` that listens for speech has understood up to this moment; there may be many of these before the
 * `gather` event. Little of it is documented, so no field is certain.
 */
export interface PartialGatherEvent extends TaggedEvent, StartedCall, TransferLeg {
  eventType: 'partialgather';
  /**
   * Number of your Bandwidth account, as text.
   * @example '55001'
   */
  accountId?: string | undefined;
  /**
   * Id of the voice application to which the call belongs.
   * @example '4b7e2f10-93d5-4a6c-8e21-c05d7f9a6b38'
   */
  applicationId?: string | undefined;
  /**
   * Who calls; see {@link CallEvent.from}.
   * @example '+15551230001'
   */
  from?: string | undefined;
  /**
   * Who is called; see {@link CallEvent.to}.
   * @example '+15551230002'
   */
  to?: string | undefined;
  /**
   * Which side placed the call.
   * @example 'inbound'
   */
  direction?: CallDirection | undefined;
  /**
   * Id of the call.
   * @example 'c-7d40b1e2-3f68a905'
   */
  callId?: string | undefined;
  /**
   * Address of the call in Bandwidth's REST interface.
   * @example 'https://voice.bandwidth.com/api/v2/accounts/55001/calls/c-7d40b1e2-3f68a905'
   */
  callUrl?: string | undefined;
  /**
   * The words so far.
   * @example 'I would like to'
   */
  text?: string | undefined;
  /**
   * Keys so far; see {@link GatherEvent.digits}.
   * @example '42'
   */
  digits?: string | undefined;
  /**
   * See {@link GatherEvent.terminatingDigit}.
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

/** A key was pressed after `StartGather`, one event a key. Keys that a `Gather` takes are not told here as well. */
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
