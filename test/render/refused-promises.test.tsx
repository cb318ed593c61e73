// A forgotten `await` is only a problem of the document: a later rejection of the promise is always handled, because an
// unhandled rejection would end the process.
import {
  type BxmlElement,
  createContext,
  createElement,
  Fragment,
  Gather,
  Pause,
  type RenderOptions,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  ssml,
  useContext,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('promises in invalid values');

const failing = (): Promise<never> => Promise.reject(new Error('down'));
const failingLater = async (): Promise<never> => {
  await null;
  throw new Error('down');
};
/** A thenable that propagates a rejection if it is called with only one argument. */
const thenable = (): object => {
  const promise = failing();
  // biome-ignore lint/suspicious/noThenProperty: this is the point.
  return { then: (done: () => unknown, failed: () => unknown) => promise.then(done, failed) };
};
const deaf = (): object => {
  let promise: Promise<never> | undefined;
  return {
    // biome-ignore lint/suspicious/noThenProperty: this is the point.
    then(done: () => unknown) {
      promise ??= failing();
      return promise.then(done);
    },
  };
};
const DEAF = 'a thenable that ignores its second argument';
class Subclass extends Promise<never> {}
const kinds: Readonly<Record<string, () => unknown>> = {
  'a promise': failing,
  'a promise that fails later': failingLater,
  'a promise of a subclass': () => Subclass.reject(new Error('down')),
  'a thenable': thenable,
  [DEAF]: deaf,
  'a promise in an array': () => [failing()],
  'a promise deep in an object': () => ({ a: [{ b: failing() }] }),
  'a promise in a map': () => new Map([['a', failing()]]),
  'a promise in a set': () => new Set([failing()]),
  'a promise of an object that holds one': async () => ({ inner: failing() }),
  'a promise in another element': () => jsx(Gather, { tag: failing() }),
};

const around = (child: unknown): BxmlElement => jsx(Response, { children: child });
const inSpeech = (child: unknown): BxmlElement => around(jsx(SpeakSentence, { children: child }));
const Context = createContext<unknown>(undefined);
const Thrower = (): never => {
  throw new Error('on purpose');
};
const deep = (inner: unknown): unknown => Array.from({ length: 600 }).reduce((held: unknown) => [held], inner);
const tooMany = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], null);

/** Positions at which a value can be invalid. */
const places: Readonly<Record<string, (value: unknown) => unknown>> = {
  'a text attribute': (value) => around(jsx(Gather, { tag: value })),
  'a number attribute': (value) => around(jsx(Gather, { maxDigits: value })),
  'a truth value': (value) => around(jsx(Gather, { deepSpeech: value })),
  'a list of values': (value) => around(jsx(Gather, { gatherMethod: value })),
  'a URL': (value) => around(jsx(Gather, { gatherUrl: value })),
  'a password': (value) => around(jsx(Gather, { password: value })),
  'an unknown attribute': (value) => around(jsx(Pause, { length: value })),
  'an attribute that is no name': (value) => around(jsx(Pause, { 'a b': value })),
  'spread props': (value) => around(jsx(Gather, { ...{ a: value, b: value } })),
  'an attribute of SSML': (value) => inSpeech(['x', jsx('break', { time: value })]),
  'an unknown attribute of SSML': (value) => inSpeech(['x', jsx('break', { length: value })]),
  'an unknown element of SSML': (value) => inSpeech(['x', jsx('brake', { length: value })]),
  'an element that is no name': (value) => inSpeech(['x', jsx(' ', { a: value, children: [value] })]),
  'the type of an element': (value) => around(jsx(value as never, {})),
  'props of an element without a type': (value) => around(jsx(undefined as never, { a: value, children: [value] })),
  'an object among the children': (value) => around({ value }),
  'the child of an empty verb': (value) => around(jsx(Pause, { children: value })),
  'the child of a verb': (value) => around(value),
  'the child of speech': (value) => inSpeech(value),
  'the children of a fragment': (value) => around(jsx(Fragment, { children: [value, value] })),
  'the whole document': (value) => value,
  'the result of a component': (value) => around(jsx(() => value, {})),
  'an element that a component returns': (value) => around(jsx(() => jsx(Gather, { tag: value }), {})),
  'an attribute within the result of an asynchronous component': (value) =>
    around(jsx(async () => jsx(Gather, { tag: value }), {})),
  'an attribute beside an asynchronous component': (value) =>
    around([
      jsx(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return jsx(Gather, { tag: value });
      }, {}),
      jsx(Gather, { tag: value }),
    ]),
  'a context': (value) =>
    around(jsx(Context.Provider, { value, children: jsx(() => jsx(Pause, { duration: useContext(Context) }), {}) })),
  'props of a component that throws': (value) => around(jsx(Thrower, { a: value, children: [value] })),
  'what follows a getter that throws': (value) =>
    around(
      jsx(Gather, {
        get gatherUrl(): string {
          throw new Error('getter');
        },
        tag: value,
      }),
    ),
  'what is too deep': (value) => around(deep(value)),
  'what follows something too deep': (value) => around([deep(null), [value], jsx(Gather, { tag: value }), value]),
  'what follows too many values': (value) => around([tooMany, jsx(Pause, { a: value, children: value }), [value]]),
  'speech after too many values': (value) => around([jsx(SpeakSentence, { children: [tooMany, value] }), value]),
  'what createElement was given': (value) =>
    createElement(Response, null, createElement(Gather, { tag: value }, value)),
};

