// Hostile props and arrays: inherited attributes, endless arrays, and unusual strings and findings.
import {
  type BxmlElement,
  createContext,
  createElement,
  defineVerb,
  Fragment,
  Gather,
  Redirect,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  StartStream,
  StreamParam,
  Tag,
  useContext,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quoted, shownName } from '../../src/problems/inspect.js';
import { characterCount } from '../../src/xml/characters.js';
import { codesOf, onlyProblem } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { agree } from './agreement.js';

const test = suite('hostile props');

const around = (child: unknown): BxmlElement => jsx(Response, { children: child });

test('inherited attributes are neither rendered nor checked', async () => {
  const inherited = { tag: 'inherited', maxDigits: 99, wrong: 1, children: 'text' };
  for (const [type, own] of [
    [Gather, { gatherUrl: '/g' }],
    [SpeakSentence, { children: 'x' }],
    [Redirect, { redirectUrl: '/r' }],
  ] as const) {
    const node = around(jsx(type as never, Object.assign(Object.create(inherited), own)));
    const plain = around(jsx(type as never, own));
    assert.is(render(node), render(plain));
    assert.is(await renderAsync(node), render(plain));
    agree(node);
  }
  assert.equal(codesOf(around(jsx(Redirect, Object.create({ redirectUrl: '/r' })))), ['redirect.url']);
  assert.is(render(around(jsx(Fragment, Object.create({ children: 'text' })))), render(around(null)));
  const speech = jsx(SpeakSentence, { children: ['x', jsx('break', Object.create({ time: '1s', children: 'x' }))] });
  assert.match(render(around(speech)), '<SpeakSentence>x<break/></SpeakSentence>');
  const Context = createContext('initial');
  const Value = (): BxmlElement => jsx(SpeakSentence, { children: useContext(Context) ?? 'none' });
  const provider = Object.assign(Object.create({ value: 'inherited' }), { children: jsx(Value, {}) });
  assert.match(render(around(jsx(Context.Provider, provider))), '>none<');
  const created = createElement(Gather, Object.assign(Object.create({ tag: 'inherited' }), { gatherUrl: '/g' }));
  assert.is(render(around(created)), render(around(jsx(Gather, { gatherUrl: '/g' }))));
});

test('a polluted Object.prototype does not change documents', async () => {
  const node = around([
    jsx(Gather, { gatherUrl: '/g' }),
    jsx(SpeakSentence, { children: ['x', jsx('break', {})] }),
    jsx(Fragment, {}),
  ]);
  const before = render(node);
  const problems = validate(node);
  const { prototype } = Object as unknown as { prototype: Record<string, unknown> };
  Object.assign(prototype, { tag: 'polluted', voice: 'nobody', children: 'polluted', maxDigits: 99, strength: 'x' });
  let outcomes: unknown[];
  try {
    outcomes = [render(node), await renderAsync(node), validate(node)];
  } finally {
    for (const name of ['tag', 'voice', 'children', 'maxDigits', 'strength']) delete prototype[name];
  }
  assert.equal(outcomes, [before, before, problems]);
});

test('reports a missing attribute that is named like a property of Object.prototype', () => {
  const Odd = defineVerb('Odd', { attributes: { constructor: { type: 'string', required: true } } as never });
  assert.equal(codesOf(around(jsx(Odd as never, {}))), ['attribute.required']);
});

test('renderAsync counts strings and nulls in arrays like render', async () => {
  for (const value of [null, 'x', true]) {
    const shared = Array(100_000).fill(value);
    // So many that counting all of them would not end before the limit of the runner.
    const node = around(jsx(SpeakSentence, { children: Array(1_000_000).fill(shared) }));
    const { code, problems } = await rejectionOf(renderAsync(node));
    assert.is(code, 'tree.size');
    assert.is(problems.filter(({ code }) => code === 'tree.size').length, 1);
    assert.ok(codesOf(node).includes('tree.size'));
  }
});

