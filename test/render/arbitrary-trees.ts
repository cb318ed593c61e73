// Generates trees of all kinds, mostly valid and partly with every known mistake.
import fc from 'fast-check';
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.js';
import { arbitraryFor, arbitraryForSsml, innerVerbs, texts } from '../parse/documents.js';
import { definitions } from '../rules/built-in-verbs.js';
import { components, type Props, type Recipe, thrower, throwing, WIDE, wide } from './tree-recipes.js';

const recipe = (
  make: Recipe['make'],
  type: string,
  props: fc.Arbitrary<Props>,
  children: fc.Arbitrary<readonly unknown[]>,
): fc.Arbitrary<Recipe> =>
  fc
    .tuple(props, children, fc.boolean())
    .map(([given, held, isLocated]) => ({ make, type, props: given, children: held, isLocated }));

/** Texts that occur repeatedly, with all kinds of characters. */
export const constants = fc.constantFrom(
  ...['Press one.', 'x', 'a & b', '<b>', 'é', '你', '😀', '"', 'x'.repeat(64), 'x'.repeat(65), 'a\tb\nc\r', ']]>'],
  ...['', ' ', '\n  ', '\u00a0', 'a\0b', '\ud800', 'b\udc00', '\ufffe', '\u0085', '+15551230000', 'sip:a@b.example'],
);

/** Values that are invalid for some or all attributes. */
export const wrongValues = fc.constantFrom<unknown>(
  ...['', '5', 'true', 'nobody', ' julie', 'ftp://x', 'a b', 'x'.repeat(257), 'a\0b', 'söcret', '/é', 'a&"b'],
  ...[0, -0, -1, 1.5, 1e-7, 1e21, 99_999, Number.NaN, Number.POSITIVE_INFINITY, true, false, null, undefined],
  ...[10n, Symbol('s'), thrower, {}, [], new Date(0)],
);

const wrongNames = fc.constantFrom(
  ...['bogus', 'gaherUrl', 'Voice', 'maxDigit', 'a b', '', 'é', 'xml:lang', 'constructor', 'key', 'x'.repeat(70), '1'],
);

/** Some attributes, mostly with valid values, in the order of the definition or another order. */
function propsOf<R extends { readonly required?: boolean | undefined }>(
  attributes: Readonly<Record<string, R>>,
  rightValue: (rule: R) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Props> {
  const names = Object.keys(attributes);
  const required = names.filter((name) => attributes[name]?.required === true);
  const value = (name: string) =>
    fc.oneof(
      { weight: 12, arbitrary: rightValue(attributes[name] as R) },
      { weight: 2, arbitrary: constants },
      { weight: 2, arbitrary: wrongValues },
    );
  const some = fc.oneof(
    { weight: 3, arbitrary: fc.subarray(names, { maxLength: Math.min(4, names.length) }) },
    { weight: 1, arbitrary: fc.shuffledSubarray(names, { maxLength: Math.min(6, names.length) }) },
  );
  const needed = fc.oneof(
    { weight: 6, arbitrary: fc.constant(required) },
    { weight: 1, arbitrary: fc.subarray(required) },
  );
  const right = fc.tuple(some, needed).chain(([chosen, others]) => {
    const all = [...new Set([...others, ...chosen])];
    return fc.tuple(...all.map((name) => value(name).map((given) => [name, given] as const)));
  });
  const wrong = fc.tuple(wrongNames, fc.oneof(constants, wrongValues));
  const [none, one] = [fc.constant([]), wrong.map((pair) => [pair])];
  const odd = fc.oneof({ weight: 12, arbitrary: none }, { weight: 2, arbitrary: one });
  return fc.oneof(
    { weight: 40, arbitrary: fc.tuple(right, odd).map(([pairs, others]) => Object.fromEntries([...pairs, ...others])) },
    { weight: 1, arbitrary: fc.constant(throwing) },
  );
}

const verbNames = [...definitions.keys(), WIDE];
const noProps = fc.constant({});

/** A child that is not an element. */
const leaves = fc.oneof(
  { weight: 6, arbitrary: constants },
  { weight: 2, arbitrary: texts },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, 0, 7, 1.5, 1e21, -1e-7) },
);
const nonsense = fc.constantFrom<unknown>(Number.NaN, 10n, {}, new Date(0), thrower, Symbol('s'));

const { node } = fc.letrec<{ node: unknown; speech: readonly unknown[]; odd: unknown }>((tie) => {
  const wrap = (children: fc.Arbitrary<readonly unknown[]>): fc.Arbitrary<unknown> =>
    fc.oneof(
      recipe('fragment', '', noProps, children),
      children,
      ...Object.keys(components).map((name) => recipe('component', name, noProps, children)),
      recipe('provider', 'Language', fc.record({ value: constants }), children),
      recipe('provider', 'Language2', fc.record({ value: fc.nat(3) }), children),
    );
  const among = (usual: fc.Arbitrary<unknown>, maxLength = 3): fc.Arbitrary<readonly unknown[]> =>
    fc.array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        { weight: 24, arbitrary: usual },
        { weight: 3, arbitrary: wrap(fc.array(usual, { minLength: 1, maxLength: 2 })) },
        { weight: 1, arbitrary: tie('odd') },
      ),
      { maxLength },
    );
  const given = (name: string, attributes: Parameters<typeof propsOf>[0], children: fc.Arbitrary<readonly unknown[]>) =>
    recipe('given', name, propsOf(attributes as Record<string, never>, arbitraryForSsml), children);
  const marked = [...ssmlVocabulary()].map(([name, { attributes, content }]) =>
    given(name, attributes, content === 'none' ? fc.constant([]) : content === 'text' ? among(leaves) : tie('speech')),
  );
  const fromText = fc.constantFrom(
    'a <break time="1s"/> &lt;b',
    '<p>é</p>',
    '<lang>x</lang>',
    '<b c="d">x</b>',
    '<break Time="1">x</break>',
  );
  const ssmlText = fromText.map((type) => ({ make: 'ssml', type, props: {}, children: [], isLocated: false }) as const);
  const verb = (name: string): fc.Arbitrary<Recipe> => {
    const definition = definitions.get(name);
    const { attributes, content = 'none' } = definition ?? wide()[VERB_BRAND];
    const inner =
      name === WIDE ? ['Tag', 'Pause'] : [...innerVerbs(name), ...(definition?.root === true ? [WIDE] : [])];
    const among_ = inner.map((one) => fc.constant(one).chain(verb));
    const contents = {
      none: among(fc.constant(null), 1),
      text: among(leaves, 2),
      speech: tie('speech'),
      verbs: among(fc.oneof(fc.constant(null), ...among_), 4),
    };
    return recipe('verb', name, propsOf(attributes, arbitraryFor), contents[content]);
  };
  return {
    speech: among(fc.oneof({ weight: 3, arbitrary: leaves }, { weight: 2, arbitrary: fc.oneof(ssmlText, ...marked) })),
    odd: fc.oneof(
      leaves,
      nonsense,
      fc.constantFrom(...verbNames).chain(verb),
      ...marked.slice(0, 3),
      ...['Foo', 'bar', 'no name', 'Breck'].map((name) => given(name, { a: {} }, tie('speech'))),
    ),
    node: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('Response', 'Response', 'Bxml').chain(verb) },
      { weight: 1, arbitrary: tie('odd') },
      { weight: 2, arbitrary: wrap(fc.array(fc.constant('Response').chain(verb), { minLength: 1, maxLength: 2 })) },
    ),
  };
});

/** Recipes of trees, most of which are documents. */
export const anyRecipes: fc.Arbitrary<unknown> = node;
