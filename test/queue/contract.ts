// The promises of every queue, as tests. Each implementation runs them.
import { NonRetryableError } from 'bxml-jsx/queue';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { ended, gate } from './queue-journal.js';
import { codeOf, label, onNewQueue, putAll, type QueueUnderTest, waitForDead, working } from './queue-under-test.js';

export function testContract(queueUnderTest: QueueUnderTest): void {
  const test = suite(`contract: ${queueUnderTest.name}`);
  const on = onNewQueue(queueUnderTest);

  test(
    'a stored event is handled, with its key, the first attempt and a signal',
    on({}, async (queue, journal) => {
      const seen: unknown[] = [];
      working(queue, (event, { key, attempt, signal }) => seen.push(event, key, attempt, signal.aborted));
      const event = ended('c-1');
      const { isNew } = await queue.put(event);
      assert.is(isNew, true);
      await journal.has('done');
      assert.equal(seen, [event.event, event.key, 1, false]);
      assert.equal(
        journal.entries,
        ['queued', 'started', 'done'].map((kind, index) => `${kind} ${event.key}${index === 0 ? '' : '#1'}`),
      );
    }),
  );

  test(
    'an event is handled once per key, also if it is stored again after it was handled',
    on({}, async (queue, journal) => {
      const wait = gate();
      working(queue, () => wait.promise);
      const results = await Promise.all([1, 2, 3].map(() => queue.put(ended('c-1'))));
      assert.equal(results.map(({ isNew }) => isNew).sort(), [false, false, true]);
      await journal.has('started');
      assert.is((await queue.put(ended('c-1'))).isNew, false);
      wait.open();
      await journal.has('done');
      assert.is((await queue.put(ended('c-1'))).isNew, false);
      await queue.put(ended('c-2'));
      await journal.has('done', 2);
      assert.is(journal.count('started'), 2);
    }),
  );

  test(
    'keys that are numbers, or have colons, slashes and 1,000 characters, are different keys',
    on({}, async (queue, journal) => {
      working(queue, () => {});
      const keys = ['1', '0', 'a:b', 'a:b:c', 'a:b:c:d', 'a/b', `x${'y'.repeat(999)}`, `x${'y'.repeat(998)}`];
      await putAll(
        queue,
        keys.map((key, index) => ({ ...ended(`c-${index}`), key })),
      );
      await journal.has('done', keys.length);
      assert.equal(
        journal.entries.filter((entry) => entry.startsWith('done')).sort(),
        keys.map((key) => `done ${key}#1`).sort(),
      );
    }),
  );

  test(
    'hooks have the call, the type and the time since the event was received',
    on({ attempts: 1 }, async (queue, journal) => {
      working(queue, () => {
        throw new Error('no');
      });
      await queue.put({ ...ended('c-1'), receivedAt: Date.now() - 5000 });
      await journal.has('dead');
      const [{ age, duration, callId, eventType } = { age: 0, duration: -1, callId: '', eventType: '' }] =
        journal.failures;
      assert.equal([callId, eventType], ['c-1', 'disconnect']);
      assert.ok(age >= 5000 && age < 60_000, String(age));
      assert.ok(duration >= 0 && duration < 60_000, String(duration));
    }),
  );

  test(
    'an event keeps every value of JSON',
    on({}, async (queue, journal) => {
      const more = {
        tag: '\u0000 </tag> \u{1f600} é "quotes" \u2028',
        nested: { list: [1, 1.5e300, -0.1, null, true, {}] },
      };
      let handled: unknown;
      working(queue, (event) => {
        handled = event;
      });
      await queue.put(ended('c-1', 0, more));
      await journal.has('done');
      assert.equal(handled, ended('c-1', 0, more).event);
    }),
  );

  test(
    'a handler that changes an event does not change it for the next attempt, or when it is dead',
    on({ attempts: 2 }, async (queue) => {
      const tags: unknown[] = [];
      working(queue, (event) => {
        const changed = event as { tag?: string; nested?: { tag: string } };
        tags.push(changed.tag, changed.nested?.tag);
        changed.tag = 'changed';
        if (changed.nested !== undefined) changed.nested.tag = 'changed';
        throw new Error('again');
      });
      const more = { tag: 'first', nested: { tag: 'second' } };
      await queue.put(ended('c-1', 0, more));
      const [dead] = await waitForDead(queue, 1);
      assert.equal(tags, ['first', 'second', 'first', 'second']);
      assert.equal(dead?.event, ended('c-1', 0, more).event);
    }),
  );

  test(
    'a failed attempt is repeated with the next number, after the backoff',
    on({ backoff: (attempt) => attempt }, async (queue, journal) => {
      const attempts: number[] = [];
      working(queue, (_event, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error(`failed ${attempt}`);
      });
      await queue.put(ended('c-1'));
      await journal.has('done');
      assert.equal(attempts, [1, 2, 3]);
      assert.equal(
        journal.failures.map(({ attempt, retryIn, error }) => [attempt, retryIn, (error as Error).message]),
        [
          [1, 1, 'failed 1'],
          [2, 2, 'failed 2'],
        ],
      );
      assert.is(journal.count('dead'), 0);
    }),
  );

  for (const [what, backoff] of [
    ['throws', () => JSON.parse('{')],
    ['returns no number', () => Promise.resolve(5) as never],
  ] as const) {
    let errors: unknown[] = [];
    const onError = (error: unknown): unknown => errors.push(codeOf(error) ?? (error as Error).name);
    test(
      `an event is repeated after the default time if the function backoff ${what}`,
      on({ backoff, onError }, async (queue, journal) => {
        errors = [];
        working(queue, (_event, { attempt }) => {
          if (attempt === 1) throw new TypeError('failed');
        });
        await queue.put(ended('c-1'));
        await journal.has('done');
        const [{ retryIn = 0 } = {}] = journal.failures;
        assert.ok(retryIn >= 500 && retryIn <= 1000, String(retryIn));
        assert.equal(errors, [what === 'throws' ? 'SyntaxError' : 'queue.backoff', 'TypeError']);
      }),
    );
  }

  test(
    'an event whose attempts are used up is dead: listed, and replayed with all its attempts',
    on({}, async (queue, journal) => {
      let isBroken = true;
      const attempts: number[] = [];
      working(queue, (_event, { attempt }) => {
        attempts.push(attempt);
        if (isBroken) throw new TypeError('the store is down');
      });
      const event = ended('c-1');
      await queue.put(event);
      await journal.has('dead');
      await journal.until(() => true);
      const [dead, ...others] = await waitForDead(queue, 1);
      assert.equal(others, []);
      assert.equal(
        { ...dead, diedAt: 0 },
        {
          key: event.key,
          eventType: 'disconnect',
          event: event.event,
          receivedAt: event.receivedAt,
          diedAt: 0,
          attempts: 3,
          reason: 'the store is down',
        },
      );
      assert.ok(Math.abs((dead?.diedAt ?? 0) - Date.now()) < 60_000);
      assert.is((await queue.figures()).dead, 1);
      assert.is((await queue.put(event)).isNew, false);
      isBroken = false;
      assert.is(await queue.replay({ key: event.key }), 1);
      await journal.has('done');
      assert.equal(attempts, [1, 2, 3, 1]);
      assert.equal(await queue.dead(), []);
      assert.is(await queue.replay({ key: event.key }), 0);
    }),
  );

  test(
    'dead events are selected by key, by call or all',
    on({ attempts: 1 }, async (queue, journal) => {
      let isBroken = true;
      working(queue, () => {
        if (isBroken) throw new Error('no');
      });
      await putAll(queue, [ended('c-1', 1), ended('c-1', 2), ended('c-2', 3), ended('c-3', 4), ended('c-3', 5)]);
      await journal.has('dead', 5);
      const all = await waitForDead(queue, 5);
      assert.equal(all.map(label).sort(), ['c-1@1', 'c-1@2', 'c-2@3', 'c-3@4', 'c-3@5']);
      assert.equal((await queue.dead({ callId: 'c-1' })).map(label), ['c-1@1', 'c-1@2']);
      assert.equal((await queue.dead({ key: ended('c-2', 3).key })).map(label), ['c-2@3']);
      assert.equal(await queue.dead({ callId: 'c-9' }), []);
      assert.equal(await queue.dead({ key: 'c-9' }), []);
      assert.equal(await queue.dead({ key: ended('c-2', 3).key, callId: 'c-1' }), []);
      assert.is((await queue.dead({ limit: 2 })).length, 2);
      assert.is(await queue.discard({ callId: 'c-1' }), 2);
      assert.is(await queue.discard({ key: ended('c-3', 5).key }), 1);
      assert.is(await queue.discard({ key: 'unknown' }), 0);
      isBroken = false;
      assert.is(await queue.replay('all'), 2);
      await journal.has('done', 2);
      assert.equal(await queue.dead(), []);
      assert.is(await queue.discard('all'), 0);
    }),
  );

  test(
    'an attempt that takes too long fails, and its signal aborts',
    on({ attempts: 2 }, async (queue, journal) => {
      const signals: AbortSignal[] = [];
      const wait = gate();
      working(
        queue,
        (_event, { signal, attempt }) => {
          signals.push(signal);
          return attempt === 1 ? wait.promise : undefined;
        },
        { timeout: 30 },
      );
      await queue.put(ended('c-1'));
      await journal.has('done');
      wait.open();
      assert.equal(
        signals.map(({ aborted }) => aborted),
        [true, false],
      );
      assert.is(codeOf(journal.failures[0]?.error), 'queue.attempt-timeout');
    }),
  );

  test(
    'an event that the worker has no handler of fails, and one that returns a document is dead at once',
    on({ attempts: 2 }, async (queue, journal) => {
      const worker = queue.work({ recordingAvailable: () => {} });
      await queue.put(ended('c-1'));
      await journal.has('dead');
      assert.equal(
        journal.failures.map(({ error }) => codeOf(error)),
        ['queue.no-handler', 'queue.no-handler'],
      );
      await worker.close();
      working(queue, () => '<?xml version="1.0"?><Response/>');
      await queue.put(ended('c-2'));
      await journal.has('dead', 2);
      assert.is(journal.failures.length, 3);
      assert.is(codeOf(journal.failures[2]?.error), 'async-document');
    }),
  );

  test('onError is called with each error of a handler, and its own errors change nothing', async () => {
    const seen: unknown[] = [];
    await on(
      {
        onError: (error, info) => {
          seen.push([(error as Error).message, info]);
          throw new Error('while logging');
        },
        attempts: 2,
      },
      async (queue, journal) => {
        working(queue, () => {
          throw new Error('broken');
        });
        const { key } = ended('c-1');
        await queue.put(ended('c-1'));
        await journal.has('dead');
        const info = (attempt: number) => ({ stage: 'handler', key, eventType: 'disconnect', attempt });
        assert.equal(seen, [
          ['broken', info(1)],
          ['broken', info(2)],
        ]);
      },
    )();
  });

  test(
    'an event whose handler throws a NonRetryableError is dead at once',
    on({ attempts: 5 }, async (queue, journal) => {
      working(queue, () => {
        throw new NonRetryableError('the recording was deleted');
      });
      await queue.put(ended('c-1'));
      await journal.has('dead');
      assert.equal(
        journal.failures.map(({ attempt, retryIn }) => [attempt, retryIn]),
        [[1, undefined]],
      );
      assert.is((await waitForDead(queue, 1))[0]?.reason, 'the recording was deleted');
    }),
  );

  test(
    'values that are thrown instead of errors are failures',
    on({ attempts: 1 }, async (queue, journal) => {
      const hostile = new Proxy(
        {},
        {
          get: () => {
            throw new Error('read');
          },
          getPrototypeOf: () => {
            throw new Error('read');
          },
        },
      );
      const thrown = [undefined, null, 0, 'text', { code: 'x' }, Symbol('x'), Object.create(null), hostile];
      working(queue, ({ callId }) => {
        throw thrown[Number(callId)];
      });
      await putAll(
        queue,
        thrown.map((_value, index) => ended(String(index))),
      );
      await journal.has('dead', thrown.length);
      assert.is(
        (await waitForDead(queue, thrown.length)).every(({ reason }) => typeof reason === 'string'),
        true,
      );
    }),
  );

  test(
    'figures counts events by state',
    on({ attempts: 2, backoff: () => 60_000 }, async (queue, journal) => {
      const wait = gate();
      assert.equal(await queue.figures(), { waiting: 0, running: 0, retrying: 0, dead: 0, oldestAge: 0 });
      working(
        queue,
        ({ callId }) => {
          if (callId === 'c-1') throw new Error('later');
          return wait.promise;
        },
        { concurrency: 1 },
      );
      await queue.put({ ...ended('c-1'), receivedAt: Date.now() - 5000 });
      await journal.has('failed');
      await putAll(queue, [ended('c-2'), ended('c-3'), ended('c-4')]);
      await journal.has('started', 2);
      const { oldestAge, ...counts } = await queue.figures();
      assert.equal(counts, { waiting: 2, running: 1, retrying: 1, dead: 0 });
      assert.ok(oldestAge >= 5000 && oldestAge < 60_000, String(oldestAge));
      wait.open();
      await journal.has('done', 3);
    }),
  );

  test(
    'wrong arguments are errors with a code',
    on({}, async (queue) => {
      const code = (work: () => unknown): string | undefined => {
        try {
          work();
        } catch (error) {
          return codeOf(error);
        }
        return undefined;
      };
      assert.is(
        code(() => queue.work({ initiate: () => '<Response/>' })),
        'queue.handlers',
      );
      assert.is(
        code(() => queue.work({} as never)),
        'queue.handlers',
      );
      assert.is(
        code(() => queue.work({ disconect: () => {} } as never)),
        'handlers.unknown',
      );
      assert.is(
        code(() => queue.work({ disconnect: 'x' } as never)),
        'handlers.type',
      );
      assert.is(
        code(() => working(queue, () => {}, { concurrency: 0 })),
        'options.concurrency',
      );
      assert.is(
        code(() => working(queue, () => {}, { timeout: 0 })),
        'options.timeout',
      );
      assert.is(
        code(() => working(queue, () => {}, { threads: 1 })),
        'options.unknown',
      );
      for (const selection of [{}, { key: 'a', callId: 'b' }, { id: 'x' }, 'some', undefined]) {
        assert.match((await errorOf(queue.replay(selection as never))).code ?? '', /^options\./);
        assert.match((await errorOf(queue.discard(selection as never))).code ?? '', /^options\./);
      }
      assert.is((await errorOf(queue.dead({ limit: 0 }))).code, 'options.limit');
      assert.is((await errorOf(queue.close({ timeout: -1 }))).code, 'options.timeout');
    }),
  );

  test.run();
}
