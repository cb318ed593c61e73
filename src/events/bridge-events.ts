import { type DetailedCallEvent, detailedCallFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/**
 * A `Bridge` is over for the call that ran it: the other call left, or the two could not be joined (see `cause`). Answer
 * with what this call does next. A bridge ends with this event or with `bridgeTargetComplete`, never with both.
 */
export interface BridgeCompleteEvent extends DetailedCallEvent {
  eventType: 'bridgeComplete';
  /**
   * Why the calls could not be joined; missing when they were.
   * @example 'busy'
   */
  cause?: 'busy' | 'rejected' | 'unknown' | 'hangup' | (string & {}) | undefined;
  /**
   * What went wrong, for people to read.
   * @example 'The other call is bridged already'
   */
  errorMessage?: string | null | undefined;
  /**
   * Id of the failure, for Bandwidth's support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
  /**
   * Caller id of the other leg; seen only when bridging failed.
   * @example '+15551230001'
   */
  transferCallerId?: string | undefined;
  /**
   * Destination of the other leg; seen only when bridging failed.
   * @example '+15551230003'
   */
  transferTo?: string | undefined;
}

export const bridgeComplete = defineEvent<BridgeCompleteEvent>()('bridgeComplete', {
  kind: 'sync',
  responseContext: 'call',
  fields: detailedCallFields,
});

/**
 * A `Bridge` is over because the call that ran it left. Answer with what the target call does next: `callId` names that
 * call (`callUrl` has been seen to name another).
 */
export interface BridgeTargetCompleteEvent extends DetailedCallEvent {
  eventType: 'bridgeTargetComplete';
}

export const bridgeTargetComplete = defineEvent<BridgeTargetCompleteEvent>()('bridgeTargetComplete', {
  kind: 'sync',
  responseContext: 'call',
  fields: detailedCallFields,
});
