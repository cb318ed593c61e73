import { type BxmlElement, createElement, Hangup, Pause, Response, render, SpeakSentence, Tag } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem, thrownBy } from '../problems.js';
import { verbsOf } from '../xml.js';

const test = suite('children');
const say = (children: unknown): BxmlElement => jsx(Response, { children: jsx(SpeakSentence, { children }) });
const spoken = (children: unknown): unknown => verbsOf(render(say(children)))[0]?.[2];

test('renders the exact compact form', () => {
  assert.is(
    render(
      <Response>
        <SpeakSentence voice="julie">Hello</SpeakSentence>
        <Hangup />
      </Response>,
    ),
    '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence voice="julie">Hello</SpeakSentence><Hangup/></Response>',
  );
});

test('joins adjacent strings and numbers to one text', () => {
  assert.is(spoken(['n', 0, ' ', -1.5, ['x', ['y']]]), 'n0 -1.5xy');
  assert.is(spoken([1e21, ' ', 1e-7]), '1000000000000000000000 0.0000001');
});

test('null, undefined, true and false render nothing', () => {
  assert.is(spoken(['a', null, undefined, true, false, 'b']), 'ab');
});

test('white space between verbs renders nothing', () => {
  assert.equal(verbsOf(render(jsx(Response, { children: ['\n  ', <Hangup key="h" />, ' \t\r\n'] }))), [['Hangup', {}]]);
});

test('a no-break space between verbs is text', () => {
  assert.is(onlyProblem(jsx(Response, { children: ['\u00a0', <Hangup key="h" />] })).code, 'root.known-children');
});

for (const [kind, child] of [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 10n],
  ['an object', { a: 1 }],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a Date', new Date(0)],
  ['a boxed string', Object('x')],
] as const) {
  test(`${kind} is not a valid child, in speech and among verbs`, () => {
    for (const node of [say(['a', child]), jsx(Response, { children: child })]) {
      const { code, message } = onlyProblem(node);
      assert.is(code, 'child.type');
      assert.match(message, /allowed: elements, strings, finite numbers/);
    }
  });
}

test('JSON that looks like an element is not an element', () => {
  const forged = JSON.parse(JSON.stringify({ ...(<Hangup />), type: 'Hangup', props: {}, brand: 'bxml-jsx.element' }));
  for (const node of [forged, say(forged), jsx(Response, { children: [forged] })]) {
    assert.is(thrownBy(() => render(node)).code, node === forged ? 'child.type' : 'child.type');
  }
});

test('an element can be used several times', () => {
  const pause = <Pause />;
  assert.is(verbsOf(render(jsx(Response, { children: [pause, [pause, [pause]]] }))).length, 3);
});

test('ignores key in every form', () => {
  assert.is(
    render(createElement(Response, null, createElement(Hangup, { key: 'k' }))),
    render(jsx(Response, { children: jsx(Hangup, {}, 'k') })),
  );
  const props = { duration: 2 };
  assert.match(
    render(
      <Response>
        <Pause {...props} key="k" />
      </Response>,
    ),
    /<Pause duration="2"\/>/,
  );
});

test('the same tree renders to the same bytes', () => {
  const node = say(['a', 1]);
  assert.is(render(node), render(node));
});

for (const [label, root] of [
  ['nothing', null],
  ['undefined', undefined],
  ['text', 'x'],
  ['a verb', <Hangup key="x" />],
  ['two roots', [<Response key="a" />, <Response key="b" />]],
  ['SSML', <s key="s">x</s>],
] as const) {
  test(`${label} is not a document`, () => assert.is(onlyProblem(root).code, 'root.single'));
}

test('writes a repeated text once, whatever follows it', () => {
  const plain = (
    <Response>
      <Tag>known</Tag>
    </Response>
  );
  for (let turn = 0; turn < 3; turn++) render(plain);
  const node = jsx(Response, { children: jsx(Tag, { children: ['known', <Pause key="p" />] }) });
  assert.match(render(node, { rules: { 'nesting.child': 'off' } }), '<Tag>known<Pause/></Tag>');
});

test.run();
