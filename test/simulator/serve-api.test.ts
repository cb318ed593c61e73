// The REST API over HTTP: what a client gets for good and bad requests, and the vendor's SDK unchanged.
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { CallsApi, ConferencesApi, Configuration } from 'bandwidth-sdk';
import type { ApiServer, ApiServerOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('serveApi');

const FROM = '+15551230002';
const AGENT = '+15551230077';
const ORIGIN = 'https://app.example';
const ACCOUNT = '5500000';
const applicationId = 'a1b2c3d4-0000-4000-8000-000000000001';
const request = { to: AGENT, from: FROM, applicationId, answerUrl: `${ORIGIN}/answer` };
const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const HOLD = `${say('Hold.')}<Pause duration="600"/>`;

const answers: Readonly<Record<string, Answer>> = {
  '/call': HOLD,
  '/answer': HOLD,
  '/moved': `${say('Moved.')}<Pause duration="600"/>`,
  '/over': '',
};

type Served = ReturnType<typeof simulated> & { readonly server: ApiServer };

async function serving(
  use: (served: Served) => Promise<unknown>,
  more: Readonly<Record<string, Answer>> = {},
  options: ApiServerOptions = {},
): Promise<void> {
  const app = simulated({ ...answers, ...more });
  const server = await app.platform.serveApi(options);
  try {
    await use({ ...app, server });
  } finally {
    await server.close();
  }
}

const basic = ({ username, password }: ApiServer): string => `Basic ${btoa(`${username}:${password}`)}`;

/** Sends a request with valid credentials, unless the headers have others. */
const send = (server: ApiServer, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: basic(server),
      ...(body === undefined
        ? {}
        : { 'content-type': typeof body === 'string' ? 'application/xml' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

test("the vendor's SDK places a call, redirects it and ends it", async () => {
  await serving(async ({ platform, server, sent }) => {
    const { url: basePath, username, password, accountId } = server;
    const calls = new CallsApi(new Configuration({ basePath, username, password }));
    const { status, data, headers } = await calls.createCall(accountId, { ...request, tag: 'sdk' });
    assert.equal([status, data.to, headers.location], [201, AGENT, data.callUrl]);
    const line = await platform.phone(AGENT).rings();
    await line.answers();
    await line.hears('Hold');
    assert.is((await calls.getCallState(accountId, data.callId)).data.state, 'answered');
    await calls.updateCall(accountId, data.callId, { redirectUrl: `${ORIGIN}/moved` });
    await line.hears('Moved');
    await calls.updateCallBxml(accountId, data.callId, `<Bxml>${HOLD}</Bxml>`);
    await line.hears('Hold');
    const { data: listed } = await calls.listCalls(accountId, AGENT, FROM);
    assert.equal(
      listed.map(({ callId }) => callId),
      [data.callId],
    );
    assert.is((await calls.updateCall(accountId, data.callId, { state: 'completed' })).status, 200);
    await line.ends('hangup');
    assert.is(sent('answer')[0]?.tag, 'sdk');
    const error = await errorOf(calls.updateCall(accountId, 'c-1', { state: 'completed' }));
    // An AxiosError, whose response the type of `errorOf` does not have.
    const { response } = error as unknown as { response: { status: number; data: unknown } };
    assert.equal(
      [response.status, response.data],
      [404, { type: 'validation', description: 'call [c-1] was not found' }],
    );
  });
});

test("the vendor's SDK mutes a member of a conference, gives it a document and ends it", async () => {
  const conference = { '/call': '<Conference>queue</Conference>', '/bye': '' };
  await serving(async ({ platform, server }) => {
    const { url: basePath, username, password, accountId } = server;
    const conferences = new ConferencesApi(new Configuration({ basePath, username, password }));
    const caller = await platform.call({ url: '/call' });
    const agent = await platform.call({ url: '/call' });
    const [{ id = '' } = {}] = (await conferences.listConferences(accountId, 'queue')).data;
    const { status } = await conferences.updateConferenceMember(accountId, id, agent.callId, { mute: true });
    const member = await conferences.getConferenceMember(accountId, id, agent.callId);
    assert.equal([status, member.data.mute, member.data.hold], [204, true, false]);
    const bxml = `<Bxml>${say('One minute left.')}</Bxml>`;
    assert.is((await conferences.updateConferenceBxml(accountId, id, bxml)).status, 204);
    await caller.hears('One minute left');
    assert.is((await conferences.getConference(accountId, id)).data.activeMembers?.length, 2);
    assert.equal((await conferences.listConferenceRecordings(accountId, id)).data, []);
    assert.is((await conferences.updateConference(accountId, id, { status: 'completed' })).status, 204);
    await caller.ends('hangup');
    await agent.ends('hangup');
  }, conference);
});

test("the vendor's SDK with a token", async () => {
  await serving(async ({ platform, server }) => {
    const { url: basePath, accessToken, accountId } = server;
    const calls = new CallsApi(new Configuration({ basePath: `${basePath}/api/v2`, accessToken }));
    const call = await platform.call({ url: '/call' });
    await calls.updateCall(accountId, call.callId, { state: 'completed' });
    await call.ends('hangup');
  });
});

test('a handler may use the interface while it answers a webhook', async () => {
  let server: ApiServer | undefined;
  const app = simulated({
    ...answers,
    '/call': async ({ event }) => {
      if (event.eventType !== 'initiate' || server === undefined) return new Response(null, { status: 204 });
      const response = await send(server, 'POST', `/accounts/${ACCOUNT}/calls`, { ...request, tag: event.callId });
      const { callId } = (await response.json()) as { callId: string };
      return say(`Call ${callId === '' ? 'none' : 'placed'}.`) + HOLD;
    },
    '/answer': async ({ event }) => {
      if (server === undefined) return '';
      await send(server, 'POST', `/accounts/${ACCOUNT}/calls/${event.tag}`, { redirectUrl: `${ORIGIN}/moved` });
      return HOLD;
    },
  });
  server = await app.platform.serveApi();
  app.platform.phone(AGENT, { after: 5 });
  const caller = await app.platform.call({ url: '/call' });
  await caller.hears('Call placed');
  await caller.hears('Moved');
  assert.is(app.sent('redirect')[0]?.eventTime, '2026-01-05T09:00:05.000Z');
  await caller.hangUp();
  await (await app.platform.phone(AGENT).rings()).hangUp();
  await server.close();
});

test('with and without /api/v2, by Basic and by token', async () => {
  await serving(async ({ server }) => {
    const granted = await fetch(server.tokenUrl, {
      method: 'POST',
      headers: { authorization: basic(server) },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token, expires_in, token_type } = (await granted.json()) as Record<string, unknown>;
    assert.equal([granted.status, expires_in, token_type], [200, 3600, 'Bearer']);
    for (const authorization of [basic(server), `Bearer ${access_token}`, `Bearer ${server.accessToken}`])
      for (const prefix of ['', '/api/v2']) {
        const response = await send(server, 'GET', `${prefix}/accounts/${ACCOUNT}/calls`, undefined, { authorization });
        assert.equal([response.status, await response.json()], [200, []]);
      }
  });
});

const refusals: [
  name: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
  status: number,
  type: string,
][] = [
  ['no credentials', 'GET', '/accounts/5500000/calls', undefined, { authorization: '' }, 401, 'authentication-error'],
  [
    'a wrong password',
    'GET',
    '/accounts/5500000/calls',
    undefined,
    { authorization: `Basic ${btoa('a:b')}` },
    401,
    'authentication-error',
  ],
  [
    'Basic that cannot be decoded',
    'GET',
    '/accounts/5500000/calls',
    undefined,
    { authorization: 'Basic %%%' },
    401,
    'authentication-error',
  ],
  [
    'an unknown token',
    'GET',
    '/accounts/5500000/calls',
    undefined,
    { authorization: 'Bearer x' },
    401,
    'authentication-error',
  ],
  ['another account', 'GET', '/accounts/9900000/calls', undefined, {}, 403, 'authorization-error'],
  ['an unknown path', 'GET', '/accounts/5500000/cals', undefined, {}, 404, 'validation'],
  ['a path outside of accounts', 'GET', '/calls', undefined, {}, 404, 'validation'],
  ['a path with a slash too many', 'GET', '/accounts/5500000/calls/', undefined, {}, 404, 'validation'],
  ['a path that cannot be decoded', 'GET', '/accounts/5500000/calls/%zz', undefined, {}, 404, 'validation'],
  ['another method', 'DELETE', '/accounts/5500000/calls/c-1', undefined, {}, 405, 'validation'],
  ['JSON of another type', 'POST', '/accounts/5500000/calls', {}, { 'content-type': 'text/plain' }, 415, 'validation'],
  ['BXML as JSON', 'PUT', '/accounts/5500000/calls/c-1/bxml', {}, {}, 415, 'validation'],
  ['JSON as XML', 'POST', '/accounts/5500000/calls', '{}', {}, 415, 'validation'],
  ['not JSON', 'POST', '/accounts/5500000/calls', '{', { 'content-type': 'application/json' }, 400, 'validation'],
  ['an empty body', 'POST', '/accounts/5500000/calls', '', { 'content-type': 'application/json' }, 400, 'validation'],
  ['a list', 'POST', '/accounts/5500000/calls', [], {}, 400, 'validation'],
  ['a missing field', 'POST', '/accounts/5500000/calls', { to: AGENT }, {}, 400, 'validation'],
  ['a relative URL', 'POST', '/accounts/5500000/calls', { ...request, answerUrl: '/answer' }, {}, 400, 'validation'],
  [
    'a relative URL inside',
    'POST',
    '/accounts/5500000/calls',
    { ...request, machineDetection: { callbackUrl: '/m' } },
    {},
    400,
    'validation',
  ],
  [
    'a body that is too long',
    'POST',
    '/accounts/5500000/calls',
    { ...request, tag: 'x'.repeat(1_100_000) },
    {},
    400,
    'validation',
  ],
  ['an unknown call', 'POST', '/accounts/5500000/calls/c-1', { state: 'completed' }, {}, 404, 'validation'],
  [
    'a page size that is not a number',
    'GET',
    '/accounts/5500000/calls?pageSize=many',
    undefined,
    {},
    400,
    'validation',
  ],
];

for (const [name, method, path, body, headers, status, type] of refusals) {
  test(`${status}: ${name}`, async () => {
    await serving(async ({ server, requests, platform }) => {
      const response = await send(server, method, path, body, headers);
      const answer = (await response.json()) as { type: string; description: string };
      assert.equal([response.status, answer.type], [status, type], JSON.stringify(answer));
      assert.type(answer.description, 'string');
      assert.is(response.headers.get('content-type'), 'application/json;charset=UTF-8');
      await platform.settles();
      assert.equal(requests, []);
    });
  });
}

const tokenRefusals: [name: string, init: RequestInit, status: number][] = [
  ['no credentials', { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) }, 401],
  ['another grant', { method: 'POST', body: new URLSearchParams({ grant_type: 'password' }) }, 400],
  ['JSON', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, 415],
  ['GET', { method: 'GET' }, 405],
];

for (const [name, init, status] of tokenRefusals) {
  test(`token, ${status}: ${name}`, async () => {
    await serving(async ({ server }) => {
      const headers = { ...init.headers, ...(status === 401 ? {} : { authorization: basic(server) }) };
      assert.is((await fetch(server.tokenUrl, { ...init, headers })).status, status);
    });
  });
}

test('listCalls has a link to the next page, which leads to all calls', async () => {
  await serving(async ({ platform, server }) => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push((await platform.call({ url: '/call' })).callId);
    const found: string[] = [];
    let next: string | undefined = `/api/v2/accounts/${ACCOUNT}/calls?pageSize=2&to=${encodeURIComponent(FROM)}`;
    for (let pages = 0; next !== undefined && pages < 9; pages++) {
      const response = await send(server, 'GET', next);
      found.push(...((await response.json()) as { callId: string }[]).map(({ callId }) => callId));
      const [, link] = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
      next = link?.slice(server.url.length);
    }
    assert.equal(found, ids);
    await platform.settles();
  });
});

test('statistics', async () => {
  await serving(async ({ server }) => {
    const response = await send(server, 'GET', `/accounts/${ACCOUNT}/statistics`);
    assert.equal(await response.json(), { currentCallQueueSize: 0, maxCallQueueSize: 1500 });
  });
});

test('credentials and port of the options; close twice', async () => {
  const credentials = { username: 'me', password: 'pässword' };
  const { platform } = simulated(answers);
  const first = await platform.serveApi({ credentials });
  const port = Number(new URL(first.url).port);
  const bytes = new TextEncoder().encode('me:pässword');
  const authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  assert.is((await send(first, 'GET', `/accounts/${ACCOUNT}/calls`, undefined, { authorization })).status, 200);
  assert.match(String(await platform.serveApi({ port }).catch((error: unknown) => error)), /EADDRINUSE/);
  await first.close();
  await first.close();
  const second = await platform.serveApi({ port });
  assert.is(second.url, first.url);
  await second.close();
});

test('invalid options', async () => {
  const { platform } = simulated(answers);
  for (const options of [{ port: -1 }, { port: 1.5 }, { credentials: { username: 'u' } }, { prot: 1 }]) {
    // The cast gives what the types refuse.
    assert.is((await errorOf(platform.serveApi(options as ApiServerOptions))).code, 'simulator.options');
  }
});

test('a client that leaves, sends half a body or nothing does not stop a call', async () => {
  await serving(async ({ platform, server }) => {
    const port = Number(new URL(server.url).port);
    const left = httpRequest(server.url, { method: 'POST', headers: { 'content-length': '100' } });
    left.on('error', () => undefined);
    left.write('{');
    const silent = connect(port, '127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    left.destroy();
    const call = await platform.call({ url: '/call' });
    await call.hears('Hold');
    const half = httpRequest(server.url, { method: 'POST', headers: { 'content-length': '100' } });
    half.on('error', () => undefined);
    half.write('{');
    await call.hangUp();
    silent.destroy();
    half.destroy();
  });
});

test.run();
