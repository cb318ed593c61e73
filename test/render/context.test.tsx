import {
  type BxmlElement,
  BxmlError,
  createContext,
  Gather,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  useContext,
} from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { verbsOf } from '../xml.js';

const test = suite('context');
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const texts = (xml: string): string =>
  verbsOf(xml)
    .map((verb) => verb[2])
    .join();
const Language = createContext('en');
const Show = (): BxmlElement => <SpeakSentence>{useContext(Language)}</SpeakSentence>;

test('reads the default, the provided and the nested value, and the default in a later sibling', () => {
  const node = (
    <Response>
      <Show />
      <Language.Provider value="es">
        <Show />
        <Language.Provider value="fr">
          <Show />
        </Language.Provider>
        <Show />
      </Language.Provider>
      <Show />
    </Response>
  );
  assert.is(texts(render(node)), 'en,es,fr,es,en');
});

test('passes values through elements and asynchronous components', async () => {
  const Outer = async (): Promise<BxmlElement> => {
    await tick();
    return (
      <Gather gatherUrl="/g">
        <Show />
      </Gather>
    );
  };
  assert.match(
    await renderAsync(
      <Response>
        <Language.Provider value="es">
          <Outer />
        </Language.Provider>
      </Response>,
    ),
    />es</,
  );
});

test('any value can be provided, including null and undefined', () => {
  const Any = createContext<unknown>('default');
  const Type = (): BxmlElement => <SpeakSentence>{String(useContext(Any))}</SpeakSentence>;
  assert.is(
    texts(
      render(
        <Response>
          <Any.Provider value={null}>
            <Type />
          </Any.Provider>
          <Any.Provider value={undefined}>
            <Type />
          </Any.Provider>
        </Response>,
      ),
    ),
    'null,undefined',
  );
});

test('throws outside a render, after a failed render, and after an await', async () => {
  const outside = (): BxmlError => thrownBy(() => useContext(Language));
  assert.is(outside().code, 'context.outside');
  const Boom = (): BxmlElement => {
    throw new Error('boom');
  };
  thrownBy(() =>
    render(
      <Response>
        <Language.Provider value="es">
          <Boom />
        </Language.Provider>
      </Response>,
    ),
  );
  assert.match(outside().message, /before the first await/);
  let late: unknown;
  const Late = async (): Promise<BxmlElement> => {
    await tick();
    late = outside();
    return <Show />;
  };
  await renderAsync(
    <Response>
      <Late />
    </Response>,
  );
  assert.instance(late, BxmlError);
});

test('a render inside a component does not see or change the values of the outer render', () => {
  const Both = (): BxmlElement => {
    const inner = texts(
      render(
        <Response>
          <Show />
        </Response>,
      ),
    );
    return <SpeakSentence>{`${inner}-${useContext(Language)}`}</SpeakSentence>;
  };
  assert.is(
    texts(
      render(
        <Response>
          <Language.Provider value="es">
            <Both />
            <Show />
          </Language.Provider>
        </Response>,
      ),
    ),
    'en-es,es',
  );
});

test('two thousand concurrent renders do not see each other’s values', async () => {
  const Page = async ({ n }: { n: number }): Promise<BxmlElement> => {
    const before = useContext(Language);
    for (let turns = n % 4; turns > 0; turns--) await tick();
    return (
      <>
        <SpeakSentence>{before}</SpeakSentence>
        <Inner />
        <Language.Provider value={`${before}!`}>
          <Inner />
        </Language.Provider>
      </>
    );
  };
  const Inner = async (): Promise<BxmlElement> => {
    const value = useContext(Language);
    await tick();
    return <SpeakSentence>{value}</SpeakSentence>;
  };
  const renders = Array.from({ length: 2000 }, (_, n) =>
    renderAsync(
      <Response>
        <Language.Provider value={`v${n}`}>
          <Page n={n} />
        </Language.Provider>
      </Response>,
    ),
  );
  for (const [n, xml] of (await Promise.all(renders)).entries()) assert.is(texts(xml), `v${n},v${n},v${n}!`);
});

test('throws for a value that is not a context', () => {
  for (const [given, shown] of [
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'an object'],
    [{ Provider: () => null, initial: 1 }, 'an object'],
    [Language.Provider, 'a function'],
  ] as const) {
    const Reads = (): string => useContext(given as never);
    const { cause, message } = thrownBy(() => render(<Reads />));
    assert.is((cause as BxmlError).code, 'context.type');
    assert.ok((cause as BxmlError).problems[0]?.hint);
    assert.match(message, `useContext was called with ${shown}; expected a context created by createContext`);
  }
});

test.run();
