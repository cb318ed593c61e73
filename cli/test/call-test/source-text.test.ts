import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commentSource, EnvironmentVariable, stringSource, valueSource } from '../../src/call-test/source-text.js';

const test = suite('source text');

/** Evaluates an expression. */
const evaluate = (source: string): unknown => new Function(`return (${source});`)();

for (const [text, source] of [
  ['hello', `'hello'`],
  ["it's", `"it's"`],
  [`"it's"`, `'"it\\'s"'`],
  ['C:\\x', `'C:\\\\x'`],
  ['a\nb\r\t', `'a\\nb\\r\\t'`],
  ['\u0000\u001b[31m', `'\\u0000\\u001b[31m'`],
  ['a\u2028b\u00a0c\u200bd\u202ee', `'a\\u2028b\\u00a0c\\u200bd\\u202ee'`],
  ['Zoë 漢字 🎉', `'Zoë 漢字 🎉'`],
  ['\ud83d', `'\\ud83d'`],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself
  ['${x} `y`', "'${x} `y`'"],
] as const) {
  test(`a string is written as a literal: ${source}`, () => {
    assert.is(stringSource(text), source);
    assert.is(evaluate(source), text);
  });
}

test('any string is read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.is(evaluate(stringSource(text)), text);
      assert.not.match(stringSource(text), /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/);
    }),
  );
});

test('any UTF-16 string is read back, with lone surrogates', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      assert.is(evaluate(stringSource(text)), text);
    }),
  );
});

test('any JSON value is read back, whatever its width', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(120), (value, column) => {
      // The prototype of an object is not compared: a parser sets `__proto__` as a property.
      assert.is(JSON.stringify(evaluate(valueSource(value, '  ', column))), JSON.stringify(value));
    }),
  );
});

test('a property named __proto__ stays a property', () => {
  const value = JSON.parse('{"__proto__": {"a": 1}}');
  assert.equal(Object.keys(Object(evaluate(valueSource(value)))), ['__proto__']);
});

test('values that JSON does not have are written', () => {
  assert.is(valueSource({ a: /x\/y/gi, b: undefined, 'c-d': -0 }), "{ a: /x\\/y/gi, 'c-d': -0 }");
  assert.is(valueSource(/a\u200bb/u), '/a\\u200bb/u');
  // A character that is not visible.
  const invisible = String.fromCharCode(0x200b);
  assert.is(valueSource(new RegExp(`a${invisible}b`, 'u')), "new RegExp('a\\u200bb', 'u')");
  assert.is(valueSource(new Date(0)), "new Date('1970-01-01T00:00:00.000Z')");
  assert.is(
    valueSource({ password: new EnvironmentVariable('BXML_PASSWORD') }),
    "{ password: process.env.BXML_PASSWORD ?? '' }",
  );
});

test('a function cannot be written', () => {
  assert.throws(() => valueSource({ drain: () => undefined }), /a function cannot be written as source/);
});

test('a long object has a line for each field', () => {
  const value = { one: 'x'.repeat(60), two: { three: ['y'.repeat(60)] } };
  assert.is(
    valueSource(value, '  '),
    `{\n    one: '${'x'.repeat(60)}',\n    two: { three: ['${'y'.repeat(60)}'] },\n  }`,
  );
});

test('a comment cannot end before its text, and is wrapped', () => {
  assert.is(commentSource('one\u2028two\nthree\u001b', '  '), '  // one\n  // two\n  // three\\u001b');
  const lines = commentSource('word '.repeat(100).trim(), '  ').split('\n');
  assert.ok(lines.length > 4 && lines.every((line) => line.length <= 120 && line.startsWith('  // ')));
});

test.run();
