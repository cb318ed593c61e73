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
  /** The destination: an E.164 number such as `+15551234567`, or a SIP URI such as `sip:desk@pbx.example`. */
  to: string;
  /** The caller ID that the called party sees, an E.164 number. Defaults to the number that was called. */
  from?: string | undefined;
  /**
   * Seconds to ring before the attempt ends, 1 to 300, fractions allowed, counted from the first ring. An attempt that
   * does not ring within 30 seconds ends in any case.
   * @default 30
   */
  callTimeout?: number | undefined;
  /**
   * How SIP Diversion headers are treated: `propagate` copies the header of the inbound call, `stack` also adds one for
   * this call, `none` sends none.
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
   * 256 characters in total. Encodings: `base64`, `jwt` and the newer `hex`.
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
  /** This element has no children. */
  children?: NoChildrenAllowed | undefined;
}

const SIP = /^sip:/i;

const caller = { element: 'Forward', callerId: 'from', displayName: 'callerDisplayName' } as const;

/**
 * Forwards an inbound call that has not been answered to another destination. The document ends here, and `disconnect` is
 * the only later event of this call.
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
        expected: 'an E.164 number such as +15551234567, or a SIP URI such as sip:desk@pbx.example',
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
            message: `<Forward> works only on a call that has not been answered, and the <${answeredBy}> before it answers the call.`,
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
                message: '<Forward> does not work after <StartGather>.',
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
                message: `uui on <Forward> has no effect, because to is ${quoted(to)}; it requires a SIP URI.`,
                hint: 'Forward to a sip: URI, or remove uui.',
              },
      },
      displayNameUnderPrivacy('forward.displayName', caller),
      privacyWordAsCallerId('forward.from-word', caller),
    ],
  });
});
