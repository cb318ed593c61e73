// The client for Bandwidth's REST API, over HTTP on this machine.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bandwidth, type CallControl, RequestRefused } from './bandwidth.js';
import { callFrom, PHONE, startQueue, takes } from './test-helpers.js';

const test = suite('call queue: client');

/** Starts a queue whose requests go over HTTP to the REST API of the simulator. */
async function overHttp(use: (started: ReturnType<typeof startQueue>, client: CallControl) => Promise<void>) {
  // The server needs the platform, and the platform needs the queue.
  let client: CallControl | undefined;
  const control = (api: CallControl): CallControl =>
    new Proxy(api, { get: (_, name) => Reflect.get(client ?? {}, name) });
  const started = startQueue({ control });
  const server = await started.platform.serveApi();
  const { accountId, url: baseUrl, tokenUrl, username: clientId, password: clientSecret } = server;
  client = bandwidth({ accountId, baseUrl, tokenUrl, clientId, clientSecret });
  try {
    await use(started, client);
  } finally {
    await server.close();
  }
}

test('over HTTP, an agent is called, the caller is connected, and the conference is ended', () =>
  overHttp(async ({ platform, ...phones }) => {
    const caller = await callFrom(platform, 1);
    const line = await phones.ana.rings();
    const room = await takes(line, caller);
    const next = await callFrom(platform, 2);
    await line.hangUp();
    await caller.hears('Thank you for calling');
    await caller.ends('hangup');
    await room.ends();
    const nextLine = await phones.ana.rings();
    await next.hangUp();
    await nextLine.ends('cancel');
  }));

const refused: Record<string, readonly [status: number, request: (client: CallControl) => Promise<unknown>]> = {
  'a call that does not exist': [404, (client) => client.updateCall('c-unknown', { state: 'completed' })],
  'a conference that does not exist': [
    404,
    (client) => client.updateConference('conf-unknown', { status: 'completed' }),
  ],
  'a number that is not E.164': [
    400,
    (client) =>
      client.createCall({
        applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
        from: PHONE,
        to: 'Ana',
        answerUrl: 'https://queue.example/queue/agent',
        disconnectUrl: 'https://queue.example/queue/agent',
        callTimeout: 15,
        tag: 'c-1.1',
      }),
  ],
};

for (const [reason, [status, request]] of Object.entries(refused)) {
  test(`a request rejects with ${status} for ${reason}`, () =>
    overHttp(async (_, client) => {
      try {
        await request(client);
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        assert.is(error.status, status);
        assert.not.match(error.message, 'Ana');
        return;
      }
      assert.unreachable('the request was not refused');
    }));
}

test('a request rejects with 401 if the client credentials are wrong', () =>
  overHttp(async ({ platform }) => {
    const { accountId, url: baseUrl, tokenUrl } = await platform.serveApi();
    const client = bandwidth({ accountId, baseUrl, tokenUrl, clientId: 'id', clientSecret: 'wrong' });
    try {
      await client.updateCall('c-1', { state: 'completed' });
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      assert.is(error.status, 401);
      return;
    }
    assert.unreachable('the request was not refused');
  }));

test('an access token is requested once', async () => {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.url} ${request.headers.authorization} ${await text(request)}`);
    const isToken = request.url === '/token';
    response.end(isToken ? JSON.stringify({ access_token: 'token-1', expires_in: 3600 }) : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The address is a string only for a server on a pipe.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const client = bandwidth({
      accountId: '5500000',
      clientId: 'id',
      clientSecret: 'secret',
      baseUrl: url,
      tokenUrl: `${url}/token`,
    });
    for (const id of ['c-1', 'c-2']) await client.updateCall(id, { state: 'completed' });
    assert.equal(requests, [
      `/token Basic ${btoa('id:secret')} grant_type=client_credentials`,
      '/accounts/5500000/calls/c-1 Bearer token-1 {"state":"completed"}',
      '/accounts/5500000/calls/c-2 Bearer token-1 {"state":"completed"}',
    ]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.run();
