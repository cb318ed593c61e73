// Generates documents from the definitions of verbs and SSML, with all elements, attributes and allowed nesting.
import { type BxmlElement, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import fc from 'fast-check';
import { type SsmlAttributeRule, type SsmlDefinition, ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import type { AttributeRule } from '../../src/verbs/define/attribute-rule.js';
import { VERB_BRAND } from '../../src/verbs/define/define-verb.js';
import { builtInVerbs, definitions, verbNamed } from '../rules/built-in-verbs.js';

type Props = Readonly<Record<string, unknown>>;

const pieces = [
  'a',
  'Z',
  '1',
  ' ',
  '  ',
  '\n',
  '\r',
  '\t',
  '"',
  "'",
  '&',
  '<',
  '>',
  ']]>',
  '&amp;',
  'é',
  '你',
  '😀',
  '-',
];

/** Text with characters that are escaped, normalized or counted. */
export const texts = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 8 });

const formed = fc.constantFrom(
  '+15551230000',
  'sip:desk@pbx.example',
  '/next?a=1&b=2',
  'https://a.example/é',
  '1234#',
  '',
);

/** A valid value of an attribute. */
export function arbitraryFor(rule: AttributeRule): fc.Arbitrary<unknown> {
  switch (rule.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: rule.min ?? 0, max: rule.max ?? 100_000 });
    case 'decimal':
      return fc.oneof(
        fc.integer({ min: Math.ceil(rule.min ?? 0), max: Math.floor(rule.max ?? 1000) }),
        fc.double({ min: rule.min ?? 0, max: rule.max ?? 1000, noNaN: true }),
      );
    case 'enum':
      return fc.constantFrom(...rule.values);
    case 'url':
      return fc.constantFrom('/next?a=1&b=2', 'https://a.example/é', 'x');
    case 'wsUrl':
      return fc.constantFrom('wss://media.example/live', 'ws://a.example:80/?a&b');
    default:
      return fc.oneof(texts, formed);
  }
}

/** A valid value of an SSML attribute. */
export const arbitraryForSsml = ({ values = [], pattern }: SsmlAttributeRule): fc.Arbitrary<unknown> => {
  const fitting = ['1s', '500ms', '80%', '-15%', '+6dB'].filter((value) => pattern?.test(value) === true);
  const listed = [...values, ...fitting];
  return listed.length === 0 ? texts : fc.constantFrom(...listed);
};

/** All required attributes and some of the others, in any order. */
function propsOf<R extends { readonly required?: boolean | undefined }>(
  attributes: Readonly<Record<string, R>>,
  value: (rule: R) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Props> {
  const names = Object.keys(attributes);
  const required = names.filter((name) => attributes[name]?.required === true);
  const values = fc.record(Object.fromEntries(Object.entries(attributes).map(([name, rule]) => [name, value(rule)])));
  const chosen = fc.oneof(
    { weight: 5, arbitrary: fc.subarray(names, { maxLength: Math.min(3, names.length) }) },
    fc.shuffledSubarray(names, { minLength: names.length }),
  );
  return fc
    .tuple(values, chosen)
    .map(([all, some]) => Object.fromEntries([...new Set([...some, ...required])].map((name) => [name, all[name]])));
}

const { speech } = fc.letrec<{ speech: unknown; element: BxmlElement }>((tie) => ({
  speech: fc.array(fc.oneof({ maxDepth: 3 }, texts, tie('element')), { maxLength: 4 }),
  element: fc.oneof(...[...ssmlVocabulary()].map(([name, definition]) => ssmlElement(name, definition, tie('speech')))),
}));

function ssmlElement(
  name: string,
  { content, attributes }: SsmlDefinition,
  inside: fc.Arbitrary<unknown>,
): fc.Arbitrary<BxmlElement> {
  const children = content === 'none' ? fc.constant(undefined) : content === 'text' ? texts : inside;
  return fc
    .tuple(propsOf(attributes, arbitraryForSsml), children)
    .map(([props, held]) => jsx(name, { ...props, children: held }));
}

/** SSML elements as children of `<SpeakSentence>`. */
export const speeches = speech;

/** The verbs that are allowed inside another one. */
export function innerVerbs(outer: string): readonly string[] {
  const named = Object.keys(definitions.get(outer)?.children ?? {});
  const naming = builtInVerbs
    .map((verb) => verb[VERB_BRAND])
    .filter(({ parents = ['Response', 'Bxml'], root }) => root !== true && parents.includes(outer));
  return [...new Set([...named, ...naming.map(({ name }) => name)])];
}

function element(name: string): fc.Arbitrary<BxmlElement> {
  const definition = definitions.get(name);
  if (definition === undefined) throw new Error(`there is no ${name}`);
  const contents = {
    none: fc.constant(undefined),
    text: fc.oneof(texts, formed),
    speech: speeches,
    verbs: fc.array(
      fc.oneof(fc.constant(null), ...innerVerbs(name).map((inner) => fc.constant(inner).chain(element))),
      {
        maxLength: 4,
      },
    ),
  };
  return fc
    .tuple(propsOf(definition.attributes, arbitraryFor), contents[definition.content ?? 'none'])
    .map(([props, children]) => jsx(verbNamed(name), { ...props, children }));
}

/** Documents with valid nesting and values. They may break rules that depend on more than one attribute. */
export const documents: fc.Arbitrary<BxmlElement> = fc.constantFrom('Response', 'Bxml').chain(element);

/** Returns options that turn off the rules which the document breaks. */
export function tolerating(...nodes: readonly BxmlElement[]): { readonly rules: Readonly<Record<string, 'off'>> } {
  const codes = nodes.flatMap((node) => validate(node).map(({ code }) => code));
  return { rules: Object.fromEntries(codes.map((code) => [code, 'off'])) };
}
