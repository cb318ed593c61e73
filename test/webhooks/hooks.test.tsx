// Calls of hooks.
import { Response, SpeakSentence } from 'bxml-jsx';
import type { WebhookHooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { type AnyHandlers, type AnyOptions, adapters } from './adapters.js';
import { conferenceCreated, disconnect, Greeting, initiate, timed } from './phone-call.js';
import type { Client } from './serving.js';

const test = suite('hooks');

type HookCall = [hook: string, facts: object];

/** Returns every hook, each recording its arguments. Durations are checked but not recorded. */
function recording(calls: HookCall[], then: () => unknown = () => undefined): Required<WebhookHooks> {
  const record =
    (hook: string) =>
    (facts: object): never => {
      const { duration, ...rest } = facts as { duration?: unknown };
      if (hook !== 'received' && hook !== 'repeated' && hook !== 'unhandled') assert.type(duration, 'number');
      calls.push([hook, rest]);
      return then() as never;
    };
  return {
    received: record('received'),
    answered: record('answered'),
    refused: record('refused'),
    failed: record('failed'),
    slow: record('slow'),
    late: record('late'),
    repeated: record('repeated'),
    unhandled: record('unhandled'),
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
const acknowledged: HookCall = ['answered', { ...end, status: 201, bxml: undefined, problems: [] }];

interface Case {
  readonly what: string;
  readonly handlers: AnyHandlers;
  readonly options?: AnyOptions;
  readonly act: (client: Client) => Promise<unknown>;
  readonly calls: readonly HookCall[];
}

const fails = { onError: () => undefined };
const cases: readonly Case[] = [
  {
    what: 'a document',
    handlers: { initiate: Greeting },
    act: ({ post }) => post(initiate),
    calls: [
      ['received', start],
      ['answered', { ...start, status: 200, bxml: greeting, problems: [] }],
    ],
  },
  {
    what: 'a response without a document',
    handlers: { conferenceCreated: () => null },
    act: ({ post }) => post(conferenceCreated),
    calls: [
      ['received', room],
      ['answered', { ...room, status: 204, bxml: undefined, problems: [] }],
    ],
  },
  {
    what: 'a failing handler',
    handlers: { initiate: () => Promise.reject(boom) },
    options: fails,
    act: ({ post }) => post(initiate),
    calls: [
      ['received', start],
      ['failed', { ...start, error: boom }],
      ['answered', { ...start, status: 500, bxml: undefined, problems: [] }],
    ],
  },
  {
    what: 'an acknowledgement',
    handlers: { disconnect: () => undefined },
    act: ({ post }) => post(disconnect),
    calls: [['received', end], acknowledged],
  },
  {
    what: 'an acknowledgement without a handler',
    handlers: { initiate: Greeting },
    act: ({ post }) => post(disconnect),
    calls: [['received', end], ['unhandled', end], acknowledged],
  },
  {
    what: 'an asynchronous handler that fails',
    handlers: { disconnect: () => Promise.reject(boom) },
    options: { ...fails, ack: 'after' },
    act: ({ post }) => post(disconnect),
    calls: [['received', end], ['failed', { ...end, error: boom }], acknowledged],
  },
  {
    what: 'a duplicate event',
    handlers: { disconnect: () => undefined },
    options: { ack: 'after' },
    act: async ({ post }) => [await post(timed), await post(timed)],
    calls: [['received', end], acknowledged, ['received', end], ['repeated', end], acknowledged],
  },
  {
    what: 'an event without a handler',
    handlers: {},
    act: ({ post }) => post(initiate),
    calls: [
      ['received', start],
      ['refused', { status: 404, code: 'event.no-handler', detail: 'No handler is registered for initiate.' }],
    ],
  },
  {
    what: 'a refusal',
    handlers: { initiate: Greeting },
    act: ({ send }) => send({ method: 'POST', body: '{' }),
    calls: [['refused', { status: 400, code: 'request.json', detail: 'The request body is not valid UTF-8 JSON.' }]],
  },
  {
    what: 'wrong credentials',
    handlers: { initiate: Greeting },
    options: { auth: { username: 'u', password: 'p' } },
    act: ({ post }) => post(initiate),
    calls: [
      ['refused', { status: 401, code: 'request.credentials', detail: 'The credentials are missing or incorrect.' }],
    ],
  },
];

for (const { serve, name } of adapters) {
  for (const { what, handlers, options, act, calls } of cases) {
    test(`calls hooks for ${what} on ${name}`, async () => {
      const found: HookCall[] = [];
      await serve(handlers, { ...options, hooks: recording(found) }, async (client) => void (await act(client)));
      assert.equal(found, calls);
    });

    test(`hooks that throw or reject do not change the response for ${what} on ${name}`, async () => {
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
        assert.equal(await replies(recording([], then)), expected);
      }
    });
  }

  test(`calls slow if a response takes more than half of the timeout on ${name}`, async () => {
    const found: HookCall[] = [];
    const now = performance.now;
    const working = (milliseconds: number) => (event: { from: string }) => {
      const then = performance.now() + milliseconds;
      performance.now = () => then;
      return <Greeting {...event} />;
    };
    try {
      performance.now = () => 0;
      const handlers = { initiate: working(501), answer: working(400) };
      await serve(handlers, { timeout: 1000, hooks: recording(found) }, async ({ post }) => {
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

  test(`handles the rejection of a thenable that a hook returns on ${name}`, async () => {
    let asked = 0;
    const then = (_done: unknown, fail: (error: Error) => void): void => {
      asked++;
      fail(boom);
    };
    const hooks = recording([], () => ({ then }));
    await serve({ initiate: Greeting }, { hooks }, async ({ post }) => {
      assert.is((await post(initiate)).status, 200);
    });
    assert.is(asked, 2);
  });

  test(`calls answered with the warnings of the document on ${name}`, async () => {
    const found: string[] = [];
    const hooks: WebhookHooks = { answered: ({ problems }) => found.push(...problems.map(({ code }) => code)) };
    await serve({ initiate: Odd }, { hooks }, async ({ post }) => {
      await post(initiate);
      // Each response has its own warnings.
      await post(initiate);
      assert.equal(found, ['speak.voice-legacy', 'speak.voice-legacy']);
    });
  });
}

test.run();
