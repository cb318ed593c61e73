import { type BxmlElement, defineVerb, Gather, Pause, Response, render, SpeakSentence, ssml, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';
import { read } from '../xml.js';

const test = suite('parse');
const inRoot = (inner: string): string => `<Response>${inner}</Response>`;
const rendered = (xml: string): string => render(parse(xml)).replace(/^<\?.*?\?>/, '');

test('what was rendered comes back as the same bytes', () => {
  const xml = render(
    <Response>
      <Gather gatherUrl="/g?a=1&b=2" tag={' a\n"b" '} maxDigits={1}>
        <SpeakSentence voice="julie">
          {' two '}
          <break time="1s" />
          {' & <three> '}
        </SpeakSentence>
      </Gather>
    </Response>,
  );
  assert.is(render(parse(xml)), xml);
  assert.is(render(parse(render(parse(xml), { pretty: true }))), xml);
});

test('comments go, CDATA and references become text, white space between verbs is nothing', () => {
  assert.is(
    rendered(
      '<?xml version="1.0" encoding="utf-8"?><!-- a -->\n<Response><!-- b -->\n  <SpeakSentence>a<!-- c -->b<![CDATA[<&]]>&#65;\r\nc</SpeakSentence>\n</Response><!-- d -->',
    ),
    inRoot('<SpeakSentence>ab&lt;&amp;A\nc</SpeakSentence>'),
  );
});

test('the text of an attribute is read by its rule', () => {
  assert.is(
    rendered(inRoot('<Record transcribe="TRUE" maxDuration="060" silenceTimeout="2.50" recordCompleteUrl="/r"/>')),
    inRoot('<Record transcribe="true" maxDuration="60" silenceTimeout="2.5" recordCompleteUrl="/r"/>'),
  );
  for (const [text, code] of [
    ['maxDigits="5x"', 'attribute.type'],
    ['maxDigits="0x10"', 'attribute.type'],
    ['maxDigits=""', 'attribute.type'],
    ['maxDigits="1.5"', 'attribute.type'],
    ['maxDigits="99"', 'gather.maxDigits'],
    ['profanityFilter="yes" input="speech"', 'attribute.type'],
    ['children="x"', 'attribute.unknown'],
    ['key="x"', 'attribute.unknown'],
    ['__proto__="x"', 'attribute.unknown'],
    ['constructor="x"', 'attribute.unknown'],
  ] as const) {
    assert.is(onlyProblem(parse(inRoot(`<Gather gatherUrl="/g" ${text}/>`))).code, code, text);
  }
});

test('problems know line and column: of the attribute, the element, the text', () => {
  const problems = validate(
    parse(
      '<Response>\n  <Gather gatherUrl="/g"\n    maxDigits = "99" gaherUrl="/x">\n    <Hangup/>\n    stray\n  </Gather>\n</Response>',
    ),
  );
  assert.equal(
    problems.map(({ code, source }) => [code, source?.line, source?.column]),
    [
      ['gather.maxDigits', 3, 5],
      ['attribute.unknown', 3, 22],
      ['gather.children', 4, 5],
      ['gather.children', 5, 5],
    ],
  );
  assert.is(problems[2]?.path, 'Response > Gather > Hangup');
});

for (const [what, xml, line, column, words] of [
  [
    'a surplus closing tag',
    '<Response>\n<Gather/>\n</Gather></Response>',
    3,
    1,
    '</Gather> closes nothing: <Gather> was closed on line 2',
  ],
  [
    'a closing tag out of order',
    '<Response>\n<Gather>\n</Response>',
    3,
    1,
    '</Response> stands where </Gather> is due: <Gather> was opened on line 2',
  ],
  ['an element never closed', '<Response>\n  <Gather>', 2, 3, '<Gather> is never closed'],
  ['a second root', '<Response/><Response/>', 1, 12, 'second root'],
  ['an attribute given twice', '<Response>\n<Gather tag="a" tag="b"/></Response>', 2, 17, 'tag'],
  ['an unknown entity', inRoot('<Tag>&nbsp;</Tag>'), 1, 16, 'amp, lt, gt, quot and apos'],
  ['a name of Object as entity', inRoot('<Tag>&constructor;</Tag>'), 1, 16, 'amp, lt, gt, quot and apos'],
  ['a document type', '<!DOCTYPE Response><Response/>', 1, 1, 'document type'],
  ['a processing instruction', '<Response><?php x ?></Response>', 1, 11, 'processing instruction'],
  ['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><Response/>', 1, 1, 'ISO-8859-1'],
  ['text outside the root', '<Response/>\n x', 2, 2, 'outside'],
  ['nothing at all', '', 1, 1, 'no element'],
  ['an illegal character', '<Response>\n\u0001</Response>', 2, 1, 'not allowed in XML'],
  ['too many levels', '<s>'.repeat(201), 1, 601, 'more than 200 deep'],
] as const) {
  test(`${what} is refused, with its place`, () => {
    const [problem] = thrownBy(() => parse(xml)).problems;
    assert.is(problem?.code, 'root.well-formed');
    assert.match(problem?.message ?? '', words);
    assert.is(problem?.source?.line, line);
    assert.is(problem?.source?.column, column);
  });
}

test('no text is read that is none, or far too long', () => {
  for (const input of [null, undefined, 5, {}, ['<Response/>']])
    assert.is(thrownBy(() => parse(input as never)).code, 'root.well-formed');
  assert.match(thrownBy(() => parse(' '.repeat(1_048_577))).message, /1048577 characters/);
});

test('unknown elements survive parsing, are problems, and pass with their rule off', () => {
  const xml = inRoot('<Tomorrow to="x">y</Tomorrow>');
  assert.equal(codesOf(parse(xml)), ['root.known-children']);
  assert.match(onlyProblem(parse(inRoot('<hangup/>'))).hint ?? '', /capital letter/);
});

test('verbs of one’s own are read by their own rules', () => {
  const Whisper = defineVerb('Whisper', { attributes: { volume: { type: 'integer', max: 10 } }, content: 'text' });
  const node = (): BxmlElement => parse(inRoot('<Whisper volume="3">psst</Whisper>'), { verbs: [Whisper] });
  assert.equal(codesOf(node()), []);
  assert.is(onlyProblem(parse(inRoot('<Whisper volume="11"/>'), { verbs: [Whisper] })).code, 'attribute.range');
});

test('ssml() and parse() give the same tree for the same text', () => {
  const pieces = fc.constantFrom(
    '<s>',
    '</s>',
    '<break time="1s"/>',
    '&amp;',
    'a',
    ' ',
    "'",
    '<p a="1">',
    '</p>',
    '&#65;',
    '\r\n',
    '<sub alias="x&#10;y">',
    '</sub>',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((list) => list.join('')),
      (text) => {
        const wrapped = (): BxmlElement => jsx(Response, { children: jsx(SpeakSentence, { children: ssml(text) }) });
        const outcome = (make: () => BxmlElement): unknown => {
          try {
            const node = make();
            const rules = { 'speak.ssml-unlisted': 'off', 'speak.not-blank': 'off', 'ssml.required': 'off' } as const;
            return read(render(node, { rules }));
          } catch (error) {
            return (error as Error).name;
          }
        };
        assert.equal(
          outcome(wrapped),
          outcome(() => parse(inRoot(`<SpeakSentence>${text}</SpeakSentence>`))),
        );
      },
    ),
  );
});

const documents = [
  render(
    <Response>
      <Gather gatherUrl="/g" tag="é & b">
        <SpeakSentence voice="julie">
          Hi <break time="1s" /> you
        </SpeakSentence>
      </Gather>
    </Response>,
  ),
  render(
    <Response>
      <Pause duration={2} />
      <SpeakSentence>plain ]]&gt; text</SpeakSentence>
    </Response>,
  ),
];

test('a document with a piece changed, cut or doubled is an element or a BxmlError', () => {
  const survives = (text: string): void => {
    try {
      validate(parse(text));
    } catch (error) {
      assert.is((error as Error).name, 'BxmlError', text);
    }
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.nat(),
      fc.nat(40),
      fc.string({ maxLength: 3 }),
      (xml, at, length, put) => {
        const start = at % xml.length;
        const piece = xml.slice(start, start + length);
        survives(xml.slice(0, start) + put + xml.slice(start + length));
        survives(xml.slice(0, start) + piece + piece + xml.slice(start));
        survives(
          xml.slice(0, start) + String.fromCharCode(xml.charCodeAt(start) ^ (1 << (length % 8))) + xml.slice(start + 1),
        );
      },
    ),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), survives));
});

test.run();
