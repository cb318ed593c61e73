// The limits of a render, the order of problems, and the release of memory and listeners.
import { getEventListeners } from 'node:events';
import {
  type BxmlElement,
  createContext,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  Redirect,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  Transfer,
  useContext,
  validate,
  validateAsync,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { growthOf } from '../collected.js';
import { codesOf, thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';

const test = suite('limits and clean-up of a render');

const holders: readonly [name: string, hold: (texts: readonly string[]) => BxmlElement][] = [
  ['speech', (texts) => <SpeakSentence>{texts}</SpeakSentence>],
  [
    'SSML',
    (texts) => (
      <SpeakSentence>
        <emphasis>{texts}</emphasis>
      </SpeakSentence>
    ),
  ],
  [
    'fragments',
    (texts) => (
      <SpeakSentence>
        {texts.map((text) => (
          <>{text}</>
        ))}
      </SpeakSentence>
    ),
  ],
];

for (const [name, hold] of holders) {
  test(`a long text a thousand times exceeds the size limit in ${name}`, async () => {
    const texts = new Array<string>(1000).fill('x'.repeat(2 ** 18));
    assert.ok(codesOf(<Response>{hold(texts)}</Response>).includes('tree.size'));
    const { problems } = await rejectionOf(renderAsync(<Response>{hold(texts)}</Response>));
    assert.ok(problems.some(({ code }) => code === 'tree.size'));
  });
}

const Fails = ({ with: thrown }: { with: unknown }): never => {
  throw thrown;
};
const FailsLater = async ({ with: thrown, turns }: { with: unknown; turns: number }): Promise<never> => {
  for (let turn = 0; turn < turns; turn++) await undefined;
  throw thrown;
};

test('the cause of an error is the error of the first component in document order', async () => {
  const [first, second] = [new Error('first'), new Error('second')];
  const tree = (
    <Response>
      <Fails with={first} />
      <SpeakSentence>
        <Fails with={second} />
      </SpeakSentence>
    </Response>
  );
  const { cause, problems } = thrownBy(() => render(tree));
  assert.is(cause, first);
  assert.equal(
    problems.map(({ message }) => /first|second/.exec(message)?.[0]),
    ['first', 'second'],
  );
  const later = (
    <Response>
      <FailsLater with={first} turns={9} />
      <FailsLater with={second} turns={0} />
    </Response>
  );
  assert.is((await rejectionOf(renderAsync(later))).cause, first);
  assert.is(
    thrownBy(() =>
      render(
        <Response>
          <Fails with={undefined} />
          <Fails with={second} />
        </Response>,
      ),
    ).cause,
    undefined,
  );
});

test('a completed render leaves no listener on the signal', async () => {
  const { signal } = new AbortController();
  const Later = async (): Promise<BxmlElement> => <SpeakSentence>later</SpeakSentence>;
  await renderAsync(
    <Response>
      <Later />
    </Response>,
    { signal },
  );
  await validateAsync(
    <Response>
      <Later />
    </Response>,
    { signal },
  );
  await rejectionOf(
    renderAsync(
      <Response>
        <FailsLater with="boom" turns={3} />
      </Response>,
      { signal },
    ),
  );
  await renderAsync(
    <Response>
      <Hangup />
    </Response>,
    { signal },
  );
  assert.equal(getEventListeners(signal, 'abort'), []);
});

test('an aborted render leaves no listener once its components have settled', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  let end = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    end = resolve;
  });
  const Later = async (): Promise<BxmlElement> => {
    await opened;
    return <Hangup />;
  };
  const rejected = rejectionOf(
    renderAsync(
      <Response>
        <Later />
      </Response>,
      { signal },
    ),
  );
  controller.abort();
  assert.is((await rejected).code, 'render.aborted');
  end();
  await new Promise(setImmediate);
  assert.equal(getEventListeners(signal, 'abort'), []);
});

const word = createContext('outside');
const Word = (): string => useContext(word);

test('a provider ends at its closing tag, even if a component in it fails', () => {
  const inside = (
    <word.Provider value="inside">
      <Fails with="boom" />
    </word.Provider>
  );
  const seen: string[] = [];
  const Look = (): null => {
    seen.push(useContext(word));
    return null;
  };
  validate(
    <Response>
      {inside}
      <Look />
      {[inside, <Look key="1" />]}
      <word.Provider value="inside">
        <Look />
      </word.Provider>
      <Look />
    </Response>,
  );
  assert.equal(seen, ['outside', 'outside', 'inside', 'outside']);
  const spoken = (
    <word.Provider value="inside">
      <SpeakSentence>
        <Word />
      </SpeakSentence>
    </word.Provider>
  );
  assert.match(
    render(
      <Response>
        {spoken}
        <SpeakSentence>
          <Word />
        </SpeakSentence>
      </Response>,
    ),
    />inside<.*>outside</,
  );
});

test('the path of a problem after a failed component does not contain that component', () => {
  const Wrap = (): BxmlElement => (
    <SpeakSentence>
      <Fails with="boom" />
    </SpeakSentence>
  );
  const problems = validate(
    <Response>
      <Wrap />
      <Pause duration={-1} />
    </Response>,
  );
  assert.equal(
    problems.map(({ path }) => path),
    ['Response > Wrap > SpeakSentence > Fails', 'Response > Pause'],
  );
});

