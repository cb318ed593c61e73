// Documents returned for synchronous events.
import { type BxmlElement, createContext, type Problem, Response, SpeakSentence, useContext } from 'bxml-jsx';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { definitions, leastEvent } from '../events/samples.js';
import { verbsOf } from '../xml.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { Greeting, initiate, saying } from './phone-call.js';
import { withHandlers } from './serving.js';

const test = suite('returned documents');

const hello = [['SpeakSentence', {}, 'Hello']];
const Language = createContext('en');
const InLanguage = (): BxmlElement => <SpeakSentence>{useContext(Language)}</SpeakSentence>;
const Later = async ({ text }: { text: string }): Promise<BxmlElement> => <SpeakSentence>{text}</SpeakSentence>;

const answers: readonly [what: string, handler: () => unknown, verbs: unknown][] = [
  ['an element', () => saying('Hello'), hello],
  ['a promise of an element', async () => saying('Hello'), hello],
  ['BXML', () => '<Response><SpeakSentence>Hello</SpeakSentence></Response>', hello],
  ['a promise of BXML', async () => '<Response><SpeakSentence>Hello</SpeakSentence></Response>', hello],
  ['BXML with another root', () => '<?xml version="1.0"?><Bxml><SpeakSentence>Hello</SpeakSentence></Bxml>', hello],
  [
    'an asynchronous component',
    () => (
      <Response>
        <Later text="Hello" />
      </Response>
    ),
    hello,
  ],
  ['an empty document', () => <Response />, []],
  [
    'a context inside',
    () => (
      <Response>
        <Language.Provider value="es">
          <InLanguage />
        </Language.Provider>
      </Response>
    ),
    [['SpeakSentence', {}, 'es']],
  ],
  ['a context used by the handler', () => saying(useContext(Language)), [['SpeakSentence', {}, 'en']]],
  [
    'text that looks like markup',
    () => saying('</SpeakSentence><Hangup/>'),
    [['SpeakSentence', {}, '</SpeakSentence><Hangup/>']],
  ],
];

const only = (handler: () => unknown): AnyHandlers => ({ initiate: handler as () => BxmlElement });

for (const { serve, name } of adapters) {
  for (const [what, handler, verbs] of answers) {
    test(`responds with ${what} on ${name}`, () =>
      serve(only(handler), { onError: (error) => console.error(error) }, async ({ post }) => {
        const { status, headers, body } = await post(initiate);
        assert.is(status, 200);
        assert.is(headers['content-type'], 'application/xml; charset=utf-8');
        assert.equal(verbsOf(body), verbs);
      }));
  }

  test(`null responds without a document if the event allows it on ${name}`, async () => {
    for (const { name: event, kind, emptyAnswer } of definitions) {
      if (kind !== 'sync') continue;
      const handlers = { [event]: async () => null } as AnyHandlers;
      await serve(handlers, { onError: () => undefined }, async ({ post }) => {
        const { status, body, headers } = await post(leastEvent(event));
        assert.is(status, emptyAnswer ?? 500, event);
        if (emptyAnswer !== undefined) assert.equal([body, headers['content-type']], ['', undefined]);
      });
    }
  });

  test(`rules, strict and onWarning apply to returned documents on ${name}`, async () => {
    const odd = () => (
      <Response>
        <SpeakSentence voice="samuel">x</SpeakSentence>
      </Response>
    );
    const reported: Problem[] = [];
    const status = async (options: AnyOptions): Promise<number> => {
      let given = 0;
      await serve(only(odd), { onError: () => undefined, ...options }, async ({ post }) => {
        given = (await post(initiate)).status;
      });
      return given;
    };
    assert.is(await status({ onWarning: (problem) => reported.push(problem) }), 200);
    assert.equal(
      reported.map(({ code, path }) => [code, path]),
      [['speak.voice-legacy', 'odd > Response > SpeakSentence']],
    );
    assert.is(await status({ strict: true }), 500);
    assert.is(await status({ strict: true, rules: { 'speak.voice-legacy': 'off' } }), 200);
    assert.is(await status({ rules: { 'speak.voice-legacy': 'error' } }), 500);
    assert.is(
      await status({
        onWarning: () => {
          throw new Error('boom');
        },
      }),
      200,
    );
  });
}

test('a handler receives the Koa context', () =>
  withHandlers({ initiate: ({ from }, { ctx }) => saying(`${ctx.method} ${ctx.path} ${from}`) }, async ({ post }) => {
    assert.match((await post(initiate, { path: '/a' })).body, /POST \/a \+15551230001/);
  }));

test('the path of a problem contains the name of the handler', () =>
  withHandlers({ initiate: Greeting, answer: () => <Response>{[5 as never]}</Response> }, async ({ post, errors }) => {
    assert.is((await post({ ...initiate, from: '\u0000' })).status, 500);
    assert.match(String(errors[0]), /Greeting > Response > SpeakSentence/);
    await post({ ...initiate, eventType: 'answer', startTime: 'x' });
    assert.match(String(errors[1] ?? errors[0]), /> Response/);
  }));

test.run();
