import type { ElementsOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import {
  callTimeout,
  type HttpMethod,
  httpMethod,
  offByDefault,
  password,
  tag,
  text,
  url,
} from './shared/attributes.js';
import { callerIdOrEmpty, displayName, displayNameUnderPrivacy, privacyWordAsCallerId } from './shared/caller-id.js';
import {
  type DiversionReason,
  type DiversionTreatment,
  diversionReason,
  diversionTreatment,
  idleDiversionReason,
} from './shared/diversion.js';

/** Props of {@link Transfer}. */
export interface TransferProps {
  /**
   * The caller id that the called party sees, an E.164 number. Without it, or with the empty text, the number of the
   * remote party is passed on.
   */
  transferCallerId?: string | undefined;
  /**
   * The name shown to the called party: at most 256 characters, no control characters; with `privacy` only
   * `Restricted`, `Anonymous`, `Private` or `Unavailable`.
   */
  transferCallerDisplayName?: string | undefined;
  /**
   * Hides the number of the caller.
   * @default false
   * @since late 2026
   */
  privacy?: boolean | undefined;
  /**
   * Seconds to ring before giving up, 1 to 300, fractions allowed; they count from the first ring. An attempt that does
   * not ring within 30 seconds is given up in any case.
   * @default 30
   */
  callTimeout?: number | undefined;
  /**
   * Receives the `transferComplete` event when the called party has hung up or the transfer has failed, if the caller
   * is still there; the BXML that it answers runs on this call. Without it no such event is sent, and the next verb
   * runs.
   */
  transferCompleteUrl?: string | undefined;
  /**
   * HTTP method of the request to `transferCompleteUrl`.
   * @default 'POST'
   */
  transferCompleteMethod?: HttpMethod | undefined;
  /** Tried for the `transferComplete` event when `transferCompleteUrl` does not answer properly. */
  transferCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method of the request to `transferCompleteFallbackUrl`.
   * @default 'POST'
   */
  transferCompleteFallbackMethod?: HttpMethod | undefined;
  /** User name of the HTTP Basic credentials sent to `transferCompleteUrl`. */
  username?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `transferCompleteUrl`. */
  password?: string | undefined;
  /** User name of the HTTP Basic credentials sent to `transferCompleteFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** Password of the HTTP Basic credentials sent to `transferCompleteFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * Text of your own that comes back with this event and every later one of the call, until it is changed; at most
   * 256 characters. The empty text clears it.
   */
  tag?: string | undefined;
  /**
   * What becomes of SIP Diversion headers: `propagate` passes on the one that came in, `stack` adds one for this call
   * as well, `none` sends none. Meant for inbound calls only.
   * @default 'none'
   */
  diversionTreatment?: DiversionTreatment | undefined;
  /**
   * The reason in the Diversion header that `diversionTreatment="stack"` adds.
   * @default 'unknown'
   */
  diversionReason?: DiversionReason | undefined;
  /** Whom to ring: 1 to 8 `<PhoneNumber>` and `<SipUri>` in all. */
  children?: ElementsOnly | undefined;
}

const caller = {
  element: 'Transfer',
  callerId: 'transferCallerId',
  displayName: 'transferCallerDisplayName',
} as const;

/**
 * Rings all its destinations at once and joins this call to the first that answers; the others are dropped. It lasts
 * until the called party hangs up or none answers. With `transferCompleteUrl` the document ends here and goes on with
 * what that address answers.
 *
 * @example
 * <Transfer transferCallerId="+15551230000" transferCompleteUrl="/transferred">
 *   <PhoneNumber>+15551234567</PhoneNumber>
 *   <SipUri>sip:desk@pbx.example</SipUri>
 * </Transfer>
 */
export const Transfer = lazyVerb<TransferProps>('Transfer', (define) => {
  return define({
    attributes: {
      transferCallerId: callerIdOrEmpty,
      transferCallerDisplayName: displayName('transfer.displayName'),
      privacy: offByDefault,
      callTimeout: callTimeout('transfer.callTimeout'),
      transferCompleteUrl: url,
      transferCompleteMethod: httpMethod,
      transferCompleteFallbackUrl: url,
      transferCompleteFallbackMethod: httpMethod,
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
      diversionTreatment,
      diversionReason,
    },
    content: 'verbs',
    children: { PhoneNumber: {}, SipUri: {} },
    childTotal: { min: 1, max: 8, rule: 'transfer.destinations' },
    contexts: { conference: false, transferAnswer: false },
    terminal: { when: 'transferCompleteUrl' },
    names: { strayText: 'transfer.no-text' },
    rules: [
      idleDiversionReason('transfer.diversionReason', 'Transfer'),
      displayNameUnderPrivacy('transfer.displayName', caller),
      privacyWordAsCallerId('transfer.callerId-word', caller),
    ],
    notChecked: { 'transfer.diversion-inbound': 'call' },
    answers: true,
  });
});
