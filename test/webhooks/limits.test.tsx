// Limits at their exact value and one above it, and order of events.
import { webhooks } from 'bxml-jsx/fetch';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { type AnyContext, type AnyOptions, adapters, requestOf } from './adapters.js';
import { stoppedClock } from './clock.js';
import { disconnect, initiate, saying, timed } from './phone-call.js';
import { latch } from './serving.js';

const test = suite('limits of webhooks');

/** Posts events with these call ids. Returns how many were handled. */
async function handledOf(
  ids: Iterable<string>,
  options: AnyOptions = {},
  changes: object = {},
): Promise<(more: Iterable<string>) => Promise<number>> {
  let handled = 0;
  const answer = webhooks({ disconnect: () => void handled++ }, { ack: 'after', ...options } as never);
  const deliver = async (some: Iterable<string>): Promise<number> => {
    const before = handled;
    for (const callId of some) {
      const body = JSON.stringify({ ...timed, ...changes, callId });
      assert.is((await answer(requestOf({ method: 'POST', body }))).status, 201);
    }
    return handled - before;
  };
  await deliver(ids);
  return deliver;
}

const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `c-${from + index}`);

test('remembers the last 10,000 to 20,000 asynchronous events', async () => {
  const deliver = await handledOf(ids(0, 10_000));
  assert.is(await deliver(['c-0', 'c-1', 'c-9999']), 0);
  assert.is(await deliver(ids(10_000, 20_000)), 10_000);
  assert.is(await deliver(['c-10000', 'c-15000', 'c-19999']), 0, 'the last 10,000');
  await deliver(['c-20000']);
  assert.is(await deliver(['c-0']), 1, 'the oldest are forgotten');
  assert.is(await deliver(['c-10001', 'c-20000']), 0);
});

test('deduplicates events with keys of up to 1,000 characters only', async () => {
  const keys: string[] = [];
  const dedupe = {
    add: (key: string): boolean => {
      const isNew = !keys.includes(key);
      keys.push(key);
      return isNew;
    },
  };
  const deliver = await handledOf([], { dedupe });
  const handled = new Map<number, number>();
  for (let length = 880; length <= 1000; length++) {
    const id = 'x'.repeat(length);
    handled.set(length, await deliver([id, id]));
  }
  const longest = Math.max(...keys.map((key) => key.length));
  assert.is(longest, 1000);
  const counts = [...handled.values()];
  const twice = counts.indexOf(2);
  assert.equal(counts, [...counts.slice(0, twice).fill(1), ...counts.slice(twice).fill(2)]);
  assert.ok(twice > 0);
});

test('does not deduplicate events whose ids are not strings', async () => {
  for (const changes of [{ conferenceId: { a: 1 } }, { recordingId: ['r'] }, { device: { deviceId: {} } }]) {
    const deliver = await handledOf([], {}, changes);
    assert.is(await deliver(['c-1', 'c-1']), 2, JSON.stringify(changes));
  }
});

test('events that differ in one id are not duplicates', async () => {
  const answered: unknown[] = [];
  const dedupe = { add: (key: string) => answered.push(key) > 0 };
  const deliver = async (changes: object): Promise<void> =>
    void (await (
      await handledOf([], { dedupe }, changes)
    )(['c-1']));
  const changes = [
    {},
    { digit: '1' },
    { digit: '2' },
    { device: { deviceId: 'd-1' } },
    { deviceId: 'd-1' },
    { mediaStream: { id: 'm' } },
    { transcription: { id: 'm' } },
    { realTimeTranscription: { id: 'm' } },
    { endpointId: 'm' },
    { recordingId: 'm' },
    { conferenceId: 'm' },
  ];
  for (const change of changes) await deliver(change);
  assert.is(new Set(answered).size, changes.length);
});

for (const { serve, make, name } of adapters) {
  test(`the maximum timeout is the maximum delay of a timer on ${name}`, () => {
    for (const timeout of [2_147_483_647, 0.5]) make({}, { timeout });
    for (const timeout of [2_147_483_648, 0, -1, Number.POSITIVE_INFINITY, Number.NaN]) {
      assert.is(thrownBy(() => make({}, { timeout })).code, 'options.timeout', String(timeout));
    }
    for (const limit of [1, Number.POSITIVE_INFINITY]) make({}, { limit });
    assert.is(thrownBy(() => make({}, { limit: 0 })).code, 'options.limit');
  });

  test(`a response is slow after more than half of the timeout on ${name}`, async () => {
    for (const [duration, slow] of [
      [6000, []],
      [6001, [6001]],
    ] as const) {
      const clock = stoppedClock();
      try {
        const [begun, end] = [latch(), latch()];
        const reported: number[] = [];
        const handler = async () => {
          begun.open();
          await end.opened;
          return saying('x');
        };
        const hooks = { slow: (event: { duration: number }) => reported.push(event.duration) };
        await serve({ initiate: handler }, { hooks }, async ({ post }) => {
          const replied = post(initiate);
          await begun.opened;
          clock.tick(duration);
          end.open();
          assert.is((await replied).status, 200);
        });
        assert.equal(reported, slow);
      } finally {
        clock.restore();
      }
    }
  });

  test(`a handler and onError receive the same context on ${name}`, async () => {
    const contexts: unknown[] = [];
    const handler = (_event: object, context: AnyContext): never => {
      contexts.push(context);
      throw new Error('boom');
    };
    const onError: AnyOptions['onError'] = (_error, { context }) => void contexts.push(context);
    await serve({ initiate: handler }, { onError }, async ({ post }) => void (await post(initiate)));
    assert.is(contexts.length, 2);
    assert.is(contexts[0], contexts[1]);
  });

  test(`accepts every pair of credentials, and none that is longer or shorter, on ${name}`, async () => {
    const pairs = ['a', 'b', 'c'].map((username) => ({ username, password: `${username}${username}` }));
    const codes = async (options: AnyOptions, given: readonly string[]): Promise<number[]> => {
      const statuses: number[] = [];
      await serve({ initiate: () => saying('x') }, options, async ({ post }) => {
        for (const pair of given) {
          statuses.push((await post(initiate, { headers: { authorization: `Basic ${btoa(pair)}` } })).status);
        }
      });
      return statuses;
    };
    assert.equal(
      await codes({ auth: pairs }, ['a:aa', 'b:bb', 'c:cc', 'a:bb', 'a:a', 'a:aaa', 'c:ccc:cc', 'a:aaa:aa', '']),
      [200, 200, 200, 401, 401, 401, 401, 401, 401],
    );
    const [one] = pairs;
    if (one !== undefined)
      assert.equal(await codes({ auth: one }, ['a:aa', 'a:aaa:aa', 'a:a', '']), [200, 401, 401, 401]);
  });
}

