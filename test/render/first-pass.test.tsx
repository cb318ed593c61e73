// A valid document is written by the first pass. A document with a problem is walked from its start, with the results of
// the components that the first pass has run.
import {
  type BxmlElement,
  createContext,
  defineVerb,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  PlayAudio,
  type Problem,
  Redirect,
  Refer,
  Response,
  render,
  renderAsync,
  SipUri,
  SpeakSentence,
  StartRecording,
  StopRecording,
  ssml,
  Transfer,
  useContext,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, thrownBy } from '../problems.js';
import { firstPass, walked } from './agreement.js';

const test = suite('first pass');

const nextMacrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const Language = createContext('en');
const Greeting = (): BxmlElement => <SpeakSentence>{useContext(Language) === 'es' ? 'Hola' : 'Hello'}</SpeakSentence>;
const Ending = (): BxmlElement => (
  <>
    {false}
    <Pause />
    <Hangup />
  </>
);
const Digits = ({ digits }: { digits: string }): string => `+1${digits}`;
const Question = defineVerb<{ id: string; children?: BxmlElement[] }>('Question', {
  attributes: { id: { type: 'string', required: true } },
  content: 'verbs',
  children: { SpeakSentence: { min: 1, max: 2 }, PlayAudio: { max: 1 } },
});

const documents: { readonly [name: string]: () => BxmlElement } = {
  'fragments, arrays and nothing': () => (
    <Response>
      {[<Pause key="1" />, [null, <Pause key="2" duration={2.5} />]]}
      <Ending />
    </Response>
  ),
  'components and contexts': () => (
    <Response>
      <Language.Provider value="es">
        <Greeting />
      </Language.Provider>
      <Greeting />
    </Response>
  ),
  'SSML, from JSX and from text': () => (
    <Response>
      <SpeakSentence>
        One <break time="1s" strength={undefined} /> <emphasis level="strong">two {3}</emphasis> &amp; é
        {ssml('<p>four <break strength="weak"/></p>')}
      </SpeakSentence>
    </Response>
  ),
  'SSML with values to escape': () => (
    <Response>
      <SpeakSentence>
        <sub alias={'Ham & "Eggs" <é>'}>H</sub> and <phoneme ph="təˈmeɪtoʊ">tomato</phoneme>
      </SpeakSentence>
    </Response>
  ),
  'text of several parts': () => (
    <Response>
      <Transfer transferCompleteUrl="/done?a=1&b=2">
        <PhoneNumber>
          +1555{1234567}
          {null}
        </PhoneNumber>
        <PhoneNumber>{jsx(Digits, { digits: '5551234567' }) as never}</PhoneNumber>
        <SipUri>sip:a@b.example</SipUri>
      </Transfer>
    </Response>
  ),
  'custom verbs with limits': () => (
    <Response>
      <Question id="q">
        <SpeakSentence>Really?</SpeakSentence>
        <PlayAudio>/beep.wav</PlayAudio>
      </Question>
      <Refer>
        <SipUri>sip:a@b.example</SipUri>
      </Refer>
    </Response>
  ),
  'verbs that start and stop': () => (
    <Response>
      <StartRecording recordingAvailableUrl="/r" />
      <Greeting />
      <StopRecording />
      <Redirect redirectUrl="/next" />
    </Response>
  ),
};

for (const [name, document] of Object.entries(documents)) {
  test(`writes ${name}`, () => {
    assert.equal(validate(document()), []);
    assert.is(firstPass(document(), {}, false), walked(document(), {}).text);
    assert.is(render(document()), walked(document(), {}).text);
  });
}

const warnings: { readonly [code: string]: BxmlElement } = {
  'speak.voice-legacy': <SpeakSentence voice={'Julie' as 'julie'}>Hello</SpeakSentence>,
  'speak.accidental': <SpeakSentence>Hello {'NaN'}</SpeakSentence>,
  'gather.no-url': <Gather />,
  'url.accidental': <PlayAudio>/undefined</PlayAudio>,
  'redirect.last': (
    <>
      <Redirect redirectUrl="/next" />
      <Pause />
    </>
  ),
  'url.accidental ': <Redirect redirectUrl="/undefined" />,
  'startRecording.last': <StartRecording />,
};

for (const [code, children] of Object.entries(warnings)) {
  test(`stops at ${code} if warnings are reported`, () => {
    const node = jsx(Response, { children });
    assert.equal(codesOf(node), [code.trim()]);
    assert.is(firstPass(node, {}, false), undefined);
    assert.is(render(node), walked(node, {}).text);
    const heard: Problem[] = [];
    assert.is(render(node, { onWarning: (problem) => heard.push(problem) }), render(node));
    assert.equal(heard, validate(node));
    assert.equal(thrownBy(() => render(node, { strict: true })).problems, heard);
    assert.equal(thrownBy(() => render(node, { rules: { [code.trim()]: 'error' } })).problems.length, 1);
  });
}

