// Arbitrary behavior of the functions in options: hooks, credential checks, stores.
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

test('hooks and onWarning cannot change the response', () =>
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

test('only true from the auth function accepts a request, and errors are reported once', () => {
  let act: () => unknown = () => undefined;
  const auth = (): never => act() as never;
  let reported = 0;
  const guarded = webhooks({ initiate: () => <Bxml /> }, { auth, onError: () => reported++ });
  const guard = basicAuth({ auth });
  const either: Koa.Middleware = (ctx, next) => (ctx.path === '/guard' ? guard(ctx, next) : guarded(ctx, next));
  return serving(either, async (port, app) => {
    app.on('error', () => reported++);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/', '/guard'), anyDoing, fc.boolean(), async (path, doing, fails) => {
        reported = 0;
        act = fails ? () => Promise.resolve(doing()).then((value) => Promise.reject(value)) : doing;
        const headers = { authorization: `Basic ${Buffer.from(`a:${SECRET}`).toString('base64')}` };
        const [reply] = await exchange(port, rawRequest(JSON.stringify(events.initiate), headers, 'POST', path));
        assert.ok([401, 500, path === '/' ? 200 : 404].includes(reply?.status ?? 0), `status ${reply?.status}`);
        assert.is(reported, reply?.status === 500 ? 1 : 0);
        assert.not.match(`${reply?.head}${reply?.body}`, SECRET);
        if (reply?.status === 500) assert.is(JSON.parse(reply.body).code, 'auth.failed');
        if (fails) assert.is(reply?.status, 500);
      }),
      { numRuns: 100 },
    );
  });
});

test('handles the event unless the dedupe store returns false', () =>
  watched(() =>
    fc.assert(
      fc.asyncProperty(anyDoing, fc.boolean(), async (add, listens) => {
        let handled = 0;
        let repeated = 0;
        let reported = 0;
        const onError = (): void => {
          reported++;
        };
        const answer = fetchWebhooks({ disconnect: () => ++handled }, {
          ack: 'after',
          dedupe: { add },
          hooks: { repeated: () => repeated++ },
          ...(listens ? { onError } : {}),
        } as never);
        assert.is((await answer(requestOf('disconnect'))).status, 201);
        assert.is(handled + repeated, 1);
        assert.ok(reported <= 1);
      }),
      { numRuns: 100 },
    ),
  ));

test('acknowledges and handles the event whatever waitUntil does', () =>
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
