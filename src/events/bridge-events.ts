import { type DetailedCallEvent, detailedCallFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/**
 * A `Bridge` ended for the call that ran it: the target call left, or the calls could not be bridged (see `cause`).
 * Respond with the document for this call. A bridge ends with either this event or `bridgeTargetComplete`, never with
 * both.
 */
export interface BridgeCompleteEvent extends DetailedCallEvent {
  eventType: 'bridgeComplete';
  /**
   * Why the calls could not be bridged; missing if they were bridged.
   * @example 'busy'
   */
  cause?: 'busy' | 'rejected' | 'unknown' | 'hangup' | (string & {}) | undefined;
  /**
   * Human-readable error description.
   * @example 'The target call is already bridged'
   */
  errorMessage?: string | null | undefined;
  /**
   * Error id, for Bandwidth support.
   * @example '3d9a6c41-e07b-4f25-8b1c-96d2f4e8a053'
   */
  errorId?: string | null | undefined;
  /**
   * Caller id of the other leg; only observed after a failure.
   * @example '+15551230001'
   */
  transferCallerId?: string | undefined;
  /**
   * Destination of the other leg; only observed after a failure.
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
 * A `Bridge` ended because the call that ran it left. Respond with the document for the target call. `callId` is the id
 * of the target call; `callUrl` has been observed with another id.
 */
export interface BridgeTargetCompleteEvent extends DetailedCallEvent {
  eventType: 'bridgeTargetComplete';
}

export const bridgeTargetComplete = defineEvent<BridgeTargetCompleteEvent>()('bridgeTargetComplete', {
  kind: 'sync',
  responseContext: 'call',
  fields: detailedCallFields,
});
