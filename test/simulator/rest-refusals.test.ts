// Requests that the REST API refuses: malformed queries and bodies of every operation, errors that a test has set, and calls
// that place calls without end.
import { type ApiOperation, type ApiServer, type Platform, RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RestApi } from '../../src/simulator/rest/api.js';
import { apiOperations } from '../../src/simulator/settings/disruptions.js';
import { errorOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('requests that are refused');

const applicationId = 'a1b2c3d4-0000-4000-8000-000000000001';
const request = { to: '+15551230077', from: '+15551230002', applicationId, answerUrl: 'https://app.example/answer' };
const endpoint = { type: 'WEBRTC', direction: 'INBOUND' } as const;

const answers: Readonly<Record<string, Answer>> = {
  '/call': '<StartRecording/><Pause duration="9"/><StopRecording/><Conference>q</Conference>',
};

/** What the paths of operations name. */
interface Ids {
  readonly call: string;
  readonly conference: string;
  readonly recording: string;
  readonly endpoint: string;
}

/** Uses the REST API over HTTP, with a call in a conference, a recording of it and an endpoint. */
async function serving(
  use: (send: Send, ids: Ids, platform: Platform) => Promise<unknown>,
  options: Parameters<Platform['serveApi']>[0] = {},
): Promise<void> {
  const { platform } = simulated(answers);
  const call = await platform.call({ url: '/call' });
  const room = await call.joins('q');
  const [recording] = await platform.api.listCallRecordings(call.callId);
  const { data } = await platform.api.createEndpoint(endpoint);
  const server = await platform.serveApi(options);
  const ids = {
    call: call.callId,
    conference: room.id,
    recording: recording?.recordingId ?? '',
    endpoint: data.endpointId,
  };
  try {
    await use(sender(server), ids, platform);
  } finally {
    await server.close();
  }
}

type Send = (
  method: string,
  path: string,
  body?: string,
  type?: string,
) => Promise<{ status: number; description: string; headers: Headers }>;

/** Returns a function that sends requests with valid credentials, and returns what the error says. */
const sender =
  ({ url, accountId, username, password }: ApiServer): Send =>
  async (method, path, body, type = 'application/json') => {
    const response = await fetch(`${url}/accounts/${accountId}${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const parsed = text.startsWith('{') ? JSON.parse(text) : {};
    const description = String(parsed.description ?? parsed.errors?.[0]?.description ?? '');
    return { status: response.status, description, headers: response.headers };
  };

// Queries.

const PAGE = (max: number) => `expected a whole number, 1 to ${max}`;
const sizes = ['x', '', '0', '-1', '1.5', '1e2', '0x10', 'NaN', ' 5', '99999999999999999999'];
const times = ['x', '2026', '1', 'yesterday', '2026-01-05', '2026-13-05T09:00:00Z', '2026-01-05T25:00:00Z'];

const queries: [path: string, name: string, values: readonly string[], message: string][] = [
  ['/calls', 'pageSize', [...sizes, '10001'], PAGE(10_000)],
  ['/calls', 'minStartTime', times, 'expected a time such as'],
  ['/calls', 'maxStartTime', times, 'expected a time such as'],
  ['/calls', 'pageToken', ['x', '', 'after-', 'after-x'], 'pageToken is not the token of a page'],
  ['/conferences', 'pageSize', [...sizes, '1001'], PAGE(1000)],
  ['/conferences', 'minCreatedTime', times, 'expected a time such as'],
  ['/conferences', 'maxCreatedTime', times, 'expected a time such as'],
  ['/conferences', 'pageToken', ['x', ''], 'pageToken is not the token of a page'],
  ['/recordings', 'minStartTime', times, 'expected a time such as'],
  ['/recordings', 'maxStartTime', times, 'expected a time such as'],
  ['/endpoints', 'limit', [...sizes, '1001'], PAGE(1000)],
  ['/endpoints', 'type', ['SIP', ''], 'WEBRTC'],
  ['/endpoints', 'status', ['connected', ''], 'CONNECTED'],
  ['/endpoints', 'afterCursor', ['x', ''], 'afterCursor is not the cursor of a page'],
];

for (const [path, name, values, message] of queries)
  test(`400: ${path}?${name}= with a malformed value`, () =>
    serving(async (send) => {
      for (const value of values) {
        const { status, description } = await send('GET', `${path}?${name}=${encodeURIComponent(value)}`);
        assert.is(status, 400, value);
        assert.ok(description.startsWith(name) && description.includes(message), `${value}: ${description}`);
        assert.not.match(description, /is NaN/);
        const shown = /^\d+$/.test(value) ? String(Number(value)) : JSON.stringify(value);
        if (!message.startsWith(name)) assert.ok(description.includes(value.length > 15 ? value : shown), description);
      }
    }));

test('well-formed queries are answered', () =>
  serving(async (send) => {
    for (const path of [
      '/calls?pageSize=10000&minStartTime=2026-01-05T09:00:00Z&maxStartTime=2026-01-05T10:00:00.5%2B01:00&pageToken=after-0',
      '/conferences?pageSize=1&name=q',
      '/recordings?to=%2B15551230002',
      '/endpoints?limit=1000&type=WEBRTC',
      '/statistics?pageSize=x',
    ])
      assert.is((await send('GET', path)).status, 200, path);
  }));

// Bodies.

const wrongJson = ['', '{', 'null', '7', '"x"', '[]', 'undefined', '{"a":1}x'];

/** The bodies of each operation by its method and path: the fields that are wrong, one at a time, beside valid ones. */
const bodies: [
  method: string,
  path: (ids: Ids) => string,
  valid: object,
  wrong: Readonly<Record<string, unknown[]>>,
][] = [
  [
    'POST',
    () => '/calls',
    request,
    {
      to: ['', 7, null, '15551230077', '+1 555', {}, ['+15551230077']],
      from: ['', 7, null, 'sip:a@b', '+1'.repeat(20)],
      applicationId: ['', 7, null, {}],
      answerUrl: ['', 7, null, '/relative', 'ftp://x/', 'x'.repeat(2050)],
      answerMethod: ['PUT', 'get', 7],
      callTimeout: ['30', 0, 301, {}],
      callbackTimeout: ['15', 0, 26, []],
      machineDetection: [7, 'sync', [], { mode: 'later' }, { detectionTimeout: 'x' }, { callbackUrl: '/relative' }],
      priority: [0, 6, '1', 1.5],
      privacy: ['true', 1],
      displayName: [7, 'a\u0000b', 'x'.repeat(257)],
      uui: [7, 'x'],
      tag: [7, {}, 'x'.repeat(4097)],
      disconnectUrl: [7, '/relative'],
      username: [7, {}],
    },
  ],
  [
    'POST',
    ({ call }) => `/calls/${call}`,
    { redirectUrl: 'https://app.example/moved' },
    { redirectUrl: [7, '/relative', 'mailto:a@b'], state: ['held', 7, null], redirectMethod: ['PUT'], tag: [7] },
  ],
  ['PUT', ({ call }) => `/calls/${call}/recording`, { state: 'paused' }, { state: ['stopped', 7, null] }],
  [
    'POST',
    ({ call, recording }) => `/calls/${call}/recordings/${recording}/transcription`,
    {},
    {
      callbackUrl: [7, '/relative'],
      callbackMethod: ['PUT'],
      callbackTimeout: [0, 'x'],
      detectLanguage: ['x'],
      tag: [7],
    },
  ],
  [
    'POST',
    ({ conference }) => `/conferences/${conference}`,
    { redirectUrl: 'https://app.example/moved' },
    { status: ['over', 7], redirectUrl: [7, '/relative'], redirectFallbackMethod: ['x'], fallbackPassword: [7] },
  ],
  [
    'PUT',
    ({ conference, call }) => `/conferences/${conference}/members/${call}`,
    {},
    { mute: ['true', 1, {}], hold: ['false', 0], callIdsToCoach: ['c-1', [7], [''], {}, 7] },
  ],
  [
    'POST',
    () => '/endpoints',
    endpoint,
    {
      type: ['SIP', 7, null],
      direction: ['BOTH', 7, null],
      eventCallbackUrl: [7, '/relative'],
      tag: [7, 'x'.repeat(1025)],
      connectionMetadata: ['x', 7],
    },
  ],
];

for (const [method, path, valid, wrong] of bodies)
  test(`400: ${method} ${path({ call: '{id}', conference: '{id}', recording: '{id}', endpoint: '{id}' })} with a malformed body`, () =>
    serving(async (send, ids) => {
      for (const body of wrongJson) {
        const { status, description } = await send(method, path(ids), body);
        assert.is(status, 400, body);
        assert.match(description, /^the body /);
      }
      for (const [field, values] of Object.entries(wrong)) {
        for (const value of values) {
          const body = JSON.stringify({ ...valid, [field]: value });
          const { status, description } = await send(method, path(ids), body);
          assert.is(status, 400, body.slice(0, 200));
          assert.ok(description.includes(field), `${field}: ${description}`);
        }
      }
    }));

test('400: documents that are not XML, or empty', () =>
  serving(async (send, { call, conference }) => {
    for (const path of [`/calls/${call}/bxml`, `/conferences/${conference}/bxml`]) {
      for (const body of ['', 'x', '<Bxml>', '{}', '<Bxml/><Bxml/>']) {
        const { status, description } = await send('PUT', path, body, 'application/xml');
        assert.is(status, 400, body);
        assert.match(description, /^the body is (not well-formed XML:|empty;)/, `${body}: ${description}`);
      }
    }
  }));

test('400: an application that the account does not have', () =>
  serving(
    async (send) => {
      for (const [id, status] of [
        [applicationId, 400],
        ['app-1', 201],
        ['app-2', 201],
        ['app-3', 400],
      ] as const) {
        const response = await send('POST', '/calls', JSON.stringify({ ...request, applicationId: id }));
        assert.is(response.status, status, id);
        if (status === 400) assert.match(response.description, `application [${id}] was not found`);
      }
    },
    { applicationIds: ['app-1', 'app-2'] },
  ));

test('the default application is that of the platform', () =>
  serving(async (send) => {
    assert.is((await send('POST', '/calls', JSON.stringify(request))).status, 201);
    assert.is((await send('POST', '/calls', JSON.stringify({ ...request, applicationId: 'app-1' }))).status, 400);
  }));

test('applicationIds of serveApi is an array of ids', async () => {
  const { platform } = simulated({});
  const error = await errorOf(platform.serveApi({ applicationIds: 'app-1' as never }));
  assert.match(error.message, /applicationIds is "app-1"; expected an array of ids/);
});

// Errors that a test has set.

test('each operation can be disrupted', async () => {
  const methods = Object.getOwnPropertyNames(RestApi.prototype);
  const internal = ['constructor', 'callPage', 'conferencePage'];
  assert.equal(methods.filter((name) => !internal.includes(name)).sort(), [...apiOperations].sort());
  const { platform } = simulated({});
  // Each is called without arguments, and refused before it looks at them.
  const api = platform.api as unknown as Record<ApiOperation, () => Promise<unknown>>;
  for (const operation of apiOperations) {
    platform.disrupt({ operation }, { status: 503 });
    const error = await errorOf(api[operation]());
    assert.instance(error, RestError);
    assert.is((error as unknown as RestError).status, 503, operation);
  }
});

test('429, 500 and 503 have their bodies, and Retry-After; the operation has no effect, and the next one has', () =>
  serving(async (send, _, platform) => {
    const body = JSON.stringify(request);
    for (const [status, type] of [
      [429, 'error'],
      [500, 'internal-error'],
      [503, 'system-overloaded'],
    ] as const) {
      platform.disrupt({ operation: 'createCall', times: 2 }, { status });
      const inProcess = await errorOf(platform.api.createCall(request));
      assert.is((inProcess as unknown as RestError).body.type, type);
      const { status: received, headers } = await send('POST', '/calls', body);
      assert.equal([received, headers.get('retry-after')], [status, status === 429 ? '1' : null]);
    }
    platform.disrupt({ operation: 'createEndpoint' }, { status: 429, retryAfter: 900 });
    const { status, headers } = await send('POST', '/endpoints', JSON.stringify(endpoint));
    assert.equal([status, headers.get('retry-after')], [429, '900']);
    platform.disrupt({ operation: 'listCalls' }, { status: 500 });
    assert.is((await send('GET', '/calls')).status, 500);
    assert.is(platform.phone(request.to).waitingCalls, 0);
    assert.is((await send('POST', '/calls', body)).status, 201);
  }));

const misuses: [requests: object, disruption: unknown, message: RegExp][] = [
  [{ operation: 'placeCall' }, { status: 429 }, /operation is "placeCall"/],
  [{ operation: 'createCall' }, 'refused', /disruption is "refused"; expected an object/],
  [{ operation: 'createCall' }, { status: 404 }, /status is 404/],
  [{ operation: 'createCall' }, { status: 503, retryAfter: 1 }, /only the status 429 has one/],
  [{ operation: 'createCall' }, { status: 429, retryAfter: 0.5 }, /retryAfter is 0.5/],
  [{ operation: 'createCall', event: 'answer' }, { status: 429 }, /expected one of them/],
  [{ event: 'answer' }, { status: 429 }, /requests names no operation/],
];

for (const [requests, disruption, message] of misuses)
  test(`disrupt refuses ${JSON.stringify([requests, disruption])}`, () => {
    const { platform } = simulated({});
    assert.throws(() => platform.disrupt(requests, disruption as never), message);
  });

// Calls that place calls.

const loops: [name: string, phones: object][] = [
  ['no time passes', {}],
  ['each rings for two seconds', { after: 2 }],
];

for (const [name, behavior] of loops)
  test(`a handler that places a call for each call is stopped early, with its event: ${name}`, async () => {
    const app = simulated(
      {
        '/call': async () => {
          await app.platform.api.createCall({ ...request, answerUrl: '/answer' });
          return '<Pause duration="1"/>';
        },
        '/answer': async () => {
          await app.platform.api.createCall({ ...request, answerUrl: '/answer' }).catch(() => undefined);
          return '<Pause duration="1"/>';
        },
      },
      { phones: () => behavior, patience: 60, limits: { realSeconds: 60 } },
    );
    const { platform } = app;
    const run = async (): Promise<void> => {
      const call = await platform.call({ url: '/call', statusUrl: null });
      await call.ends();
      await platform.settles();
    };
    const { code, message } = await errorOf(run());
    assert.is(code, 'call.strict');
    assert.match(message, /^[^\n]+: loop: more than 500 calls/);
    assert.match(message, /during answer → POST https:\/\/app\.example\/answer/);
    assert.match(message, /raise limits\.calls/);
  });

test('limits.calls sets the number of calls that lead to each other', async () => {
  const app = simulated(
    {
      '/answer': async () => {
        await app.platform.api.createCall({ ...request, answerUrl: '/answer' });
        return '<Hangup/>';
      },
    },
    { phones: () => ({}), limits: { calls: 3 }, strict: false },
  );
  await app.platform.api.createCall({ ...request, answerUrl: '/answer' });
  await app.platform.settles();
  assert.is((await app.platform.api.listCalls()).length, 4);
});

test('many calls that one handler places at once are not a loop', async () => {
  const app = simulated(
    {
      '/call': async () => {
        await Promise.all(
          Array.from({ length: 50 }, () => app.platform.api.createCall({ ...request, answerUrl: '/answer' })),
        );
        return '<Pause duration="1"/>';
      },
      '/answer': '<Pause duration="1"/>',
    },
    { phones: () => ({}), limits: { calls: 1 } },
  );
  const call = await app.platform.call({ url: '/call', statusUrl: null });
  await call.ends();
  await app.platform.settles();
});

test.run();
