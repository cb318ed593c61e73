import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { scanJson } from '../../../src/phone/page/highlight/scan-json.js';
import { scanXml, type Token } from '../../../src/phone/page/highlight/scan-xml.js';
import { lineOf, plainLines, xmlLines } from '../../../src/phone/page/highlight/source-lines.js';

const test = suite('highlight');

const xmlTokens = (source: string): Token[] => scanXml(source).flatMap(({ tokens }) => [...tokens]);
const shown = (source: string, tokens: readonly Token[]): string =>
  tokens.map(({ kind, start, end }) => `${kind}:${source.slice(start, end)}`).join('|');

const xmlCases: readonly [string, string][] = [
  [
    '<Gather tag="1">Hi</Gather>',
    'punctuation:<|name:Gather|text: |attribute:tag|punctuation:=|value:"1"|punctuation:>|text:Hi|punctuation:</|name:Gather|punctuation:>',
  ],
  ["<a b='x>y'/>", "punctuation:<|name:a|text: |attribute:b|punctuation:=|value:'x>y'|punctuation:/>"],
  ['<?xml version="1.0"?>', 'comment:<?xml version="1.0"?>'],
  ['<!-- a <b> -->', 'comment:<!-- a <b> -->'],
  ['<!-- open', 'invalid:<!-- open'],
  ['<![CDATA[<x>]]>', 'text:<![CDATA[<x>]]>'],
  ['1 < 2', 'text:1 |text:< 2'],
  ['<a b="open>', 'punctuation:<|name:a|text: |attribute:b|punctuation:=|invalid:"|attribute:open|punctuation:>'],
  ['', ''],
];

for (const [source, expected] of xmlCases) {
  test(`scans ${JSON.stringify(source)}`, () => assert.is(shown(source, xmlTokens(source)), expected));
}

test('scans JSON', () => {
  const source = '{"a\\"": [1.5e3, true, "b"], nope}';
  assert.is(
    shown(source, scanJson(source)),
    'punctuation:{|name:"a\\""|punctuation::|text: |punctuation:[|number:1.5e3|punctuation:,|text: |constant:true|punctuation:,|text: |value:"b"|punctuation:]|punctuation:,|text: |invalid:nope|punctuation:}',
  );
});

test('tokens of any text follow one another without gaps', () => {
  const text = fc.stringMatching(/^[<>/="'a-z !?\-[\]{}:\n\d]*$/);
  fc.assert(
    fc.property(text, (source) => {
      for (const tokens of [xmlTokens(source), scanJson(source)]) {
        assert.is(tokens.map(({ start, end }) => source.slice(start, end)).join(''), source);
      }
      const whole = plainLines(source, xmlTokens(source)).map(({ spans }) => spans.map((one) => one.text).join(''));
      assert.is(whole.join('\n'), source.replace(/\n$/, ''));
    }),
  );
});

test('keeps the lines of a document that has them', () => {
  const lines = xmlLines('<Response>\n  <Hangup/>\n</Response>\n');
  assert.equal(
    lines.map(({ number }) => number),
    [1, 2, 3],
  );
});

test('lays out a document of one line, one element a line', () => {
  const source = `<Response><Gather a="1"><SpeakSentence>${'x'.repeat(200)}</SpeakSentence></Gather><Hangup/></Response>`;
  const lines = xmlLines(source);
  assert.equal(
    lines.map(({ spans }) =>
      spans
        .map(({ text }) => text)
        .join('')
        .replace(/x+/, 'x'),
    ),
    [
      '<Response>',
      '  <Gather a="1">',
      '    <SpeakSentence>x</SpeakSentence>',
      '  </Gather>',
      '  <Hangup/>',
      '</Response>',
    ],
  );
  assert.equal(
    lines.map(({ number }) => number),
    [1, undefined, undefined, undefined, undefined, undefined],
  );
  assert.is(lineOf(lines, source, 1, source.indexOf('<Hangup') + 1), 4);
  assert.is(lineOf(lines, source, 1, undefined), 0);
  assert.is(lineOf(lines, source, 99, 99), 5);
  assert.is(lineOf(lines, source, -1, -5), 0);
});

test('long bodies are scanned to their end', () => {
  // If the time grows faster than the length, this does not end before the limit of the runner.
  const count = 60_000;
  const source = '<a b="c">text</a>\n'.repeat(count);
  assert.is(xmlLines(source).length, count);
  for (const open of ['<', '"', '&', '<!--']) {
    const length = count * 15 * open.length;
    assert.is(xmlTokens(open.repeat(count * 15)).at(-1)?.end, length);
    assert.is(scanJson(open.repeat(count * 15)).at(-1)?.end, length);
  }
});

test.run();
