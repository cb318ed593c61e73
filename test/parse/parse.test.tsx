import { type BxmlElement, defineVerb, Gather, Response, render, SpeakSentence, ssml, validate } from 'bxml-jsx';
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

test('a parsed document renders to the same bytes', () => {
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

test('drops comments and white space between verbs, converts CDATA and references to text', () => {
  assert.is(
    rendered(
      '<?xml version="1.0" encoding="utf-8"?><!-- a -->\n<Response><!-- b -->\n  <SpeakSentence>a<!-- c -->b<![CDATA[<&]]>&#65;\r\nc</SpeakSentence>\n</Response><!-- d -->',
    ),
    inRoot('<SpeakSentence>ab&lt;&amp;A\nc</SpeakSentence>'),
  );
});

test('converts attribute values by their rules', () => {
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

test('problems have the line and column of the attribute, the element or the text', () => {
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

test('rejects values that are not strings, with a hint to decode bytes', () => {
  for (const input of [null, undefined, 5, {}, ['<Response/>'], Symbol('x'), () => '<Response/>'])
    assert.is(thrownBy(() => parse(input as never)).code, 'root.well-formed');
  const bytes = new TextEncoder().encode('<Response/>');
  for (const input of [bytes, bytes.buffer, Buffer.from(bytes)])
    assert.match(thrownBy(() => parse(input as never)).problems[0]?.hint ?? '', 'TextDecoder');
});

test('rejects a verbs option that contains anything else', () => {
  const Whisper = defineVerb('Whisper', { attributes: {} });
  for (const verbs of [5, 'Whisper', Whisper, [Whisper, null], ['Whisper'], [() => null], { Whisper }]) {
    const error = thrownBy(() => parse('<Response/>', { verbs: verbs as never }));
    assert.is(error.code, 'options.verbs');
    assert.match(error.message, /defineVerb/);
  }
  for (const none of [undefined, null, {}, { verbs: undefined }, { verbs: [] }, { verbs: new Set([Whisper]) }])
    assert.equal(codesOf(parse('<Response><Pause/></Response>', none as never)), []);
});

test('a problem of text has the position of the text, also if comments or CDATA split it', () => {
  const text =
    '<Response>\n<Transfer>\n<PhoneNumber>\n  <!-- x -->555<!-- y -->&amp;<![CDATA[1]]></PhoneNumber></Transfer>\n';
  const source = (xml: string): unknown[] => validate(parse(xml)).map(({ source }) => [source?.line, source?.column]);
  assert.equal(source(`${text}</Response>`), [[4, 13]]);
  assert.equal(source('<Response>\r\n<!-- x -->\r\n  a<!-- y -->b &amp;c<![CDATA[d]]>\r\n</Response>'), [[3, 3]]);
  assert.equal(source('<Response><!-- x -->a</Response>'), [[1, 21]]);
  assert.equal(source('<Response><![CDATA[a]]></Response>'), [[1, 11]]);
  assert.equal(source(inRoot('<SpeakSentence>a\n<break> x</break></SpeakSentence>')), [[2, 9]]);
  assert.equal(source('<Response>\r\n<Gather\r\n gatherUrl="/g"\r\n maxDigits="99"\r\n/></Response>'), [[4, 2]]);
  assert.equal(source('\ufeff<Pause/>'), [[1, 1]]);
});

test('accepts XML names, with prefixes as part of the name', () => {
  assert.is(onlyProblem(parse('<x:Response xmlns:x="http://a.example"/>')).code, 'root.single');
  assert.is(onlyProblem(parse('<Response xmlns="http://a.example"/>')).code, 'attribute.unknown');
  for (const name of ['\u{10000}', 'é', 'a\u00b7', '_', 'a:b']) {
    const xml = inRoot(`<Pause ${name}="1"/><SpeakSentence>a<${name} ${name}="1">b</${name}></SpeakSentence>`);
    const rules = { 'attribute.unknown': 'off', 'speak.ssml-unlisted': 'off' } as const;
    assert.is(render(parse(xml), { rules }).replace(/^<\?.*?\?>/, ''), xml, name);
  }
});

test('an unknown element is parsed and reported once, whatever it contains', () => {
  const holding = (name: string): BxmlElement =>
    parse(inRoot(`<${name} to="x">y<Hangup/><s>z</s><Later>&amp;</Later> <Pause/></${name}>`));
  assert.equal(codesOf(holding('Tomorrow')), ['root.known-children']);
  assert.match(onlyProblem(holding('Tomorrow')).hint ?? '', 'option of parse()');
  assert.is(onlyProblem(holding('Gathr')).hint?.startsWith('Did you mean <Gather>?'), true);
  assert.match(onlyProblem(parse(inRoot('<hangup/>'))).hint ?? '', /^Did you mean <Hangup>\?.*capital letter/);
  assert.is(onlyProblem(holding('constructor')).code, 'root.known-children');
  assert.is(onlyProblem(parse('<Tomorrow><Hangup/></Tomorrow>')).code, 'root.single');
  assert.equal(codesOf(parse(inRoot('<Tomorrow><Pause duration="x"/></Tomorrow>'))), [
    'root.known-children',
    'attribute.type',
  ]);
  const rules = { 'root.known-children': 'off' } as const;
  const xml = inRoot('<later to="&amp;"> y<Hangup/><s>z</s><Pause/> </later>');
  assert.is(render(parse(xml), { rules }).replace(/^<\?.*?\?>/, ''), xml);
});

test('reports known and unknown BXML elements in speech at any depth', () => {
  for (const inner of ['<Hangup/>', '<Tomorrow/>', '<mark><Hangup/></mark>', '<s><Response/></s>']) {
    const rules = { 'speak.ssml': 'off', 'speak.ssml-unlisted': 'off' } as const;
    assert.is(onlyProblem(parse(inRoot(`<SpeakSentence>a${inner}</SpeakSentence>`)), { rules }).code, 'speak.ssml');
  }
  const [, nested] = validate(parse(inRoot('<Tomorrow><Response/></Tomorrow>')));
  assert.match(nested?.message ?? '', '<Response> is not allowed inside <Tomorrow>.');
});

test('checks custom verbs by their own rules', () => {
  const Whisper = defineVerb('Whisper', { attributes: { volume: { type: 'integer', max: 10 } }, content: 'text' });
  const node = (): BxmlElement => parse(inRoot('<Whisper volume="3">psst</Whisper>'), { verbs: [Whisper] });
  assert.equal(codesOf(node()), []);
  assert.is(onlyProblem(parse(inRoot('<Whisper volume="11"/>'), { verbs: [Whisper] })).code, 'attribute.range');
});

test('ssml() and parse() return the same tree for the same string', () => {
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
    '&#00000000065;',
    '&#xD800;',
    '&nbsp;',
    '&',
    '\ud800',
    '<\u{10000} é="1"/>',
    ']]>',
    '<s ',
    'a="1"',
    '>',
    '<Hangup/>',
    '<Later>',
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

test('an invalid URL ends the document, as in JSX', () => {
  const xml = '<Response><Gather gatherUrl="ftp://x"/><Pause/></Response>';
  assert.equal(codesOf(parse(xml)), ['attribute.pattern', 'verb.unreachable']);
});

test('a misspelled attribute does not replace a later attribute', () => {
  const xml = '<Response><Gather gaherUrl="/g" gatherUrl="/g"/><Pause/></Response>';
  assert.equal(codesOf(parse(xml)), ['attribute.unknown', 'verb.unreachable']);
  const twice = '<Response><Redirect redirctUrl="/g" redirectUrl="/g" redirectMethod="x"/></Response>';
  assert.equal(codesOf(parse(twice)), ['attribute.unknown', 'attribute.enum']);
});

test.run();
