// Answers that fail: who is told, and what the caller hears.
import { type BxmlElement, createContext, Hangup, Response, SpeakSentence, useContext } from 'bxml-jsx';
import { webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verbsOf } from '../xml.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { initiate, saying } from './phone-call.js';
import { appOf, serving, withHandlers } from './serving.js';

const test = suite('failed answers');

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
  ['rejects with nothing', () => Promise.reject(), (error) => assert.is(error, undefined)],
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
  ['gives null', () => null, codeIs('answer.empty')],
  ['gives undefined', () => undefined, codeIs('child.type')],
  ['gives a number', () => 5, codeIs('root.single')],
  ['gives an object', () => ({ a: 1 }), codeIs('child.type')],
  ['gives another root', () => <Hangup />, codeIs('root.single')],
  ['gives no BXML', () => 'Hello', codeIs('root.well-formed')],
  ['gives an empty text', () => '', codeIs('root.well-formed')],
  ['gives BXML with a fault', () => '<Response><Hangup now="1"/></Response>', codeIs('hangup.no-attributes')],
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
    test(`a handler that ${what} is a 500 that says nothing, and is told once, on ${name}`, async () => {
      const told: unknown[][] = [];
      const onError: AnyOptions['onError'] = (error, { stage, event, eventType, context }) =>
        void told.push([error, stage, event, eventType, typeof context?.signal]);
      await serve(only(handler), { onError }, async ({ post }) => {
        const { status, body } = await post(initiate);
        assert.is(status, 500);
        assert.equal(JSON.parse(body), {
          status: 500,
          code: 'answer.failed',
          detail: 'The event could not be answered.',
        });
      });
      assert.is(told.length, 1);
      const [[error, ...info] = []] = told;
      check(error);
      // The context is made for a handler that is called; a component that ignores it gets it all the same.
      assert.equal(info, ['answer', initiate, 'initiate', 'object']);
    });

    test(`and the fallback answers for a handler that ${what} on ${name}`, () =>
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
    ['gives no document', () => 5],
    ['gives no BXML', () => 'sorry'],
    [
      'gives an invalid document',
      () => (
        <Response>
          <Failing />
        </Response>
      ),
    ],
    ['gives null', () => null],
  ] as const) {
    test(`an onError that ${what} leaves it to the fallback, else to 500, on ${name}`, async () => {
      await serve(only(Failing), { onError, fallback: saying('Hello') }, async ({ post }) => {
        assert.equal(verbsOf((await post(initiate)).body), hello);
      });
      await serve(only(Failing), { onError }, async ({ post }) => assert.is((await post(initiate)).status, 500));
    });
  }
}

test('without onError what fails is an error of the Koa app, and always an Error; the fallback answers', async () => {
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

test('what an app throws at hearing of an error changes nothing', async () => {
  const app = appOf(webhooks({ initiate: Failing }, { fallback: saying('Hello') }));
  app.on('error', () => {
    throw new Error('in the listener');
  });
  await serving(app, async ({ post }) => assert.is((await post(initiate)).status, 200));
});

test('Koa’s own listener is told what is thrown that is no error', async () => {
  const app = appOf(webhooks({ initiate: () => Promise.reject('boom') }, { fallback: saying('Hello') }));
  app.silent = true;
  app.on('error', app.onerror);
  await serving(app, async ({ post, errors }) => {
    assert.is((await post(initiate)).status, 200);
    assert.is((errors[0] as Error).cause, 'boom');
  });
});

test.run();
