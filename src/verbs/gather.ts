import type { ElementsOnly } from '../jsx/element.js';
import { oneOf } from './define/attribute-rule.js';
import { lazyVerb } from './define/define-verb.js';
import { type HttpMethod, httpMethod, password, tag, text, unpressableKeys, url } from './shared/attributes.js';

const inputs = ['dtmf', 'speech', 'dtmf_speech'] as const;

/** Props of {@link Gather}. */
export interface GatherProps {
  /** Receives the `gather` event. The BXML in the response runs next. Without it, the digits are lost. */
  gatherUrl?: string | undefined;
  /**
   * HTTP method for `gatherUrl`.
   * @default 'POST'
   */
  gatherMethod?: HttpMethod | undefined;
  /** Fallback URL for the `gather` event, used if `gatherUrl` does not respond or responds with an error. */
  gatherFallbackUrl?: string | undefined;
  /**
   * HTTP method for `gatherFallbackUrl`.
   * @default 'POST'
   */
  gatherFallbackMethod?: HttpMethod | undefined;
  /** HTTP Basic username sent to `gatherUrl`. */
  username?: string | undefined;
  /** HTTP Basic password sent to `gatherUrl`. */
  password?: string | undefined;
  /** HTTP Basic username sent to `gatherFallbackUrl`. */
  fallbackUsername?: string | undefined;
  /** HTTP Basic password sent to `gatherFallbackUrl`. */
  fallbackPassword?: string | undefined;
  /**
   * A custom string that Bandwidth sends with this event and all later events of the call, until it is changed. At most
   * 256 characters. An empty string clears the tag.
   */
  tag?: string | undefined;
  /**
   * Keys that end the gather, from `0-9 * # A-D`. They are not part of the digits. With an empty string, no key ends it.
   * @default ''
   */
  terminatingDigits?: string | undefined;
  /**
   * Maximum number of digits to collect, 1 to 50.
   * @default 50
   */
  maxDigits?: number | undefined;
  /**
   * Seconds allowed between two keys, 1 to 60.
   * @default 5
   */
  interDigitTimeout?: number | undefined;
  /**
   * Seconds to wait for the first key once the prompts have ended, 0 to 60.
   * @default 5
   */
  firstDigitTimeout?: number | undefined;
  /**
   * How many times the prompts are played if no key is pressed. The product with the number of prompts is at most 20.
   * @default 1
   */
  repeatCount?: number | undefined;
  /**
   * The kind of input: key presses, speech, or both.
   * @default 'dtmf'
   * @since late 2026
   */
  input?: (typeof inputs)[number] | undefined;
  /**
   * Words or phrases that help speech recognition. Requires an `input` with speech.
   * @since late 2026
   */
  hints?: string | undefined;
  /**
   * Language to recognize, a tag such as `en-US`. Requires an `input` with speech.
   * @since late 2026
   */
  language?: string | undefined;
  /**
   * Receives `partialgather` events while the caller is still speaking. Requires an `input` with speech.
   * @since late 2026
   */
  partialResultCallback?: string | undefined;
  /**
   * HTTP method for `partialResultCallback`.
   * @default 'POST'
   * @since late 2026
   */
  partialResultCallbackMethod?: HttpMethod | undefined;
  /**
   * Masks profanity in the recognized text. Requires an `input` with speech.
   * @default true
   * @since late 2026
   */
  profanityFilter?: boolean | undefined;
  /**
   * Speech recognition model. Requires an `input` with speech.
   * @since late 2026
   */
  speechModel?: string | undefined;
  /**
   * Seconds to wait for speech. Requires an `input` with speech.
   * @default 5
   * @since late 2026
   */
  speechTimeout?: number | undefined;
  /** The prompts: at most 20 `<SpeakSentence>` and `<PlayAudio>` elements. They stop at the first key press. */
  children?: ElementsOnly | undefined;
}

const MAX_PROMPTS = 20;

const speechOnly = [
  'hints',
  'language',
  'partialResultCallback',
  'partialResultCallbackMethod',
  'profanityFilter',
  'speechModel',
  'speechTimeout',
] as const satisfies readonly (keyof GatherProps)[];

/**
 * Plays prompts and collects key presses or speech. With `gatherUrl`, the document ends here and the call continues with
 * the response of that URL.
 *
 * @example
 * <Gather gatherUrl="/menu" maxDigits={1}>
 *   <SpeakSentence>For sales, press one.</SpeakSentence>
 * </Gather>
 */
export const Gather = lazyVerb<GatherProps>('Gather', (define) => {
  return define({
    attributes: {
      gatherUrl: url,
      gatherMethod: httpMethod,
      gatherFallbackUrl: url,
      gatherFallbackMethod: httpMethod,
      username: text,
      password,
      fallbackUsername: text,
      fallbackPassword: password,
      tag,
      terminatingDigits: { type: 'string', default: '' },
      maxDigits: { type: 'integer', min: 1, max: 50, default: 50, rule: 'gather.maxDigits' },
      interDigitTimeout: {
        type: 'decimal',
        min: 1,
        max: 60,
        default: 5,
        unit: 'seconds',
        rule: 'gather.interDigitTimeout',
      },
      firstDigitTimeout: {
        type: 'decimal',
        min: 0,
        max: 60,
        default: 5,
        unit: 'seconds',
        rule: 'gather.firstDigitTimeout',
      },
      repeatCount: { type: 'integer', min: 1, default: 1 },
      input: oneOf(inputs, { default: 'dtmf' }),
      hints: text,
      language: text,
      partialResultCallback: url,
      partialResultCallbackMethod: httpMethod,
      profanityFilter: { type: 'boolean', default: true },
      speechModel: text,
      speechTimeout: { type: 'integer', default: 5, unit: 'seconds' },
    },
    content: 'verbs',
    children: { SpeakSentence: {}, PlayAudio: {} },
    contexts: { conference: false },
    terminal: { when: 'gatherUrl' },
    names: { child: 'gather.children', strayText: 'gather.children' },
    rules: [
      {
        id: 'gather.repeat',
        level: 'error',
        check({ props, childCount }) {
          const repeatCount = props.repeatCount ?? 1;
          if (repeatCount * childCount <= MAX_PROMPTS) return undefined;
          return {
            message: `<Gather> has ${childCount} prompts and repeatCount ${repeatCount}; their product may be at most ${MAX_PROMPTS}.`,
            hint: 'Lower repeatCount, or combine the prompts into fewer <SpeakSentence> elements.',
          };
        },
      },
      {
        id: 'gather.no-url',
        level: 'warning',
        check: ({ props }) =>
          props.gatherUrl == null
            ? { message: '<Gather> has no gatherUrl, so the digits are lost.', hint: 'Set gatherUrl to receive them.' }
            : undefined,
      },
      unpressableKeys('gather.terminatingDigits'),
      {
        id: 'gather.speech-only',
        level: 'warning',
        about: speechOnly,
        check({ props }) {
          if (props.input === 'speech' || props.input === 'dtmf_speech') return undefined;
          const idle = speechOnly.filter((name) => props[name] != null);
          if (idle.length === 0) return undefined;
          return {
            message: `<Gather> ignores ${idle.join(', ')} unless input includes speech.`,
            hint: 'Set input="speech" or input="dtmf_speech".',
          };
        },
      },
    ],
    answers: true,
  });
});
