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
   * The caller ID that the called party sees, an E.164 number. Defaults to the number of the remote party; an empty
   * string has the same effect.
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
   * Seconds to ring before the attempt ends, 1 to 300, fractions allowed, counted from the first ring. An attempt that
   * does not ring within 30 seconds ends in any case.
   * @default 30
   */
  callTimeout?: number | undefined;
  /**
   * Receives the `transferComplete` event when the called party has hung up or the transfer has failed, unless the caller
   * has hung up. The BXML in the response runs on this call. Without it, the event is not sent and the next verb runs.
   */
  transferCompleteUrl?: string | undefined;
  /**
   * HTTP method for `transferCompleteUrl`.
   * @default 'POST'
   */
  transferCompleteMethod?: HttpMethod | undefined;
  /** Fallback URL for the `transferComplete` event, used if `transferCompleteUrl` does not respond or responds with an error. */
  transferCompleteFallbackUrl?: string | undefined;
  /**
   * HTTP method for `transferCompleteFallbackUrl`.
   * @default 'POST'
   */
  transferCompleteFallbackMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `transferCompleteUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `transferCompleteUrl`. */
  password?: string | undefined;
  /** HTTP Basic username sent to `transferCompleteFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `transferCompleteFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /**
   * How SIP Diversion headers are treated: `propagate` copies the header of the inbound call, `stack` also adds one for
   * this call, `none` sends none. For inbound calls only.
   * @default 'none'
   */
  diversionTreatment?: DiversionTreatment | undefined;
  /**
   * The reason in the Diversion header that `diversionTreatment="stack"` adds.
   * @default 'unknown'
   */
  diversionReason?: DiversionReason | undefined;
  /** The destinations: 1 to 8 `<PhoneNumber>` and `<SipUri>` elements in total. */
  children?: ElementsOnly | undefined;
}

const caller = {
  element: 'Transfer',
  callerId: 'transferCallerId',
  displayName: 'transferCallerDisplayName',
} as const;

/**
 * Rings all its destinations simultaneously and connects this call to the first one that answers; the other attempts end.
 * The transfer lasts until the called party hangs up, or until no destination answers. With `transferCompleteUrl`, the
 * document ends here and the call continues with the response of that URL.
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
