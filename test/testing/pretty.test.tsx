import {
  type BxmlElement,
  BxmlError,
  defineVerb,
  Gather,
  Hangup,
  Pause,
  Response,
  render,
  SendDtmf,
  SpeakSentence,
  Transfer,
} from 'bxml-jsx';
import { events, pretty, prettyAsync } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('pretty');

const Menu = () => (
  <Response>
    <Pause duration={2} />
    <Gather gatherUrl="/choice" maxDigits={1}>
      <SpeakSentence>Zoë &amp; co</SpeakSentence>
    </Gather>
  </Response>
);

const LAID_OUT = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Pause duration="2"/>
  <Gather gatherUrl="/choice" maxDigits="1">
    <SpeakSentence>Zoë &amp; co</SpeakSentence>
  </Gather>
</Response>`;

const warned = (
  <Response>
    <Hangup />
    <SpeakSentence>Never heard</SpeakSentence>
  </Response>
);

const codesOf = (error: unknown): string[] =>
  error instanceof BxmlError ? error.problems.map(({ code }) => code) : [];

function failure(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test('formats an element', () => assert.snapshot(pretty(<Menu />), LAID_OUT));

test('formats equivalent strings alike', () => {
  assert.is(pretty(render(<Menu />)), LAID_OUT);
  assert.is(pretty(LAID_OUT), LAID_OUT);
  assert.is(
    pretty(`
      <Response ><!-- a comment --><Pause duration = '2'></Pause><Gather gatherUrl='/choice'   maxDigits="1"><SpeakSentence>Zo&#xEB; &#38; co</SpeakSentence>
      </Gather></Response>`),
    LAID_OUT,
  );
});

test('throws for warnings by default', () => {
  assert.match(String(failure(() => pretty(warned))), /never runs/);
  assert.match(pretty(warned, { strict: false }), 'Never heard');
  assert.match(pretty(render(warned), { strict: false }), 'Never heard');
});

test('throws for errors, with their position in the string', () => {
  const error = failure(() => pretty('<Response>\n  <Gather maxDigits="99"/>\n</Response>'));
  assert.ok(error instanceof BxmlError);
  assert.equal(error.problems[0]?.source, { line: 2, column: 11 });
});

test('throws for a string that is not a document', () => {
  for (const text of ['', 'Hello', '<Response>', '<html><body></Response>'])
    assert.equal(codesOf(failure(() => pretty(text))), ['root.well-formed'], text);
  assert.ok(codesOf(failure(() => pretty('<html/>'))).length > 0);
});

test('accepts the options of render', () => {
  const transfer = (
    <Response>
      <Transfer />
    </Response>
  );
  assert.match(String(failure(() => pretty(transfer, { context: 'conference' }))), 'conference');
  const keys = (
    <Response>
      <Gather>
        <SpeakSentence>Hello</SpeakSentence>
      </Gather>
    </Response>
  );
  const [code = ''] = codesOf(failure(() => pretty(keys)));
  assert.match(pretty(keys, { rules: { [code]: 'off' } }), '<Gather>');
  const warnings: string[] = [];
  pretty(warned, { strict: false, onWarning: (problem) => warnings.push(problem.code) });
  assert.is(warnings.length, 1);
});

test('accepts custom verbs in a string with the option verbs', () => {
  const Whisper = defineVerb('Whisper', { attributes: { volume: { type: 'integer', max: 10 } } });
  const text = '<Response><Whisper volume="3"/></Response>';
  assert.match(pretty(text, { verbs: [Whisper] }), '<Whisper volume="3"/>');
  assert.ok(codesOf(failure(() => pretty(text))).length > 0);
});

test('throws for invalid options', () => {
  // @ts-expect-error: pretty is always true
  assert.is(pretty(<Menu />, { pretty: false }), LAID_OUT);
  // @ts-expect-error: options must be an object
  assert.equal(codesOf(failure(() => pretty(<Menu />, null))), ['options.type']);
  // @ts-expect-error: unknown context
  assert.equal(codesOf(failure(() => pretty(<Menu />, { context: 'moon' }))), ['options.context']);
});

const Balance = async () => <SpeakSentence>{await Promise.resolve('ten')}</SpeakSentence>;

test('throws for asynchronous documents and suggests prettyAsync', async () => {
  const tree = (
    <Response>
      <Balance />
    </Response>
  );
  assert.match(String(failure(() => pretty(tree))), 'renderAsync');
  assert.match(await prettyAsync(tree), '<SpeakSentence>ten</SpeakSentence>');
  // @ts-expect-error: a promise is not a document
  assert.ok(codesOf(failure(() => pretty(Promise.resolve(tree)))).length > 0);
});

test('prettyAsync accepts the results of handlers', async () => {
  const handlers = {
    gather: async ({ digits = '' }): Promise<BxmlElement> => (
      <Response>
        <SendDtmf>{digits}</SendDtmf>
      </Response>
    ),
    text: async () => render(<Menu />),
    atOnce: () => <Menu />,
  };
  assert.match(await prettyAsync(handlers.gather(events.gather({ digits: '12' }))), '<SendDtmf>12</SendDtmf>');
  assert.is(await prettyAsync(handlers.text()), LAID_OUT);
  assert.is(await prettyAsync(handlers.atOnce()), LAID_OUT);
  assert.is(await prettyAsync(LAID_OUT), LAID_OUT);
});

test('prettyAsync rejects like pretty throws, and with the error of the promise', async () => {
  assert.match(String(await rejection(prettyAsync(warned))), /never runs/);
  assert.match(await prettyAsync(warned, { strict: false }), 'Never heard');
  const reason = new Error('the database is away');
  assert.is(await rejection(prettyAsync(Promise.reject(reason))), reason);
  const aborted = await rejection(prettyAsync(<Menu />, { signal: AbortSignal.abort() }));
  assert.equal(codesOf(aborted), ['render.aborted']);
});

test.run();
