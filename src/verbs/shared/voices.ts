// The voices that speak <SpeakSentence>: one table, from which types, look-ups and messages come.

export const genders = ['male', 'female'] as const;

/** The gender of a voice. */
export type Gender = (typeof genders)[number];

/** What sets a voice apart. */
export interface VoiceTraits {
  readonly locale: Locale;
  readonly gender: Gender;
  /** An `enhanced` voice is made by a neural network and costs more. */
  readonly kind: 'standard' | 'enhanced';
}

type Row = readonly [name: string, locale: string, gender: Gender, kind: VoiceTraits['kind']];

/** A function, so that nobody but those who look a voice up takes the time to make it. */
function table() {
  return [
    ['susan', 'en_US', 'female', 'standard'],
    ['paul', 'en_US', 'male', 'standard'],
    ['julie', 'en_US', 'female', 'standard'],
    ['kate', 'en_US', 'female', 'standard'],
    ['ruth', 'en_US', 'female', 'enhanced'],
    ['bridget', 'en_UK', 'female', 'standard'],
    ['katrin', 'de', 'female', 'standard'],
    ['esperanza', 'es', 'female', 'standard'],
    ['violeta', 'es', 'female', 'standard'],
    ['rosa', 'es_MX', 'female', 'standard'],
    ['lupe', 'es_US', 'female', 'enhanced'],
    ['jolie', 'fr', 'female', 'standard'],
    ['gabrielle', 'fr_CA', 'female', 'enhanced'],
    ['paola', 'it', 'female', 'standard'],
    ['nadiya', 'ru', 'female', 'standard'],
    ['masako', 'ja', 'female', 'standard'],
    ['zeina', 'arb', 'female', 'standard'],
    ['zhiyu', 'cmn-CN', 'female', 'standard'],
    ['dave', 'en_US', 'male', 'standard'],
    ['stephen', 'en_US', 'male', 'enhanced'],
    ['simon', 'en_UK', 'male', 'standard'],
    ['stefan', 'de', 'male', 'standard'],
    ['jorge', 'es', 'male', 'standard'],
    ['pedro', 'es_US', 'male', 'enhanced'],
    ['bernard', 'fr', 'male', 'standard'],
    ['liam', 'fr_CA', 'male', 'enhanced'],
    ['luca', 'it', 'male', 'standard'],
    ['anatoli', 'ru', 'male', 'standard'],
    ['kenji', 'ja', 'male', 'standard'],
    ['salli', 'en_US', 'female', 'standard'],
    ['salli_enh', 'en_US', 'female', 'enhanced'],
    ['chantal', 'fr_CA', 'female', 'standard'],
    ['miguel', 'es_US', 'male', 'standard'],
    ['joey', 'en_US', 'male', 'standard'],
    ['joey_enh', 'en_US', 'male', 'enhanced'],
    ['penelope', 'es_US', 'female', 'standard'],
    ['russell', 'en_AU', 'male', 'standard'],
    ['emma', 'en_GB', 'female', 'standard'],
    ['emma_enh', 'en_GB', 'female', 'enhanced'],
    ['nicole', 'en_AU', 'female', 'standard'],
    ['raveena', 'en_IN', 'female', 'standard'],
    ['mads', 'da_DK', 'male', 'standard'],
    ['justin', 'en_US', 'male', 'standard'],
    ['ivy', 'en_US', 'female', 'standard'],
    ['ivy_enh', 'en_US', 'female', 'enhanced'],
    ['carmen', 'ro_RO', 'female', 'standard'],
    ['naja', 'da_DK', 'female', 'standard'],
    ['ruben', 'nl_NL', 'male', 'standard'],
    ['geraint', 'en_GB_WLS', 'male', 'standard'],
  ] as const satisfies readonly Row[];
}

/**
 * The name of a voice, in lower case. The list is open: a name that is too new for it compiles, and the rule
 * `speak.voice` decides.
 */
export type Voice = ReturnType<typeof table>[number][0] | (string & {});

/**
 * A language and region to speak in. The spelling is uneven and counts: an underscore, but `cmn-CN`; and the language
 * alone for `de`, `es`, `fr`, `it`, `ru`, `ja` and `arb`. British English is `en_UK` or `en_GB`, each with voices of
 * its own. The list is open, as that of {@link Voice} is.
 */
export type Locale = ReturnType<typeof table>[number][1] | (string & {});

/** Every voice by name. */
export function listedVoices(): ReadonlyMap<string, VoiceTraits> {
  return new Map(table().map(([name, locale, gender, kind]) => [name, { locale, gender, kind }]));
}

/** Every locale that has a voice. */
export function localesOf(voices: ReadonlyMap<string, VoiceTraits>): ReadonlySet<string> {
  return new Set([...voices.values()].map(({ locale }) => locale));
}

/** Voices of old that still speak but are in no list any more; their locale and gender are not known. */
const legacyVoices: ReadonlySet<string> = new Set(['samuel', 'emily']);

/** Whether a name is that of a voice: `miscased` is a listed one but for its letter case. */
export function standingOfVoice(
  name: string,
  voices: ReadonlyMap<string, VoiceTraits>,
): 'listed' | 'legacy' | 'miscased' | 'unknown' {
  if (voices.has(name)) return 'listed';
  const lower = name.toLowerCase();
  if (legacyVoices.has(lower)) return 'legacy';
  return voices.has(lower) ? 'miscased' : 'unknown';
}
