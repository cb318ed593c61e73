import { defineVerb, Gather, oneOf, Response, render, SpeakSentence, type TextOnly, type VerbTraits } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, onlyProblem, thrownBy } from '../problems.js';

const test = suite('defineVerb');

const Whisper = defineVerb('Whisper', {
  attributes: { volume: { type: 'integer', min: 0, max: 10, required: true } },
  content: 'text',
  text: { expected: 'what to whisper' },
});

test('a custom verb is typed, validated and rendered', () => {
  assert.match(
    render(
      <Response>
        <Whisper volume={3}>psst</Whisper>
      </Response>,
    ),
    '<Whisper volume="3">psst</Whisper>',
  );
  assert.is(
    onlyProblem(
      <Response>
        <Whisper volume={11}>psst</Whisper>
      </Response>,
    ).code,
    'attribute.range',
  );
  assert.is(
    onlyProblem(
      <Response>
        <Whisper volume={1} />
      </Response>,
    ).code,
    'attribute.required',
  );
  assert.is(
    onlyProblem(jsx(Response, { children: jsx(Whisper, { children: 'x' }) })).message,
    '<Whisper> is missing the required attribute volume.',
  );
  assert.is(
    onlyProblem(jsx(Response, { children: jsx(Whisper, { volum: 3, children: 'x' }) })).hint,
    'Did you mean volume?',
  );
});

test('text longer than its safe length is a warning, with any other checks', () => {
  const Note = defineVerb('Note', {
    attributes: {},
    content: 'text',
    text: { expected: 'a note', type: 'url', safeLength: 8, tooLong: 'note.length', hint: () => 'Shorten it.' },
  });
  const noted = (text: string) => (
    <Response>
      <Note>{text}</Note>
    </Response>
  );
  assert.equal(codesOf(noted(' /1234567 ')), []);
  assert.equal(codesOf(noted('/😀😀😀😀😀😀😀')), []);
  const { code, severity, message, hint } = onlyProblem(noted('/12345678'));
  assert.equal([code, severity, hint], ['note.length', 'warning', 'Shorten it.']);
  assert.is(message, 'The text of <Note> has 9 characters; more than 8 are not known to work.');
});

test('a verb called as a function returns the same element', () => {
  assert.is(
    render(Response({ children: Whisper({ volume: 3, children: 'x' }) })),
    render(
      <Response>
        <Whisper volume={3}>x</Whisper>
      </Response>,
    ),
  );
});

test('a custom verb can limit its children and list its parents', () => {
  const Choir = defineVerb('Choir', {
    attributes: {},
    content: 'verbs',
    children: { SpeakSentence: { max: 1 } },
    parents: ['Response', 'Gather'],
  });
  const voice = <SpeakSentence>la</SpeakSentence>;
  assert.equal(
    codesOf(
      <Response>
        <Gather gatherUrl="/g">
          <Choir>{voice}</Choir>
        </Gather>
      </Response>,
    ),
    [],
  );
  assert.equal(
    codesOf(
      <Response>
        <Choir>{[voice, voice]}</Choir>
      </Response>,
    ),
    ['nesting.child'],
  );
  assert.equal(
    codesOf(
      <Response>
        <Choir>
          <Whisper volume={1}>x</Whisper>
        </Choir>
      </Response>,
    ),
    ['nesting.child'],
  );
});

test('a custom verb can have contexts, terminal and rules', () => {
  const Teleport = defineVerb('Teleport', {
    attributes: { to: { type: 'string' }, speed: { type: 'decimal' } },
    contexts: { conference: false },
    terminal: { when: 'to' },
    rules: [
      {
        id: 'teleport.speed',
        level: 'warning',
        check: ({ props }) =>
          props.to === undefined && props.speed !== undefined ? { message: 'speed without to' } : undefined,
      },
    ],
  });
  assert.equal(
    codesOf(
      <Response>
        <Teleport to="x" />
      </Response>,
      { context: 'conference' },
    ),
    ['teleport.not-in-conference'],
  );
  assert.equal(
    codesOf(
      <Response>
        <Teleport to="x" />
        <Whisper volume={1}>x</Whisper>
      </Response>,
    ),
    ['verb.unreachable'],
  );
  assert.equal(
    codesOf(
      <Response>
        <Teleport speed={1} />
      </Response>,
    ),
    ['teleport.speed'],
  );
});

