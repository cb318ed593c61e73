// Uploads that are too large, too slow, malformed, encoded or aborted.
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { Response as Bxml, type BxmlElement } from 'bxml-jsx';
import { webhooks as fetchWebhooks } from 'bxml-jsx/fetch';
import { type Handlers, type KoaHandlerContext, type WebhookOptions, webhooks } from 'bxml-jsx/koa';
import type Koa from 'koa';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { dial, exchange, pending, rawRequest, SECRET, serving, watched } from './hostile-server.js';

const test = suite('hostile uploads');

const MEGABYTE = 1_000_000;
const good = JSON.stringify(leastEvent('initiate'));
const Answer = (): BxmlElement => <Bxml />;

const served = (
  use: (port: number) => Promise<void>,
  options?: WebhookOptions<KoaHandlerContext>,
  handlers: Handlers<KoaHandlerContext> = { initiate: Answer },
): Promise<void> => serving(webhooks(handlers, options), use);

/** Returns a chunk in chunked transfer encoding. */
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Middleware that counts the body bytes emitted to listeners. */
function counting(middleware: Koa.Middleware): { count: () => number; middleware: Koa.Middleware } {
  let heard = 0;
  return {
    count: () => heard,
    middleware: (ctx, next) => {
      const emit = ctx.req.emit.bind(ctx.req);
      ctx.req.emit = (name: string | symbol, ...given: unknown[]) => {
        if (name === 'data' && ctx.req.listenerCount('data') > 0) heard += (given[0] as Uint8Array).length;
        return emit(name, ...given);
      };
      return middleware(ctx, next);
    },
  };
}

for (const [how, headers] of [
  ['with content-length', { 'content-length': String(10 * MEGABYTE) }],
  ['in chunks', { 'transfer-encoding': 'chunked' }],
] as const) {
  test(`responds 413 to 10 MB ${how} without buffering more than the limit`, () => {
    const { middleware, count } = counting(webhooks({ initiate: Answer }, { limit: MEGABYTE }));
    return serving(middleware, async (port) => {
      const pad = SECRET.repeat(5000);
      const pieces = Array.from({ length: Math.ceil((10 * MEGABYTE) / pad.length) }, () =>
        how === 'in chunks' ? chunk(pad) : pad,
      );
      const [reply, ...others] = await exchange(port, rawRequest('', headers), ...pieces);
      assert.is(others.length, 0);
      assert.is(reply?.status, 413);
      assert.match(reply?.head ?? '', /^connection: close$/im);
      assert.not.match(reply?.body ?? '', SECRET);
      // Only the chunk that crosses the limit goes beyond it.
      assert.ok(count() <= (how === 'in chunks' ? MEGABYTE + 65_536 : 0), `${count()} bytes`);
      assert.is((await exchange(port, rawRequest(good)))[0]?.status, 200);
    });
  });
}

test('fetch reads a stream only up to the limit and cancels it', () =>
  watched(async () => {
    const answer = fetchWebhooks({ initiate: Answer }, { limit: MEGABYTE });
    for (const isEndless of [true, false]) {
      let pulled = 0;
      let canceled = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (!isEndless && pulled >= 10 * MEGABYTE) return controller.close();
          pulled += 50_000;
          controller.enqueue(new Uint8Array(50_000));
        },
        cancel() {
          canceled++;
          throw new Error(SECRET);
        },
      });
      const headers = { 'content-type': 'application/json' };
      const response = await answer(
        new Request('http://localhost/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit),
      );
      assert.is(response.status, 413);
      assert.is(canceled, 1);
      assert.ok(pulled <= MEGABYTE + 150_000, `${pulled} bytes`);
    }
  }));

test('fetch rejects a body whose stream fails or has chunks that are not bytes', () =>
  watched(async () => {
    const answer = fetchWebhooks({ initiate: Answer });
    const headers = { 'content-type': 'application/json' };
    for (const thrown of [new Error(SECRET), SECRET, undefined, null]) {
      const body = new ReadableStream({
        pull(controller) {
          controller.error(thrown);
        },
      });
      const request = new Request('http://localhost/', {
        method: 'POST',
        body,
        headers,
        duplex: 'half',
      } as RequestInit);
      const response = await answer(request);
      assert.is(response.status, 400);
      assert.not.match(await response.text(), SECRET);
    }
  }));

test('responds 408 to a slow body and closes the connection', () =>
  served(
    async (port) => {
      for (const part of ['', good.slice(0, 10)]) {
        const headers = { 'content-length': String(good.length), connection: 'keep-alive' };
        const replies = await exchange(port, rawRequest(part, headers));
        assert.equal(
          replies.map(({ status }) => status),
          [408],
        );
      }
    },
    { timeout: 30 },
  ));

