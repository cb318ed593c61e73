import {
  type BxmlElement,
  BxmlError,
  Fragment,
  Gather,
  Pause,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  StartStream,
  Tag,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';

const test = suite('invalid trees');
const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let inner: unknown = <SpeakSentence>x</SpeakSentence>;
  for (let level = 0; level < depth; level++) inner = wrap(inner);
  return jsx(Response, { children: inner });
};

const Wrapper = ({ children }: { children?: unknown }): BxmlElement => children as BxmlElement;
for (const [what, wrap] of [
  ['fragments', (inner: unknown) => jsx(Fragment, { children: inner })],
  ['arrays', (inner: unknown) => [inner]],
  ['components', (inner: unknown) => jsx(Wrapper, { children: inner })],
  ['verbs', (inner: unknown) => jsx(Gather, { gatherUrl: '/g', children: inner })],
] as const) {
  test(`a hundred thousand nested ${what} are one error`, async () => {
    const node = nested(100_000, wrap);
    assert.ok(codesOf(node).includes('tree.depth'));
    assert.is((await rejectionOf(renderAsync(node))).problems.filter(({ code }) => code === 'tree.depth').length, 1);
  });
}

test('an array that contains itself is one error', async () => {
  const circle: unknown[] = [<Pause key="p" />];
  circle.push(circle);
  const node = jsx(Response, { children: circle });
  assert.match(onlyProblem(node).hint ?? '', /an array contain itself/);
  assert.is((await rejectionOf(renderAsync(node))).code, 'tree.depth');
});

test('an array that contains itself twice is one error', async () => {
  const circle: unknown[] = [];
  circle.push(circle, circle);
  assert.is(thrownBy(() => render(jsx(Response, { children: circle }))).problems.length, 1);
  assert.is((await rejectionOf(renderAsync(jsx(Response, { children: circle })))).problems.length, 1);
});

test('a tree that doubles with every level is one error', async () => {
  const Twice = ({ n }: { n: number }): BxmlElement => (
    <>
      <Twice n={n - 1} />
      <Twice n={n - 1} />
    </>
  );
  const shared = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], null);
  assert.ok(
    codesOf(
      <Response>
        <Twice n={0} />
      </Response>,
    ).includes('tree.depth'),
  );
  assert.is(onlyProblem(jsx(Response, { children: shared })).code, 'tree.size');
  assert.is((await rejectionOf(renderAsync(jsx(Response, { children: shared })))).code, 'tree.size');
});

test('a component that renders itself is one error', () => {
  const Loop = (): BxmlElement => <Loop />;
  const { code, path } = onlyProblem(
    <Response>
      <Loop />
    </Response>,
  );
  assert.is(code, 'tree.depth');
  assert.match(path, /^Response > Loop > Loop/);
});

test('thirty levels are valid', () => {
  assert.equal(codesOf(nested(30, (inner) => jsx(Wrapper, { children: [jsx(Fragment, { children: inner })] }))), []);
});

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('trap');
    },
    ownKeys: () => {
      throw new Error('trap');
    },
    getPrototypeOf: () => {
      throw new Error('trap');
    },
  },
);
const getter = {
  get gatherUrl(): string {
    throw new Error('getter');
  },
};

for (const [what, node] of [
  ['a proxy as a child', jsx(Response, { children: hostile })],
  ['a proxy as props', jsx(Response, { children: jsx(Gather, hostile) })],
  ['a getter among the props', jsx(Response, { children: jsx(Gather, getter) })],
  ['a proxy as the value of an attribute', jsx(Response, { children: jsx(Gather, { gatherUrl: '/g', tag: hostile }) })],
  [
    'a revoked proxy',
    jsx(Response, {
      children: (() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      })(),
    }),
  ],
  ['a proxy as the root', hostile],
] as const) {
  test(`${what} that throws is a problem`, async () => {
    assert.is(validate(node).length, 1);
    assert.is((await rejectionOf(renderAsync(node))).problems.length, 1);
  });
}

test('a throwing sibling does not hide other problems', () => {
  assert.equal(codesOf(jsx(Response, { children: [jsx(Gather, getter), <Pause key="p" duration={-1} />] })), [
    'component.threw',
    'pause.duration',
  ]);
});

test('trims text with a million spaces in linear time', () => {
  const text = ` a${' '.repeat(1_000_000)}b`;
  assert.equal(codesOf(jsx(Response, { children: jsx(Tag, { children: text }) })), ['tag.length', 'root.size']);
});

test('asynchronous components that double with every level are one error', async () => {
  let runs = 0;
  const Twice = async (): Promise<BxmlElement> => {
    runs++;
    return (
      <>
        <Twice />
        <Twice />
      </>
    );
  };
  assert.is((await rejectionOf(renderAsync(<Twice />))).code, 'tree.size');
  assert.ok(runs < 200_000, `${runs} components ran`);
});