test('a refusal quotes methods of up to twenty letters', async () => {
  const answer = webhooks({});
  for (const [length, isNamed] of [
    [1, true],
    [20, true],
    [21, false],
  ] as const) {
    const method = 'X'.repeat(length);
    const { status, headers } = await answer(new Request('http://hooks.example/', { method }));
    assert.equal([status, headers.get('allow')], [405, 'GET, POST']);
    const problem = await (await answer(new Request('http://hooks.example/', { method }))).text();
    assert.is(problem.includes(`The method ${method} is not allowed`), isNamed);
  }
});

/** Returns the event that a handler receives for a query. */
async function queried(query: string): Promise<Readonly<Record<string, unknown>>> {
  let got: object | undefined;
  const initiated = (event: object): null => {
    got = event;
    return null;
  };
  const answer = webhooks({ initiate: initiated as never }, { onError: () => undefined });
  await answer(requestOf({ path: `/?${query}` }));
  if (got === undefined) throw new Error('no handler was called');
  return got as Readonly<Record<string, unknown>>;
}

const plain = String(new URLSearchParams(Object.entries(initiate)));
const given = Object.keys(initiate).length;

test('reads a thousand parameters of a query', async () => {
  const more = (count: number): string => Array.from({ length: count }, (_, index) => `&p${index}=x`).join('');
  assert.is(Object.keys(await queried(plain + more(1000 - given))).length, 1000);
  const cut = await queried(plain + more(1001 - given));
  assert.equal([Object.keys(cut).length, cut[`p${1000 - given}`]], [1000, undefined]);
});

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

test('parameter names nest up to eight levels; deeper ones are literal', async () => {
  for (const [name, isDeep] of [
    ['a.b.c.d.e.f.g.h', true],
    ['a.b.c.d.e.f.g.h.i', false],
    ['a[b][c][d][e][f][g][h]', true],
    ['a[b][c][d][e][f][g][h][i]', false],
  ] as const) {
    const event = await queried(`${plain}&${encodeURIComponent(name)}=x`);
    assert.is(event[name], isDeep ? undefined : 'x', name);
    assert.is(depthOf(event.a), isDeep ? 7 : 0, name);
  }
});

test('parameter names of more than a thousand characters are literal', async () => {
  for (const [length, isNested] of [
    [1000, true],
    [1001, false],
  ] as const) {
    const name = `a.${'x'.repeat(length - 2)}`;
    const event = await queried(`${plain}&${name}=1`);
    assert.is(event[name], isNested ? undefined : '1');
  }
});

test('parameters named like inherited properties are strings', async () => {
  const event = await queried(`${plain}&constructor=1&toString=2&valueOf.a=3&hasOwnProperty[]=4`);
  assert.is(event.constructor, '1');
  assert.is(event.toString, '2');
  assert.equal([event.valueOf, event.hasOwnProperty], [{ a: '3' }, ['4']]);
});

test('an asynchronous handler runs after the acknowledgement', async () => {
  let handled = 0;
  const answer = webhooks({ disconnect: () => void handled++ });
  const { status } = await answer(requestOf({ method: 'POST', body: JSON.stringify(disconnect) }));
  assert.equal([status, handled, answer.inFlight], [201, 0, 1]);
  assert.is(await answer.drain(), 0);
  assert.is(handled, 1);
});

test('drain waits for the last handler, not the first', async () => {
  const ends = [latch(), latch(), latch()];
  let begun = 0;
  const answer = webhooks({ disconnect: () => ends[begun++]?.opened });
  for (const _ of ends) await answer(requestOf({ method: 'POST', body: JSON.stringify(disconnect) }));
  const counts: number[] = [];
  const drained = answer.drain().then((left) => counts.push(answer.inFlight, left));
  while (begun < ends.length) await new Promise((resolve) => setTimeout(resolve, 0));
  for (const { open } of ends) {
    assert.equal(counts, []);
    open();
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  }
  await drained;
  assert.equal(counts, [0, 0]);
});

test.run();