test('accepts a body sent byte by byte', () =>
  served(async (port) => {
    const { socket, ended } = dial(port);
    socket.setNoDelay();
    socket.write(rawRequest('', { 'content-length': String(Buffer.byteLength(good)) }));
    for (const byte of Buffer.from(good)) {
      socket.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    assert.is((await ended())[0]?.status, 200);
  }));

test('releases everything after aborted uploads', () => {
  const refused: string[] = [];
  let noted: () => void = () => undefined;
  const hooks = {
    refused: ({ code }: { code: string }): void => {
      refused.push(code);
      noted();
    },
  };
  return served(
    async (port) => {
      for (let at = 0; at < good.length; at += 40) {
        const { socket, ended } = dial(port);
        const isRefused = new Promise<void>((resolve) => {
          noted = resolve;
        });
        socket.write(rawRequest(good.slice(0, at), { expect: '100-continue', 'content-length': String(good.length) }));
        // The server has received the header once it responds 100 Continue.
        await once(socket, 'data');
        socket.destroy();
        await isRefused;
        await ended();
      }
      assert.equal([...new Set(refused)], ['request.aborted']);
      assert.is((await exchange(port, rawRequest(good)))[0]?.status, 200);
    },
    { hooks },
  );
});

test('detects at once that a client disconnected while its credentials were checked', () => {
  const asked = pending<void>();
  const known = pending<boolean>();
  const refused = pending<string>();
  const auth = (): Promise<boolean> => {
    asked.keep();
    return known.promise;
  };
  const hooks = { refused: ({ code }: { code: string }) => refused.keep(code) };
  const middleware = webhooks({ initiate: Answer }, { auth, hooks });
  let gone: Promise<unknown> = Promise.resolve();
  const watching: Koa.Middleware = (ctx, next) => {
    gone = once(ctx.res, 'close');
    return middleware(ctx, next);
  };
  return serving(watching, async (port) => {
    const { socket } = dial(port);
    socket.write(rawRequest('{', { 'content-length': '100', authorization: 'Basic YTpi' }));
    await asked.promise;
    socket.destroy();
    await gone;
    known.keep(true);
    assert.is(await refused.promise, 'request.aborted');
  });
});

for (const [what, headers, pieces, statuses] of [
  ['chunks', {}, [chunk(good), '0\r\n\r\n'], [200]],
  ['chunks with a trailer', {}, [chunk(good), `0\r\nx-secret: ${SECRET}\r\n\r\n`], [200]],
  ['no chunks', {}, ['0\r\n\r\n'], [400]],
  ['a chunk shorter than its size', {}, [`fff\r\n${good}\r\n0\r\n\r\n`], undefined],
  ['a chunk longer than its size', {}, [`3\r\n${good}\r\n0\r\n\r\n`], [400]],
  ['an invalid size', {}, [`${SECRET}\r\n${good}\r\n0\r\n\r\n`], [400]],
  ['a negative size', {}, [`-1\r\n${good}\r\n0\r\n\r\n`], [400]],
  ['a huge size', {}, [`ffffffffffffffffff\r\n${good}\r\n0\r\n\r\n`], [400]],
  ['an additional content-length', { 'content-length': '2' }, [chunk(good), '0\r\n\r\n'], [400]],
  ['another encoding', { 'transfer-encoding': 'gzip' }, [good], [400]],
] as const) {
  test(`transfer encoding with ${what} is ${statuses ?? 'no answer'}`, () =>
    served(async (port) => {
      const { socket, ended } = dial(port);
      socket.write(rawRequest('', { 'transfer-encoding': 'chunked', ...headers }));
      for (const piece of pieces) socket.write(piece);
      if (statuses === undefined) socket.end();
      const replies = await ended();
      assert.equal(
        replies.map(({ status }) => status),
        statuses ?? [400],
      );
      for (const { body, head } of replies) assert.not.match(head + body, SECRET);
      assert.is((await exchange(port, rawRequest(good)))[0]?.status, 200);
    }));
}

test('responds 415 to an encoded body before reading it', () =>
  served(async (port) => {
    for (const encoding of ['gzip', 'br', 'identity, gzip', '\u00a0', SECRET, 'x'.repeat(10_000)]) {
      const [reply] = await exchange(port, rawRequest(gzipSync(good), { 'content-encoding': encoding }));
      assert.is(reply?.status, 415);
      assert.not.match(`${reply?.head}${reply?.body}`, SECRET);
    }
    const [reply] = await exchange(port, rawRequest(gzipSync(good)));
    assert.is(reply?.status, 400);
  }));

test('responds 100 Continue and then to the request', () =>
  served(async (port) => {
    const { socket, replies, ended } = dial(port);
    const whole = rawRequest(good, { expect: '100-continue' });
    socket.write(whole.subarray(0, whole.length - Buffer.byteLength(good)));
    assert.is((await replies(1))[0]?.status, 100);
    socket.write(good);
    assert.equal(
      (await ended()).map(({ status }) => status),
      [100, 200],
    );
    assert.is((await exchange(port, rawRequest(good, { expect: SECRET })))[0]?.status, 417);
  }));

test.run();
