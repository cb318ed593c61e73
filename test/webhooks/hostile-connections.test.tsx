// Clients that disconnect, many clients at once, and requests on a connection after a refusal.
import { once } from 'node:events';
import { Response as Bxml, type BxmlElement } from 'bxml-jsx';
import type { InitiateEvent } from 'bxml-jsx/events';
import { webhooks as fetchWebhooks } from 'bxml-jsx/fetch';
import { type KoaHandlerContext, type SyncHandler, type WebhookOptions, webhooks } from 'bxml-jsx/koa';
import fc from 'fast-check';
import type Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { dial, exchange, pending, rawRequest, SECRET, serving, watched } from './hostile-server.js';

const test = suite('hostile connections');

const good = JSON.stringify(leastEvent('initiate'));

const served = (
  use: (port: number) => Promise<void>,
  options?: WebhookOptions<KoaHandlerContext>,
  initiate: SyncHandler<InitiateEvent, KoaHandlerContext> = () => <Bxml />,
): Promise<void> => serving(webhooks({ initiate }, options), use);

test('the signal aborts if the client disconnects, and later errors of the handler are caught', async () => {
  for (const fails of [false, true]) {
    const begun = pending<void>();
    const aborted = pending<unknown>();
    const late = pending<void>();
    const errors: unknown[] = [];
    const initiate = async (_event: object, { signal }: KoaHandlerContext): Promise<BxmlElement> => {
      begun.keep();
      await once(signal, 'abort');
      aborted.keep(signal.reason);
      if (fails) throw new Error(SECRET);
      return <Bxml />;
    };
    const options = { onError: (error: unknown) => errors.push(error), hooks: { late: () => late.keep() } };
    await served(
      async (port) => {
        const { socket } = dial(port);
        socket.write(rawRequest(good));
        await begun.promise;
        socket.destroy();
        assert.instance(await aborted.promise, Error);
        await late.promise;
        assert.equal(errors, []);
      },
      options,
      initiate,
    );
  }
});

test('no handler runs for a client that disconnected while its credentials were checked', () => {
  const asked = pending<void>();
  const known = pending<boolean>();
  const auth = (): Promise<boolean> => {
    asked.keep();
    return known.promise;
  };
  let calls = 0;
  const initiate = (): BxmlElement => {
    calls++;
    return <Bxml />;
  };
  const reported: string[] = [];
  const hooks = { answered: () => reported.push('answered'), failed: () => reported.push('failed') };
  const middleware = webhooks({ initiate }, { auth, hooks });
  let gone: Promise<unknown> = Promise.resolve();
  let over: Promise<unknown> = Promise.resolve();
  const watching: Koa.Middleware = (ctx, next) => {
    gone = once(ctx.res, 'close');
    over = middleware(ctx, next);
    return over;
  };
  return serving(watching, async (port) => {
    const { socket } = dial(port);
    const query = new URLSearchParams(leastEvent('initiate') as Record<string, string>);
    socket.write(rawRequest('', { authorization: 'Basic YTpi' }, 'GET', `/?${query}`));
    await asked.promise;
    socket.destroy();
    await gone;
    known.keep(true);
    await over;
    assert.is(calls, 0);
    assert.equal(reported, []);
  });
});

test('fetch runs no handler for an aborted request', () =>
  watched(async () => {
    const caller = new AbortController();
    const auth = (): boolean => {
      caller.abort();
      return true;
    };
    let calls = 0;
    const initiate = (): BxmlElement => {
      calls++;
      return <Bxml />;
    };
    const answer = fetchWebhooks({ initiate }, { auth });
    const query = new URLSearchParams(leastEvent('initiate') as Record<string, string>);
    const headers = { authorization: 'Basic YTpi' };
    const response = await answer(new Request(`http://localhost/?${query}`, { headers, signal: caller.signal }));
    assert.is(response.status, 500);
    assert.is(calls, 0);
  }));

test('answers pipelined requests in order, refused or not', () =>
  served(
    (port) => {
      const kinds = {
        good: [rawRequest(good, { connection: 'keep-alive', authorization: 'Basic YTpi' }), 200],
        bad: [rawRequest(SECRET, { connection: 'keep-alive', authorization: 'Basic YTpi' }), 400],
        stranger: [rawRequest(good, { connection: 'keep-alive', authorization: `Basic ${SECRET}` }), 401],
        text: [rawRequest(good, { connection: 'keep-alive', authorization: 'Basic YTpi', 'content-type': 'a/b' }), 415],
        put: [rawRequest(good, { connection: 'keep-alive' }, 'PUT'), 405],
        options: [rawRequest(good, { connection: 'keep-alive' }, 'OPTIONS'), 404],
      } as const;
      type Kind = keyof typeof kinds;
      const last = rawRequest(good, { authorization: 'Basic YTpi' });
      return fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...(Object.keys(kinds) as Kind[])), { maxLength: 12 }),
          async (sent) => {
            const replies = await exchange(port, Buffer.concat([...sent.map((kind) => kinds[kind][0]), last]));
            assert.equal(
              replies.map(({ status }) => status),
              [...sent.map((kind) => kinds[kind][1]), 200],
            );
            for (const { body, head } of replies) assert.not.match(head + body, SECRET);
          },
        ),
        { numRuns: 30 },
      );
    },
    { auth: { username: 'a', password: 'b' } },
  ));

test('requests after a refusal that closes the connection get no response', () =>
  served(
    async (port) => {
      const large = rawRequest(`{"x":"${SECRET.repeat(200)}"}`, { connection: 'keep-alive' });
      const replies = await exchange(port, Buffer.concat([large, rawRequest(good)]));
      assert.equal(
        replies.map(({ status }) => status),
        [413],
      );
    },
    { limit: 1000 },
  ));

test('answers a good request among many bad ones', () =>
  served(async (port) => {
    const bad = Array.from({ length: 60 }, (_, nth) =>
      exchange(port, rawRequest(nth % 2 === 0 ? SECRET : '{}', nth % 3 === 0 ? { 'content-type': 'a/b' } : {})),
    );
    const [reply] = await exchange(port, rawRequest(good));
    assert.is(reply?.status, 200);
    for (const [refusal] of await Promise.all(bad)) assert.ok([400, 415].includes(refusal?.status ?? 0));
  }));

test.run();
