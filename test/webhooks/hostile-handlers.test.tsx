// Whatever handlers and onError do, the request is answered, the error told once, and nothing escapes.
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

function judge(name: Name, status: number, text: string, told: number): void {
  if (name === 'disconnect') {
    assert.is(status, 201);
    assert.ok(told <= 1, `told ${told} times`);
    return;
  }
  assert.ok([200, 201, 204, 404, 500].includes(status), `status ${status}`);
  assert.is(told, status === 500 ? 1 : 0, `told ${told} times of ${status}`);
  if (status !== 500) return;
  assert.equal(JSON.parse(text), FAILURE);
}

test('whatever a handler does, and onError of it, fetch answers', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyName, anyDoing, anyGiven, fc.boolean(), async (name, act, reaction, fails) => {
        let told = 0;
        const onError = (): unknown => {
          told++;
          if (fails) throw reaction();
          return reaction();
        };
        const answer = fetchWebhooks(handlersThat(act), { ack: 'after', dedupe: false, onError, onUnknown: act });
        const response = await answer(requestOf(name));
        judge(name, response.status, await response.text(), told);
      }),
      { numRuns: 300 },
    ),
  ));

test('whatever a handler throws is an error of a Koa app, once', () => {
  let act: () => unknown = () => undefined;
  const middleware = webhooks(
    handlersThat(() => act()),
    { ack: 'after', dedupe: false, onUnknown: () => act() },
  );
  return serving(middleware, async (port, app) => {
    let told: unknown[] = [];
    app.on('error', (...given) => told.push(...given.slice(0, 1)));
    await fc.assert(
      fc.asyncProperty(anyName, anyFailing, async (name, failing) => {
        told = [];
        act = failing;
        const [reply] = await exchange(port, rawRequest(JSON.stringify(events[name])));
        judge(name, reply?.status ?? 0, reply?.body ?? '', told.length);
        assert.is(told.length, 1);
      }),
      { numRuns: 100 },
    );
  });
});

test('with the listener of Koa’s own, and with one that throws, everything is answered as it should be', async () => {
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

test('what is no Error reaches the listeners of a Koa app as the cause of one', () =>
  serving(
    webhooks({
      initiate: () => {
        throw SECRET;
      },
    }),
    async (port, app) => {
      const told: unknown[] = [];
      app.on('error', (error) => told.push(error));
      await exchange(port, rawRequest(JSON.stringify(events.initiate)));
      const [error] = told as [Error];
      assert.instance(error, Error);
      assert.is(error.cause, SECRET);
      assert.not.match(error.message, SECRET);
    },
  ));

test('what components in a document throw stays in the error', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyFailing, async (fail) => {
        let told = 0;
        const Broken = fail as () => null;
        const onError = (): void => {
          told++;
        };
        const tree = (
          <Bxml>
            <SpeakSentence>{SECRET}</SpeakSentence>
            <Broken />
          </Bxml>
        );
        const response = await fetchWebhooks({ initiate: () => tree }, { onError })(requestOf('initiate'));
        judge('initiate', response.status, await response.text(), told);
      }),
      { numRuns: 100 },
    ),
  ));

test('whatever onError gives after a failure, the fallback stands in for what is no document', () =>
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

test('handlers, onError, credentials, stores that never come to an end are left behind', () =>
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
      // The time for an answer, and that for onError after it.
      for (const milliseconds of [12_000, 1000]) {
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
        mock.timers.tick(milliseconds);
      }
      assert.equal(await statuses, [500, 500, 201, 201, 500, 500, 500]);
    } finally {
      mock.timers.reset();
    }
  }));

test('what a handler does after its time is ignored, whatever it is', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, anyGiven, async (act, thrown) => {
        let told = 0;
        let finish: () => void = () => undefined;
        const isOver = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const onError = (): void => {
          told++;
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
        judge('initiate', response.status, await response.text(), told);
      }),
      { numRuns: 60 },
    ),
  ));

test.run();
