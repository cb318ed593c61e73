/** The fields of a voice of the browser that matter for the choice. */
export interface Voice {
  readonly name: string;
  readonly lang: string;
  readonly default: boolean;
}

export interface WantedVoice {
  /** Such as `en_US`. */
  readonly locale: string;
  /** `male`, `female`, or empty. */
  readonly gender: string;
  /** The name that the document gives, such as `julie`; empty if it has none. */
  readonly voice: string;
}

// Browsers do not say the gender of a voice. These are the names that the systems give to theirs.
const FEMALE =
  /\b(?:female|woman|samantha|victoria|karen|moira|tessa|fiona|allison|ava|susan|zoe|zira|aria|jenny|hazel|heera|catherine|linda|eva|emma|amy|joanna|kendra|kimberly|salli|nicole|raveena|ivy|julie|kate|bridget|marlene|vicki|katja|hedda|anna|petra|helena|monica|paulina|marisol|laura|lucia|conchita|penelope|lupe|esperanza|violeta|amelie|audrey|aurelie|celine|chantal|julia|hortense|alice|carla|bianca|elsa|federica|paola|luciana|joana|ines|francisca|maria|ewa|maja|milena|tatyana|irina|katya|alva|astrid|sara|nora|naja|satu|ioana|kyoko|mizuki|ayumi|haruka|yuna|seoyeon|heami|ting-ting|tingting|mei-jia|sin-ji|zhiyu|huihui|yaoyao|tracy|hanhan|lekha|aditi|kalpana|zeynep|filiz|yelda|zosia)\b/i;
const MALE =
  /\b(?:male|man|alex|daniel|fred|tom|oliver|aaron|arthur|rishi|gordon|david|mark|guy|george|ravi|james|sean|paul|brian|joey|justin|matthew|russell|geraint|dave|eric|simon|hans|stefan|yannick|markus|conrad|martin|jorge|juan|diego|carlos|enrique|miguel|pablo|raul|thomas|nicolas|mathieu|bernard|claude|luca|giorgio|cosimo|felipe|ricardo|cristiano|daniel|adam|jacek|jan|krzysztof|maxim|yuri|pavel|oskar|alva|mads|henrik|ruben|xander|otoya|takumi|ichiro|minsu|kangkang|danny|zhiwei|hemant)\b/i;

/**
 * Returns the voice that fits best: the locale counts first, then the language, then the name, then the gender. Undefined
 * if no voice speaks the language.
 */
export function chooseVoice<V extends Voice>(voices: readonly V[], wanted: WantedVoice): V | undefined {
  const locale = normalize(wanted.locale || 'en_US');
  const [language] = locale.split('-');
  let best: V | undefined;
  let bestScore = 0;
  for (const voice of voices) {
    const score = scoreOf(voice, wanted, locale, language ?? locale);
    if (score <= bestScore) continue;
    best = voice;
    bestScore = score;
  }
  return best;
}

function scoreOf(voice: Voice, wanted: WantedVoice, locale: string, language: string): number {
  const lang = normalize(voice.lang);
  if (lang.split('-')[0] !== language) return 0;
  let score = lang === locale ? 11 : 1;
  if (wanted.voice !== '' && voice.name.toLowerCase().includes(wanted.voice.toLowerCase())) score += 8;
  const gender = FEMALE.test(voice.name) ? 'female' : MALE.test(voice.name) ? 'male' : undefined;
  if (gender !== undefined) score += gender === wanted.gender.toLowerCase() ? 4 : -0.5;
  return voice.default ? score + 0.25 : score;
}

function normalize(locale: string): string {
  return locale.replace(/_/g, '-').toLowerCase();
}
