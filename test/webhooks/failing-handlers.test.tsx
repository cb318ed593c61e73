// Handlers that fail: the errors that are reported, and the response.
import { type BxmlElement, createContext, Hangup, Response, SpeakSentence, useContext } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { initiate, saying } from './phone-call.js';
import { appOf, serving, withHandlers } from './serving.js';

const test = suite('failing handlers');

const hello = [['SpeakSentence', {}, 'Hello']];
const Language = createContext('en');

const boom = new Error('boom');
const Failing = (): never => {
  throw boom;
};
const codeIs =
  (code: string) =>
  (error: unknown): void => {
    assert.is((error as Error).name, 'BxmlError');
    assert.is((error as { code?: string }).code, code);
  };
const failures: readonly [what: string, handler: () => unknown, check: (error: unknown) => void][] = [
  ['throws', Failing, (error) => assert.is(error, boom)],
  ['rejects', () => Promise.reject(boom), (error) => assert.is(error, boom)],
  [
    'throws a text',
    () => {
      throw 'boom';
    },
    (error) => assert.is(error, 'boom'),
  ],
  ['rejects with undefined', () => Promise.reject(), (error) => assert.is(error, undefined)],
  [
    'has a component that throws',
    () => (
      <Response>
        <Failing />
      </Response>
    ),
    (error) => {
      codeIs('component.threw')(error);
      assert.is((error as Error).cause, boom);
    },
  ],
  ['returns null', () => null, codeIs('answer.empty')],
  ['returns undefined', () => undefined, codeIs('child.type')],
  ['returns a number', () => 5, codeIs('root.single')],
  ['returns an object', () => ({ a: 1 }), codeIs('child.type')],
  ['returns another root', () => <Hangup />, codeIs('root.single')],
  ['returns a string that is not BXML', () => 'Hello', codeIs('root.well-formed')],
  ['returns an empty string', () => '', codeIs('root.well-formed')],
  ['returns invalid BXML', () => '<Response><Hangup now="1"/></Response>', codeIs('hangup.no-attributes')],
  [
    'gives a document with a fault',
    () => (
      <Response>
        <SpeakSentence voice={'nobody' as never}>x</SpeakSentence>
      </Response>
    ),
    codeIs('speak.voice'),
  ],
  [
    'uses a context too late',
    async () => {
      await Promise.resolve();
      return saying(useContext(Language));
    },
    (error) => assert.match(String(error), /context/i),
  ],
];

const only = (handler: () => unknown): AnyHandlers => ({ initiate: handler as () => BxmlElement });

for (const { serve, name } of adapters) {
  for (const [what, handler, check] of failures) {
    test(`responds 500 without details and calls onError once if the handler ${what} on ${name}`, async () => {
      const reported: unknown[][] = [];
      const onError: AnyOptions['onError'] = (error, { stage, event, eventType, context }) =>
        void reported.push([error, stage, event, eventType, typeof context?.signal]);
      await serve(only(handler), { onError }, async ({ post }) => {
        const { status, body } = await post(initiate);
        assert.is(status, 500);
        assert.equal(JSON.parse(body), {
          status: 500,
          code: 'answer.failed',
          detail: 'The event could not be answered.',
        });
      });
      assert.is(reported.length, 1);
      const [[error, ...info] = []] = reported;
      check(error);
      // The context is created for every handler that is called, even a component that ignores it.
      assert.equal(info, ['answer', initiate, 'initiate', 'object']);
    });

    test(`responds with the fallback if the handler ${what} on ${name}`, () =>
      serve(only(handler), { fallback: saying('Hello'), onError: () => undefined }, async ({ post }) => {
        const { status, body } = await post(initiate);
        assert.is(status, 200);
        assert.equal(verbsOf(body), hello);
      }));
  }

  for (const [what, onError] of [
    [
      'throws',
      () => {
        throw new Error('in onError');
      },
    ],
    ['rejects', () => Promise.reject(new Error('in onError'))],
    ['returns a value that is not a document', () => 5],
    ['returns a string that is not BXML', () => 'sorry'],
    [
      'gives an invalid document',
      () => (
        <Response>
          <Failing />
        </Response>
      ),
    ],
    ['returns null', () => null],
  ] as const) {
    test(`responds with the fallback, else 500, if onError ${what} on ${name}`, async () => {
      await serve(only(Failing), { onError, fallback: saying('Hello') }, async ({ post }) => {
        assert.equal(verbsOf((await post(initiate)).body), hello);
      });
      await serve(only(Failing), { onError }, async ({ post }) => assert.is((await post(initiate)).status, 500));
    });
  }
}

test('without onError, errors are emitted on the Koa app, always as an Error, and the fallback is sent', async () => {
  for (const [what, handler] of failures) {
    await withHandlers(
      { initiate: handler as () => BxmlElement },
      async ({ post, errors }) => {
        assert.is((await post(initiate)).status, 200);
        assert.is(errors.length, 1, what);
        assert.instance(errors[0], Error);
      },
      { fallback: saying('Hello') },
    );
  }
});

test('an error listener of the app may throw', async () => {
  const app = appOf(webhooks({ initiate: Failing }, { fallback: saying('Hello') }));
  app.on('error', () => {
    throw new Error('in the listener');
  });
  await serving(app, async ({ post }) => assert.is((await post(initiate)).status, 200));
});

test('the default listener of Koa receives an Error for a thrown value that is not one', async () => {
  const app = appOf(webhooks({ initiate: () => Promise.reject('boom') }, { fallback: saying('Hello') }));
  app.silent = true;
  app.on('error', app.onerror);
  await serving(app, async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 200);
    assert.is((errors[0] as Error).cause, 'boom');
  });
});

test.run();
