import { validate } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AttributeRule } from '../../src/verbs/define/attribute-rule.js';
import { type AttributeFacts, verbs } from '../facts/elements.js';
import { definitions } from './built-in-verbs.js';
import { samples } from './samples.js';

const test = suite('attributes and text, as documented');

/** All other types are strings with a pattern. */
const TYPES: Readonly<Record<string, AttributeRule['type']>> = {
  url: 'url',
  wsUrl: 'wsUrl',
  httpMethod: 'enum',
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'decimal',
  enum: 'enum',
};

/** Returns the problem severities of an element with these props. */
function severities(element: string, props: Readonly<Record<string, unknown>>): string[] {
  const sample = samples[element];
  if (sample === undefined) throw new Error(`no sample of ${element}`);
  return validate(sample(props)).map(({ severity }) => severity);
}

const isRefused = (element: string, props: Readonly<Record<string, unknown>>): boolean =>
  severities(element, props).includes('error');

test('attributes have the documented types, defaults, values and requirements', () => {
  for (const [element, { attributes }] of Object.entries(verbs)) {
    const own = definitions.get(element)?.attributes ?? {};
    assert.equal(Object.keys(own).sort(), Object.keys(attributes).sort(), element);
    for (const [name, attribute] of Object.entries(attributes)) {
      assert.equal(summaryOf(own[name]), expectedOf(attribute), `${name} of ${element}`);
    }
  }
});

function summaryOf(rule: AttributeRule | undefined): object {
  const { type, required = false, default: fallback = null, values, min, max, unit } = { ...allOf(rule) };
  return { type, required, default: fallback, values, min, max, unit };
}

/** A rule with the fields of all types. */
const allOf = (rule: AttributeRule | undefined): Partial<AttributeFacts> => ({ ...rule }) as never;

function expectedOf({ type, required, default: fallback, values, min, max, unit }: AttributeFacts): object {
  return { type: TYPES[type] ?? 'string', required, default: fallback, values, min, max, unit };
}

test('lengths are as documented: the longest value passes, one more character is rejected', () => {
  let compared = 0;
  for (const [element, { attributes }] of Object.entries(verbs)) {
    for (const [name, { type, maxLength }] of Object.entries(attributes)) {
      if (maxLength === undefined) continue;
      compared++;
      const ending = type === 'uui' ? ';encoding=jwt' : '';
      const sized = (length: number): string => 'x'.repeat(length - ending.length) + ending;
      assert.not.ok(isRefused(element, { [name]: sized(maxLength) }), `${name} of ${element}`);
      assert.ok(isRefused(element, { [name]: sized(maxLength + 1) }), `${name} of ${element}`);
    }
  }
  assert.ok(compared > 15);
});

// Values at which patterns may differ.
const probes = [
  ...['', ' ', 'a', 'A_b-1.c', 'a b', 'é', 'a/b', '#', '12*#AdWw,', '12;', '+1', '+12', '+02', '1234567', '555-0100'],
  ...['sip:', 'sip:a', 'SIP:a@b', 'sips:a@b', 'Sips:', 'tel:+1', 'https://a.example', 'x'.repeat(100)],
  ...['x'.repeat(101), 'x'.repeat(255), 'x'.repeat(256), '1'.repeat(50), '1'.repeat(51)],
  ...[`+${'1'.repeat(15)}`, `+${'1'.repeat(16)}`, 'a\nb', '1\n2'],
];

test('patterns of attributes are as documented', () => {
  for (const [element, name, { pattern, hintPattern, keywords }] of documentedAttributes()) {
    for (const value of probes) {
      const label = `${name}=${JSON.stringify(value)} of ${element}`;
      if (pattern !== undefined) assert.is(isRefused(element, { [name]: value }), !matches(pattern, value), label);
      if (hintPattern === undefined) continue;
      assert.equal(severities(element, { [name]: value }), matches(hintPattern, value) ? [] : ['warning'], label);
    }
    for (const word of keywords ?? []) assert.equal(severities(element, { [name]: word }), ['warning'], word);
    if (keywords !== undefined) assert.ok(isRefused(element, { [name]: 'Nobody' }));
  }
});

test('patterns of text are as documented, except for white space at both ends', () => {
  for (const [element, { content }] of Object.entries(verbs)) {
    const own = definitions.get(element)?.content ?? 'none';
    assert.is(own === 'text' || own === 'speech', content !== null, element);
    if (content === null) continue;
    assert.is(isRefused(element, { children: ' \n' }), content.required, element);
    const { pattern } = content;
    if (pattern === undefined) continue;
    for (const text of probes.filter((probe) => probe.trim() !== '')) {
      const label = `${JSON.stringify(text)} in ${element}`;
      assert.is(isRefused(element, { children: `\n  ${text}\t` }), !matches(pattern, text), label);
    }
  }
});

const matches = (pattern: string, value: string): boolean => new RegExp(pattern).test(value);

const documentedAttributes = (): [string, string, AttributeFacts][] =>
  Object.entries(verbs).flatMap(([element, { attributes }]) =>
    Object.entries(attributes).map(([name, attribute]): [string, string, AttributeFacts] => [element, name, attribute]),
  );

test.run();
