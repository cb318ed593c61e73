// After a refusal, the rest of the body is not read, and a connection without unread data stays open.
import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import * as onFetch from 'bxml-jsx/fetch';
import { basicAuth, webhooks } from 'bxml-jsx/koa';
import * as onNode from 'bxml-jsx/node';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { leastEvent } from '../events/samples.js';
import { dial, rawRequest } from './hostile-server.js';
import { Greeting, initiate } from './phone-call.js';
import { appOf } from './serving.js';

const test = suite('refused uploads');

const auth = { username: 'a', password: 'b' };
const authorization = 'Basic YTpi';
const MEGABYTE = 1_000_000;
const good = JSON.stringify(initiate);
const query = `/?${new URLSearchParams(leastEvent('initiate') as Record<string, string>)}`;

const answer = onFetch.webhooks({ initiate: Greeting }, { auth });

/** Webhooks with credentials on each framework. */
const servers = [
  ['koa', () => appOf(webhooks({ initiate: Greeting }, { auth })).callback()],
  ['basicAuth of koa', () => appOf(basicAuth({ auth }), webhooks({ initiate: Greeting })).callback()],
  ['node', () => onNode.webhooks({ initiate: Greeting }, { auth })],
  ['fetch', () => getRequestListener((request) => answer(request))],
] as const;

/** Serves while `use` runs. Passes the server's sockets, which count the bytes read. */
async function serving(
  listener: Parameters<typeof createServer>[1],
  use: (port: number, sockets: readonly Socket[]) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    // The address is a string only for a server on a pipe.
    await use((server.address() as AddressInfo).port, sockets);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Requests for each refusal. */
const refusals = [
  [401, { authorization: 'Basic eDp5' }, 'POST'],
  [401, {}, 'POST'],
  [405, { authorization }, 'PUT'],
  [415, { authorization, 'content-type': 'text/plain' }, 'POST'],
  [415, { authorization, 'content-encoding': 'gzip' }, 'POST'],
  [413, { authorization }, 'POST'],
] as const;

for (const [name, listener] of servers) {
  for (const [status, headers, method] of refusals) {
    for (const [how, framing] of [
      ['with content-length', { 'content-length': String(50 * MEGABYTE) }],
      ['in chunks', { 'transfer-encoding': 'chunked' }],
    ] as const) {
      test(`stops reading an upload ${how} after ${status} on ${name}`, () =>
        serving(listener(), async (port, sockets) => {
          const { socket, ended } = dial(port);
          socket.write(rawRequest('', { connection: 'keep-alive', ...headers, ...framing }, method));
          const piece = 'x'.repeat(MEGABYTE);
          const frame = how === 'in chunks' ? `${MEGABYTE.toString(16)}\r\n${piece}\r\n` : piece;
          // Sends as long as the connection accepts data.
          for (let sent = 0; sent < 50 && !socket.destroyed; sent++) {
            if (!socket.write(frame))
              await new Promise<unknown>((resolve) => socket.once('drain', resolve).once('close', resolve));
          }
          const [reply] = await ended();
          if (reply !== undefined)
            assert.equal([reply.status, /^connection: close$/im.test(reply.head)], [status, true]);
          assert.ok((sockets[0]?.bytesRead ?? 0) < 5 * MEGABYTE, `${sockets[0]?.bytesRead} bytes`);
        }));
    }
  }

  test(`keeps the connection open after refusing a complete or empty body on ${name}`, () =>
    serving(listener(), async (port, sockets) => {
      const { socket, replies } = dial(port);
      let count = 0;
      for (const [status, headers, method] of refusals) {
        if (status === 413) continue;
        for (const body of ['', good]) {
          socket.write(rawRequest(body, { connection: 'keep-alive', ...headers }, method));
          const reply = (await replies(++count)).at(-1);
          assert.equal([reply?.status, /^connection: close$/im.test(reply?.head ?? '')], [status, false]);
        }
      }
      socket.write(rawRequest(good, { connection: 'keep-alive', authorization }));
      assert.is((await replies(++count)).at(-1)?.status, 200);
      assert.is(sockets.length, 1);
      socket.destroy();
    }));

  test(`keeps the connection open after refusing a short body that arrives after its header on ${name}`, () =>
    serving(listener(), async (port, sockets) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (const status of [401, 401, 200]) {
        const request = httpRequest({
          port,
          agent,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': good.length,
            ...(status === 200 ? { authorization } : {}),
          },
        });
        const responded = once(request, 'response');
        request.flushHeaders();
        await new Promise((resolve) => setTimeout(resolve, 5));
        request.end(good);
        const [response] = await responded;
        assert.is(response.statusCode, status);
        await once(response.resume(), 'end');
      }
      assert.is(sockets.length, 1);
      agent.destroy();
    }));
}

for (const [status, headers, method] of refusals) {
  if (status === 413) continue;
  test(`does not wait for a short body that never arrives after ${status} on koa`, () =>
    serving(servers[0][1](), async (port) => {
      const { socket, ended } = dial(port);
      socket.write(rawRequest('', { connection: 'keep-alive', 'content-length': '100', ...headers }, method));
      const [reply] = await ended();
      assert.equal([reply?.status, /^connection: close$/im.test(reply?.head ?? '')], [status, true]);
    }));
}

test('does not read an upload sent with an event in the query on koa', () =>
  serving(servers[0][1](), async (port) => {
    const { socket, ended } = dial(port);
    const headers = { connection: 'keep-alive', authorization, 'transfer-encoding': 'chunked' };
    socket.write(rawRequest('', headers, 'GET', query));
    const [reply] = await ended();
    assert.equal([reply?.status, /^connection: close$/im.test(reply?.head ?? '')], [200, true]);
  }));

test('the next middleware can read requests that are passed on', () => {
  const app = appOf(webhooks({ initiate: Greeting }, { auth, path: '/hooks' }), async (ctx) => {
    let length = 0;
    for await (const chunk of ctx.req) length += chunk.length;
    ctx.body = { length };
  });
  return serving(app.callback(), async (port, sockets) => {
    const { socket, replies } = dial(port);
    for (let count = 1; count <= 2; count++) {
      socket.write(rawRequest('', { connection: 'keep-alive', 'content-length': '200000' }, 'PUT', '/other'));
      await new Promise(setImmediate);
      socket.write('x'.repeat(200_000));
      assert.match((await replies(count)).at(-1)?.body ?? '', '200000');
    }
    assert.is(sockets.length, 1);
    socket.destroy();
  });
});

test.run();
