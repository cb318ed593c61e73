import { inspect } from 'node:util';
import { type BxmlElement, Gather, Response, render, SpeakSentence, ssml } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';
import { read } from '../xml.js';

const test = suite('ssml');
const say = (children: unknown): BxmlElement => jsx(Response, { children: jsx(SpeakSentence, { children }) });
const withText = (text: string): string => render(say(['.', ssml(text)]));

test('renders the nine elements with their attributes', () => {
  const node = (
    <Response>
      <SpeakSentence>
        <p>
          <s>
            one <break strength="weak" /> <break time="500ms" />
          </s>
        </p>
        <emphasis level="strong">now</emphasis>
        <lang xml:lang="es-MX">hola</lang>
        <phoneme alphabet="ipa" ph="təˈmeɪtoʊ">
          tomato
        </phoneme>
        <prosody rate="80%" pitch="-15%" volume="+6dB">
          slow
        </prosody>
        <say-as interpret-as="date" format="mdy">
          12/31/2026
        </say-as>
        <sub alias="World Wide Web">WWW</sub>
      </SpeakSentence>
    </Response>
  );
  assert.equal(codesOf(node), []);
  assert.match(render(node), '<p><s>one <break strength="weak"/> <break time="500ms"/></s></p>');
});

for (const [tag, props, code, word] of [
  ['break', { time: '11s' }, 'speak.ssml-unlisted', 'at most 10 seconds'],
  ['break', { time: 1 }, 'speak.ssml-unlisted', 'time'],
  ['break', { children: 'x' }, 'speak.ssml-unlisted', 'nothing'],
  ['emphasis', { level: 'huge', children: 'x' }, 'speak.ssml-unlisted', 'strong, moderate, reduced'],
  ['prosody', { rate: '-5%', children: 'x' }, 'speak.ssml-unlisted', 'positive percentage'],
  ['emphasys', { children: 'x' }, 'speak.ssml-unlisted', 'emphasis'],
  ['s', { onclick: 'x', children: 'x' }, 'speak.ssml-unlisted', 'onclick'],
  ['say-as', { 'interpret-as': 'currency', children: '5' }, 'speak.ssml-unlisted', 'interpret-as'],
  ['say-as', { 'interpret-as': 'date', children: '5' }, 'ssml.required', 'format'],
  ['say-as', { children: '5' }, 'ssml.required', 'interpret-as'],
  ['sub', { alias: 'x', children: jsx('s', { children: 'y' }) }, 'speak.ssml-unlisted', 'only text'],
  ['Hangup', {}, 'speak.ssml', 'not allowed inside speech'],
] as const) {
  test(`<${tag}> ${inspect(props)} is ${code}`, () => {
    const problem = onlyProblem(say(['a', jsx(tag, props)]));
    assert.is(problem.code, code);
    assert.match(`${problem.message} ${problem.hint}`, word);
  });
}

test('rules can turn off the check of unlisted SSML, but not of verbs in speech', () => {
  const rules = { 'speak.ssml-unlisted': 'off', 'speak.ssml': 'off', 'child.type': 'off' } as const;
  assert.match(render(say(['a', jsx('mark', { name: 'x' })]), { rules }), '<mark name="x"/>');
  for (const tag of ['Hangup', 'Tomorrow', 'a b', 's><Hangup/'])
    assert.is(codesOf(say(['a', jsx(tag, {})]), { rules }).length, 1, tag);
});

test('the error for SSML outside speech says where it belongs', () => {
  const problem = onlyProblem(jsx(Response, { children: jsx('gather', {}) }));
  assert.is(problem.code, 'root.known-children');
  assert.match(`${problem.message} ${problem.hint}`, /capital letter/);
  assert.is(
    onlyProblem(jsx(Response, { children: jsx(Gather, { gatherUrl: '/g', children: jsx('s', { children: 'x' }) }) }))
      .code,
    'gather.children',
  );
});

for (const text of [
  'plain',
  ' a  <s>b</s> ',
  '&lt;Hangup/&gt; &quot;&apos;&amp;',
  '&#65;&#x1F600;',
  '&#00000000065;&#x000000041;',
  "<sub alias='W &quot;3&quot;'>x</sub>",
  '<p><s>a</s>b</p>',
  'x<break></break>',
  '<break\n time = "1s" />',
]) {
  test(`ssml(${JSON.stringify(text)}) renders to the same XML`, () => {
    assert.equal(read(withText(text)), read(`<Response><SpeakSentence>.${text}</SpeakSentence></Response>`));
  });
}

test('removes a <speak> element around the whole string', () => {
  assert.is(withText(' <speak version="1.1" xml:lang="en-US">hi <s>you</s></speak>\n'), withText('hi <s>you</s>'));
  assert.is(thrownBy(() => ssml('<speak>a</speak>b')).code, 'ssml.syntax');
  assert.equal(codesOf(say(ssml('<speak><speak>x</speak></speak>'))), ['speak.ssml-unlisted']);
});

