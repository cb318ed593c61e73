import {
  type BxmlElement,
  createContext,
  Fragment,
  Gather,
  Hangup,
  Pause,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  validateAsync,
} from 'bxml-jsx';
import { jsxDEV } from 'bxml-jsx/jsx-dev-runtime';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { renderOrNull } from '../../src/render/render.js';
import { onlyProblem, thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { verbsOf } from '../xml.js';

const test = suite('components');
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const Say = ({ text }: { text: string }): BxmlElement => <SpeakSentence>{text}</SpeakSentence>;
const texts = (xml: string): string =>
  verbsOf(xml)
    .map((verb) => verb[2])
    .join();

test('passes props and children, and runs a component once per render', () => {
  let runs = 0;
  const Box = ({ title, children }: { title: string; children: BxmlElement }): BxmlElement => {
    runs++;
    return (
      <>
        <Say text={title} />
        {children}
      </>
    );
  };
  const node = (
    <Response>
      <Box title="T">
        <Say text="c" />
      </Box>
    </Response>
  );
  assert.is(runs, 0, 'it ran before the render');
  assert.is(texts(render(node)), 'T,c');
  assert.is(runs, 1);
});

test('a component can be the root, and can return text, arrays or null', () => {
  const Name = (): string => 'Zoë';
  const None = (): null => null;
  const App = (): BxmlElement => (
    <Response>
      <None />
      <SpeakSentence>
        Hello <Name />
      </SpeakSentence>
    </Response>
  );
  assert.is(verbsOf(render(<App />)).length, 1);
  assert.match(render(<App />), />Hello Zoë</);
});

test('names a component that returns undefined', () => {
  function Forgot(): BxmlElement {
    return undefined as never;
  }
  const { code, path, message } = onlyProblem(
    <Response>
      <Forgot />
    </Response>,
  );
  assert.is(code, 'child.type');
  assert.is(path, 'Response > Forgot');
  assert.match(message, /Forgot returned undefined/);
});

test('keeps the cause of a component that throws, and reports other problems too', () => {
  const cause = new TypeError('database is down');
  const Boom = (): BxmlElement => {
    throw cause;
  };
  const error = thrownBy(() =>
    render(
      <Response>
        <Boom />
        <Pause duration={-1} />
      </Response>,
    ),
  );
  assert.is(error.cause, cause);
  assert.equal(
    error.problems.map(({ code }) => code),
    ['component.threw', 'pause.duration'],
  );
  assert.match(error.message, /Boom threw TypeError: database is down/);
});

test('recognizes the Response class of the Fetch API used as an element', () => {
  const { hint } = onlyProblem(jsx(globalThis.Response as never, {}));
  assert.match(hint ?? '', /import \{ Response \} from 'bxml-jsx'/);
});

test('the hint for an undefined component names possible causes', () => {
  assert.match(onlyProblem(jsx(Response, { children: jsx(undefined as never, {}) })).hint ?? '', /not imported/);
});

test('render names an asynchronous component and suggests renderAsync', async () => {
  const Later = async (): Promise<BxmlElement> => {
    await tick();
    throw new Error('not reported');
  };
  const { code, message, hint } = onlyProblem(
    <Response>
      <Later />
    </Response>,
  );
  assert.is(code, 'component.async');
  assert.match(message, /^Later is asynchronous/);
  assert.match(hint ?? '', /renderAsync/);
  await tick();
});

test('renderAsync runs siblings concurrently and keeps their order', async () => {
  const events: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const First = async (): Promise<BxmlElement> => {
    events.push('first starts');
    await gate;
    return <Say text="1" />;
  };
  const Second = async (): Promise<BxmlElement> => {
    events.push('second starts');
    open();
    return <Say text="2" />;
  };
  assert.is(
    texts(
      await renderAsync(
        <Response>
          <First />
          {[<Second key="2" />]}
        </Response>,
      ),
    ),
    '1,2',
  );
  assert.equal(events, ['first starts', 'second starts']);
});

test('asynchronous components can be nested in Gather and in speech', async () => {
  const Word = async (): Promise<string> => 'word';
  const Prompt = async (): Promise<BxmlElement> => (
    <SpeakSentence>
      a <Word />
    </SpeakSentence>
  );
  assert.match(
    await renderAsync(
      <Response>
        <Gather gatherUrl="/g">
          <Prompt />
        </Gather>
      </Response>,
    ),
    /<Gather gatherUrl="\/g"><SpeakSentence>a word</,
  );
});

test('renderAsync accepts promises as children', async () => {
  assert.is(
    texts(await renderAsync(jsx(Response, { children: [Promise.resolve(<Say text="p" />), Promise.resolve(null)] }))),
    'p',
  );
});

test('waits for all components before it throws, and reports every failure', async () => {
  let settled = false;
  const Bad = async (): Promise<BxmlElement> => {
    throw new Error('bad');
  };
  const Slow = async (): Promise<BxmlElement> => {
    await tick();
    await tick();
    settled = true;
    throw new Error('slow');
  };
  const error = await rejectionOf(
    renderAsync(
      <Response>
        <Bad />
        <Slow />
        {[<Bad key="b" />]}
      </Response>,
    ),
  );
  assert.ok(settled);
  assert.equal(
    error.problems.map(({ message }) => message),
    ['Bad threw Error: bad.', 'Slow threw Error: slow.', 'Bad threw Error: bad.'],
  );
  assert.equal(
    error.problems.map(({ path }) => path),
    ['Response > Bad', 'Response > Slow', 'Response > Bad'],
  );
});

test('paths contain components and elements, including asynchronous ones', async () => {
  const Sales = async (): Promise<BxmlElement> => <Pause duration={-1} />;
  const Menu = (): BxmlElement => (
    <Response>
      <Gather gatherUrl="/g">
        <Hangup />
      </Gather>
      <Sales />
    </Response>
  );
  const problems = await validateAsync(<Menu />);
  assert.equal(problems.map(({ path }) => path).slice(0, 1), ['Menu > Response > Gather > Hangup']);
  assert.ok(problems.some(({ path }) => path === 'Menu > Response > Sales > Pause'));
});

test('the signal aborts the wait for a component that never settles', async () => {
  const controller = new AbortController();
  const Never = (): Promise<BxmlElement> => new Promise(() => undefined);
  const rendering = renderAsync(
    <Response>
      <Never />
    </Response>,
    { signal: controller.signal },
  );
  controller.abort(new Error('hung up'));
  const error = await rejectionOf(rendering);
  assert.is(error.code, 'render.aborted');
  assert.is((error.cause as Error).message, 'hung up');
  assert.is((await rejectionOf(renderAsync(<Response />, { signal: controller.signal }))).code, 'render.aborted');
});

test('an aborted signal starts no component and causes no unhandled rejection', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): void => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    let ran = false;
    const Balance = async (): Promise<null> => {
      ran = true;
      return null;
    };
    const children = [jsx(Balance, {}), Promise.reject(new Error('down'))];
    const { code } = await rejectionOf(renderAsync(jsx(Response, { children }), { signal: AbortSignal.abort() }));
    assert.is(code, 'render.aborted');
    await new Promise((resolve) => setImmediate(resolve));
    assert.not(ran);
    assert.equal(unheard, []);
  } finally {
    process.off('unhandledRejection', hear);
  }
});

