import { type DetailedCallEvent, detailedCallFields } from './call-fields.js';
import { defineEvent } from './define-event.js';

/**
 * A `Refer` succeeded or failed. After a success the call has left Bandwidth and the response is ignored. After a
 * failure, respond with the next document.
 */
export interface ReferCompleteEvent extends DetailedCallEvent {
  eventType: 'referComplete';
  /** When Bandwidth created the event (ISO 8601). */
  eventTime: string;
  /**
   * Status of the transcription.
   * @example 'success'
   */
  referCallStatus: 'success' | 'failure' | (string & {});
  /**
   * SIP status of the response to the REFER; missing if there was none.
   * @example 202
   */
  referSipResponseCode?: number | null | undefined;
  /**
   * SIP status of the last NOTIFY; missing if the REFER was rejected, or if none arrived within 30 seconds.
   * @example 200
   */
  notifySipResponseCode?: number | null | undefined;
  /**
   * SIP URI that the call was referred to; may not be sent.
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
