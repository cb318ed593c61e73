// Tests the cache of tags, which spares writing and checking a repeated tag: a few values in all orders, repeatedly.
import {
  type BxmlElement,
  Conference,
  Gather,
  Record,
  Redirect,
  Response,
  render,
  SpeakSentence,
  Tag,
  type Verb,
  validate,
} from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf } from '../problems.js';
import { agree } from './agreement.js';

const test = suite('tag cache');

type Value = string | number | boolean;

/** A few values per attribute, so that they repeat; some invalid, some not ASCII, some with characters to escape. */
const pools: Readonly<{ [verb: string]: Readonly<{ [attribute: string]: readonly Value[] }> }> = {
  Gather: {
    gatherUrl: ['/g', '/é', 'ftp://x', '/a?b=1&c=2'],
    tag: ['a', 'b', '', 'x'.repeat(65), 'x'.repeat(257)],
    maxDigits: [1, 2, 99, 1.5],
    input: ['speech', 'dtmf', 'ears'],
    hints: ['yes', 'no'],
    repeatCount: [1, 30],
    password: ['secret', 'söcret'],
    gaherUrl: ['/g'],
  },
  Record: {
    recordCompleteUrl: ['/r', 'http://a.example/r', 'https://a.example/r'],
    username: ['u'],
    transcribe: [true, false],
    detectLanguage: [true, false],
    silenceTimeout: [0, -0, 1e-7, 99_999],
  },
  SpeakSentence: { voice: ['julie', 'Julie', 'nobody', 'samuel'], gender: ['male', 'robot'], locale: ['en_US', 'xx'] },
};
const verbs: Readonly<{ [name: string]: Verb<never> }> = { Gather, Record, SpeakSentence };

interface Sample {
  readonly name: string;
  readonly props: Readonly<{ [attribute: string]: Value }>;
}

const samples: fc.Arbitrary<Sample> = fc.constantFrom(...Object.keys(pools)).chain((name) => {
  const attributes = Object.entries(pools[name] ?? {});
  return fc
    .shuffledSubarray(attributes)
    .chain((chosen) =>
      fc
        .tuple(
          ...chosen.map(([attribute, values]) =>
            fc.constantFrom(...values).map((value) => [attribute, value] as const),
          ),
        )
        .map((entries) => ({ name, props: Object.fromEntries(entries) })),
    );
});

const built = ({ name, props }: Sample): BxmlElement =>
  jsx(Response, {
    children: jsx(verbs[name] as never, name === 'SpeakSentence' ? { ...props, children: 'x' } : props),
  });

test('bytes and problems are those of the plain renderer after any other tags', () => {
  fc.assert(
    fc.property(fc.array(samples, { minLength: 1, maxLength: 30 }), (list) => {
      for (const sample of [...list, ...list]) agree(built(sample));
    }),
    { numRuns: 300 },
  );
});

test('a rule that was off in one render is checked in the next', () => {
  const node = (): BxmlElement => built({ name: 'SpeakSentence', props: { voice: 'not-there' } });
  for (let turn = 0; turn < 4; turn++) assert.equal(codesOf(node(), { rules: { 'speak.voice': 'off' } }), []);
  assert.equal(codesOf(node()), ['speak.voice']);
  const long = (): BxmlElement => built({ name: 'Gather', props: { gatherUrl: '/g', maxDigits: 77 } });
  for (let turn = 0; turn < 4; turn++) assert.equal(codesOf(long(), { rules: { 'gather.maxDigits': 'off' } }), []);
  assert.equal(codesOf(long()), ['gather.maxDigits']);
});

test('counts the bytes of a constant that is not ASCII every time', () => {
  const tag = 'é'.repeat(40);
  // A verb that the documents above have not cached.
  const node = (count: number): BxmlElement =>
    jsx(Response, { children: Array.from({ length: count }, () => jsx(Redirect, { redirectUrl: '/r', tag })) });
  const one = Buffer.byteLength(render(node(2))) - Buffer.byteLength(render(node(1)));
  const most = Math.floor((65_536 - Buffer.byteLength(render(node(1)))) / one) + 1;
  assert.ok(Buffer.byteLength(render(node(most))) <= 65_536);
  assert.ok(codesOf(node(most + 1)).includes('root.size'));
});

test('a text in an element with another problem is not cached as valid', () => {
  const conference = (...children: unknown[]): BxmlElement =>
    jsx(Response, { children: jsx(Conference, { children }) });
  for (let turn = 0; turn < 4; turn++) validate(conference('two words', Number.NaN));
  assert.equal(codesOf(conference('two words')), ['conference.name']);
});

test('a text with the length of its escaped form is not cached as plain', () => {
  // Removed characters compensate for escaped ones.
  for (const text of ['<\0\0\0', '&a\0\0\0\0', '</Tag>\0\0\0\0\0\0<Hangup/>\0\0\0\0\0\0']) {
    const node = (): BxmlElement => jsx(Response, { children: jsx(Tag, { children: text }) });
    for (let turn = 0; turn < 4; turn++) assert.is(codesOf(node())[0], 'text.illegal', text);
  }
});

test('text that looks like a tag of the document is text', () => {
  const node = (): BxmlElement => (
    <Response>
      <SpeakSentence voice="julie">{'</SpeakSentence>'}</SpeakSentence>
    </Response>
  );
  for (let turn = 0; turn < 4; turn++) assert.match(render(node()), '>&lt;/SpeakSentence&gt;<');
});

test.run();
