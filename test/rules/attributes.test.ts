// One mistake is one problem, for every attribute of every element.
import { Conference, Response, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AttributeRule, NumberAttribute } from '../../src/verbs/define/attribute-rule.js';
import { onlyProblem } from '../problems.js';
import { definitions } from './built-in-verbs.js';
import { type Sample, samples } from './samples.js';

const test = suite('every attribute of every element');

test('every element has a sample without problems', () => {
  assert.equal(Object.keys(samples).sort(), [...definitions.keys()].sort());
  for (const [name, sample] of Object.entries(samples)) assert.equal(validate(sample()), [], name);
});

/** A value of a similar type, and values that are not valid for any attribute. */
function wrongTypes({ type }: AttributeRule): readonly unknown[] {
  const neighbour = { integer: '5', decimal: '5', boolean: 'true' };
  const own = type in neighbour ? neighbour[type as keyof typeof neighbour] : 5;
  return [own, {}, [], Number.NaN, 5n, Symbol('s'), () => 5, new Date(0), Promise.resolve('5')];
}

type Kind = 'type' | 'range' | 'enum' | 'pattern' | 'length';

/** Values of the right type that are not allowed, with the code of the problem. */
function wrongValues(rule: AttributeRule): readonly (readonly [string | number, Kind])[] {
  switch (rule.type) {
    case 'integer':
      return [[(rule.min ?? 0) + 0.5, 'type'], ...beyond(rule)];
    case 'decimal':
      return beyond(rule);
    case 'enum':
      return ['', 'nonsense', ...rule.values.map(inOtherCase)].map((value) => [value, 'enum']);
    case 'url':
      return ['', ' ', 'ftp://a.example', 'javascript:alert(1)', 'http://', '/a b'].map((value) => [value, 'pattern']);
    case 'wsUrl':
      return ['', '/live', 'https://a.example', 'wss://', 'wss://a b'].map((value) => [value, 'pattern']);
    case 'string':
      return rule.maxLength === undefined ? [] : [['x'.repeat(rule.maxLength + 1), 'length']];
    default:
      return [];
  }
}

function beyond({ min, max }: NumberAttribute): (readonly [number, Kind])[] {
  const below: (readonly [number, Kind])[] = min === undefined ? [] : [[min - 1, 'range']];
  return max === undefined ? below : [...below, [max + 1, 'range']];
}

const inOtherCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

function checkAttribute(sample: Sample, name: string, rule: AttributeRule): void {
  const faults = [
    ...wrongTypes(rule).map((value) => [value, 'attribute.type'] as const),
    ...wrongValues(rule).map(
      ([value, kind]) => [value, kind === 'type' ? 'attribute.type' : (rule.rule ?? `attribute.${kind}`)] as const,
    ),
  ];
  for (const [value, expected] of faults) {
    const { code, message } = onlyProblem(sample({ [name]: value }));
    assert.is(code, expected, message);
    assert.match(message, `${name} on <`);
  }
  checkLeftOut(sample, name, rule);
  const { hint } = onlyProblem(sample({ [name]: undefined, [`${name}s`]: 'x' }));
  assert.is(hint, `Did you mean ${name}?`);
}

function checkLeftOut(sample: Sample, name: string, rule: AttributeRule): void {
  for (const value of [null, undefined]) {
    if (rule.required === true)
      assert.is(onlyProblem(sample({ [name]: value })).code, rule.rule ?? 'attribute.required');
    else for (const { severity } of validate(sample({ [name]: value }))) assert.is(severity, 'warning');
  }
}

for (const { name, attributes } of definitions.values()) {
  test(`<${name}>`, () => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`no sample of ${name}`);
    for (const [attribute, rule] of Object.entries(attributes)) checkAttribute(sample, attribute, rule);
  });

  test(`<${name}> has no other attribute`, () => {
    const { code, message } = onlyProblem(samples[name]?.({ 'data-odd': 'x' }));
    assert.is(code, definitions.get(name)?.names?.unknownAttribute ?? 'attribute.unknown');
    assert.match(message, `<${name}> has no attribute data-odd; allowed: `);
  });
}

test('the hint for a number or boolean in quotes has it in braces', () => {
  const hint = (props: object): string =>
    onlyProblem(jsx(Response, { children: jsx(Conference, { children: 'room', ...props }) })).hint ?? '';
  assert.match(hint({ mute: 'False' }), 'mute={false}');
  assert.match(hint({ callbackTimeout: ' 2.50 ' }), 'callbackTimeout={2.5}');
  assert.is(hint({ callbackTimeout: 'soon' }), '');
});

test.run();
