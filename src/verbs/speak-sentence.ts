import { languageList } from '../hints/languages.js';
import type { TextAndElements } from '../jsx/element.js';
import { quoted } from '../problems/inspect.js';
import { type Finding, oneOf } from './define/attribute-rule.js';
import { lazyVerb } from './define/define-verb.js';
import { text } from './shared/attributes.js';
import { voiceHint } from './shared/voice-hint.js';
import {
  classifyVoice,
  type Gender,
  genders,
  type Locale,
  listedVoices,
  localesOf,
  type Voice,
} from './shared/voices.js';

/** Props of {@link SpeakSentence}. */
export interface SpeakSentenceProps {
  /**
   * The name of the voice. `gender` and `locale` then have no effect. Without any of the three, the voice is `susan`. An
   * unknown voice can fail the call.
   */
  voice?: Voice | undefined;
  /**
   * The gender of the voice for the `locale`. If the locale has only voices of the other gender, one of those is used.
   * @default 'female'
   */
  gender?: Gender | undefined;
  /**
   * Language and region of the voice.
   * @default 'en_US'
   */
  locale?: Locale | undefined;
  /** The text to speak, which may contain SSML elements such as `<break time="1s"/>`. It must not be blank. */
  children?: TextAndElements | undefined;
}

function unlisted(attribute: string, given: string, list: Iterable<string>, hint: string | undefined): Finding {
  return { message: `${attribute} on <SpeakSentence> is ${quoted(given)}; allowed: ${[...list].join(', ')}.`, hint };
}

/**
 * Speaks text before the next verb runs. Inside `<Gather>`, it is a prompt that stops at the first key press. Markup in a
 * string is escaped and spoken as text; use `ssml()` to parse SSML from a trusted source.
 *
 * @example
 * <SpeakSentence voice="julie">
 *   Your code is <say-as interpret-as="characters">{code}</say-as>.
 * </SpeakSentence>
 */
export const SpeakSentence = lazyVerb<SpeakSentenceProps>('SpeakSentence', (define) => {
  const voices = listedVoices();
  const locales = localesOf(voices);
  const languages = languageList(locales);
  return define({
    attributes: {
      voice: text,
      gender: oneOf(genders, { default: 'female', rule: 'speak.gender' }),
      locale: { type: 'string', default: 'en_US' },
    },
    content: 'speech',
    parents: ['Response', 'Bxml', 'Gather'],
    rules: [
      {
        id: 'speak.voice',
        level: 'error',
        about: ['voice'],
        check: ({ props: { voice } }) =>
          voice == null || classifyVoice(voice, voices) !== 'unknown'
            ? undefined
            : unlisted('voice', voice, voices.keys(), voiceHint(voice, voices, languages)),
      },
      {
        id: 'speak.voice',
        level: 'error',
        about: ['locale'],
        check: ({ props: { locale } }) =>
          locale == null || locales.has(locale)
            ? undefined
            : unlisted('locale', locale, locales, languages.hint(locale)),
      },
      {
        id: 'speak.voice-legacy',
        level: 'warning',
        about: ['voice'],
        check({ props: { voice } }) {
          if (voice == null) return undefined;
          const kind = classifyVoice(voice, voices);
          if (kind === 'listed' || kind === 'unknown') return undefined;
          const given = `voice on <SpeakSentence> is ${quoted(voice)}`;
          if (kind === 'legacy') {
            return {
              message: `${given}, an old name that is no longer on Bandwidth's list.`,
              hint: 'Use a voice on the list, such as susan or paul.',
            };
          }
          return {
            message: `${given}; Bandwidth's voice names are in lower case.`,
            hint: `Write voice=${quoted(voice.toLowerCase())}.`,
          };
        },
      },
      {
        id: 'speak.ignored',
        level: 'warning',
        about: ['gender', 'locale'],
        check({ props }) {
          if (props.voice == null) return undefined;
          const idle = (['gender', 'locale'] as const).filter((name) => props[name] != null).join(' and ');
          if (idle === '') return undefined;
          return {
            message: `<SpeakSentence> ignores ${idle}, because voice is set.`,
            hint: `Remove ${idle}, or remove voice.`,
          };
        },
      },
    ],
    answers: true,
  });
});
