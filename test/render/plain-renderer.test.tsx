// The fast renderer finds tags and words again that it has seen, counts bytes by the way and keeps attributes as bits;
// the plain one does nothing of the kind. On any tree, whatever came before, both must write and find the same.
import { type BxmlElement, BxmlError, createContext, Fragment, type RenderOptions, render, validate } from 'bxml-jsx';
import { jsxDEV } from 'bxml-jsx/jsx-dev-runtime';
import { jsx } from 'bxml-jsx/jsx-runtime';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ElementNode, isElementNode } from '../../jsx-runtime/element.js';
import { documents } from '../parse/documents.js';
import { verbNamed } from '../rules/built-in-verbs.js';
import { renderPlainly } from './plain-renderer.js';

const test = suite('the plain renderer');

const Language = createContext('en');
const Menu = ({ children }: { children?: unknown }): never => children as never;
const Nothing = (): null => null;
const Missing = (): never => undefined as never;

/** Values that no attribute of the kind may have, and texts that are faulty, long, beyond ASCII or not XML. */
const faultyValues = fc.constantFrom<unknown>(
  99_999,
  -1,
  1.5,
  Number.NaN,
  '',
  'nonsense',
  'é',
  '\u0000',
  '\ud800',
  'x'.repeat(257),
  true,
  {},
  '<a>',
  'ftp://x',
);
const faultyChildren = fc.constantFrom<unknown>(
  'stray',
  ' \n',
  Number.NaN,
  7,
  jsx(Nothing, {}),
  jsx(Missing, {}),
  jsx(verbNamed('Hangup'), {}),
  jsx(verbNamed('Response'), {}),
  jsx(verbNamed('PhoneNumber'), { children: '+15551230000' }),
  'a\u0001b',
  '你'.repeat(30),
);

interface Change {
  readonly at: number;
  readonly kind: 'value' | 'child' | 'component' | 'fragment' | 'provider' | 'drop' | 'list';
  readonly value: unknown;
  readonly child: unknown;
}
const changes = fc.array(
  fc.record<Change>({
    at: fc.nat(12),
    kind: fc.constantFrom('value', 'child', 'component', 'fragment', 'provider', 'drop', 'list'),
    value: faultyValues,
    child: faultyChildren,
  }),
  { maxLength: 4 },
);

/** The tree with changes at some of its verbs; `locate` gives every element a line of its own. */
function changed(root: BxmlElement, made: readonly Change[], locate: boolean): BxmlElement {
  let count = 0;
  let line = 0;
  const element = (type: unknown, props: Record<string, unknown>): BxmlElement =>
    locate
      ? jsxDEV(type as never, props, undefined, false, { fileName: 'made.tsx', lineNumber: ++line, columnNumber: 3 })
      : jsx(type as never, props);
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isElementNode(value)) return value;
    const { type, props } = value as ElementNode;
    const change = typeof type === 'function' ? made.find(({ at }) => at === count++) : undefined;
    const own: Record<string, unknown> = { ...props };
    if (change?.kind === 'value')
      for (const name of Object.keys(own).slice(0, 1)) if (name !== 'children') own[name] = change.value;
    if (change?.kind === 'drop') delete own[Object.keys(own)[0] ?? ''];
    if ('children' in own) own.children = copy(own.children);
    if (change?.kind === 'child') own.children = [own.children, change.child];
    const node = element(type, own);
    if (change?.kind === 'component') return element(Menu, { children: node });
    if (change?.kind === 'fragment') return jsx(Fragment, { children: [node, null] });
    if (change?.kind === 'provider') return element(Language.Provider, { value: 'es', children: [[node]] });
    return change?.kind === 'list' ? [node, false, node] : node;
  };
  const whole = copy(root);
  return (isElementNode(whole) ? whole : jsx(Fragment, { children: whole as never })) as BxmlElement;
}

const options: fc.Arbitrary<RenderOptions> = fc.record(
  {
    pretty: fc.boolean(),
    context: fc.constantFrom('call', 'conference', 'transferAnswer'),
    rules: fc.constantFrom(
      {},
      { 'nesting.child': 'off', 'attribute.type': 'off', 'speak.not-blank': 'warning' },
      { 'gather.no-url': 'error', 'attribute.range': 'warning', 'attribute.required': 'off' },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<RenderOptions>;

function agree(tree: BxmlElement, given: RenderOptions): void {
  const plain = renderPlainly(tree, given);
  const found = validate(tree, given).map(({ code, severity, path, source }) => ({
    code,
    severity,
    path,
    ...(source === undefined ? {} : { source }),
  }));
  assert.equal(found, plain.problems);
  if (plain.problems.some(({ severity }) => severity === 'error'))
    assert.throws(() => render(tree, given), isBxmlError);
  else assert.is(render(tree, given), plain.text);
}
const isBxmlError = (error: unknown): boolean => error instanceof BxmlError;

test('writes the same bytes and finds the same problems, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(documents, changes, options, fc.boolean()), { minLength: 1, maxLength: 3 }),
      (list) => {
        // What was found wrong in one tree must not be taken for sound in the same tree without the mistake.
        const trees = list.flatMap(([root, made, given, locate]) =>
          [made, []].map((some) => [changed(root, some, locate), given] as const),
        );
        // Three times, since a constant is known as one when it has come twice.
        for (let turn = 0; turn < 3; turn++) for (const [tree, given] of trees) agree(tree, given);
      },
    ),
    { numRuns: 250 },
  );
});

test.run();
