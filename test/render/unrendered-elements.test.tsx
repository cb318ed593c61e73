// Elements that are not rendered: conversion to a string or JSON throws with a hint, and other code, such as comparisons,
// sees only type and props.
import nodeAssert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { format, inspect, isDeepStrictEqual } from 'node:util';
import { type BxmlElement, Pause, Response, render, SpeakSentence, ssml, validate } from 'bxml-jsx';
import { jsxDEV } from 'bxml-jsx/jsx-dev-runtime';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { pretty } from 'bxml-jsx/testing';
import fc from 'fast-check';
import Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';

const test = suite('unrendered elements');

const located = (line: number): BxmlElement =>
  jsxDEV(SpeakSentence as never, { children: 'Hello' }, undefined, false, {
    fileName: '/home/dev/secret/menu.tsx',
    lineNumber: line,
    columnNumber: 5,
  });
const plain = (): BxmlElement => jsx(SpeakSentence as never, { children: 'Hello' });

const Menu = () => <Response />;
const documents: Readonly<Record<string, () => BxmlElement>> = {
  'of a document': () => jsx(Response as never, { children: plain() }),
  'of a document by jsxDEV': () => <Response />,
  'of a component': () => <Menu />,
  'of parse()': () => parse('<Response/>'),
};

const elements: Readonly<Record<string, () => BxmlElement>> = {
  ...documents,
  'of jsx': plain,
  'of jsxDEV': () => located(1),
  'called as a function': () => SpeakSentence({ children: 'Hello' }),
  'of ssml()': () => ssml('a <break time="1s"/>'),
};

for (const [what, make] of Object.entries(elements)) {
  for (const [how, act] of [
    ['a template literal', (element: unknown) => `${element}`],
    ['a concatenation', (element: unknown) => 'a'.concat(element as string)],
    ['String()', (element: unknown) => String(element)],
    ['join()', (element: unknown) => [element, element].join('')],
    ['toLocaleString()', (element: unknown) => (element as object).toLocaleString()],
    ['a key', (element: unknown) => ({ [element as string]: 1 })],
    ['a Response of the Fetch API', (element: unknown) => new globalThis.Response(element as string)],
  ] as const) {
    test(`${how} of an element ${what} throws`, () => {
      const { code, message } = thrownBy(() => act(make()));
      assert.is(code, 'element.not-rendered');
      assert.match(message, 'before it was rendered');
      assert.match(message, 'render(element)');
      assert.match(message, 'handler');
    });
  }

  test(`an element ${what} can be printed`, () => {
    for (const text of [inspect(make()), format('%o', make()), inspect({ a: [make()] }, { showHidden: true })]) {
      assert.match(text, 'type');
      assert.match(text, 'props');
    }
    assert.type(fc.stringify([make()]), 'string');
    assert.is(Object.prototype.toString.call(make()), '[object Object]');
  });
}

for (const [what, make] of Object.entries(documents)) {
  for (const [how, act] of [
    ['JSON.stringify()', (element: unknown) => JSON.stringify(element)],
    ['JSON.stringify() of an object around it', (element: unknown) => JSON.stringify({ a: [{ element }] })],
    ['Response.json()', (element: unknown) => globalThis.Response.json({ element })],
  ] as const) {
    test(`${how} of an element ${what} throws`, () => {
      const { code, message } = thrownBy(() => act(make()));
      assert.is(code, 'element.not-rendered');
      assert.match(message, 'Return it from a handler');
    });
  }
}

test('a single verb or SSML element becomes a note in JSON, without props and position', () => {
  for (const part of [located(1), plain(), SpeakSentence({ children: 'Hello' }), jsx('s', { children: 'Hello' })]) {
    const json = JSON.stringify({ part });
    assert.match(json, 'before it was rendered');
    assert.not.match(json, 'Hello');
    assert.not.match(json, 'menu.tsx');
  }
});

test('Koa responds 500 to an element as the body, and the error has a hint', async () => {
  const app = new Koa().use((ctx) => {
    ctx.body = <Response>{located(1)}</Response>;
  });
  const errors: unknown[] = [];
  app.on('error', (error) => errors.push(error));
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { status } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    assert.is(status, 500);
    assert.match(String((errors[0] as Error).message), 'Return it from a handler');
  } finally {
    server.close();
  }
});

test('the source position is not a property of an element', () => {
  const [one, other, without] = [located(1), located(2), plain()] as const;
  for (const [a, b] of [
    [one, other],
    [one, without],
    [without, one],
  ] as const) {
    assert.equal(a, b);
    nodeAssert.deepEqual(a, b);
    nodeAssert.deepStrictEqual(a, b);
    assert.ok(isDeepStrictEqual([a], [b]));
  }
  assert.not.equal(one, jsx(Pause as never, { children: 'Hello' }));
  assert.not.equal(one, jsx(SpeakSentence as never, { children: 'Hi' }));
  assert.equal(Reflect.ownKeys(one), ['type', 'props']);
  assert.equal(Object.keys({ ...one }), ['type', 'props']);
  const names: string[] = [];
  for (const name in one) names.push(name);
  assert.equal(names, ['type', 'props']);
  assert.not.match(inspect(one, { depth: 9, showHidden: true }), 'menu.tsx');
  assert.is(inspect(one), inspect(without));
});

test('an SSML element can be cloned', () => {
  const element = jsxDEV('break' as never, { time: '1s' }, undefined, false, { fileName: 'a.tsx', lineNumber: 1 });
  assert.equal(structuredClone({ ...element } as object), { type: 'break', props: { time: '1s' } });
  assert.equal({ ...structuredClone(element) }, { type: 'break', props: { time: '1s' } });
});

test('problems still have the line', () => {
  const element = jsxDEV(Pause as never, { duration: -1 }, undefined, false, { fileName: 'a.tsx', lineNumber: 7 });
  const [problem] = validate(jsx(Response, { children: element }));
  assert.equal(problem?.source, { file: 'a.tsx', line: 7, column: 1 });
  assert.ok(Object.isFrozen(element));
});

test('an element of another copy of the package renders with its line', () => {
  const brand = Symbol.for('bxml-jsx.element');
  class OtherNode {
    readonly #source: object;
    readonly type: unknown;
    readonly props: unknown;
    constructor(type: unknown, props: unknown, source: object) {
      this.type = type;
      this.props = props;
      this.#source = source;
    }
    get source(): object {
      return this.#source;
    }
    get [brand](): boolean {
      return true;
    }
  }
  const other = new OtherNode(Pause, { duration: -1 }, { file: 'b.tsx', line: 3, column: 1 });
  const [problem] = validate(jsx(Response, { children: other }));
  assert.is(problem?.source?.file, 'b.tsx');
});

test('tests can compare elements with pretty()', () => {
  const document = jsx(Response, { children: located(3) });
  assert.match(pretty(document), '<SpeakSentence>Hello</SpeakSentence>');
  assert.type(render(document), 'string');
});

test.run();
