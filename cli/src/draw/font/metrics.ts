import { loadTypeface, type Typeface, type Weight } from './typeface.js';

/** Measures text in Inter. Characters that Inter does not have get a width that fits most fonts. */
export interface Metrics {
  readonly typefaces: Readonly<Record<Weight, Typeface>>;
  /** Returns the width of text in pixels. */
  widthOf(text: string, size: number, weight: Weight): number;
  /** Returns the scripts, such as `Han`, or `emoji`, of the characters that Inter does not have. */
  missingScripts(text: string): string[];
  /** Returns the text with a name such as `[Han]` for each part that Inter does not have. */
  withoutMissing(text: string): string;
}

export function loadMetrics(): Metrics {
  const typefaces = { 400: loadTypeface(400), 600: loadTypeface(600) };
  const isMissing = (character: string): boolean =>
    !JOINING.test(character) && typefaces[400].widthOf(codeOf(character)) === undefined;
  return {
    typefaces,
    widthOf: (text, size, weight) => {
      let width = 0;
      for (const character of text) width += typefaces[weight].widthOf(codeOf(character)) ?? estimatedWidth(character);
      return width * size;
    },
    missingScripts: (text) => [
      ...new Set([...text].filter((each) => isMissing(each) && !SPELLED.has(each)).map(scriptOf)),
    ],
    withoutMissing: (text) =>
      namedRuns(
        text.replace(/[→←≤≥≠]/gu, (symbol) => SPELLED.get(symbol) ?? symbol),
        isMissing,
      ),
  };
}

/** Symbols of messages that Inter does not have, in characters that it has. */
const SPELLED: ReadonlyMap<string, string> = new Map([
  ['→', '->'],
  ['←', '<-'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);

/** Marks, and the character that joins emoji. They belong to the character before. */
const JOINING = /\p{M}|\u200d/u;

/** Returns the text with a name for each run of missing characters of a script. Spaces and marks belong to the run. */
function namedRuns(text: string, isMissing: (character: string) => boolean): string {
  let result = '';
  let run = '';
  let spaces = '';
  for (const character of text) {
    if (isMissing(character)) {
      const script = scriptOf(character);
      if (run !== script) result += `${spaces}[${script}]`;
      run = script;
      spaces = '';
    } else if (run !== '' && (/\s/.test(character) || JOINING.test(character))) {
      if (/\s/.test(character)) spaces = ' ';
    } else {
      result += spaces + character;
      run = '';
      spaces = '';
    }
  }
  return result + spaces;
}

const SCRIPTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['emoji', /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/u],
  ...(
    [
      'Han',
      'Hiragana',
      'Katakana',
      'Hangul',
      'Arabic',
      'Hebrew',
      'Devanagari',
      'Bengali',
      'Tamil',
      'Telugu',
      'Thai',
      'Georgian',
      'Armenian',
      'Ethiopic',
      'Khmer',
      'Myanmar',
      'Sinhala',
    ] as const
  ).map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const),
  ['letters', /\p{L}/u],
];

function scriptOf(character: string): string {
  return SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0] ?? 'symbols';
}

/** Returns a width in em that is enough in most fonts. */
function estimatedWidth(character: string): number {
  if (JOINING.test(character) || /\p{Emoji_Modifier}/u.test(character)) return 0;
  if (/\p{Extended_Pictographic}/u.test(character)) return 1.4;
  if (/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]/u.test(character)) return 0.7;
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u.test(character)
  ) {
    return 1.05;
  }
  return 1;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
