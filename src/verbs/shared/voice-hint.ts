// Hints for voice names of other vendors.
import type { LanguageList } from '../../hints/languages.js';
import { didYouMean } from '../../hints/suggested-names.js';
import { quoted } from '../../problems/inspect.js';
import { closestMatch } from '../../problems/suggestion.js';
import type { Gender, VoiceTraits } from './voices.js';

/** Voices with another name at the provider, in pairs: the provider's name, then Bandwidth's. */
const providerNames = (): readonly string[] =>
  'kimberly susan matthew paul matthew dave joanna julie kendra kate amy bridget brian simon marlene katrin hans stefan conchita esperanza lucia violeta enrique jorge mia rosa celine jolie mathieu bernard carla paola giorgio luca tatyana nadiya maxim anatoli mizuki masako takumi kenji'.split(
    ' ',
  );

const GENDERS: ReadonlyMap<string, Gender> = new Map([
  ['man', 'male'],
  ['male', 'male'],
  ['woman', 'female'],
  ['female', 'female'],
]);

/** Names that mean any voice. */
const ANY_VOICE: ReadonlySet<string> = new Set(['alice', 'basic', 'default', 'standard']);

const PROVIDER = /^(?:amazon|polly|google|azure|microsoft|ibm|deepgram|elevenlabs)\b[\s.:/_-]*/i;
const ENGINE = /[\s._-]*(?:neural|neural2|generative|standard|long-?form)$/i;

/** Returns a hint for a voice that is not in the list. */
export function voiceHint(
  given: string,
  voices: ReadonlyMap<string, VoiceTraits>,
  locales: LanguageList,
): string | undefined {
  if (given.length > 64) return undefined;
  const name = given.trim().replace(PROVIDER, '').replace(PROVIDER, '').toLowerCase();
  const gender = GENDERS.get(name);
  if (gender !== undefined) return `Write gender=${quoted(gender)} instead of voice.`;
  if (ANY_VOICE.has(name)) return 'Remove voice: gender and locale select one, and the default is susan.';
  const meant = voicesNamed(name, voices);
  if (meant.length > 0) return didYouMean(meant.map(quoted));
  return voicesOfLanguage(name, voices, locales) ?? similar(given, voices);
}

function similar(given: string, voices: ReadonlyMap<string, VoiceTraits>): string | undefined {
  const meant = closestMatch(given, voices.keys());
  return meant && didYouMean([quoted(meant)]);
}

/** Returns the voices with this name at the provider, or the enhanced one if the name contains `neural` or `generative`. */
function voicesNamed(name: string, voices: ReadonlyMap<string, VoiceTraits>): readonly string[] {
  const plain = name.replace(ENGINE, '').replace(/^[a-z]{2,3}-[a-z]{2,3}-/, '');
  const pairs = providerNames();
  const named = pairs.filter((_, index) => index % 2 === 1 && pairs[index - 1] === plain);
  const enhanced = `${plain}_enh`;
  if (/neural|generative/.test(name) && voices.has(enhanced)) return [enhanced];
  return voices.has(plain) ? [plain] : named;
}

/** Returns the voices for the language tag at the start of a voice name such as `en-US-Wavenet-D`. */
function voicesOfLanguage(
  name: string,
  voices: ReadonlyMap<string, VoiceTraits>,
  locales: LanguageList,
): string | undefined {
  const [, tag] = /^([a-z]{2,3}[-_][a-z]{2,4})(?:[-_]|$)/.exec(name) ?? [];
  const spoken = tag === undefined ? [] : locales.find(tag);
  if (spoken.length === 0) return undefined;
  const names = [...voices].filter(([, { locale }]) => spoken.includes(locale)).map(([voice]) => voice);
  return `Voices of ${spoken.join(' and ')}: ${names.join(', ')}.`;
}
