import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, tag, url } from './shared/attributes.js';

/** Props of {@link Refer}. */
export interface ReferProps {
  /**
   * Receives the `referComplete` event for any outcome. If the REFER failed, the BXML in the response runs next; if it
   * succeeded, the call has ended and the response is ignored. Without it, the event is not sent, and the next verb runs
   * after a failure.
   * @since 2026
   */
  referCompleteUrl?: string | undefined;
  /**
   * HTTP method for `referCompleteUrl`.
   * @default 'POST'
   * @since 2026
   */
  referCompleteMethod?: HttpMethod | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   * @since 2026
   */
  tag?: string | undefined;
  /** Exactly one `<SipUri>` without attributes: the destination. */
  children?: ElementsOnly | undefined;
}

/**
 * Hands the call off with a SIP REFER. It works only on inbound calls to a SIP URI. If it succeeds, the call ends; it
 * fails if there is no final result within 30 seconds after the REFER was accepted. With `referCompleteUrl`, the document
 * ends here and the call continues with the response of that URL.
 *
 * @since 2026
 * @example
 * <Refer referCompleteUrl="/referred">
 *   <SipUri>sip:desk@pbx.example</SipUri>
 * </Refer>
 */
export const Refer = lazyVerb<ReferProps>('Refer', (define) => {
  return define({
    attributes: {
      referCompleteUrl: url,
      referCompleteMethod: httpMethod,
      tag,
    },
    content: 'verbs',
    children: { SipUri: {} },
    childTotal: { min: 1, max: 1, rule: 'refer.child' },
    contexts: { conference: false, transferAnswer: 'unlisted' },
    terminal: { when: 'referCompleteUrl' },
    names: { child: 'refer.child', strayText: 'refer.no-text' },
    notChecked: { 'refer.context': 'call' },
  });
});
