// What is told to those who observe.
import { Response, SpeakSentence } from 'bxml-jsx';
import type { WebhookHooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { conferenceCreated, disconnect, Greeting, initiate, timed } from './phone-call.js';
import type { Client } from './serving.js';

const test = suite('hooks');

type Told = [hook: string, facts: object];

/** Every hook, noting what it is told; each fact but the time it took, which is only looked at. */
function noting(told: Told[], then: () => unknown = () => undefined): Required<WebhookHooks> {
  const note =
    (hook: string) =>
    (facts: object): never => {
      const { duration, ...rest } = facts as { duration?: unknown };
      if (hook !== 'received' && hook !== 'repeated' && hook !== 'unhandled') assert.type(duration, 'number');
      told.push([hook, rest]);
      return then() as never;
    };
  return {
    received: note('received'),
    answered: note('answered'),
    refused: note('refused'),
    failed: note('failed'),
    slow: note('slow'),
    late: note('late'),
    repeated: note('repeated'),
    unhandled: note('unhandled'),
  };
}

const boom = new Error('boom');
const Odd = () => (
  <Response>
    <SpeakSentence voice="samuel">x</SpeakSentence>
  </Response>
);
const start = { eventType: 'initiate', callId: 'c-1' };
const end = { eventType: 'disconnect', callId: 'c-1' };
const room = { eventType: 'conferenceCreated', callId: undefined };
const greeting =
  '<?xml version="1.0" encoding="UTF-8"?><Response><SpeakSentence>Hello +15551230001</SpeakSentence></Response>';
const acknowledged: Told = ['answered', { ...end, status: 201, bxml: undefined, problems: [] }];

interface Case {
  readonly what: string;
  readonly handlers: AnyHandlers;
  readonly options?: AnyOptions;
  readonly act: (client: Client) => Promise<unknown>;
  readonly told: readonly Told[];
}

const fails = { onError: () => undefined };
const cases: readonly Case[] = [
  {
    what: 'an answer',
    handlers: { initiate: Greeting },
    act: ({ post }) => post(initiate),
    told: [
      ['received', start],
      ['answered', { ...start, status: 200, bxml: greeting, problems: [] }],
    ],
  },
  {
    what: 'no document',
    handlers: { conferenceCreated: () => null },
    act: ({ post }) => post(conferenceCreated),
    told: [
      ['received', room],
      ['answered', { ...room, status: 204, bxml: undefined, problems: [] }],
    ],
  },
  {
    what: 'an answer that fails',
    handlers: { initiate: () => Promise.reject(boom) },
    options: fails,
    act: ({ post }) => post(initiate),
    told: [
      ['received', start],
      ['failed', { ...start, error: boom }],
      ['answered', { ...start, status: 500, bxml: undefined, problems: [] }],
    ],
  },
  {
    what: 'an acknowledgement',
    handlers: { disconnect: () => undefined },
    act: ({ post }) => post(disconnect),
    told: [['received', end], acknowledged],
  },
  {
    what: 'an acknowledgement without a handler',
    handlers: { initiate: Greeting },
    act: ({ post }) => post(disconnect),
    told: [['received', end], ['unhandled', end], acknowledged],
  },
  {
    what: 'an asynchronous handler that fails',
    handlers: { disconnect: () => Promise.reject(boom) },
    options: { ...fails, ack: 'after' },
    act: ({ post }) => post(disconnect),
    told: [['received', end], ['failed', { ...end, error: boom }], acknowledged],
  },
  {
    what: 'a repeat',
    handlers: { disconnect: () => undefined },
    options: { ack: 'after' },
    act: async ({ post }) => [await post(timed), await post(timed)],
    told: [['received', end], acknowledged, ['received', end], ['repeated', end], acknowledged],
  },
  {
    what: 'an event for nobody',
    handlers: {},
    act: ({ post }) => post(initiate),
    told: [
      ['received', start],
      ['refused', { status: 404, code: 'event.no-handler', detail: 'There is no handler of initiate here.' }],
    ],
  },
  {
    what: 'a refusal',
    handlers: { initiate: Greeting },
    act: ({ send }) => send({ method: 'POST', body: '{' }),
    told: [['refused', { status: 400, code: 'request.json', detail: 'The body is not JSON in UTF-8.' }]],
  },
  {
    what: 'wrong credentials',
    handlers: { initiate: Greeting },
    options: { auth: { username: 'u', password: 'p' } },
    act: ({ post }) => post(initiate),
    told: [
      [
        'refused',
        { status: 401, code: 'request.credentials', detail: 'The request needs credentials that are known here.' },
      ],
    ],
  },
];

for (const { serve, name } of adapters) {
  for (const { what, handlers, options, act, told } of cases) {
    test(`${what} is told on ${name}`, async () => {
      const found: Told[] = [];
      await serve(handlers, { ...options, hooks: noting(found) }, async (client) => void (await act(client)));
      assert.equal(found, told);
    });

    test(`${what} is the same where every hook throws or rejects on ${name}`, async () => {
      const replies = async (hooks: WebhookHooks): Promise<unknown> => {
        let replied: unknown;
        await serve(handlers, { ...options, hooks }, async (client) => {
          replied = await act(client);
        });
        return JSON.parse(JSON.stringify(replied ?? null), (key, value) => (key === 'date' ? undefined : value));
      };
      const expected = await replies({});
      const throwing = () => {
        throw boom;
      };
      for (const then of [throwing, () => Promise.reject(boom)]) {
        assert.equal(await replies(noting([], then)), expected);
      }
    });
  }

  test(`an answer that takes more than half of the timeout is told as slow on ${name}`, async () => {
    const found: Told[] = [];
    const now = performance.now;
    const working = (milliseconds: number) => (event: { from: string }) => {
      const then = performance.now() + milliseconds;
      performance.now = () => then;
      return <Greeting {...event} />;
    };
    try {
      performance.now = () => 0;
      const handlers = { initiate: working(501), answer: working(400) };
      await serve(handlers, { timeout: 1000, hooks: noting(found) }, async ({ post }) => {
        assert.is((await post({ ...initiate })).status, 200);
        assert.is((await post({ ...leastEvent('answer') })).status, 200);
      });
    } finally {
      performance.now = now;
    }
    assert.equal(
      found.map(([hook]) => hook),
      ['received', 'answered', 'slow', 'received', 'answered'],
    );
    assert.equal(found[2], ['slow', start]);
  });

  test(`a promise of another make that a hook gives is waited for, since nobody else would hear of its failure, on ${name}`, async () => {
    let asked = 0;
    const then = (_done: unknown, fail: (error: Error) => void): void => {
      asked++;
      fail(boom);
    };
    const hooks = noting([], () => ({ then }));
    await serve({ initiate: Greeting }, { hooks }, async ({ post }) => {
      assert.is((await post(initiate)).status, 200);
    });
    assert.is(asked, 2);
  });

  test(`the warnings of a document are told with it on ${name}`, async () => {
    const found: string[] = [];
    const hooks: WebhookHooks = { answered: ({ problems }) => found.push(...problems.map(({ code }) => code)) };
    await serve({ initiate: Odd }, { hooks }, async ({ post }) => {
      await post(initiate);
      // Each answer has its own.
      await post(initiate);
      assert.equal(found, ['speak.voice-legacy', 'speak.voice-legacy']);
    });
  });
}

test.run();
