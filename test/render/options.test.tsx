import {
  type BxmlElement,
  Gather,
  Hangup,
  Pause,
  PhoneNumber,
  type Problem,
  Response,
  render,
  renderAsync,
  SpeakSentence,
  Tag,
  Transfer,
  validate,
  validateAsync,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { parse } from 'bxml-jsx/parse';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';
import { rejectionOf } from '../rejections.js';
import { verbsOf } from '../xml.js';

const test = suite('options');
const oddVoice = (): BxmlElement => (
  <Response>
    <SpeakSentence voice="nobody">x</SpeakSentence>
  </Response>
);
const noUrl = (): BxmlElement => (
  <Response>
    <Gather />
  </Response>
);

test('rules sets the severity of one rule for one render', () => {
  assert.is(onlyProblem(oddVoice()).severity, 'error');
  assert.is(onlyProblem(oddVoice(), { rules: { 'speak.voice': 'warning' } }).severity, 'warning');
  assert.equal(codesOf(oddVoice(), { rules: { 'speak.voice': 'off' } }), []);
  assert.match(render(oddVoice(), { rules: { 'speak.voice': 'off' } }), /voice="nobody"/);
  assert.is(thrownBy(() => render(noUrl(), { rules: { 'gather.no-url': 'error' } })).code, 'gather.no-url');
  assert.is(onlyProblem(oddVoice()).severity, 'error');
});

test('an unknown attribute is written if its rule is off', () => {
  const node = (): BxmlElement => {
    const tomorrow: object = { gatherUrl: '/g', 'beep-tone': 'a"b', count: 3 };
    return (
      <Response>
        <Gather {...tomorrow} />
      </Response>
    );
  };
  assert.equal(codesOf(node()), ['attribute.unknown', 'attribute.unknown']);
  assert.match(render(node(), { rules: { 'attribute.unknown': 'off' } }), / beep-tone="a&quot;b" count="3"/);
});

test('a warning calls onWarning, and throws with strict', () => {
  const told: Problem[] = [];
  render(noUrl(), { onWarning: (problem) => told.push(problem) });
  assert.equal(
    told.map(({ code, severity }) => [code, severity]),
    [['gather.no-url', 'warning']],
  );
  assert.is(thrownBy(() => render(noUrl(), { strict: true })).code, 'gather.no-url');
});

test('an error contains the warnings after the errors', () => {
  const error = thrownBy(() =>
    render(
      <Response>
        <Gather />
        <Pause duration={-1} />
      </Response>,
    ),
  );
  assert.equal(
    error.problems.map(({ code }) => code),
    ['pause.duration', 'gather.no-url'],
  );
  assert.is(error.code, 'pause.duration');
});

test('rejects unknown options', () => {
  assert.is(thrownBy(() => render(noUrl(), { rules: { 'gather.no-url': 'of' as never } })).code, 'options.rules');
  assert.is(thrownBy(() => validate(noUrl(), { context: 'calls' as never })).code, 'options.context');
});

test('the context determines the allowed verbs', () => {
  const node = (
    <Response>
      <Hangup />
    </Response>
  );
  assert.equal(codesOf(node), []);
  assert.equal(codesOf(node, { context: 'conference' }), ['hangup.not-in-conference']);
});

test('pretty indents verbs and does not change text and SSML', () => {
  const node = (
    <Response>
      <Gather gatherUrl="/g">
        <SpeakSentence>
          {'  two '}
          <break time="1s" />
          {'\nlines '}
        </SpeakSentence>
      </Gather>
      <Transfer>
        <PhoneNumber>+15551230000</PhoneNumber>
      </Transfer>
      <Tag> a </Tag>
    </Response>
  );
  assert.is(
    render(node, { pretty: true }),
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Response>',
      '  <Gather gatherUrl="/g">',
      '    <SpeakSentence>  two <break time="1s"/>',
      'lines </SpeakSentence>',
      '  </Gather>',
      '  <Transfer>',
      '    <PhoneNumber>+15551230000</PhoneNumber>',
      '  </Transfer>',
      '  <Tag> a </Tag>',
      '</Response>',
    ].join('\n'),
  );
  assert.is(render(<Response />, { pretty: true }), '<?xml version="1.0" encoding="UTF-8"?>\n<Response/>');
});

const say = (text: string): BxmlElement => (
  <Response>
    <SpeakSentence>{text}</SpeakSentence>
  </Response>
);
const bytesOf = (text: string): number => Buffer.byteLength(render(say(text)));
const filled = (bytes: number, unit: string): BxmlElement => {
  const size = bytesOf(`${unit}${unit}`) - bytesOf(unit);
  const room = bytes - bytesOf('a') + 1;
  return say(unit.repeat(Math.floor(room / size)) + 'a'.repeat(room % size));
};

for (const unit of ['a', 'é', '你', '😀', '&']) {
  test(`a document of 65,536 bytes of ${unit} is valid, one more is an error`, () => {
    assert.is(Buffer.byteLength(render(filled(65_536, unit))), 65_536);
    assert.is(onlyProblem(filled(65_537, unit)).code, 'root.size');
  });
}

