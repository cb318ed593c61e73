import type { TextOnly } from '../jsx/element.js';
import { lazyVerb } from './define/define-verb.js';
import { tones } from './shared/attributes.js';

/** Props of {@link SendDtmf}. */
export interface SendDtmfProps {
  /**
   * Length of each tone in milliseconds, 50 to 5000, fractions allowed.
   * @default 200
   */
  toneDuration?: number | undefined;
  /**
   * Silence after each tone in milliseconds, 50 to 5000, fractions allowed. A pause between tones replaces it.
   * @default 400
   */
  toneInterval?: number | undefined;
  /**
   * The tones, 1 to 50 characters: keys `0-9 * # A-D a-d`, and pauses: `,` or `w` for half a second, `W` for one
   * second.
   */
  children?: TextOnly | undefined;
}

const toneTime = (milliseconds: number) =>
  ({
    type: 'decimal',
    min: 50,
    max: 5000,
    default: milliseconds,
    unit: 'milliseconds',
    rule: 'sendDtmf.range',
  }) as const;

/**
 * Sends DTMF tones into the call before the next verb runs.
 *
 * @example
 * <SendDtmf toneDuration={300}>12w34#</SendDtmf>
 */
export const SendDtmf = lazyVerb<SendDtmfProps>('SendDtmf', (define) => {
  return define({
    attributes: {
      toneDuration: toneTime(200),
      toneInterval: toneTime(400),
    },
    content: 'text',
    text: {
      expected: '1 to 50 characters, keys 0-9 * # A-D a-d and pauses , w W',
      pattern: tones,
      missing: 'sendDtmf.content',
      malformed: 'sendDtmf.content',
    },
    contexts: { conference: false },
    answers: true,
  });
});
