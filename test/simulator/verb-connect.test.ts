// Connect: calls with WebRTC endpoints, their events, and the operations on endpoints.
import { type Call, type CreateEndpoint, type EndpointBehavior, type Platform, RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { eventsOf } from './observed.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('Connect and endpoints');

const request: CreateEndpoint = {
  type: 'WEBRTC',
  direction: 'BIDIRECTIONAL',
  eventCallbackUrl: '/desk',
  tag: 'desk-17',
};

const connecting = (id: string): string =>
  `<Connect eventCallbackUrl="/connect"><Endpoint>${id}</Endpoint></Connect><SpeakSentence>0123456789</SpeakSentence>`;

/** An application that connects calls with an endpoint, which has a device. */
async function withDesk(answers: Readonly<Record<string, Answer>> = {}, options = {}) {
  let id = '';
  const app = simulated(
    {
      '/call': ({ event }) => (event.eventType === 'initiate' ? connecting(id) : new Response(null, { status: 204 })),
      '/desk': () => new Response(null, { status: 200 }),
      '/connect': () => new Response(null, { status: 200 }),
      ...answers,
    },
    options,
  );
  const { data } = await app.platform.api.createEndpoint(request);
  id = data.endpointId;
  const desk = app.platform.endpoint(id);
  const events = (path = '/desk') => app.requests.filter((each) => each.path === path).map(({ event }) => event);
  return { ...app, desk, id, events };
}

const begin = (platform: Platform): Promise<Call> => platform.call({ url: '/call' });

test('a device connects, sends audio, stops and disconnects: each is an event of the endpoint', async () => {
  const { desk, events, id, platform } = await withDesk();
  await desk.connects();
  await desk.sendsAudio();
  await desk.requestsConnection('+15551230077');
  await desk.stopsAudio();
  await desk.disconnects();
  assert.equal(
    events().map(({ event }) => event),
    [
      'endpointConnected',
      'endpointEligible',
      'outboundConnectionRequest',
      'endpointIneligible',
      'endpointDisconnected',
    ],
  );
  const [{ deviceId, ...connected } = {}] = events();
  assert.match(String(deviceId), /^d-/);
  assert.equal(connected, {
    event: 'endpointConnected',
    accountId: '5500000',
    endpointId: id,
    timestamp: Date.parse('2026-01-05T09:00:00.000Z'),
    tags: 'desk-17',
  });
  const { to, toType, from, fromType } = events()[2] ?? {};
  assert.equal([to, toType, from, fromType], ['+15551230077', 'PHONE_NUMBER', id, 'ENDPOINT']);
  await platform.settles();
});

test('the events of devices can have an eventType', async () => {
  const { desk, events, id } = await withDesk();
  await desk.connects({ withEventType: true });
  await desk.disconnects({ withEventType: true });
  const [{ device, ...connected } = {}, disconnected] = events();
  assert.equal(connected, {
    eventType: 'DEVICE_CONNECTED',
    eventTime: '2026-01-05T09:00:00.000Z',
    endpointId: id,
    type: 'WEBRTC',
    status: 'CONNECTED',
    creationTimestamp: '2026-01-05T09:00:00.000Z',
    expirationTimestamp: '2026-01-06T09:00:00.000Z',
    tag: 'desk-17',
  });
  assert.is((device as { status: string }).status, 'CONNECTED');
  assert.equal([disconnected?.eventType, disconnected?.status], ['DEVICE_DISCONNECTED', 'DISCONNECTED']);
});

test('events go to eventFallbackUrl if eventCallbackUrl does not answer with 2xx', async () => {
  const { platform, requests } = simulated(
    { '/down': new Response(null, { status: 500 }), '/backup': '' },
    { strict: false },
  );
  platform.disrupt({ url: '/down' }, 'timeout');
  const { data } = await platform.api.createEndpoint({
    ...request,
    eventCallbackUrl: '/down',
    eventFallbackUrl: '/backup',
  });
  await platform.endpoint(data.endpointId).connects();
  assert.is(requests.at(-1)?.path, '/backup');
});

const statusesOf = (events: readonly Readonly<Record<string, unknown>>[]) => events.map(({ status }) => status);

/** What happens after two seconds, and the events of the call in virtual milliseconds. */
const ends: [
  name: string,
  act: (desk: Awaited<ReturnType<typeof withDesk>>, call: Call) => Promise<unknown>,
  events: string[],
][] = [
  [
    'the endpoint leaves, and the next verb runs',
    ({ desk }) => desk.hangUp(),
    ['0 initiate', '0 connectStatus', '0 connectStatus', '2000 connectStatus', '2650 disconnect'],
  ],
  [
    'the device stops sending audio',
    ({ desk }) => desk.stopsAudio(),
    ['0 initiate', '0 connectStatus', '0 connectStatus', '2000 connectStatus', '2650 disconnect'],
  ],
  [
    'the device disconnects',
    ({ desk }) => desk.disconnects(),
    ['0 initiate', '0 connectStatus', '0 connectStatus', '2000 connectStatus', '2650 disconnect'],
  ],
  [
    'the endpoint is deleted',
    ({ platform, id }) => platform.api.deleteEndpoint(id),
    ['0 initiate', '0 connectStatus', '0 connectStatus', '2000 connectStatus', '2650 disconnect'],
  ],
  [
    'the caller hangs up',
    (_, call) => call.hangUp(),
    ['0 initiate', '0 connectStatus', '0 connectStatus', '2000 disconnect', '2000 connectStatus'],
  ],
];

for (const [name, act, expected] of ends)
  test(`a call is connected until ${name}`, async () => {
    const desk = await withDesk();
    await desk.desk.connects();
    await desk.desk.sendsAudio();
    const call = await begin(desk.platform);
    await call.waits(2);
    assert.is(desk.desk.isInCall, true);
    await act(desk, call);
    await call.ends('hangup');
    assert.is(desk.desk.isInCall, false);
    assert.equal(eventsOf(call), expected);
    assert.equal(statusesOf(desk.events('/connect')), ['INITIATED', 'ANSWERED', 'COMPLETED']);
    assert.is(call.events('connectStatus').length, 3);
  });

test('connectStatus names the call and the endpoint, and can be waited for', async () => {
  const { desk, platform, id } = await withDesk();
  await desk.connects();
  await desk.sendsAudio();
  const call = await begin(platform);
  const event = await call.receives('connectStatus', { status: 'ANSWERED' });
  const { timestamp, ...fields } = event;
  assert.equal(fields, {
    event: 'connectStatus',
    status: 'ANSWERED',
    from: call.callId,
    fromType: 'CALL',
    to: id,
    toType: 'ENDPOINT',
    accountId: '5500000',
    callId: call.callId,
    endpointId: id,
  });
  assert.is(timestamp, Date.parse('2026-01-05T09:00:00.000Z'));
  await call.hangUp();
});

test('an endpoint that expires leaves the call after 24 hours', async () => {
  const { desk, platform, events, id } = await withDesk();
  await desk.connects();
  await desk.sendsAudio();
  const call = await begin(platform);
  await call.waits(86_400 - 1);
  assert.is(desk.isInCall, true);
  await call.waits(2);
  assert.is(desk.isInCall, false);
  await call.ends('hangup');
  assert.equal(events().at(-1)?.event, 'endpointDisconnected');
  assert.is((await errorOf(platform.api.getEndpoint(id))).message.startsWith('404 resource_not_found'), true);
  assert.is((await errorOf(desk.connects())).code, 'call.misuse');
});

test('an endpoint that is not eligible, or unknown, is denied at once', async () => {
  const { desk, platform, events } = await withDesk();
  const denied = async (): Promise<void> => {
    const call = await begin(platform);
    await call.hears('0123456789');
    await call.ends('hangup');
    assert.equal(statusesOf(events('/connect').splice(-2)), ['INITIATED', 'DENIED']);
  };
  await denied();
  await desk.connects();
  await denied();
  await desk.disconnects();
  await denied();
  const { platform: other } = simulated({ '/call': connecting('e-0'), '/connect': '' });
  const call = await other.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(
    call.events('connectStatus').map(({ status }) => status),
    ['INITIATED', 'DENIED'],
  );
});

const attempts: [
  name: string,
  behavior: EndpointBehavior,
  act: (desk: Awaited<ReturnType<typeof withDesk>>, call: Call) => Promise<unknown>,
  statuses: string[],
  events: string[],
][] = [
  [
    'accepts after some seconds',
    { after: 4 },
    async ({ desk }, call) => {
      await call.waits(5);
      await desk.hangUp();
    },
    ['INITIATED', 'ANSWERED', 'COMPLETED'],
    ['0 initiate', '0 connectStatus', '4000 connectStatus', '5000 connectStatus', '5650 disconnect'],
  ],
  [
    'does not answer',
    { noAnswer: true },
    async () => undefined,
    ['INITIATED', 'TIMED_OUT'],
    ['0 initiate', '0 connectStatus', '30000 connectStatus', '30650 disconnect'],
  ],
  [
    'would answer too late',
    { after: 31 },
    async () => undefined,
    ['INITIATED', 'TIMED_OUT'],
    ['0 initiate', '0 connectStatus', '30000 connectStatus', '30650 disconnect'],
  ],
  [
    'fails',
    { fails: true, after: 2 },
    async () => undefined,
    ['INITIATED', 'FAILED'],
    ['0 initiate', '0 connectStatus', '2000 connectStatus', '2650 disconnect'],
  ],
  [
    'stops sending audio before it answers',
    { after: 10 },
    async ({ desk }, call) => {
      await call.waits(3);
      await desk.stopsAudio();
    },
    ['INITIATED', 'FAILED'],
    ['0 initiate', '0 connectStatus', '3000 connectStatus', '3650 disconnect'],
  ],
  [
    'is deleted before it answers',
    { after: 10 },
    async ({ platform, id }, call) => {
      await call.waits(3);
      await platform.api.deleteEndpoint(id);
    },
    ['INITIATED', 'FAILED'],
    ['0 initiate', '0 connectStatus', '3000 connectStatus', '3650 disconnect'],
  ],
  [
    'is called by a caller who hangs up',
    { after: 10 },
    async (_, call) => {
      await call.waits(3);
      await call.hangUp();
    },
    ['INITIATED', 'CANCELED'],
    ['0 initiate', '0 connectStatus', '3000 disconnect', '3000 connectStatus'],
  ],
];

for (const [name, behavior, act, statuses, expected] of attempts)
  test(`an endpoint that ${name}: ${statuses.join(', ')}`, async () => {
    const desk = await withDesk();
    await desk.desk.connects();
    await desk.desk.sendsAudio();
    desk.desk.next(behavior);
    const call = await begin(desk.platform);
    assert.is(desk.desk.isInCall, false);
    await act(desk, call);
    await call.ends();
    assert.is(desk.desk.isInCall, false);
    assert.equal(eventsOf(call), expected);
    assert.equal(statusesOf(desk.events('/connect')), statuses);
  });

test('an answered call that is redirected while the endpoint rings cancels the attempt', async () => {
  let id = '';
  const { desk, platform, events, ...app } = await withDesk({
    '/answered': () => `<Ring duration="1"/>${connecting(id)}`,
    '/moved': '<SpeakSentence>Moved.</SpeakSentence>',
  });
  id = app.id;
  await desk.connects();
  await desk.sendsAudio();
  desk.always({ noAnswer: true });
  const call = await platform.call({ url: '/answered', statusUrl: '/desk' });
  await call.waits(3);
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  await call.hears('Moved.');
  assert.equal(statusesOf(events('/connect')), ['INITIATED', 'CANCELED']);
});

test('always applies to each Connect, next to one, and an invalid behavior is refused', async () => {
  const { desk, platform, events } = await withDesk();
  await desk.connects();
  await desk.sendsAudio();
  desk.always({ fails: true }).next({ noAnswer: true });
  for (const status of ['TIMED_OUT', 'FAILED', 'FAILED']) {
    const call = await begin(platform);
    await call.ends('hangup');
    assert.equal(statusesOf(events('/connect')).at(-1), status);
  }
  desk.always();
  const call = await begin(platform);
  await call.receives('connectStatus', { status: 'ANSWERED' });
  await call.hangUp();
  assert.throws(() => desk.next({ noAnswer: true, fails: true } as never), /more than one outcome/);
  assert.throws(() => desk.always({ busy: true } as never), /has no "busy"/);
});

test('without eventCallbackUrl no connectStatus is sent', async () => {
  const { platform } = simulated({ '/call': '<Connect><Endpoint>e-0</Endpoint></Connect><Pause/>' });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(call.events('connectStatus'), []);
});

test('updateCall takes a call away from an endpoint', async () => {
  const { desk, platform, events } = await withDesk({ '/moved': '<SpeakSentence>Moved.</SpeakSentence>' });
  await desk.connects();
  await desk.sendsAudio();
  const call = await begin(platform);
  await call.waits(1);
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  await call.hears('Moved.');
  await call.ends('hangup');
  assert.is(desk.isInCall, false);
  assert.equal(statusesOf(events('/connect')), ['INITIATED', 'ANSWERED', 'COMPLETED']);
});

// The steps, and the operations.

test('steps that cannot happen are refused', async () => {
  const { desk, platform } = await withDesk();
  for (const step of [
    desk.sendsAudio(),
    desk.stopsAudio(),
    desk.disconnects(),
    desk.requestsConnection('1'),
    desk.hangUp(),
  ])
    assert.is((await errorOf(step)).code, 'call.misuse');
  await desk.connects();
  assert.match((await errorOf(desk.connects())).message, /a device is already connected/);
  assert.throws(() => platform.endpoint('e-0'), /endpointId is "e-0"; expected the id of an endpoint/);
  assert.match((await errorOf(desk.connects({ eventType: true } as never))).message, /has no "eventType"/);
});

test('endpoints are created, listed, fetched and deleted', async () => {
  const { desk, platform, id } = await withDesk();
  const { api } = platform;
  const second = await api.createEndpoint({ type: 'WEBRTC', direction: 'INBOUND' });
  assert.type(second.data.token, 'string');
  assert.equal([second.links, second.errors], [[], []]);
  await desk.connects();
  const state = {
    endpointId: id,
    type: 'WEBRTC',
    status: 'CONNECTED',
    creationTimestamp: '2026-01-05T09:00:00.000Z',
    expirationTimestamp: '2026-01-06T09:00:00.000Z',
    tag: 'desk-17',
  };
  const { devices, ...one } = (await api.getEndpoint(id)).data;
  assert.equal([one, devices?.length, devices?.[0]?.status], [state, 1, 'CONNECTED']);
  assert.equal((await api.listEndpoints({ status: 'CONNECTED' })).data, [state]);
  const ids = async (query = {}) => (await api.listEndpoints(query)).data.map(({ endpointId }) => endpointId);
  assert.equal(await ids(), [id, second.data.endpointId]);
  assert.equal(await ids({ limit: 1 }), [id]);
  assert.equal(await ids({ afterCursor: id }), [second.data.endpointId]);
  assert.is(await api.deleteEndpoint(id), undefined);
  assert.equal(await ids(), [second.data.endpointId]);
});

test('operations with an unknown endpoint or an invalid field are refused', async () => {
  const { api } = simulated({}).platform;
  const refusals: [operation: Promise<unknown>, status: number, type: string][] = [
    [api.getEndpoint('e-0'), 404, 'resource_not_found'],
    [api.deleteEndpoint('e-0'), 404, 'resource_not_found'],
    [api.updateEndpointBxml('e-0', '<Response/>'), 404, 'resource_not_found'],
    [api.createEndpoint({ type: 'WEBRTC' } as never), 400, 'invalid_parameter'],
    [api.createEndpoint({ ...request, type: 'SIP' } as never), 400, 'invalid_parameter'],
    [api.createEndpoint({ ...request, tag: 'x'.repeat(1025) }), 400, 'invalid_parameter'],
    [api.listEndpoints({ limit: 0 }), 400, 'invalid_parameter'],
  ];
  for (const [operation, status, type] of refusals) {
    const error = await errorOf(operation);
    assert.instance(error, RestError);
    assert.equal([(error as RestError).status, (error as RestError).body.type], [status, type]);
  }
});

test('endpoints are reached over HTTP, with their errors in an envelope', async () => {
  const { platform } = simulated({});
  const server = await platform.serveApi();
  try {
    const headers = {
      authorization: `Basic ${btoa(`${server.username}:${server.password}`)}`,
      'content-type': 'application/json',
    };
    const send = async (method: string, path: string, body?: object) => {
      const url = `${server.url}/accounts/${server.accountId}/endpoints${path}`;
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    };
    const created = await send('POST', '', { ...request, eventCallbackUrl: 'https://app.example/desk' });
    const id = created.body.data.endpointId;
    assert.is(created.status, 201);
    assert.is((await send('GET', `/${id}`)).body.data.endpointId, id);
    assert.is((await send('GET', '?limit=1&status=DISCONNECTED')).body.data.length, 1);
    assert.equal(await send('DELETE', `/${id}`), { status: 204, body: undefined });
    const { status, body } = await send('GET', `/${id}`);
    assert.equal([status, body.data, body.errors[0].type], [404, null, 'resource_not_found']);
    for (const wrong of [{ type: 'SIP' }, request])
      assert.is((await send('POST', '', wrong)).body.errors[0].type, 'invalid_parameter');
  } finally {
    await server.close();
  }
});

test.run();
