// Objects instead of text or a component: the hint says how to convert them.

import * as library from 'bxml-jsx';
import { Redirect, Response, SpeakSentence, Tag, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem } from '../problems.js';

const test = suite('objects as values');

const values: readonly [name: string, value: unknown, shown: string, hint: string][] = [
  ['a URL', new URL('https://a.example/x'), 'a URL', 'url.href'],
  ['parameters of a URL', new URLSearchParams('a=1'), 'a URLSearchParams', 'String(params)'],
  ['a Buffer', Buffer.from('hello'), 'a Uint8Array', 'buffer.toString()'],
  ['bytes', new Uint8Array([104, 105]), 'a Uint8Array', 'new TextDecoder().decode(bytes)'],
  ['an ArrayBuffer', new ArrayBuffer(2), 'an ArrayBuffer', 'new TextDecoder().decode(bytes)'],
  ['a String object', new String('hi'), 'a String object', 'value.valueOf()'],
  ['a Number object', new Number(1), 'a Number object', 'value.valueOf()'],
  ['a Boolean object', new Boolean(true), 'a Boolean object', 'value.valueOf()'],
];

for (const [name, value, shown, hint] of values) {
  test(`${name} as an attribute`, () => {
    const problem = onlyProblem(jsx(Response, { children: jsx(Redirect, { redirectUrl: value } as never) }));
    assert.is(problem.code, 'attribute.type');
    assert.ok(problem.message.includes(`is ${shown}; expected a string`), problem.message);
    assert.ok(problem.hint?.includes(hint), problem.hint);
  });
  for (const parent of [SpeakSentence, Tag, Response]) {
    test(`${name} as a child of <${parent.name}>`, () => {
      const child = jsx(parent as never, { children: value });
      const [problem] = validate(parent === Response ? child : jsx(Response, { children: child }));
      assert.is(problem?.code, 'child.type');
      assert.match(problem?.message ?? '', new RegExp(`^${shown} is not a valid child`, 'i'));
      assert.ok(problem?.hint?.includes(hint), problem?.hint);
    });
  }
}

test('the hints for a date as an attribute and as a child', () => {
  const date = new Date(0);
  const inAttribute = onlyProblem(jsx(Response, { children: jsx(Redirect, { redirectUrl: date } as never) }));
  assert.ok(inAttribute.hint?.includes('toISOString()'), inAttribute.hint);
  const [inSpeech] = validate(jsx(Response, { children: jsx(SpeakSentence, { children: date }) }));
  assert.ok(inSpeech?.hint?.includes('toLocaleDateString()'), inSpeech?.hint);
});

test('the hints for a function and an element as an attribute', () => {
  const hintFor = (value: unknown): string =>
    onlyProblem(jsx(Response, { children: jsx(Redirect, { redirectUrl: value } as never) })).hint ?? '';
  assert.match(
    hintFor(() => '/x'),
    'call it',
  );
  assert.match(hintFor(<Tag>x</Tag>), 'It is an element');
});

const types: readonly [name: string, type: unknown, hint: string][] = [
  ['a module', library, 'It is a module object'],
  ['a module that was required', { default: () => null }, 'module.default'],
  ['an object of components', { Menu: () => null }, '<module.Name />'],
  ['a promise of a module', Promise.resolve({ default: () => null }), 'Await it'],
  ['nothing', undefined, 'was not imported'],
  ['an element', <Tag key="t">x</Tag>, 'It is already an element'],
];

for (const [name, type, hint] of types) {
  test(`${name} as a component`, () => {
    for (const tree of [jsx(type as never, {}), jsx(Response, { children: jsx(type as never, {}) })]) {
      const problem = onlyProblem(tree);
      assert.is(problem.code, 'child.type');
      assert.ok(problem.hint?.includes(hint), problem.hint);
    }
  });
}

test('reports a value whose properties throw', () => {
  const hostile = new Proxy(
    {},
    {
      get() {
        throw new Error('no');
      },
      getPrototypeOf() {
        throw new Error('no');
      },
      has() {
        throw new Error('no');
      },
      ownKeys() {
        throw new Error('no');
      },
    },
  );
  assert.is(
    onlyProblem(jsx(Response, { children: jsx(Redirect, { redirectUrl: hostile } as never) })).code,
    'attribute.type',
  );
  assert.is(onlyProblem(jsx(hostile as never, {})).code, 'child.type');
});

test.run();