/** Positions that exist only after a component has run. */
const ofComponents: ReadonlySet<string> = new Set([
  'the result of a component',
  'an element that a component returns',
  'an attribute within the result of an asynchronous component',
  'an attribute beside an asynchronous component',
  'a context',
]);

/** Returns the unhandled rejections while the function runs, and in the macrotasks after it. */
async function unhandledDuring(act: () => unknown): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
  try {
    await act();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return unhandled;
}

const settled = async (act: () => unknown): Promise<void> => {
  try {
    await act();
  } catch {
    // Rejected, as expected.
  }
};

const aborted: RenderOptions = { signal: AbortSignal.abort() };
const abortedSoon = (): RenderOptions => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  return { signal: controller.signal };
};
const wrong = { context: 'nowhere' } as never;

for (const [place, treeOf] of Object.entries(places)) {
  test(`rejections in ${place} are handled`, async () => {
    for (const [kind, make] of Object.entries(kinds)) {
      for (const [how, act] of [
        ['render', () => render(treeOf(make()))],
        ['validate', () => validate(treeOf(make()))],
        ['renderAsync', () => renderAsync(treeOf(make()))],
        ['renderAsync, aborted', () => renderAsync(treeOf(make()), aborted)],
        ['renderAsync, aborted soon', () => renderAsync(treeOf(make()), abortedSoon())],
        ['wrong options', () => render(treeOf(make()), wrong)],
        ['wrong options of renderAsync', () => renderAsync(treeOf(make()), wrong)],
      ] as const) {
        // No component starts, and nothing else references the promise.
        if (ofComponents.has(place) && /aborted$|^wrong/.test(how)) continue;
        // Awaiting such a thenable never ends.
        if (kind === DEAF && how.startsWith('renderAsync')) continue;
        // A document of two million values takes long.
        if (place.includes('too many') && (kind !== 'a promise' || how === 'validate')) continue;
        assert.equal(await unhandledDuring(() => settled(act)), [], `${kind}, ${how}`);
      }
    }
  });
}

for (const [what, act] of [
  ['ssml()', (value: unknown) => ssml(value as string)],
  ['parse()', (value: unknown) => parse(value as string)],
  ['useContext()', (value: unknown) => render(around(jsx(() => useContext(value as never) as null, {})))],
] as const) {
  test(`rejections in the argument of ${what} are handled`, async () => {
    for (const make of Object.values(kinds)) assert.equal(await unhandledDuring(() => settled(() => act(make()))), []);
  });
}

/** Aborts while the components run. */
const aborts = (controller: AbortController, result: unknown) => (): unknown => {
  controller.abort();
  return result;
};

for (const [what, childrenOf] of Object.entries({
  'the component that aborts': (controller: AbortController, value: unknown) => jsx(aborts(controller, value), {}),
  'an element of the component that aborts': (controller: AbortController, value: unknown) =>
    jsx(aborts(controller, [jsx(Pause, {}), value]), {}),
  'a component before the one that aborts': (controller: AbortController, value: unknown) => [
    jsx(() => jsx(Gather, { children: [jsx(aborts(controller, null), {}), value] }), {}),
    value,
  ],
})) {
  test(`rejections in the result of ${what} are handled`, async () => {
    for (const make of [failing, failingLater, () => [failing()]]) {
      const controller = new AbortController();
      const act = (): Promise<string> => renderAsync(around(childrenOf(controller, make())), controller);
      assert.equal(await unhandledDuring(() => settled(act)), []);
    }
  });
}

test('rejections in children that a getter returned in the first pass are handled', async () => {
  for (const act of [render, renderAsync, validate]) {
    let reads = 0;
    const Fails = async (): Promise<null> => {
      if (reads === 1) throw new Error('down');
      return null;
    };
    const props = {
      get children() {
        return ++reads === 1 ? jsx(Fails, {}) : null;
      },
    };
    const unhandled = await unhandledDuring(() => settled(() => act(around([jsx(Gather, props), 'stray']))));
    assert.equal(unhandled, []);
  }
});

test('does not handle promises in valid values', async () => {
  const promise = failing();
  const Data = ({ data }: { data: unknown }): BxmlElement | null => (data === promise ? null : null);
  const unhandled = await unhandledDuring(() => render(around(jsx(Data, { data: promise }))));
  assert.is(unhandled.length, 1);
});

test('does not call getters', () => {
  let runs = 0;
  const tag = {
    get inner() {
      runs++;
      return null;
    },
  };
  validate(around(jsx(Gather, { tag })));
  assert.is(runs, 0);
});

test.run();
