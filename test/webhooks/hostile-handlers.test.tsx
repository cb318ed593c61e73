// Arbitrary behavior of handlers and onError: the request is answered, the error reported once, and none escapes.
import { mock } from 'node:test';
import { Response as Bxml, SpeakSentence } from 'bxml-jsx';
import { webhooks as fetchWebhooks } from 'bxml-jsx/fetch';
import { webhooks } from 'bxml-jsx/koa';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { anyName, events, handlersThat, type Name, requestOf } from './hostile-events.js';
import { exchange, rawRequest, SECRET, serving, watched } from './hostile-server.js';
import { anyDoing, anyFailing, anyGiven, anyValue } from './hostile-values.js';

const test = suite('hostile handlers');

const FAILURE = { status: 500, code: 'answer.failed', detail: 'The event could not be answered.' };

function judge(name: Name, status: number, text: string, reported: number): void {
  if (name === 'disconnect') {
    assert.is(status, 201);
    assert.ok(reported <= 1, `reported ${reported} times`);
    return;
  }
  assert.ok([200, 201, 204, 404, 500].includes(status), `status ${status}`);
  assert.is(reported, status === 500 ? 1 : 0, `reported ${reported} times of ${status}`);
  if (status !== 500) return;
  assert.equal(JSON.parse(text), FAILURE);
}

test('fetch responds whatever a handler and onError do', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyName, anyDoing, anyGiven, fc.boolean(), async (name, act, reaction, fails) => {
        let reported = 0;
        const onError = (): unknown => {
          reported++;
          if (fails) throw reaction();
          return reaction();
        };
        const answer = fetchWebhooks(handlersThat(act), { ack: 'after', dedupe: false, onError, onUnknown: act });
        const response = await answer(requestOf(name));
        judge(name, response.status, await response.text(), reported);
      }),
      { numRuns: 300 },
    ),
  ));

test('emits whatever a handler throws on the Koa app once', () => {
  let act: () => unknown = () => undefined;
  const middleware = webhooks(
    handlersThat(() => act()),
    { ack: 'after', dedupe: false, onUnknown: () => act() },
  );
  return serving(middleware, async (port, app) => {
    let reported: unknown[] = [];
    app.on('error', (...given) => reported.push(...given.slice(0, 1)));
    await fc.assert(
      fc.asyncProperty(anyName, anyFailing, async (name, failing) => {
        reported = [];
        act = failing;
        const [reply] = await exchange(port, rawRequest(JSON.stringify(events[name])));
        judge(name, reply?.status ?? 0, reply?.body ?? '', reported.length);
        assert.is(reported.length, 1);
      }),
      { numRuns: 100 },
    );
  });
});

test('responds as expected with the default listener of Koa and with one that throws', async () => {
  for (const listens of [false, true]) {
    let act: () => unknown = () => undefined;
    let thrown: () => unknown = () => undefined;
    const options = { ack: 'after', dedupe: false, fallback: <Bxml /> } as const;
    await serving(
      webhooks(
        handlersThat(() => act()),
        options,
      ),
      async (port, app) => {
        if (listens) {
          app.on('error', () => {
            throw thrown();
          });
        }
        await fc.assert(
          fc.asyncProperty(
            fc.constantFrom('initiate', 'disconnect'),
            anyFailing,
            anyValue,
            async (name, failing, value) => {
              thrown = value;
              act = failing;
              const [reply] = await exchange(port, rawRequest(JSON.stringify(events[name])));
              assert.is(reply?.status, name === 'disconnect' ? 201 : 200);
              assert.not.match(reply?.body ?? '', SECRET);
            },
          ),
          { numRuns: 60 },
        );
      },
    );
  }
});

test('a thrown value that is not an Error is the cause of the emitted Error', () =>
  serving(
    webhooks({
      initiate: () => {
        throw SECRET;
      },
    }),
    async (port, app) => {
      const reported: unknown[] = [];
      app.on('error', (error) => reported.push(error));
      await exchange(port, rawRequest(JSON.stringify(events.initiate)));
      const [error] = reported as [Error];
      assert.instance(error, Error);
      assert.is(error.cause, SECRET);
      assert.not.match(error.message, SECRET);
    },
  ));

test('errors thrown by components do not leak into the response', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyFailing, async (fail) => {
        let reported = 0;
        const Broken = fail as () => null;
        const onError = (): void => {
          reported++;
        };
        const tree = (
          <Bxml>
            <SpeakSentence>{SECRET}</SpeakSentence>
            <Broken />
          </Bxml>
        );
        const response = await fetchWebhooks({ initiate: () => tree }, { onError })(requestOf('initiate'));
        judge('initiate', response.status, await response.text(), reported);
      }),
      { numRuns: 100 },
    ),
  ));

test('responds with the fallback if onError returns anything except a document', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, async (onError) => {
        const answer = fetchWebhooks({ initiate: () => undefined as never }, { onError, fallback: <Bxml /> });
        const response = await answer(requestOf('initiate'));
        assert.is(response.status, 200);
        assert.not.match(await response.text(), SECRET);
      }),
      { numRuns: 100 },
    ),
  ));

test('responds although handlers, onError, auth functions or stores never settle', () =>
  watched(async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const status = async (name: Name, options: object, act: () => unknown = never): Promise<number> => {
      const answer = fetchWebhooks(handlersThat(act), { ack: 'after', onUnknown: act, ...options });
      return (await answer(requestOf(name, { authorization: 'Basic YTpi' }))).status;
    };
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const statuses = Promise.all([
        status('initiate', {}),
        status('tomorrow', {}),
        status('disconnect', {}),
        status('disconnect', { dedupe: { add: never } }, () => undefined),
        status('initiate', { auth: never }),
        status('initiate', { onError: never }),
        status('initiate', { onError: never, auth: () => Promise.reject(SECRET) }),
      ]);
      // The timeout, and then the time for onError.
      for (const milliseconds of [12_000, 1000]) {
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        mock.timers.tick(milliseconds);
      }
      assert.equal(await statuses, [500, 500, 201, 201, 500, 500, 500]);
    } finally {
      mock.timers.reset();
    }
  }));

test('ignores whatever a handler does after the timeout', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, anyGiven, async (act, thrown) => {
        let reported = 0;
        let finish: () => void = () => undefined;
        const isOver = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const onError = (): void => {
          reported++;
          finish();
          throw thrown();
        };
        const late = async (): Promise<unknown> => {
          await isOver;
          return act();
        };
        const response = await fetchWebhooks(
          { initiate: late as never },
          { timeout: 1, onError },
        )(requestOf('initiate'));
        judge('initiate', response.status, await response.text(), reported);
      }),
      { numRuns: 60 },
    ),
  ));

test.run();
