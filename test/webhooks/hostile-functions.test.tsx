// Whatever hooks, credential checks, stores and the other functions in the options do, the request is answered as it should be.
import { Response as Bxml, SpeakSentence } from 'bxml-jsx';
import { webhooks as fetchWebhooks } from 'bxml-jsx/fetch';
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import fc from 'fast-check';
import type Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { anyName, events, handlersThat, requestOf } from './hostile-events.js';
import { exchange, rawRequest, SECRET, serving, watched } from './hostile-server.js';
import { anyDoing, anyValue } from './hostile-values.js';

const test = suite('hostile functions');

test('whatever hooks and onWarning do, the answers are the same', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyName, anyDoing, async (name, act) => {
        const names = ['received', 'answered', 'refused', 'failed', 'slow', 'late', 'repeated'];
        const hooks = Object.fromEntries(names.map((hook) => [hook, act]));
        const odd = (
          <Bxml>
            <SpeakSentence voice="samuel">x</SpeakSentence>
          </Bxml>
        );
        const give = (): unknown => (name === 'disconnect' ? undefined : odd);
        const answer = fetchWebhooks(handlersThat(give), { ack: 'after', hooks, onWarning: act });
        const expected = { initiate: 200, conferenceCreated: 200, disconnect: 201, tomorrow: 404 }[name];
        assert.is((await answer(requestOf(name))).status, expected);
        assert.is((await answer(requestOf(name))).status, expected);
        assert.is((await answer(requestOf(name, { 'content-type': 'a/b' }))).status, 415);
      }),
      { numRuns: 100 },
    ),
  ));

test('whatever the function in auth does, only true lets in, and failures are told once', () => {
  let act: () => unknown = () => undefined;
  const auth = (): never => act() as never;
  let told = 0;
  const guarded = webhooks({ initiate: () => <Bxml /> }, { auth, onError: () => told++ });
  const guard = basicAuth({ auth });
  const either: Koa.Middleware = (ctx, next) => (ctx.path === '/guard' ? guard(ctx, next) : guarded(ctx, next));
  return serving(either, async (port, app) => {
    app.on('error', () => told++);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/', '/guard'), anyDoing, fc.boolean(), async (path, doing, fails) => {
        told = 0;
        act = fails ? () => Promise.resolve(doing()).then((value) => Promise.reject(value)) : doing;
        const headers = { authorization: `Basic ${Buffer.from(`a:${SECRET}`).toString('base64')}` };
        const [reply] = await exchange(port, rawRequest(JSON.stringify(events.initiate), headers, 'POST', path));
        assert.ok([401, 500, path === '/' ? 200 : 404].includes(reply?.status ?? 0), `status ${reply?.status}`);
        assert.is(told, reply?.status === 500 ? 1 : 0);
        assert.not.match(`${reply?.head}${reply?.body}`, SECRET);
        if (reply?.status === 500) assert.is(JSON.parse(reply.body).code, 'auth.failed');
        if (fails) assert.is(reply?.status, 500);
      }),
      { numRuns: 100 },
    );
  });
});

test('whatever a store of repeats does, the event is handled unless it says false', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, fc.boolean(), async (add, listens) => {
        let handled = 0;
        let repeated = 0;
        let told = 0;
        const onError = (): void => {
          told++;
        };
        const answer = fetchWebhooks({ disconnect: () => ++handled }, {
          ack: 'after',
          dedupe: { add },
          hooks: { repeated: () => repeated++ },
          ...(listens ? { onError } : {}),
        } as never);
        assert.is((await answer(requestOf('disconnect'))).status, 201);
        assert.is(handled + repeated, 1);
        assert.ok(told <= 1);
      }),
      { numRuns: 100 },
    ),
  ));

test('whatever waitUntil does, the event is acknowledged and handled', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, anyValue, async (waitUntil, thrown) => {
        let handled = 0;
        const answer = fetchWebhooks({ disconnect: () => ++handled }, {
          ack: 'after',
          waitUntil,
          onError: () => {
            throw thrown();
          },
        } as never);
        assert.is((await answer(requestOf('disconnect'))).status, 201);
        assert.is((await answer(requestOf('disconnect', { 'x-again': '1' }), { waitUntil } as never)).status, 201);
        assert.is(handled, 1);
      }),
      { numRuns: 100 },
    ),
  ));

test.run();
