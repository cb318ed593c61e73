import { languageList } from '../hints/languages.js';
import type { NoChildrenAllowed, TextAndElements, TextOnly } from '../jsx/element.js';

/** How one attribute of an SSML element is checked: against a list, a pattern, or both in turn. */
export interface SsmlAttributeRule {
  readonly required?: boolean | undefined;
  /** The values listed; any text where there is neither list nor pattern. */
  readonly values?: readonly string[] | undefined;
  /** The form of the values that are not listed. */
  readonly pattern?: RegExp | undefined;
  /** The form in words. */
  readonly form?: string | undefined;
  /** Returns how to fix a value that is not in the list, or `undefined`. */
  readonly hint?: ((value: string) => string | undefined) | undefined;
  /** Most seconds, for a length of time. */
  readonly maxSeconds?: number | undefined;
}

/** How an SSML element is checked. */
export interface SsmlDefinition {
  /** What it holds: nothing, text alone, or text with other SSML. */
  readonly content: 'none' | 'text' | 'speech';
  readonly attributes: Readonly<Record<string, SsmlAttributeRule>>;
  /** The names of the attributes that are required. */
  readonly required: readonly string[];
  /** The value of one attribute that makes another one required. */
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

/** What every SSML element accepts beside its attributes. */
interface Keyed {
  /** Accepted for habit's sake, and ignored. */
  key?: string | number | bigint | null | undefined;
}

/** Props of `<break>`. */
export interface BreakProps extends Keyed {
  /**
   * How long to pause, in words; give this or `time`.
   * @default 'medium'
   */
  strength?: (typeof breakStrengths)[number] | undefined;
  /** How long to pause, in seconds or milliseconds, at most ten seconds: `1s`, `500ms`. */
  time?: `${number}s` | `${number}ms` | undefined;
  children?: NoChildrenAllowed | undefined;
}

/** Props of `<emphasis>`. */
export interface EmphasisProps extends Keyed {
  /** How much stress to lay on the words. Neural (enhanced) voices may ignore it. */
  level?: (typeof emphasisLevels)[number] | undefined;
  children?: TextAndElements | undefined;
}

/** Props of `<lang>`. */
export interface LangProps extends Keyed {
  /** The language of the words, such as `es-MX`; the voice keeps its own accent. */
  'xml:lang': (typeof languages)[number];
  children?: TextAndElements | undefined;
}

/** Props of `<p>`. */
export interface ParagraphProps extends Keyed {
  children?: TextAndElements | undefined;
}

/** Props of `<phoneme>`. */
export interface PhonemeProps extends Keyed {
  /** The pronunciation, spelt in the phonetic alphabet. */
  ph: string;
  /** The phonetic alphabet. Part of SSML, though not on Bandwidth's list. */
  alphabet?: 'ipa' | 'x-sampa' | (string & {}) | undefined;
  children?: TextOnly | undefined;
}

/** Props of `<prosody>`. */
export interface ProsodyProps extends Keyed {
  /** Height of the voice, in words or relative: `-15%`, `20%`. */
  pitch?: (typeof pitches)[number] | `${number}%` | undefined;
  /** Speed, in words or as a positive percentage; `100%` is normal. */
  rate?: (typeof rates)[number] | `${number}%` | undefined;
  /** Loudness, in words or relative in decibels: `+6dB`, `-3dB`. */
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
   * How to read the text: as a date (give `format`), as minutes and seconds (`1'20"`), as a telephone number of 7 or
   * 10 digits, letter by letter, as a number, as a place in an order.
   */
  'interpret-as': (typeof readings)[number];
  /** The order of month, day and year; required for a date. */
  format?: (typeof dateFormats)[number] | undefined;
  children?: TextOnly | undefined;
}

/** Props of `<sub>`. */
export interface SubProps extends Keyed {
  /** What to say instead of the text. */
  alias: string;
  children?: TextOnly | undefined;
}

/** The SSML elements, all lower-case, for use inside `<SpeakSentence>`. */
export interface SsmlElements {
  /** A pause. */
  break: BreakProps;
  /** Stresses the words. */
  emphasis: EmphasisProps;
  /** Words in another language. */
  lang: LangProps;
  /** A paragraph: a pause before and after. */
  p: ParagraphProps;
  /** Spells out how the words are pronounced. */
  phoneme: PhonemeProps;
  /** Changes loudness, speed or pitch. */
  prosody: ProsodyProps;
  /** A sentence: a pause before and after. */
  s: SentenceProps;
  /** Tells how to read the text: as a date, a number, letter by letter. */
  'say-as': SayAsProps;
  /** Says the alias instead of the text. */
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

/** The rules of the SSML elements, by name; made when they are first asked for, as those of the verbs are. */
export function ssmlVocabulary(): ReadonlyMap<string, SsmlDefinition> {
  vocabulary ??= new Map(Object.entries(definitions()).map(([name, definition]) => [name, complete(definition)]));
  return vocabulary;
}