test('the hints for a class, a generator and a collection say what to use instead', async () => {
  class Old {
    readonly verb = <Pause />;
  }
  const Generator = function* (): Generator<BxmlElement> {
    yield <Pause />;
  };
  const Stream = async function* (): AsyncGenerator<BxmlElement> {
    yield <Pause />;
  };
  const hintFor = (child: unknown): string | undefined => onlyProblem(jsx(Response, { children: child })).hint;
  assert.match(hintFor(jsx(Old as never, {})) ?? '', 'Class components are not supported');
  assert.match(hintFor(jsx(Generator, {})) ?? '', '[...values]');
  assert.match(hintFor(new Set([<Pause key="p" />])) ?? '', '[...values]');
  assert.match(hintFor(jsx(Stream, {})) ?? '', 'Collect its values');
  assert.match(hintFor({}) ?? '', 'Pass the part of it');
});

test('keeps thousands of problems and lists the first ones in the message', () => {
  const { message, problems } = thrownBy(() => render(jsx(Response, { children: Array(5000).fill(Number.NaN) })));
  assert.is(problems.length, 5000);
  assert.match(message, /^5000 problems:/);
  assert.is(message.match(/NaN is not a valid child/g)?.length, 1000);
  assert.match(message, 'and 4000 more');
});

test('a component whose name throws is called Anonymous', async () => {
  const Failing = (): never => {
    throw new Error('on purpose');
  };
  Object.defineProperty(Failing, 'displayName', {
    get() {
      throw new Error('no name');
    },
  });
  const Hostile = new Proxy(() => null, {
    get() {
      throw new Error('trap');
    },
  });
  for (const type of [Failing, Hostile]) {
    const tree = jsx(Response, { children: jsx(type, {}) });
    const [problem] = validate(tree);
    assert.is(problem?.code, 'component.threw');
    assert.is(problem?.path, type === Failing ? 'Response > Anonymous' : 'Response');
    assert.throws(
      () => render(tree),
      (error: unknown) => error instanceof BxmlError,
    );
    const rejected = await renderAsync(tree).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(rejected instanceof BxmlError);
  }
});

test('counts problems beyond the first ten thousand, and warnings do not displace errors', () => {
  const children = [...Array.from({ length: 12_000 }, () => jsx(Gather, {})), 'stray'];
  const problems = validate(jsx(Response, { children }));
  assert.is(problems.filter(({ code }) => code === 'gather.no-url').length, 10_000);
  assert.ok(problems.some(({ code }) => code === 'root.size'));
  assert.match(problems.find(({ code }) => code === 'problems.more')?.message ?? '', '2000 more warnings');
  const illegal = validate(jsx(Response, { children: jsx(SpeakSentence, { children: '\0'.repeat(100_000) }) }));
  assert.is(illegal.length, 10_001);
});

test('messages truncate a name of a million characters', () => {
  const long = 'a'.repeat(1_000_000);
  for (const child of [
    jsx(Pause, { [long]: 1 }),
    jsx(Pause, { [` ${long}`]: 1 }),
    jsx(SpeakSentence, { children: ['x', jsx('break', { [long]: '1' })] }),
    jsx(SpeakSentence, { children: ['x', jsx('break', { [` ${long}`]: '1' })] }),
    jsx(SpeakSentence, { children: ['x', jsx(long, { children: jsx('break', { children: 'x' }) })] }),
    jsx(SpeakSentence, { children: ['x', jsx(`A${long}`, { children: <Pause key="p" /> })] }),
    jsx(long, {}),
    jsx(`A${long}`, {}),
    jsx(` ${long}`, {}),
    jsx(Object.assign(() => undefined, { displayName: long }) as never, {}),
    jsx(Object.assign(() => Promise.resolve(null), { displayName: long }) as never, {}),
    parse(`<Pause ${long.slice(0, 300_000)}="1"/>`),
    parse(`<${long.slice(0, 300_000)}/>`),
  ]) {
    const problems = validate(jsx(Response, { children: child })).filter(({ code }) => code !== 'root.size');
    assert.ok(problems.length > 0);
    for (const { message, path, hint = '' } of problems) {
      assert.match(`${message}${path}`, /a{50}…/);
      assert.ok(message.length + path.length + hint.length < 1000, message.slice(0, 100));
    }
  }
});

test('does not truncate a name inside a surrogate pair', () => {
  const [problem] = validate(jsx(Response, { children: jsx(Gather, { [`a${'\u{10000}'.repeat(40)}`]: 1 }) }));
  assert.match(problem?.message ?? '', `a${'\u{10000}'.repeat(29)}…;`);
});

test('reports the last verb of a root inside a root once', () => {
  const inner = jsx(Response, { children: jsx(StartStream, { destination: 'wss://a.example' }) });
  const node = jsx(Response, { children: jsx(SpeakSentence, { children: inner }) });
  const codes = codesOf(node);
  assert.equal(codes, [...new Set(codes)]);
  assert.is(codes.length, 2);
});

test('counts the problem of the last verb', () => {
  const stream = jsx(StartStream, { destination: 'wss://a.example' });
  const node = jsx(Response, { children: [Array.from({ length: 10_000 }, () => jsx(Gather, {})), stream] });
  assert.match(validate(node).at(-1)?.message ?? '', 'There is 1 more warning;');
});

test('a proxy that throws on the check for a promise is one problem', async () => {
  const proxy = new Proxy(
    {},
    {
      getPrototypeOf() {
        throw new Error('trap');
      },
    },
  );
  assert.is((await rejectionOf(renderAsync(proxy))).code, 'component.threw');
});

test.run();
