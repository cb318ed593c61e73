// Recognizes languages that are written differently from the allowed values.
import { quoted } from '../problems/inspect.js';
import { closestMatch } from '../problems/suggestion.js';
import { didYouMean, sameName } from './suggested-names.js';

/** A list of languages, such as the locales of an attribute. */
export interface LanguageList {
  /** Returns a hint for a value that is not in the list, or `undefined` if it does not look like a language. */
  hint(given: string): string | undefined;
  /** Returns the values that match a language tag: those of its country, or of all countries if the tag has none. */
  find(tag: string): readonly string[];
}

/** The listed values that a language tag or name matches. */
interface Match {
  readonly meant: readonly string[];
  /** True if the language is in the list, but not for this country. */
  readonly isElsewhere: boolean;
}

interface Entry {
  readonly value: string;
  readonly language: string;
  readonly script: string | undefined;
  readonly region: string | undefined;
  /** True if the tag has more than a language, a script and a region: a regional accent. */
  readonly isVariant: boolean;
}

const LONGEST = 64;
const TAG = /^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(-.*)?$/;

/** Language and country names that `Intl` does not know. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['norwegian', 'nb'],
  ['mandarin', 'zh'],
  ['castilian', 'es'],
  ['uk', 'gb'],
  ['usa', 'us'],
]);

/**
 * Creates hints for a list of languages. A value of another country is never suggested as the fix: the hint for `es-AR`
 * lists all values for Spanish.
 *
 * Names and countries come from `Intl`. Engines without it get only the closest match.
 */
export function languageList(values: Iterable<string>): LanguageList {
  let known: readonly Entry[] | undefined;
  const entries = (): readonly Entry[] => {
    known ??= [...values].flatMap((value) => entryOf(value) ?? []);
    return known;
  };
  const match = (given: string): Match | undefined => {
    if (given.length > LONGEST) return undefined;
    try {
      return matchOf(given, entries());
    } catch {
      // Intl is missing or incomplete.
      return undefined;
    }
  };
  return {
    find(tag) {
      const found = match(tag);
      return found === undefined || found.isElsewhere ? [] : found.meant;
    },
    hint(given) {
      const found = match(given);
      if (found === undefined) {
        const similar = isLanguage(given) ? undefined : closestMatch(given, values);
        return similar && didYouMean([quoted(similar)]);
      }
      const meant = found.meant.map(quoted);
      return found.isElsewhere
        ? `${quoted(given)} is not supported; available for this language: ${meant.join(', ')}.`
        : didYouMean(meant);
    },
  };
}

/** True if the value is a valid language tag. A valid tag that is not in the list is not a misspelling of another one. */
function isLanguage(given: string): boolean {
  const [, language] = given.length > LONGEST ? [] : (TAG.exec(dashes(given)) ?? []);
  try {
    return language !== undefined && nameOf('language', language) !== undefined;
  } catch {
    return false;
  }
}

function matchOf(given: string, entries: readonly Entry[]): Match | undefined {
  const same = sameName(
    given,
    entries.map(({ value }) => value),
  );
  if (same !== undefined) return { meant: [same], isElsewhere: false };
  const dashed = dashes(given);
  const parts = dashed.split('-');
  return (
    matchOfTag(dashed, entries) ??
    (parts.length === 2 ? matchOfTag([...parts].reverse().join('-'), entries) : undefined) ??
    matchOfRegion(parts, entries) ??
    matchOfWords(given, entries)
  );
}

const found = (entries: readonly Entry[], isElsewhere = false): Match => ({
  meant: entries.map(({ value }) => value),
  isElsewhere,
});

/** Returns a tag in lower case with dashes, without an encoding such as in `pt_BR.UTF-8`. */
const dashes = (tag: string): string =>
  tag
    .trim()
    .toLowerCase()
    .replace(/[.@].*$/s, '')
    .replace(/[\s_-]+/g, '-');