test('writes documents with warnings if they are ignored', () => {
  for (const [code, children] of Object.entries(warnings)) {
    // Of the warnings about attributes, the first pass knows none.
    if (code === 'url.accidental ') continue;
    const node = jsx(Response, { children });
    assert.is(firstPass(node, {}, true), walked(node, {}).text);
  }
});

test('stops at a verb whose rule for the end of the document is an error, also if warnings are ignored', () => {
  const Knock = defineVerb('Knock', {
    attributes: {},
    instant: true,
    rules: [{ id: 'knock.last', level: 'error', when: 'last', check: () => ({ message: 'Nothing follows.' }) }],
  });
  const node = jsx(Response, { children: jsx(Knock, {}) });
  assert.is(firstPass(node, {}, true), undefined);
  assert.equal(codesOf(node), ['knock.last']);
});

test('runs a component once if a problem follows it, in the same order and with the same contexts', () => {
  const runs: string[] = [];
  const Part = ({ name, children }: { name: string; children?: BxmlElement | BxmlElement[] }): BxmlElement => {
    runs.push(`${name} ${useContext(Language)}`);
    return <>{children}</>;
  };
  const Word = (): string => {
    runs.push('word');
    return 'Hello';
  };
  const children = (
    <Response>
      <Part name="a">
        <Language.Provider value="es">
          <Part name="b">
            <SpeakSentence>
              <Word />
            </SpeakSentence>
          </Part>
        </Language.Provider>
        <Pause duration={-1} />
        <Part name="c" />
      </Part>
      <Part name="d" />
    </Response>
  );
  assert.equal(codesOf(children), ['pause.duration']);
  assert.equal(runs, ['a en', 'b es', 'word', 'c en', 'd en']);
});

test('runs a shared element as often as it occurs', () => {
  let runs = 0;
  const Count = (): BxmlElement => <SpeakSentence>Number {++runs}</SpeakSentence>;
  const shared = <Count />;
  const xml = render(
    <Response>
      {[shared, shared]}
      <Pause duration={-1} />
      {shared}
    </Response>,
    { rules: { 'pause.duration': 'off' } },
  );
  assert.equal(xml.match(/Number \d/g), ['Number 1', 'Number 2', 'Number 3']);
});

test('a component that throws runs once, and the rest of the document runs', () => {
  const cause = new Error('no data');
  const runs: string[] = [];
  const Fails = (): BxmlElement => {
    runs.push('fails');
    throw cause;
  };
  const Works = (): BxmlElement => {
    runs.push('works');
    return <Pause />;
  };
  const error = thrownBy(() =>
    render(
      <Response>
        <Works />
        <Fails />
        <Works />
      </Response>,
    ),
  );
  assert.is(error.cause, cause);
  assert.equal(runs, ['works', 'fails', 'works']);
});

test('a component that throws undefined is one problem', () => {
  const Fails = (): BxmlElement => {
    throw undefined;
  };
  assert.equal(codesOf(jsx(Response, { children: jsx(Fails, {}) })), ['component.threw']);
});

test('an asynchronous component runs once in a synchronous render', () => {
  let runs = 0;
  const Later = async (): Promise<null> => {
    runs++;
    return null;
  };
  assert.equal(codesOf(jsx(Response, { children: jsx(Later, {}) })), ['component.async']);
  assert.is(runs, 1);
});

test('renderAsync runs components once if a problem follows', async () => {
  let runs = 0;
  const Later = async (): Promise<BxmlElement> => {
    runs++;
    return <Pause />;
  };
  const node = (
    <Response>
      <Later />
      <Later />
      <Pause duration={-1} />
    </Response>
  );
  await renderAsync(node, { rules: { 'pause.duration': 'off' } });
  assert.is(runs, 2);
});

test('renderAsync runs the components before and after an asynchronous one once, with their contexts', async () => {
  const runs: string[] = [];
  const Now = ({ name }: { name: string }): BxmlElement => {
    runs.push(`${name} ${useContext(Language)}`);
    return <Pause />;
  };
  const Later = async (): Promise<BxmlElement> => {
    runs.push('later');
    return <Now name="inside" />;
  };
  const node = (
    <Response>
      <Language.Provider value="es">
        <Now name="before" />
      </Language.Provider>
      <Later />
      <Now name="after" />
    </Response>
  );
  assert.is(await renderAsync(node), render(<Response>{[<Pause />, <Pause />, <Pause />]}</Response>));
  assert.equal(runs, ['before es', 'later', 'after en', 'inside en']);
});

