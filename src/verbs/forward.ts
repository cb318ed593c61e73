import type { NoChildrenAllowed } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import { lazyVerb } from './define/define-verb.js';
import { callTimeout, e164, offByDefault } from './shared/attributes.js';
import { callerId, displayName, displayNameUnderPrivacy, privacyWordAsCallerId } from './shared/caller-id.js';
import { forwardHint } from './shared/dial-hints.js';
import {
  type DiversionReason,
  type DiversionTreatment,
  diversionReason,
  diversionTreatment,
  idleDiversionReason,
} from './shared/diversion.js';
import { userToUser, uuiEncodings, uuiHex } from './shared/user-to-user.js';

/** Props of {@link Forward}. */
export interface ForwardProps {
  /** Where the call goes: an E.164 number such as `+15551234567`, or a SIP address such as `sip:desk@pbx.example`. */
  to: string;
  /** The caller id that the called party sees, an E.164 number. Without it, the number that was called. */
  from?: string | undefined;
  /**
   * Seconds to ring before giving up, 1 to 300, fractions allowed; they count from the first ring. An attempt that does
   * not ring within 30 seconds is given up in any case.
   * @default 30
   */
  callTimeout?: number | undefined;
  /**
   * What becomes of SIP Diversion headers: `propagate` passes on the one that came in, `stack` adds one for this call
   * as well, `none` sends none.
   * @default 'none'
   */
  diversionTreatment?: DiversionTreatment | undefined;
  /**
   * The reason in the Diversion header that `diversionTreatment="stack"` adds.
   * @default 'unknown'
   */
  diversionReason?: DiversionReason | undefined;
  /**
   * User-To-User header for a SIP destination: values such as `aGVsbG8=;encoding=base64`, separated by commas, at most
   * 256 characters in all. Encodings: `base64`, `jwt`, and newer `hex`.
   */
  uui?: string | undefined;
  /**
   * Hides the number of the caller.
   * @default false
   * @since late 2026
   */
  privacy?: boolean | undefined;
  /**
   * The name shown to the called party: at most 256 characters, no control characters; with `privacy` only
   * `Restricted`, `Anonymous`, `Private` or `Unavailable`.
   * @since late 2026
   */
  callerDisplayName?: string | undefined;
  /** None: it is empty. */
  children?: NoChildrenAllowed | undefined;
}

const SIP = /^sip:/i;

const caller = { element: 'Forward', callerId: 'from', displayName: 'callerDisplayName' } as const;

/**
 * Hands an inbound call that nobody has answered yet to another destination, for good: the document ends here, and of
 * this call the application hears nothing more but `disconnect`.
 *
 * @example
 * <Forward to="+15551234567" />
 */
export const Forward = lazyVerb<ForwardProps>('Forward', (define) => {
  return define({
    attributes: {
      to: {
        type: 'string',
        required: true,
        pattern: new RegExp(`${e164.source}|^sip:.+`, 'i'),
        expected: 'an E.164 number such as +15551234567, or a SIP address such as sip:desk@pbx.example',
        hint: forwardHint,
        rule: 'forward.to',
      },
      from: callerId,
      callTimeout: callTimeout('forward.callTimeout'),
      diversionTreatment,
      diversionReason,
      uui: userToUser('forward.uui'),
      privacy: offByDefault,
      callerDisplayName: displayName('forward.displayName'),
    },
    contexts: { conference: false, transferAnswer: false },
    terminal: 'always',
    rules: [
      {
        id: 'forward.unanswered-only',
        level: 'warning',
        check({ call: { answeredBy } }) {
          if (answeredBy === undefined) return undefined;
          return {
            message: `<Forward> works only on a call that nobody has answered, and the <${answeredBy}> before it answers the call.`,
            hint:
              answeredBy === 'Ring'
                ? 'Set answerCall={false} on <Ring>, or use <Transfer>.'
                : `Remove <${answeredBy}>, or use <Transfer>.`,
          };
        },
      },
      {
        id: 'forward.startGather',
        level: 'warning',
        check: ({ call }) =>
          call.reportsKeys
            ? {
                message: '<Forward> does not work with the <StartGather> before it.',
                hint: 'Remove <StartGather>, or use <Transfer>.',
              }
            : undefined,
      },
      idleDiversionReason('forward.diversionReason', 'Forward'),
      uuiEncodings('forward.uui', 'Forward'),
      uuiHex('forward.uui-hex', 'Forward'),
      {
        id: 'forward.uui-sip',
        level: 'warning',
        about: ['uui'],
        check: ({ props: { to, uui } }) =>
          uui == null || to == null || SIP.test(to)
            ? undefined
            : {
                message: `uui on <Forward> has no effect, because to is ${quoted(to)}; it takes a SIP address.`,
                hint: 'Forward to a sip: address, or leave out uui.',
              },
      },
      displayNameUnderPrivacy('forward.displayName', caller),
      privacyWordAsCallerId('forward.from-word', caller),
    ],
  });
});