test('the size limit counts the compact form, with and without pretty', () => {
  const node = (
    <Response>
      {Array.from({ length: 6000 }, (_, key) => (
        <Pause key={key} />
      ))}
    </Response>
  );
  assert.is(verbsOf(render(node, { pretty: true })).filter((verb) => typeof verb !== 'string').length, 6000);
  assert.ok(Buffer.byteLength(render(node, { pretty: true })) > 65_536);
});

test('the size limit counts the bytes of names', () => {
  const spoken = (more: string): BxmlElement =>
    jsx(Response, { children: jsx(SpeakSentence, { ü: 'ü', children: jsx('größe', { ä: 'ä', children: more }) }) });
  const rules = { 'attribute.unknown': 'off', 'speak.ssml-unlisted': 'off' } as const;
  const room = 65_536 - Buffer.byteLength(render(spoken('x'), { rules })) + 1;
  assert.is(Buffer.byteLength(render(spoken('x'.repeat(room)), { rules })), 65_536);
  assert.match(onlyProblem(spoken('x'.repeat(room + 1)), { rules }).message, '65537 bytes');
  const read = parse(render(spoken('x'.repeat(room)), { rules }));
  assert.is(Buffer.byteLength(render(read, { rules })), 65_536);
  const longer = parse(render(spoken('x'.repeat(room)), { rules }).replace('xx', 'xxx'));
  assert.match(onlyProblem(longer, { rules }).message, '65537 bytes');
});

test('the size of an empty SSML element has no closing tag', () => {
  const rules = { 'speak.ssml-unlisted': 'off' } as const;
  const spoken = (text: string): BxmlElement =>
    jsx(Response, { children: jsx(SpeakSentence, { children: [text, jsx('größe', {})] }) });
  const room = 65_536 - Buffer.byteLength(render(spoken('x'), { rules })) + 1;
  assert.is(Buffer.byteLength(render(spoken('x'.repeat(room)), { rules })), 65_536);
  assert.match(onlyProblem(spoken('x'.repeat(room + 1)), { rules }).message, '65537 bytes');
});

test('an element without rendered children counts as empty', () => {
  const told = (child: BxmlElement): string => {
    const long = jsx(SpeakSentence, { children: 'x'.repeat(70_000) });
    return validate(jsx(Response, { children: [child, long] })).find(({ code }) => code === 'root.size')?.message ?? '';
  };
  assert.is(told(jsx(Tag, { children: '\0' })), told(jsx(Tag, {})));
  assert.is(told(jsx(SpeakSentence, { children: '\0' })), told(jsx(SpeakSentence, {})));
  assert.is(
    told(jsx(SpeakSentence, { children: jsx('p', { children: '\0' }) })),
    told(jsx(SpeakSentence, { children: jsx('p', {}) })),
  );
});

test('the size does not count the output of a failed component', () => {
  const Boom = (): never => {
    throw new Error('boom');
  };
  const long = jsx(SpeakSentence, {
    children: [
      'é'.repeat(40_000),
      jsx(Gather, {
        get tag() {
          return Boom();
        },
      }),
    ],
  });
  assert.equal(codesOf(jsx(Response, { children: long })), ['speak.ssml', 'component.threw']);
});

for (const [option, value, told] of [
  ['type', null, 'options is null'],
  ['type', 'pretty', 'options is "pretty"'],
  ['type', () => undefined, 'options is a function'],
  ['type', ['pretty'], 'options is an array'],
  ['rules', { rules: null }, 'rules is null'],
  ['rules', { rules: 'off' }, 'rules is "off"'],
  ['rules', { rules: ['off'] }, 'rules is an array'],
  [
    'rules',
    { rules: { 'gather.no-url': ['off'] } },
    'rules["gather.no-url"] is an array; expected "off", "warning", "error"',
  ],
  ['onWarning', { onWarning: 'log' }, 'onWarning is "log"'],
  ['onWarning', { onWarning: null }, 'onWarning is null'],
  ['signal', { signal: null }, 'signal is null'],
  ['signal', { signal: new AbortController() }, 'signal is an object'],
  ['signal', { signal: 5 }, 'signal is 5'],
] as const) {
  test(`options.${option}: ${told}`, async () => {
    const options = value as never;
    const { code, message } = thrownBy(() => render(noUrl(), options));
    assert.is(code, `options.${option}`);
    assert.match(message, told);
    assert.is(thrownBy(() => validate(noUrl(), options)).code, code);
    assert.is((await rejectionOf(renderAsync(noUrl(), options))).code, code);
    assert.is((await rejectionOf(validateAsync(noUrl(), options))).code, code);
  });
}

test('accepts an AbortSignal of another implementation', async () => {
  const signal = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  assert.match(await renderAsync(noUrl(), { signal }), '<Gather/>');
});

test.run();