for (const severity of ['error', 'warning'] as const) {
  const rules = { 'pause.duration': severity, 'root.size': 'off' } as const;
  const many = (count: number): BxmlElement => (
    <Response>
      {Array.from({ length: count }, () => (
        <Pause duration={-1} />
      ))}
    </Response>
  );
  const found = (count: number): [kept: number, more: string | undefined] => {
    const problems = validate(many(count), { rules });
    const kept = problems.filter(({ code }) => code !== 'problems.more');
    assert.ok(kept.every((problem) => problem.severity === severity));
    const more = problems.find(({ code, severity: of }) => code === 'problems.more' && of === severity);
    return [kept.length, more?.message];
  };

  test(`keeps ten thousand problems of severity ${severity} and counts the rest`, () => {
    const [least] = [validate(many(1), { rules })];
    assert.is(least.length, 1, JSON.stringify(least));
    assert.equal(found(10_000), [10_000, undefined]);
    assert.equal(found(10_001), [10_000, `There is 1 more ${severity}; the first 10000 are kept.`]);
    assert.equal(found(10_002), [10_000, `There are 2 more ${severity}s; the first 10000 are kept.`]);
  });
}

test('a path of 24 names is complete, one of 25 is shortened', () => {
  const Nest = ({ left }: { left: number }): BxmlElement =>
    left === 0 ? <Pause duration={-1} /> : <Nest left={left - 1} />;
  const path = (count: number): string =>
    validate(
      <Response>
        <Nest left={count - 3} />
      </Response>,
    )[0]?.path ?? '';
  assert.is(path(24).split(' > ').length, 24);
  assert.not.match(path(24), '…');
  assert.match(path(25), / > … 7 more … > /);
  assert.is(path(25).split(' > ').length, 19);
});

test('rules that are named like properties of Object.prototype have no effect', () => {
  const rules = Object.create({ 'pause.duration': 'off' });
  assert.equal(
    codesOf(
      <Response>
        <Pause duration={-1} />
      </Response>,
      { rules },
    ),
    codesOf(
      <Response>
        <Pause duration={-1} />
      </Response>,
    ),
  );
});

test('a document of 65,536 bytes is rendered, one more byte is an error', () => {
  const ofLength = (length: number, unit: string): string =>
    unit.repeat(Math.floor(length / Buffer.byteLength(unit))).concat('x'.repeat(length % Buffer.byteLength(unit)));
  const speaking = (text: string): BxmlElement => (
    <Response>
      <SpeakSentence>{text}</SpeakSentence>
    </Response>
  );
  const around = Buffer.byteLength(render(speaking('x'))) - 1;
  for (const unit of ['x', 'é', '€', '🎉']) {
    const most = ofLength(65_536 - around, unit);
    assert.is(Buffer.byteLength(render(speaking(most))), 65_536);
    assert.is(thrownBy(() => render(speaking(`${most}x`))).code, 'root.size');
  }
});

test('many different documents do not increase memory', async () => {
  const documents = (from: number, to: number): void => {
    for (let number = from; number < to; number++) {
      const name = `${number} ${'x'.repeat(50)}`;
      const node = (
        <Response>
          <SpeakSentence>{name}</SpeakSentence>
          <Redirect redirectUrl={`/${name}`} tag={name} />
          <Transfer tag={name}>
            <PhoneNumber tag={name}>+15551230001</PhoneNumber>
          </Transfer>
        </Response>
      );
      // Twice, because repeated values may be cached.
      for (let turn = 0; turn < 2; turn++) validate(node);
    }
  };
  documents(0, 500);
  const growth = await growthOf(() => documents(500, 10_000));
  assert.ok(growth < 8_000_000, `${growth} bytes`);
});

test('a repeated long value is not cached', async () => {
  const node = (address: string): BxmlElement => (
    <Response>{Array(3).fill(<Redirect redirectUrl={address} />)}</Response>
  );
  validate(node('/a'));
  const growth = await growthOf(() => validate(node(`/${'x'.repeat(5_000_000)}`)));
  assert.ok(growth < 2_000_000, `${growth} bytes`);
});

test('attributes in many orders do not increase memory', async () => {
  const names = [
    'gatherUrl',
    'gatherMethod',
    'gatherFallbackUrl',
    'gatherFallbackMethod',
    'username',
    'password',
    'tag',
  ];
  const methods = new Set(['gatherMethod', 'gatherFallbackMethod']);
  const orders = (before: string[], left: string[]): string[][] =>
    left.length === 0
      ? [before]
      : left.flatMap((name) =>
          orders(
            [...before, name],
            left.filter((other) => other !== name),
          ),
        );
  const props = (order: string[]) =>
    Object.fromEntries(order.map((name) => [name, methods.has(name) ? 'GET' : `/${name}`]));
  render(jsx(Response, { children: jsx(Gather, props(names)) }));
  const growth = await growthOf(() => {
    for (const order of orders([], names)) render(jsx(Response, { children: jsx(Gather, props(order)) }));
  });
  assert.ok(growth < 1_000_000, `${growth} bytes`);
});

test('long documents of constants do not increase memory', async () => {
  const long = (count: number): BxmlElement => (
    <Response>
      {Array.from({ length: count }, () => (
        <Pause />
      ))}
    </Response>
  );
  validate(long(10));
  const growth = await growthOf(() => {
    for (let turn = 0; turn < 3; turn++) validate(long(1900));
  });
  assert.ok(growth < 8_000_000, `${growth} bytes`);
});

test.run();