function matchOfTag(tag: string, entries: readonly Entry[]): Match | undefined {
  const [, , script, region, rest] = TAG.exec(tag) ?? [];
  const given = entryOf(tag);
  if (given === undefined || nameOf('language', given.language) === undefined) return undefined;
  const ofLanguage = entries.filter(({ language }) => language === given.language);
  if (ofLanguage.length === 0) return undefined;
  if (script === undefined && region === undefined && rest === undefined) return found(ofLanguage);
  const fitting = ofLanguage.filter(
    (entry) =>
      !entry.isVariant &&
      (region === undefined || entry.region === given.region) &&
      (script === undefined || entry.script === given.script),
  );
  return fitting.length > 0 && rest === undefined ? found(fitting) : found(ofLanguage, true);
}

/** Matches a tag that has a country instead of a language: `us`, `jp-JP`. */
function matchOfRegion(parts: readonly string[], entries: readonly Entry[]): Match | undefined {
  const [first = '', region = first] = parts;
  if (parts.length > 2 || !/^[a-z]{2}$/.test(first) || nameOf('language', first) !== undefined) return undefined;
  const fitting = entries.filter((entry) => !entry.isVariant && entry.region === region.toUpperCase());
  return fitting.length === 0 ? undefined : found(fitting);
}

/** Matches the name of a language, in English or in the language itself, with an optional country: `British English`. */
function matchOfWords(given: string, entries: readonly Entry[]): Match | undefined {
  const words = wordsOf(given).map((word) => WORDS.get(word) ?? word);
  const languages = new Set(entries.map(({ language }) => language));
  const names = [...languages].map(languageWords).find((all) => words.some((word) => all.includes(word)));
  if (names === undefined) return undefined;
  const ofLanguage = entries.filter(({ language }) => names.includes(language));
  const rest = words.filter((word) => !names.includes(word)).join(' ');
  if (rest === '') return found(ofLanguage);
  const fitting = ofLanguage.filter((entry) => !entry.isVariant && regionWords(entry).includes(rest));
  return fitting.length > 0 ? found(fitting) : found(ofLanguage, true);
}

/** Returns the names of a language: its tag, its English name and its native name. */
function languageWords(language: string): readonly string[] {
  const names = ['en', language].flatMap((reader) => nameOf('language', language, reader) ?? []);
  return [language, ...names.flatMap((name) => wordsOf(name).join(' '))];
}

/** Returns the names of an entry's country and its adjective: `us`, `united states`, `american`. */
function regionWords({ language, region }: Entry): readonly string[] {
  if (region === undefined) return [];
  const country = wordsOf(nameOf('region', region) ?? region).join(' ');
  const own = languageWords(language);
  const people = wordsOf(nameOf('language', `${language}-${region}`) ?? '').filter((word) => !own.includes(word));
  return [region.toLowerCase(), country, `${country}n`, people.join(' ')];
}

// Strings instead of regular expression literals: see withoutUnseen in src/problems/inspect.ts.
const MARK = '\\p{M}';
const LETTERS = '\\p{L}+';

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().normalize('NFD').replace(new RegExp(MARK, 'gu'), '').match(new RegExp(LETTERS, 'gu')) ?? [];

function nameOf(type: 'language' | 'region', code: string, reader = 'en'): string | undefined {
  return new Intl.DisplayNames(reader, { type, fallback: 'none' }).of(code);
}

function entryOf(value: string): Entry | undefined {
  const [, language, script, region, rest] = TAG.exec(dashes(value)) ?? [];
  if (language === undefined) return undefined;
  const parts = [language === 'no' ? 'nb' : language, script, region].filter((part) => part !== undefined);
  const whole = new Intl.Locale(parts.join('-')).maximize();
  // Modern Standard Arabic does not belong to one country.
  const ofNoCountry = language === 'arb' && region === undefined;
  return {
    value,
    language: whole.language,
    script: whole.script,
    region: ofNoCountry ? undefined : whole.region,
    isVariant: rest !== undefined,
  };
}