test('a built-in verb extended with an attribute keeps its own rules', () => {
  const Gather2027 = defineVerb('Gather', { extending: Gather, attributes: { beep: { type: 'boolean' } } });
  assert.match(
    render(
      <Response>
        <Gather2027 gatherUrl="/g" beep maxDigits={1}>
          <SpeakSentence>x</SpeakSentence>
        </Gather2027>
      </Response>,
    ),
    '<Gather gatherUrl="/g" beep="true" maxDigits="1"><Speak',
  );
  assert.equal(
    codesOf(
      <Response>
        <Gather2027 beep maxDigits={99} />
      </Response>,
    ),
    ['gather.maxDigits', 'gather.no-url'],
  );
});

test('props can be an interface that the rules must match', () => {
  interface HumProps {
    tune: 'low' | 'high';
    children?: TextOnly | undefined;
  }
  const Hum = defineVerb<HumProps>('Hum', {
    attributes: { tune: { ...oneOf(['low', 'high']), required: true } },
    content: 'text',
  });
  assert.match(
    render(
      <Response>
        <Hum tune="low">mm</Hum>
      </Response>,
    ),
    '<Hum tune="low">mm</Hum>',
  );
  // @ts-expect-error 'high' is missing from the list
  defineVerb<HumProps>('Hum', { attributes: { tune: { ...oneOf(['low']), required: true } }, content: 'text' });
  const three = { ...oneOf(['low', 'middle', 'high']), required: true } as const;
  // @ts-expect-error 'middle' is not in the interface
  defineVerb<HumProps>('Hum', { attributes: { tune: three }, content: 'text' });
  // @ts-expect-error it is required in the interface
  defineVerb<HumProps>('Hum', { attributes: { tune: oneOf(['low', 'high']) }, content: 'text' });
  const tune = { ...oneOf(['low', 'high']), required: true } as const;
  // @ts-expect-error the interface has no attribute pitch
  defineVerb<HumProps>('Hum', { attributes: { tune, pitch: { type: 'integer' } } });
  // @ts-expect-error an attribute of the interface has no rule
  defineVerb<HumProps>('Hum', { attributes: {} });
});

test('throws for a definition that contradicts itself', () => {
  const refuse = (name: string, definition: object): void => {
    const error = thrownBy(() =>
      defineVerb(name, { attributes: {}, ...definition } as VerbTraits & { attributes: Record<string, never> }),
    );
    assert.is(error.code, 'verb.definition');
  };
  refuse('whisper', {});
  refuse('A b', {});
  refuse('W', { attributes: { 'a b': { type: 'string' } } });
  refuse('W', { attributes: { children: { type: 'string' } } });
  refuse('W', { attributes: { key: { type: 'string' } } });
  refuse('W', { attributes: { a: { type: 'text' } } });
  refuse('W', { attributes: { a: { type: 'enum', values: [] } } });
  refuse('W', { attributes: { a: { type: 'string', pattern: /a/g } } });
  refuse('W', { attributes: { a: { type: 'integer', min: 2, max: 1 } } });
  refuse('W', { terminal: { when: 'a' } });
  refuse('W', { text: { expected: 'x' } });
  refuse('W', { content: 'text', text: { expected: 'x', pattern: /a/g } });
  refuse('W', { content: 'words' });
  refuse('W', { rules: [{ id: 'w.x', level: 'error', about: ['volume'], check: () => undefined }] });
  refuse('W', { extending: () => null });
  refuse('W', { attributes: { a: { type: 'enum' } } });
  refuse('W', { attributes: { a: null } });
  refuse('W', { attributes: undefined });
  refuse(undefined as never, {});
  assert.is(thrownBy(() => defineVerb('W', undefined as never)).code, 'verb.definition');
});

test.run();