class Endless extends Array<unknown> {
  override *[Symbol.iterator](): ArrayIterator<unknown> {
    for (;;) yield null;
  }
}
const lists: Readonly<Record<string, () => unknown>> = {
  'an array whose iterator never ends': () => Endless.from([null, null]),
  'an own iterator': () =>
    Object.assign([null], {
      *[Symbol.iterator]() {
        for (;;) yield null;
      },
    }),
  'a length that is made up': () =>
    new Proxy([], { get: (_, key) => (key === 'length' ? Number.MAX_SAFE_INTEGER : null) }),
  'an array that grows': () =>
    new Proxy([] as unknown[], {
      get(list, key) {
        if (key === 'length') list.push(null);
        return Reflect.get(list, key);
      },
    }),
  'a sparse array': () => new Array(4_000_000_000),
};
for (const [what, make] of Object.entries(lists)) {
  test(`${what} is one error in speech and among verbs, in render and renderAsync`, async () => {
    const speech = (list: unknown): BxmlElement => around(jsx(SpeakSentence, { children: list }));
    const ofTree = (codes: readonly string[]): string[] => codes.filter((code) => code.startsWith('tree'));
    const codes = ofTree(codesOf(speech(make())));
    const outcome = await renderAsync(around(make())).then(
      () => [],
      (error) => error.problems.map(({ code }: { code: string }) => code),
    );
    assert.equal(ofTree(outcome), codes);
  });
}

test('messages show invisible characters as code points', () => {
  for (const code of [
    0x00, 0x1b, 0x7f, 0x9b, 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x2028, 0x202e, 0x2060, 0x2066, 0xfeff, 0xe0041,
  ]) {
    const character = String.fromCodePoint(code);
    for (const text of [quoted(`a${character}b`), shownName(`a${character}b`)]) {
      assert.not.match(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, `U+${code.toString(16)}`);
    }
  }
  assert.is(quoted('Grüße, 你好 \u{1f600}'), '"Grüße, 你好 \u{1f600}"');
});

test('counts the characters of a very long string without a copy', () => {
  assert.is(characterCount('a\u{1f600}\ud800\udc00\ud800b'), 5);
  const text = '\u{1f600}'.repeat(10_000_000);
  characterCount(text); // The first call flattens the repeated string.
  const before = process.memoryUsage().heapUsed;
  assert.is(characterCount(text), 10_000_000);
  assert.ok(process.memoryUsage().heapUsed - before < 10_000_000);
  const stream = jsx(StartStream, {
    destination: 'wss://a.example',
    children: jsx(StreamParam, { name: 'a', value: text }),
  });
  assert.ok(codesOf(around([stream])).includes('streamParam.limits'));
  assert.ok(codesOf(around(jsx(Tag, { children: text.slice(0, 20_000_000) }))).includes('tag.length'));
});

for (const [what, found, codes] of [
  ['undefined', undefined, []],
  ['null', null, []],
  ['false', false, []],
  ['an empty array', [], []],
  ['an array of nothing', [null, undefined, false], []],
  ['a finding', { message: 'no' }, ['odd.rule']],
  ['findings and nothing', [{ message: 'no' }, null, { message: 'no' }], ['odd.rule', 'odd.rule']],
  ['an object without a message', {}, ['component.threw']],
  ['a string', 'no', ['component.threw']],
  ['a promise', Promise.resolve(), ['component.threw']],
  ['a message that is not a string', { message: 1 }, ['component.threw']],
] as const) {
  test(`a rule whose check returns ${what}`, () => {
    const Odd = defineVerb('Odd', {
      attributes: {},
      rules: [{ id: 'odd.rule', level: 'error', check: () => found as never }],
    });
    assert.equal(codesOf(around(jsx(Odd as never, {}))), codes);
    if (codes[0] !== 'component.threw') return;
    assert.match(onlyProblem(around(jsx(Odd as never, {}))).message, /verb|odd\.rule.+ returned .+ expected a finding/);
  });
}

test.run();
