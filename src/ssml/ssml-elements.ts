import { languageList } from '../hints/languages.js';
import type { NoChildrenAllowed, TextAndElements, TextOnly } from '../jsx/element.js';

/** The rule of an SSML attribute: a list of values, a pattern, or both. */
export interface SsmlAttributeRule {
  readonly required?: boolean | undefined;
  /** The allowed values. Without values and pattern, any string is allowed. */
  readonly values?: readonly string[] | undefined;
  /** The pattern of allowed values that are not listed. */
  readonly pattern?: RegExp | undefined;
  /** A description of the pattern for messages. */
  readonly form?: string | undefined;
  /** Returns a hint for a value that is not in the list, or `undefined`. */
  readonly hint?: ((value: string) => string | undefined) | undefined;
  /** Maximum duration in seconds. */
  readonly maxSeconds?: number | undefined;
}

/** The rules of an SSML element. */
export interface SsmlDefinition {
  /** The allowed content: none, only text, or text and SSML elements. */
  readonly content: 'none' | 'text' | 'speech';
  readonly attributes: Readonly<Record<string, SsmlAttributeRule>>;
  /** The names of the required attributes. */
  readonly required: readonly string[];
  /** Makes an attribute required if the attribute `when` has the value `is`. */
  readonly requiredIf?: { readonly attribute: string; readonly when: string; readonly is: string } | undefined;
}

type AttributeNames<P> = Exclude<keyof P, 'children' | 'key'>;

type SsmlDefinitionFor<P> = Omit<SsmlDefinition, 'attributes' | 'required'> & {
  readonly attributes: {
    readonly [K in AttributeNames<P>]-?: SsmlAttributeRule &
      (Partial<Pick<P, K>> extends Pick<P, K> ? { readonly required?: false } : { readonly required: true });
  };
};

const breakStrengths = ['none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'] as const;
const emphasisLevels = ['strong', 'moderate', 'reduced'] as const;
const pitches = ['x-low', 'low', 'medium', 'high', 'x-high', 'default'] as const;
const rates = ['x-slow', 'slow', 'medium', 'fast', 'x-fast'] as const;
const volumes = ['silent', 'x-soft', 'soft', 'medium', 'loud', 'x-loud', 'default'] as const;
const readings = ['date', 'time', 'telephone', 'characters', 'cardinal', 'ordinal'] as const;
const dateFormats = ['mdy', 'dmy', 'ymd', 'md', 'dm', 'ym', 'my', 'd', 'm', 'y'] as const;
// biome-ignore format: a list of codes reads best as a block.
const languages = [
  'arb', 'cmn-CN', 'da-DK', 'nl-NL', 'en-AU', 'en-GB', 'en-IN', 'en-US', 'fr-FR', 'fr-CA', 'hi-IN', 'de-DE', 'is-IS',
  'it-IT', 'ja-JP', 'ko-KR', 'nb-NO', 'pl-PL', 'pt-BR', 'pt-PT', 'ro-RO', 'ru-RU', 'es-ES', 'es-MX', 'es-US', 'sv-SE',
  'tr-TR', 'cy-GB',
] as const;

/** The prop that every SSML element accepts in addition to its attributes. */
interface Keyed {
  /** Accepted on every element, as in React, and ignored. */
  key?: string | number | bigint | null | undefined;
}

/** Props of `<break>`. */
export interface BreakProps extends Keyed {
  /**
   * Length of the pause as a keyword. Use this or `time`.
   * @default 'medium'
   */
  strength?: (typeof breakStrengths)[number] | undefined;
  /** Length of the pause in seconds or milliseconds, at most ten seconds: `1s`, `500ms`. */
  time?: `${number}s` | `${number}ms` | undefined;
  children?: NoChildrenAllowed | undefined;
}

/** Props of `<emphasis>`. */
export interface EmphasisProps extends Keyed {
  /** The level of emphasis. Neural (enhanced) voices may ignore it. */
  level?: (typeof emphasisLevels)[number] | undefined;
  children?: TextAndElements | undefined;
}

/** Props of `<lang>`. */
export interface LangProps extends Keyed {
  /** The language of the text, such as `es-MX`. The voice keeps its own accent. */
  'xml:lang': (typeof languages)[number];
  children?: TextAndElements | undefined;
}

/** Props of `<p>`. */
export interface ParagraphProps extends Keyed {
  children?: TextAndElements | undefined;
}

/** Props of `<phoneme>`. */
export interface PhonemeProps extends Keyed {
  /** The pronunciation in the phonetic alphabet. */
  ph: string;
  /** The phonetic alphabet. Part of SSML, but not on Bandwidth's list. */
  alphabet?: 'ipa' | 'x-sampa' | (string & {}) | undefined;
  children?: TextOnly | undefined;
}

