import type { TextOnly } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import { lazyVerb } from './define/define-verb.js';
import type { RuleContext, VerbRule } from './define/verb-definition.js';
import { referHint, sipUriHint } from './shared/dial-hints.js';
import { type TransferLegProps, transferLeg } from './shared/transfer-leg.js';
import { userToUser, uuiEncodings, uuiHex } from './shared/user-to-user.js';

/** Props of {@link SipUri}. Inside `<Refer>`, it has no attributes. */
export interface SipUriProps extends TransferLegProps {
  /**
   * User-To-User header for this leg: values such as `aGVsbG8=;encoding=base64`, separated by commas, at most 256
   * characters in total. Encodings: `base64`, `jwt` and the newer `hex`.
   */
  uui?: string | undefined;
  /** The SIP URI, such as `sip:desk@pbx.example`. */
  children?: TextOnly | undefined;
}

const SIP = /^sip:.+/i;
const SIPS = /^sips:.+/i;

const insideRefer = ({ parent }: RuleContext<SipUriProps>): boolean => parent === 'Refer';

/** Skips the rule inside `<Refer>`, where any attribute is already reported as one problem. */
const outsideRefer = ({ id, level, check }: VerbRule<SipUriProps>): VerbRule<SipUriProps> => ({
  id,
  level,
  check: (context) => (insideRefer(context) ? undefined : check(context)),
});

/**
 * A SIP URI that a `<Transfer>` rings, or to which a `<Refer>` hands the call off.
 *
 * @example
 * <Transfer>
 *   <SipUri uui="aGVsbG8=;encoding=base64">sip:desk@pbx.example</SipUri>
 * </Transfer>
 */
export const SipUri = lazyVerb<SipUriProps>('SipUri', (define) => {
  return define({
    attributes: {
      ...transferLeg,
      uui: userToUser('sipUri.uui'),
    },
    content: 'text',
    text: { expected: 'a SIP URI such as sip:desk@pbx.example' },
    parents: ['Transfer', 'Refer'],
    names: { parent: 'sipUri.parent' },
    rules: [
      {
        id: 'refer.sip',
        level: 'error',
        check(context) {
          if (!insideRefer(context)) return undefined;
          const { text } = context;
          if (text === '' || SIP.test(text)) return undefined;
          return {
            message: `The text of <SipUri> is ${quoted(text)}; inside <Refer> it must begin with sip:, in any letter case.`,
            hint: SIPS.test(text) ? 'Write sip: instead of sips:.' : referHint(text),
          };
        },
      },
      {
        id: 'attribute.pattern',
        level: 'error',
        check(context) {
          const { text } = context;
          if (insideRefer(context) || text === '' || SIP.test(text) || SIPS.test(text)) return undefined;
          return {
            message: `The text of <SipUri> is ${quoted(text)}; expected a SIP URI such as sip:desk@pbx.example.`,
            hint: sipUriHint(text),
          };
        },
      },
      {
        id: 'sipUri.sips',
        level: 'warning',
        check(context) {
          if (insideRefer(context) || !SIPS.test(context.text)) return undefined;
          return {
            message: `The text of <SipUri> is ${quoted(context.text)}; Bandwidth documents only sip: URIs, not sips:.`,
            hint: 'Write sip: instead of sips:.',
          };
        },
      },
      {
        id: 'sipUri.refer-bare',
        level: 'error',
        check(context) {
          if (!insideRefer(context)) return undefined;
          const given = Object.entries(context.props).filter(
            ([name, value]) => name !== 'children' && name !== 'key' && value != null,
          );
          if (given.length === 0) return undefined;
          const names = given.map(([name]) => name).join(', ');
          return {
            message: `<SipUri> has ${names}; inside <Refer> it must not have attributes.`,
            hint: 'Remove them; they are only for <SipUri> inside <Transfer>.',
          };
        },
      },
      outsideRefer(uuiEncodings('sipUri.uui', 'SipUri')),
      outsideRefer(uuiHex('sipUri.uui-hex', 'SipUri')),
    ],
  });
});
