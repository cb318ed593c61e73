import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, tag, url } from './shared/attributes.js';

/** Props of {@link Refer}. */
export interface ReferProps {
  /**
   * Receives the `referComplete` event, whatever the outcome. If the REFER failed, the BXML that it answers runs next;
   * if it succeeded, the call is over and the answer is ignored. Without it no event is sent, and the next verb runs
   * after a failure.
   * @since 2026
   */
  referCompleteUrl?: string | undefined;
  /**
   * HTTP method of the request to `referCompleteUrl`.
   * @default 'POST'
   * @since 2026
   */
  referCompleteMethod?: HttpMethod | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   * @since 2026
   */
  tag?: string | undefined;
  /** Exactly one `<SipUri>`, without attributes: where the call goes. */
  children?: ElementsOnly | undefined;
}

/**
 * Hands the call off with a SIP REFER, which works only on inbound calls that came in through a SIP address. Success
 * ends the call; no final word within 30 seconds of acceptance is a failure. With `referCompleteUrl` the document ends
 * here and goes on with what that address answers.
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
