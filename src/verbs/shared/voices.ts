// The voices of <SpeakSentence>. Types, lookups and messages are derived from one table.

export const genders = ['male', 'female'] as const;

/** The gender of a voice. */
export type Gender = (typeof genders)[number];

/** The properties of a voice. */
export interface VoiceTraits {
  readonly locale: Locale;
  readonly gender: Gender;
  /** An `enhanced` voice is neural and costs more. */
  readonly kind: 'standard' | 'enhanced';
}

type Row = readonly [name: string, locale: string, gender: Gender, kind: VoiceTraits['kind']];

/** Returns the table. Performance: a function, so that importing the library does not create it. */
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
 * The name of a voice, in lower case. The type accepts other strings too, for voices that are newer than the list. The
 * rule `speak.voice` reports unknown names.
 */
export type Voice = ReturnType<typeof table>[number][0] | (string & {});

/**
 * The language and region of a voice. The spelling is not uniform: most have an underscore, but `cmn-CN` has a hyphen, and
 * `de`, `es`, `fr`, `it`, `ru`, `ja` and `arb` have only a language. British English is `en_UK` or `en_GB`, each with its
 * own voices. The type accepts other strings too, like {@link Voice}.
 */
export type Locale = ReturnType<typeof table>[number][1] | (string & {});

/** Returns all voices by name. */
export function listedVoices(): ReadonlyMap<string, VoiceTraits> {
  return new Map(table().map(([name, locale, gender, kind]) => [name, { locale, gender, kind }]));
}

/** Returns all locales that have a voice. */
export function localesOf(voices: ReadonlyMap<string, VoiceTraits>): ReadonlySet<string> {
  return new Set([...voices.values()].map(({ locale }) => locale));
}

/** Old voices that still work but are no longer listed. Their locale and gender are not documented. */
const legacyVoices: ReadonlySet<string> = new Set(['samuel', 'emily']);

/** Classifies a voice name. `miscased` is a listed name in the wrong letter case. */
export function classifyVoice(
  name: string,
  voices: ReadonlyMap<string, VoiceTraits>,
): 'listed' | 'legacy' | 'miscased' | 'unknown' {
  if (voices.has(name)) return 'listed';
  const lower = name.toLowerCase();
  if (legacyVoices.has(lower)) return 'legacy';
  return voices.has(lower) ? 'miscased' : 'unknown';
}
