// Duplicate asynchronous events.
import { type DedupeStore, webhooks } from 'bxml-jsx/koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MemoryStore } from '../../src/webhooks/dedupe.js';
import { eventKey } from '../../src/webhooks/event-key.js';
import { leastEvent } from '../events/samples.js';
import { type AnyOptions, adapters } from './adapters.js';
import { disconnect, initiate, saying, timed } from './phone-call.js';
import { appOf, serving } from './serving.js';

const test = suite('dedupe');

/** Returns how often each event was handled, and the calls of the hook `repeated`. */
async function deliver(
  serve: (typeof adapters)[number]['serve'],
  events: readonly object[],
  options: AnyOptions = {},
): Promise<{ handled: number; repeated: readonly unknown[]; statuses: readonly number[] }> {
  let handled = 0;
  const repeated: unknown[] = [];
  const statuses: number[] = [];
  const count = (): void => void handled++;
  const hooks = { repeated: (seen: object) => repeated.push(seen) };
  await serve({ disconnect: count, dtmf: count }, { ack: 'after', hooks, ...options }, async ({ post }) => {
    for (const event of events) statuses.push((await post(event)).status);
  });
  return { handled, repeated, statuses };
}

const seen = { eventType: 'disconnect', callId: 'c-1' };

for (const { serve, name } of adapters) {
  test(`handles a duplicate event once and acknowledges it twice on ${name}`, async () => {
    assert.equal(await deliver(serve, [timed, timed, timed]), {
      handled: 1,
      repeated: [seen, seen],
      statuses: [201, 201, 201],
    });
  });

  test(`an event without eventTime is never a duplicate on ${name}`, async () => {
    for (const eventTime of [undefined, null, '', 5]) {
      const event = { ...disconnect, eventTime };
      // One of them has the wrong type, which the schema does not check.
      const { handled, statuses } = await deliver(serve, [event, event]);
      assert.is(handled, statuses[0] === 201 ? 2 : 0);
    }
  });

  test(`dedupe: false handles every event on ${name}`, async () => {
    assert.equal(await deliver(serve, [timed, timed], { dedupe: false }), {
      handled: 2,
      repeated: [],
      statuses: [201, 201],
    });
  });

  for (const [what, wrap] of [
    ['synchronous', (isNew: boolean) => isNew],
    ['asynchronous', (isNew: boolean) => Promise.resolve(isNew)],
  ] as const) {
    test(`a store that is ${what} is called with the key of the event on ${name}`, async () => {
      class Store implements DedupeStore {
        readonly #keys = new Set<string>();
        add(key: string): boolean | Promise<boolean> {
          const isNew = !this.#keys.has(key);
          this.#keys.add(key);
          return wrap(isNew);
        }
      }
      const dtmf = { ...leastEvent('dtmf'), callId: 'c-1', eventTime: timed.eventTime };
      const { handled, repeated } = await deliver(serve, [timed, dtmf, timed], { dedupe: new Store() });
      assert.equal([handled, repeated], [2, [seen]]);
    });
  }

  for (const [what, add] of [
    [
      'throws',
      () => {
        throw new Error('redis down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('redis down'))],
  ] as const) {
    test(`handles the event and reports the error if the store ${what} on ${name}`, async () => {
      const reported: unknown[] = [];
      const onError: AnyOptions['onError'] = (error, { stage, eventType }) =>
        reported.push([String(error), stage, eventType]);
      assert.is((await deliver(serve, [timed], { dedupe: { add }, onError })).handled, 1);
      assert.equal(reported, [['Error: redis down', 'async', 'disconnect']]);
    });
  }
}

test('a duplicate does not retry a handler that failed', async () => {
  let handled = 0;
  const handler = (): never => {
    handled++;
    throw new Error('boom');
  };
  const middleware = webhooks({ disconnect: handler }, { ack: 'after', onError: () => undefined });
  await serving(appOf(middleware), async ({ post }) => {
    await post(timed);
    await post(timed);
  });
  assert.is(handled, 1);
});

test('synchronous events are never deduplicated', async () => {
  let handled = 0;
  const middleware = webhooks({ initiate: () => saying(String(++handled)) });
  await serving(appOf(middleware), async ({ post }) => {
    const event = { ...initiate, eventTime: timed.eventTime };
    await post(event);
    assert.match((await post(event)).body, />2</);
  });
});

test('the key depends on type, time, ids and nested resources', () => {
  const key = (changes: object): string | undefined => eventKey({ ...timed, ...changes } as never);
  const changes = [
    {},
    { eventType: 'dtmf' },
    { eventTime: '2026-11-24T00:00:02Z' },
    ...['callId', 'conferenceId', 'recordingId', 'endpointId', 'deviceId'].map((id) => ({ [id]: 'other' })),
    ...['mediaStream', 'realTimeTranscription', 'transcription'].map((thing) => ({ [thing]: { id: 'other' } })),
  ];
  assert.is(new Set(changes.map(key)).size, changes.length);
  assert.is(key({ cause: 'busy', tag: 'x' }), key({}));
  assert.is(key({ mediaStream: null, transcription: 'x' }), key({}));
  assert.is(key({}), `disconnect/${timed.eventTime}/callId=${timed.callId}`);
  assert.is.not(key({ callId: 'a/recordingId=b' }), key({ callId: 'a', recordingId: 'b' }));
  assert.is.not(key({ callId: '%002f' }), key({ callId: '/' }));
  assert.is(key({ callId: 'x'.repeat(1000) }), undefined);
  assert.is(key({ recordingId: {} }), undefined);
  assert.is(key({ mediaStream: { id: ['x'] } }), undefined);
  assert.is(key({ callId: 'é\n' }), `disconnect/${timed.eventTime}/callId=%00e9%000a`);
});

test('the in-memory store is limited and drops the oldest keys first', () => {
  const keys = new MemoryStore(2);
  assert.equal(
    [...'abacbdeac'].map((key) => keys.add(key)),
    [true, true, false, true, false, true, true, true, false],
  );
});

test.run();
