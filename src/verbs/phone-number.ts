import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { e164 } from './shared/attributes.js';
import { phoneNumberHint } from './shared/dial-hints.js';
import { type TransferLegProps, transferLeg } from './shared/transfer-leg.js';
import { userToUser, uuiEncodings, uuiLength } from './shared/user-to-user.js';

/** Props of {@link PhoneNumber}. */
export interface PhoneNumberProps extends TransferLegProps {
  /**
   * User-To-User header for this leg: values such as `aGVsbG8=;encoding=base64`, separated by commas, at most 350
   * characters in total; up to 256 is safe. Encodings: `base64`, `jwt`, `hex`.
   * @since 2026
   */
  uui?: string | undefined;
  /** The number to ring, in E.164 format such as `+15551234567`. */
  children?: TextOnly | undefined;
}

/**
 * A phone number that a `<Transfer>` rings.
 *
 * @example
 * <Transfer>
 *   <PhoneNumber transferAnswerUrl="/whisper">+15551234567</PhoneNumber>
 * </Transfer>
 */
export const PhoneNumber = lazyVerb<PhoneNumberProps>('PhoneNumber', (define) => {
  return define({
    attributes: {
      ...transferLeg,
      uui: userToUser('phoneNumber.uui', 350),
    },
    content: 'text',
    text: {
      expected: 'an E.164 number such as +15551234567',
      pattern: e164,
      hint: phoneNumberHint,
      missing: 'phoneNumber.e164',
      malformed: 'phoneNumber.e164',
    },
    parents: ['Transfer'],
    names: { parent: 'phoneNumber.parent' },
    rules: [uuiEncodings('phoneNumber.uui', 'PhoneNumber'), uuiLength('phoneNumber.uui-length', 'PhoneNumber')],
  });
});
