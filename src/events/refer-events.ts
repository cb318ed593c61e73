import { type DetailedCallEvent, detailedCallFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/**
 * A `Refer` has succeeded or failed. After a success the call is gone and nobody reads the answer; after a failure the
 * document says what the call does next.
 */
export interface ReferCompleteEvent extends DetailedCallEvent {
  eventType: 'referComplete';
  /** When Bandwidth made the event (ISO 8601). */
  eventTime: string;
  /**
   * How it went.
   * @example 'success'
   */
  referCallStatus: 'success' | 'failure' | (string & {});
  /**
   * SIP status with which the far end answered the REFER; missing when it did not.
   * @example 202
   */
  referSipResponseCode?: number | null | undefined;
  /**
   * SIP status of the last NOTIFY; missing after a refusal, or when none came within 30 seconds.
   * @example 200
   */
  notifySipResponseCode?: number | null | undefined;
  /**
   * SIP URI to which the call was referred; not certain to be sent.
   * @example 'sip:agent@pbx.example'
   */
  referTo?: string | undefined;
}

export const referComplete = defineEvent<ReferCompleteEvent>()('referComplete', {
  kind: 'sync',
  responseContext: 'call',
  emptyAnswer: 200,
  fields: {
    ...detailedCallFields,
    eventTime: 'string',
    referCallStatus: 'string',
    referSipResponseCode: 'integer?',
    notifySipResponseCode: 'integer?',
  },
});
