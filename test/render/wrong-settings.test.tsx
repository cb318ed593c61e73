// Files compiled for another JSX library, and other values used as elements: the error has a hint. The checks of the
// package do the same with the libraries themselves.
import { type BxmlElement, Pause, Response, render, renderAsync, SpeakSentence, validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { transform } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onlyProblem, thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';

const test = suite('wrong compiler settings');
const FIX = /"jsxImportSource": "bxml-jsx" in the tsconfig .+ \/\*\* @jsxImportSource bxml-jsx \*\//;
const Component = (): null => null;
const hintOf = (child: unknown): string => onlyProblem(jsx(Response, { children: child })).hint ?? '';
const hintOfType = (type: unknown): string => hintOf(jsx(type as never, {}));

const react = { $$typeof: Symbol.for('react.transitional.element'), type: Component, key: null, props: {}, ref: null };
const preact = { type: Component, props: {}, key: undefined, __k: null, __: null, constructor: undefined };
class HonoNode {
  tag = 'Pause';
  props = {};
  children = [];
}

test('the hint for a file compiled with the classic transform for React', async () => {
  const { code } = await transform('export const Menu = () => <Pause />;', { loader: 'tsx', format: 'esm' });
  const { Menu } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const { message, hint } = onlyProblem(jsx(Response, { children: jsx(Menu, {}) }));
  assert.match(message, /^Menu threw ReferenceError: React is not defined/);
  assert.match(hint ?? '', /compiled for React/);
  assert.match(hint ?? '', FIX);
  assert.match((await rejectionOf(renderAsync(jsx(Menu, {})))).message, FIX);
});

test('recognizes the message of Safari too', () => {
  const Menu = (): BxmlElement => {
    throw new ReferenceError("Can't find variable: React");
  };
  assert.match(onlyProblem(<Menu />).hint ?? '', FIX);
});

for (const [library, element] of [
  ['React', react],
  ['Preact', preact],
  ['another JSX runtime', new HonoNode()],
  ['another JSX runtime', { type: Component, props: {} }],
] as const) {
  test(`an element of ${library} as a child, as the result of a component and as the root`, async () => {
    const Menu = (): BxmlElement => element as never;
    for (const node of [jsx(Response, { children: element }), <Menu key="m" />, element]) {
      const { code, hint } = onlyProblem(node);
      assert.is(code, 'child.type');
      assert.match(hint ?? '', `It is an element of ${library}. `);
      assert.match(hint ?? '', FIX);
      assert.match((await rejectionOf(renderAsync(node))).message, FIX);
    }
  });
}

test('elements restored from JSON, of this and other libraries', () => {
  for (const element of [
    <Pause key="p" />,
    <SpeakSentence key="s">x</SpeakSentence>,
    jsx('emphasis', {}),
    react,
    preact,
  ]) {
    // A copy of the fields, because the element itself throws.
    const revived = JSON.parse(JSON.stringify({ ...element }));
    // JSON drops the symbol that identifies React elements.
    assert.match(hintOf(revived), /restored from JSON.+ read them with parse\(\)/);
  }
});

test('JSON that imitates an element is an error', () => {
  const posing = JSON.parse('{"type":"Hangup","props":{},"~bxml":true,"Symbol(bxml-jsx.element)":true}');
  assert.is(thrownBy(() => render(jsx(Response, { children: posing }))).code, 'child.type');
});

test('a Response of the Fetch API as a child and as a component', () => {
  assert.match(hintOf(new globalThis.Response('<Response/>')), /import \{ Response \} from 'bxml-jsx'/);
  const { message, hint } = onlyProblem(jsx(globalThis.Response as never, {}));
  assert.match(message, /^Response threw TypeError/);
  assert.match(hint ?? '', /^This is the Response class of the Fetch API/);
});

test('an element of an invalid type has its line, at the root and inside', () => {
  const Missing = undefined as unknown as () => BxmlElement;
  const [atRoot, inside] = [
    <Missing key="r" />,
    <Response key="i">
      <Missing />
    </Response>,
  ];
  const lines = [atRoot, inside].map((node) => onlyProblem(node).source?.line ?? 0);
  assert.is(lines[1], (lines[0] ?? 0) + 2);
  assert.match(thrownBy(() => render(atRoot)).message, /wrong-settings\.test\.tsx:\d+/);
});

test('the hints for other objects', async () => {
  assert.match(hintOf(await import('bxml-jsx')), /module object: use one of its exports/);
  assert.match(hintOf({ first: 'Zoë' }), /^Pass the part of it to render, as a string/);
  assert.match(hintOf(new Date(0)), /toLocaleDateString/);
  assert.match(hintOf(Object.create(null)), /^Pass the part/);
});

test('the hints for types that are not components', async () => {
  assert.match(hintOfType(undefined), /not imported/);
  assert.match(hintOfType(null), /not imported/);
  assert.match(hintOfType(Symbol.for('react.fragment')), /comes from React/);
  assert.match(hintOfType({ $$typeof: Symbol.for('react.memo'), type: Component }), /comes from React/);
  assert.match(hintOfType(<Pause />), /is already an element/);
  assert.match(hintOfType(await import('bxml-jsx')), /is a module object/);
  assert.match(hintOfType(class Menu {}), /not supported/);
});

test('a hint for a throwing value does not throw', () => {
  const trap = (): never => {
    throw new Error('trap');
  };
  const hostile = new Proxy({}, { get: trap, has: trap, getPrototypeOf: trap });
  const Thrower = (): BxmlElement => {
    throw hostile;
  };
  assert.is(validate(jsx(Response, { children: hostile })).length, 1);
  assert.is(validate(jsx(Response, { children: jsx(hostile as never, {}) })).length, 1);
  assert.is(validate(<Thrower />).length, 1);
});

test.run();