for (const [text, line, column, word] of [
  ['a\n <s>', 2, 2, '<s> is never closed'],
  ['</s>', 1, 1, '</s> does not close an element'],
  ['<p><s></p>', 1, 7, 'Found </p>; expected </s>'],
  ['a & b', 1, 3, '& does not begin an entity'],
  ['a < b', 1, 3, '< does not begin a tag'],
  ['&nbsp;', 1, 1, 'nbsp'],
  ['&#xD800;', 1, 1, 'not a character that XML allows'],
  ['<!-- x -->', 1, 1, 'Comments'],
  ['<![CDATA[x]]>', 1, 1, 'CDATA'],
  ['<!DOCTYPE a>', 1, 1, 'Declarations'],
  ['<?php x ?>', 1, 1, 'Processing instructions'],
  ['<break time=1s/>', 1, 13, 'quotes'],
  ['<break time/>', 1, 8, 'no value'],
  ['<s a="1" a="2"/>', 1, 10, 'twice'],
  ['<s a="<"/>', 1, 6, 'quotes'],
  ['a]]>b', 1, 2, ']]>'],
  ['a\u0001', 1, 2, 'U+0001'],
  ['<s', 1, 1, 'malformed'],
] as const) {
  test(`ssml(${JSON.stringify(text)}) throws with the position of the error`, () => {
    const [problem] = thrownBy(() => ssml(text)).problems;
    assert.is(problem?.code, 'ssml.syntax');
    assert.equal(problem?.source, { line, column });
    assert.match(problem?.message ?? '', word);
  });
}

test('ssml rejects values that are not strings', () => {
  for (const value of [undefined, null, 5, {}]) assert.is(thrownBy(() => ssml(value as never)).code, 'ssml.syntax');
});

test('any string returns an element or throws a BxmlError, and never renders a verb', () => {
  const pieces = fc.constantFrom(
    '<s>',
    '</s>',
    '<break/>',
    '&amp;',
    '&',
    '<',
    '>',
    'a',
    '"',
    '<Hangup/>',
    '</SpeakSentence>',
    ']]>',
    '<speak>',
    '</speak>',
    '<!--',
    '\r\n',
    '<sub alias="x">',
    '</sub>',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((list) => list.join('')),
      (text) => {
        let element: BxmlElement;
        try {
          element = ssml(text);
        } catch (error) {
          assert.is((error as Error).name, 'BxmlError');
          return;
        }
        const codes = codesOf(say(['.', element]));
        if (/<Hangup/.test(text)) assert.ok(codes.includes('speak.ssml'), text);
        else if (codes.length === 0) assert.equal(read(render(say(['.', element]))).length, 3);
      },
    ),
  );
});

test('deep nesting does not overflow the stack', () => {
  const text = `${'<s>'.repeat(100_000)}x${'</s>'.repeat(100_000)}`;
  assert.ok(codesOf(say(ssml(text))).includes('tree.depth'));
});

test('a hundred thousand attributes are parsed in linear time', () => {
  const attributes = Array.from({ length: 300_000 }, (_, index) => `a${index}=""`);
  assert.match(thrownBy(() => ssml(`<s ${attributes.join(' ')}>`)).message, '<s> is never closed');
});

test('no message quotes a possible part of a value or a long name', () => {
  const long = 'a'.repeat(1000);
  for (const [text, message] of [
    ['<break time="1s" secret/>', '<break> has an attribute with no value.'],
    ['<break time="1s" secret=1/>', 'The value of an attribute is not in quotes, or contains an unescaped <.'],
    ['<break time="1s" secret="" secret=""/>', '<break> has an attribute twice.'],
    ['<break time="&secret;"/>', 'An entity is unknown; XML defines amp, lt, gt, quot and apos.'],
    ['<break time="1s" strength/>', '<break> has the attribute strength with no value.'],
    ['<break tme/>', '<break> has the attribute tme with no value.'],
    [`<${long}>`, `<${'a'.repeat(60)}…> is never closed.`],
    [`</${long}>`, `</${'a'.repeat(60)}…> does not close an element.`],
    [`<p></${long}>`, `Found </${'a'.repeat(60)}…>; expected </p>.`],
  ] as const)
    assert.is(thrownBy(() => ssml(text)).problems[0]?.message, message);
});

const hints: readonly [text: string, hint: string][] = [
  ['a <!-- b --> c', 'Remove the comment'],
  ['<![CDATA[a]]>', 'Write the text itself'],
  ['<!DOCTYPE speak>a', 'Remove the declaration, from <! to >.'],
  ['a <?xml version="1.0"?>', 'Remove the declaration, from <?xml to ?>.'],
  ['<?pi?>a', 'Remove the instruction'],
  ['1 < 2', 'Write &lt;'],
];

for (const [text, hint] of hints) {
  test(`the error for ${text} has a hint`, () => {
    const { problems } = thrownBy(() => ssml(text));
    assert.ok(problems[0]?.hint?.includes(hint), problems[0]?.hint);
    assert.is(problems.length, 1);
  });
}

test('skips an XML declaration at the beginning', () => {
  const speak = '<speak>Hello <s>you</s></speak>';
  for (const before of [
    '<?xml version="1.0"?>',
    "<?xml version='1.0' encoding='UTF-8'?>\r\n",
    '\ufeff<?xml version="1.0" ?>',
    '\n  <?xml version="1.0"?>\n',
  ]) {
    const written = (text: string) =>
      render(
        <Response>
          <SpeakSentence>{ssml(text)}</SpeakSentence>
        </Response>,
      );
    assert.is(written(before + speak), written(speak));
    assert.is(written(`${before}Hello`), written('Hello'));
  }
  const { problems } = thrownBy(() => ssml('<?xml version="1.0"?>\n<s>a'));
  assert.equal(problems[0]?.source, { line: 2, column: 1 });
});

test.run();