test('renderAsync reports the line of a fragment', async () => {
  const source = { fileName: 'menu.tsx', lineNumber: 7, columnNumber: 3 };
  const located = (children: unknown): BxmlElement =>
    jsxDEV(Fragment, { children: children as never }, undefined, false, source);
  for (const children of [jsx(Gather, {}), Promise.resolve(jsx(Gather, {})), [Promise.resolve(null), 'stray']]) {
    const [problem] = await validateAsync(jsx(Response, { children: located(children) }));
    assert.is(problem?.source?.line, 7);
  }
});

test('an empty fragment renders nothing, with and without a source position', async () => {
  const source = { fileName: 'menu.tsx', lineNumber: 7, columnNumber: 3 };
  for (const fragment of [
    jsx(Fragment, { children: null }),
    jsxDEV(Fragment, { children: null }, undefined, false, source),
    jsxDEV(Fragment, { children: jsx(Fragment, { children: null }) }, undefined, false, source),
  ]) {
    const Silent = (): BxmlElement => fragment;
    assert.is(await renderOrNull(<Silent />), null);
    assert.is(await renderOrNull(fragment), null);
  }
});

test('fragments and providers without children render nothing in render and renderAsync', async () => {
  const Language = createContext('en');
  for (const Empty of [() => jsx(Fragment, {}), () => jsx(Language.Provider, { value: 'es' })]) {
    const node = (
      <Response>
        <Empty />
      </Response>
    );
    assert.is(await renderAsync(node), render(node));
  }
});

test.run();