/** Props of `<prosody>`. */
export interface ProsodyProps extends Keyed {
  /** Pitch of the voice, as a keyword or a relative change: `-15%`, `20%`. */
  pitch?: (typeof pitches)[number] | `${number}%` | undefined;
  /** Speaking rate, as a keyword or a positive percentage; `100%` is normal. */
  rate?: (typeof rates)[number] | `${number}%` | undefined;
  /** Volume, as a keyword or a relative change in decibels: `+6dB`, `-3dB`. */
  volume?: (typeof volumes)[number] | `${'+' | '-'}${number}dB` | undefined;
  children?: TextAndElements | undefined;
}

/** Props of `<s>`. */
export interface SentenceProps extends Keyed {
  children?: TextAndElements | undefined;
}

/** Props of `<say-as>`. */
export interface SayAsProps extends Keyed {
  /**
   * How to read the text: as a date (requires `format`), as minutes and seconds (`1'20"`), as a telephone number of 7 or
   * 10 digits, as single characters, as a cardinal number, or as an ordinal number.
   */
  'interpret-as': (typeof readings)[number];
  /** The order of month, day and year; required for a date. */
  format?: (typeof dateFormats)[number] | undefined;
  children?: TextOnly | undefined;
}

/** Props of `<sub>`. */
export interface SubProps extends Keyed {
  /** The text to speak instead. */
  alias: string;
  children?: TextOnly | undefined;
}

/** The SSML elements, all lower-case, for use inside `<SpeakSentence>`. */
export interface SsmlElements {
  /** A pause. */
  break: BreakProps;
  /** Emphasizes text. */
  emphasis: EmphasisProps;
  /** Text in another language. */
  lang: LangProps;
  /** A paragraph, with a pause before and after. */
  p: ParagraphProps;
  /** Sets the pronunciation of text. */
  phoneme: PhonemeProps;
  /** Changes volume, rate or pitch. */
  prosody: ProsodyProps;
  /** A sentence, with a pause before and after. */
  s: SentenceProps;
  /** Sets how to read text: as a date, a number or single characters. */
  'say-as': SayAsProps;
  /** Speaks the alias instead of the text. */
  sub: SubProps;
}

const definitions = (): { readonly [N in keyof SsmlElements]: SsmlDefinitionFor<SsmlElements[N]> } => ({
  break: {
    content: 'none',
    attributes: {
      strength: { values: breakStrengths },
      time: { pattern: /^\+?(?:\d*\.)?\d+m?s$/, form: 'a time such as 1s or 500ms', maxSeconds: 10 },
    },
  },
  emphasis: { content: 'speech', attributes: { level: { values: emphasisLevels } } },
  lang: {
    content: 'speech',
    attributes: { 'xml:lang': { required: true, values: languages, hint: languageList(languages).hint } },
  },
  p: { content: 'speech', attributes: {} },
  phoneme: { content: 'text', attributes: { ph: { required: true }, alphabet: {} } },
  prosody: {
    content: 'speech',
    attributes: {
      pitch: { values: pitches, pattern: /^[+-]?\d+(?:\.\d+)?%$/, form: 'a percentage such as -15%' },
      rate: { values: rates, pattern: /^\d+(?:\.\d+)?%$/, form: 'a positive percentage such as 80%' },
      volume: { values: volumes, pattern: /^[+-]\d+(?:\.\d+)?dB$/, form: 'decibels such as +6dB' },
    },
  },
  s: { content: 'speech', attributes: {} },
  'say-as': {
    content: 'text',
    attributes: { 'interpret-as': { required: true, values: readings }, format: { values: dateFormats } },
    requiredIf: { attribute: 'format', when: 'interpret-as', is: 'date' },
  },
  sub: { content: 'text', attributes: { alias: { required: true } } },
});

function complete(definition: Omit<SsmlDefinition, 'required'>): SsmlDefinition {
  const { attributes } = definition;
  return { ...definition, required: Object.keys(attributes).filter((name) => attributes[name]?.required === true) };
}

let vocabulary: ReadonlyMap<string, SsmlDefinition> | undefined;

/** Returns the rules of the SSML elements by name. They are created on the first call, like the definitions of verbs. */
export function ssmlVocabulary(): ReadonlyMap<string, SsmlDefinition> {
  vocabulary ??= new Map(Object.entries(definitions()).map(([name, definition]) => [name, complete(definition)]));
  return vocabulary;
}
