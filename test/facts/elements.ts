// Reads the facts of elements.txt: what Bandwidth documents about its elements.
import { defined, type Fact, factsOf, listOf, numberOf, readFacts, wordsOf } from './facts-file.js';

/** An attribute of an element. */
export interface AttributeFacts {
  readonly type: string;
  readonly required: boolean;
  readonly default: string | number | boolean | null;
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly unit?: string;
  readonly pattern?: string;
  /** A value that does not match it is a warning. */
  readonly hintPattern?: string;
  /** Values that are accepted in addition to the pattern of the type. */
  readonly keywords?: readonly string[];
}

/** The allowed number of children; `null` for no limit. */
export interface Count {
  readonly min: number;
  readonly max: number | null;
}

export interface ElementFacts {
  readonly content: { readonly required: boolean; readonly pattern?: string } | null;
  readonly allowedParents: readonly string[];
  /** By name; `total` is the limit of all children. */
  readonly children: Readonly<Record<string, Count>>;
  readonly attributes: Readonly<Record<string, AttributeFacts>>;
  readonly terminal: 'never' | 'always' | { readonly when: string };
  /** True if the next verb runs immediately; with an attribute, unless that is set. */
  readonly instant: true | { readonly unless: string } | undefined;
  readonly rules: readonly { readonly id: string; readonly level: string }[];
}

export interface SsmlFacts {
  readonly isEmpty: boolean;
  readonly attributes: Readonly<
    Record<
      string,
      {
        readonly required: boolean;
        readonly values?: readonly string[];
        readonly pattern?: string;
        readonly max?: string;
        readonly requiredIf?: Readonly<Record<string, string>>;
      }
    >
  >;
}

const facts = readFacts('elements.txt');
const KINDS = new Set(['ends', 'instant', 'text', 'children', 'rule']);

const named = <T>(kind: string, read: (fact: Fact) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(factsOf(facts, kind).map((fact) => [fact.words[1], read(fact)]));

/** The elements by name. */
export const verbs = named('element', readElement);

/** The SSML elements by name. */
export const ssml = named('ssml', readSsml);

/** The verbs that are `allowed`, `disallowed` and `unlisted` in a response, by context. */
export const contexts = Object.fromEntries(
  ['call', 'conference', 'transferAnswer'].map((context) => [
    context,
    Object.fromEntries(
      factsOf(facts, 'context').flatMap(({ words: [, of, standing, ...verbs] }) =>
        of === context && standing !== undefined ? [[standing, verbs]] : [],
      ),
    ),
  ]),
);

export const limits = Object.fromEntries(
  factsOf(facts, 'limit').map(({ words: [, name, most] }) => [name, Number(most)]),
);

/** The voices in their order. */
export const voices = factsOf(facts, 'voice').map(({ words: [, voice, locale, gender, type] }) => ({
  voice,
  locale,
  gender,
  type,
}));
export const legacyVoices = wordsOf(facts, 'legacy-voices') ?? [];
export const locales = wordsOf(facts, 'locales') ?? [];

function readElement({ words, details }: Fact): ElementFacts {
  const [ends] = factsOf(details, 'ends');
  const [instant] = factsOf(details, 'instant');
  const [text] = factsOf(details, 'text');
  return {
    content: text === undefined ? null : defined({ required: text.words.includes('required'), ...text.settings }),
    allowedParents: words.slice(3),
    children: Object.fromEntries(
      factsOf(details, 'children').flatMap(({ words: [, range = '', ...names] }) => {
        const [min, max] = range.split('..');
        return names.map((name) => [name, { min: Number(min), max: max === '' ? null : Number(max) }]);
      }),
    ),
    attributes: attributesOf(details),
    terminal: ends === undefined ? 'never' : ends.settings.when === undefined ? 'always' : { when: ends.settings.when },
    instant: instant && (instant.settings.unless === undefined ? true : { unless: instant.settings.unless }),
    rules: factsOf(details, 'rule').map(({ words: [, id = '', level = ''] }) => ({ id, level })),
  };
}

function attributesOf(details: readonly Fact[]): ElementFacts['attributes'] {
  return Object.fromEntries(
    details
      .filter(({ words: [first = ''] }) => !KINDS.has(first))
      .map(({ words: [name, type = ''], settings }) => {
        const kind = type.replace('!', '');
        const { min, max, maxLength, unit, pattern, hintPattern } = settings;
        const attribute = defined({
          type: kind,
          required: type.endsWith('!'),
          default: defaultOf(kind, settings.default),
          values: listOf(settings.of),
          keywords: listOf(settings.as),
          min: numberOf(min),
          max: numberOf(max),
          maxLength: numberOf(maxLength),
          unit,
          pattern,
          hintPattern,
        });
        return [name, attribute];
      }),
  );
}

function defaultOf(type: string, text: string | undefined): AttributeFacts['default'] {
  if (text === undefined) return null;
  if (type === 'boolean') return text === 'true';
  if (type === 'integer' || type === 'decimal') return Number(text);
  return text === '""' ? '' : text;
}

function readSsml({ words, details }: Fact): SsmlFacts {
  const attributes = details.map(({ words: [name, type = ''], settings: { of, max, pattern, requiredIf } }) => {
    const [attribute = '', value = ''] = requiredIf?.split(':') ?? [];
    return [
      name,
      defined({
        required: type.endsWith('!'),
        values: listOf(of),
        max,
        pattern,
        requiredIf: requiredIf === undefined ? undefined : { [attribute]: value },
      }),
    ];
  });
  return { isEmpty: words.includes('empty'), attributes: Object.fromEntries(attributes) };
}