test('renderAsync runs a component that throws once', async () => {
  const cause = new Error('no data');
  let runs = 0;
  const Fails = (): BxmlElement => {
    runs++;
    throw cause;
  };
  const error = await renderAsync(jsx(Response, { children: [jsx(Pause, {}), jsx(Fails, {})] })).catch((e) => e);
  assert.is(error.cause, cause);
  assert.is(runs, 1);
});

test('renderAsync rejects if a synchronous component aborts', async () => {
  const controller = new AbortController();
  const Aborts = (): BxmlElement => {
    controller.abort();
    return <Pause />;
  };
  const error = await renderAsync(jsx(Response, { children: jsx(Aborts, {}) }), { signal: controller.signal }).catch(
    (e) => e,
  );
  assert.is(error.code, 'render.aborted');
});

test('renderAsync starts no component after an abort', async () => {
  const controller = new AbortController();
  let runs = 0;
  const Aborts = (): null => {
    controller.abort();
    return null;
  };
  const Later = (): null => {
    runs++;
    return null;
  };
  const node = jsx(Response, { children: [jsx(Aborts, {}), jsx(Later, {})] });
  assert.is((await renderAsync(node, controller).catch((e) => e)).code, 'render.aborted');
  assert.is(runs, 0);
});

test('renderAsync reports no warning after an abort', async () => {
  const controller = new AbortController();
  const warnings: Problem[] = [];
  const Slow = async (): Promise<null> => {
    await nextMacrotask();
    return null;
  };
  const node = jsx(Response, { children: [jsx(Slow, {}), jsx(SpeakSentence, { children: 'undefined' })] });
  const options = { signal: controller.signal, onWarning: (problem: Problem) => void warnings.push(problem) };
  const rendering = renderAsync(node, options).catch((e) => e);
  controller.abort();
  assert.is((await rendering).code, 'render.aborted');
  await nextMacrotask();
  await nextMacrotask();
  assert.equal(warnings, []);
  await renderAsync(node, { ...options, signal: undefined });
  assert.is(warnings.length, 1);
});

test('a component can render another document', () => {
  const Inner = (): BxmlElement => {
    const inner = validate(<Response>{jsx(Pause, { duration: 'x' })}</Response>);
    return <SpeakSentence>{render(<Response />).length + inner.length} characters</SpeakSentence>;
  };
  const inside = (
    <Response>
      <Inner />
      <Pause duration={-1} />
      <Inner />
    </Response>
  );
  assert.equal(codesOf(inside), ['pause.duration']);
  assert.match(render(<Response>{jsx(Inner, {})}</Response>), />\d+ characters</);
});

test('new children from a getter are rendered with their own results', () => {
  const Say = ({ words }: { words: string }): BxmlElement => <SpeakSentence>{words}</SpeakSentence>;
  let reads = 0;
  const props = {
    get children() {
      return jsx(Say, { words: `read ${++reads}` });
    },
  };
  const node = jsx(Response, { children: [jsx(Gather, props), jsx(Pause, { duration: -1 })] });
  assert.match(render(node, { rules: { 'pause.duration': 'off' } }), />read 2</);
});

test('components beside new children from a getter run once', async () => {
  const runs: string[] = [];
  const Say = ({ words }: { words: string }): BxmlElement => {
    runs.push(words);
    return <SpeakSentence>{words}</SpeakSentence>;
  };
  const Later = async (): Promise<BxmlElement> => <Pause />;
  let reads = 0;
  const props = {
    get children() {
      return jsx(Say, { words: `read ${++reads}` });
    },
  };
  const children = [jsx(Gather, props), <Say words="after" />, jsx(Later, {}), <Say words="last" />];
  await renderAsync(jsx(Response, { children }));
  assert.equal(runs, ['read 1', 'after', 'read 2', 'last']);
});

test('a document of exactly the maximum size is valid, and one of a byte more is not', () => {
  const size = render(jsx(Response, { children: jsx(SpeakSentence, { children: 'x' }) })).length - 1;
  for (const [character, bytes] of [
    ['x', 1],
    ['é', 2],
    ['😀', 4],
    ['&', 5],
  ] as const) {
    const count = Math.floor((65_536 - size) / bytes);
    const rest = 'x'.repeat(65_536 - size - count * bytes);
    const node = (more: string): BxmlElement =>
      jsx(Response, { children: jsx(SpeakSentence, { children: character.repeat(count) + rest + more }) });
    assert.equal(codesOf(node('')), []);
    assert.is(firstPass(node(''), {}, true)?.length, walked(node(''), {}).text.length);
    assert.equal(codesOf(node('x')), ['root.size']);
  }
});

test.run();
