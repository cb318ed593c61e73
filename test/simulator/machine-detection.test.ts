// Answering machine detection. In sync mode, `answer` is delayed and has the result; in async mode it is sent at once, and
// the result follows in an event with its own URL.
import type { Callee, CreateCall, MachineDetection, RestApi } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('machine detection');

const TO = '+15551230077';
const request: CreateCall = { from: '+15551230002', to: TO, answerUrl: '/answer', disconnectUrl: '/over' };
const sync: CreateCall = { ...request, machineDetection: { mode: 'sync' } };
const asynchronous = (more: Partial<MachineDetection> = {}): CreateCall => ({
  ...request,
  machineDetection: { mode: 'async', callbackUrl: '/detected', ...more },
});

const outbound = (more: Readonly<Record<string, Answer>> = {}, options = {}) =>
  simulated({ '/answer': '<Pause duration="9"/>', '/over': '', '/detected': '', ...more }, options);

const values = ['human', 'answering-machine', 'tone-detected', 'silence', 'timeout', 'error'] as const;

for (const value of values) {
  test(`sync mode: ${value} in the answer event`, async () => {
    const { platform, sent } = outbound();
    const call = await platform.createCall(sync, { after: 6, detectedAs: value, detectedAfter: 4.9 });
    assert.is(platform.seconds, 10.9);
    await call.ends('hangup');
    assert.equal(
      sent('answer').map(({ eventTime, answerTime, machineDetectionResult }) => [
        eventTime,
        answerTime,
        machineDetectionResult,
      ]),
      [[momentText(10_900), momentText(6000), { value, duration: 'PT4.9S' }]],
    );
    assert.equal(sent('machineDetectionComplete'), []);
    assert.equal(moments(call), [`19900 ${TO} disconnect hangup`]);
  });

  test(`async mode: ${value} in machineDetectionComplete`, async () => {
    const { platform, sent } = outbound();
    const call = await platform.createCall(
      { ...asynchronous(), tag: 'reminder' },
      { after: 6, detectedAs: value, detectedAfter: 4.9 },
    );
    assert.is(platform.seconds, 6);
    assert.not('machineDetectionResult' in (sent('answer')[0] ?? {}));
    await call.ends('hangup');
    assert.equal(moments(call), [`10900 ${TO} machineDetectionComplete`, `15000 ${TO} disconnect hangup`]);
    assert.equal(sent('machineDetectionComplete'), [
      {
        eventType: 'machineDetectionComplete',
        eventTime: momentText(10_900),
        accountId: '5500000',
        applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
        from: '+15551230002',
        to: TO,
        direction: 'outbound',
        callId: call.callId,
        callUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}`,
        enqueuedTime: momentText(0),
        startTime: momentText(0),
        answerTime: momentText(6000),
        tag: 'reminder',
        machineDetectionResult: { value, duration: 'PT4.9S' },
      },
    ]);
  });
}

test('by default, a human is detected after two seconds', async () => {
  const result = { value: 'human', duration: 'PT2S' };
  const first = outbound();
  await first.platform.createCall(sync);
  assert.is(first.platform.seconds, 2);
  assert.equal(first.sent('answer')[0]?.machineDetectionResult, result);

  const second = outbound();
  const call = await second.platform.createCall(asynchronous());
  await call.ends();
  assert.equal(moments(call)[0], `2000 ${TO} machineDetectionComplete`);
  assert.equal(second.sent('machineDetectionComplete')[0]?.machineDetectionResult, result);
});

test('no result is sent if the called party hangs up before detection ends', async () => {
  for (const asking of [sync, asynchronous()]) {
    const { platform, sent } = outbound();
    const call = await platform.createCall(asking, { after: 3, detectedAfter: 5, hangsUpAfter: 4.5 });
    await call.ends('hangup');
    assert.equal(moments(call), [`7500 ${TO} disconnect hangup`]);
    assert.is(sent('answer').length, asking === sync ? 0 : 1);
    assert.not.match(call.transcript(), /machine detection: /);
    assert.is(sent('disconnect')[0]?.answerTime, momentText(3000));
  }
});

test('the called party hangs up after detection, or earlier in a step of the test', async () => {
  const { platform } = outbound();
  const call = await platform.createCall(sync, { hangsUpAfter: 6 });
  await call.ends('hangup');
  assert.is(platform.seconds, 6);
  const other = await platform.createCall(sync, { hangsUpAfter: 6 });
  await other.hangUp();
  assert.is(platform.seconds, 8);
});

test('nothing is detected on a call that is not answered', async () => {
  const callees: Callee[] = [{ busy: true }, { noAnswer: true }, { rejects: true, after: 2 }];
  for (const callee of callees) {
    for (const mode of [sync, asynchronous()]) {
      const { platform, requests } = outbound();
      const call = await platform.createCall(mode, callee);
      await call.ends();
      assert.equal(
        requests.map(({ event }) => event.eventType),
        ['disconnect'],
      );
    }
  }
});

test('the timeline shows the result and its time', async () => {
  for (const asking of [sync, asynchronous()]) {
    const { platform } = outbound();
    const call = await platform.createCall(asking, { after: 3, detectedAs: 'silence', detectedAfter: 1 });
    await call.ends();
    assert.match(call.transcript(), ` 0:04.000  ${TO}  machine detection: silence`);
  }
});

test('nothing is detected unless the request asks for it', async () => {
  const { platform, sent, requests } = outbound();
  const call = await platform.createCall(request, {});
  assert.is(platform.seconds, 0);
  await call.ends();
  assert.not('machineDetectionResult' in (sent('answer')[0] ?? {}));
  assert.equal(
    requests.map(({ event }) => event.eventType),
    ['answer', 'disconnect'],
  );
});

test('machineDetectionComplete has its own URL, fallback, methods and credentials', async () => {
  const { platform, requests } = outbound(
    { '/detected': () => new Response(null, { status: 500 }), '/detected2': '' },
    { credentials: 'at-once' },
  );
  const own = {
    callbackMethod: 'GET',
    username: 'amd',
    password: 'a',
    fallbackUrl: '/detected2',
    fallbackMethod: 'GET',
    fallbackUsername: 'amd2',
    fallbackPassword: 'a2',
  } as const;
  const call = await platform.createCall({ ...asynchronous(own), username: 'call', password: 'c' });
  await call.ends();
  assert.equal(
    requests.map(({ method, path, headers }) => [method, path, headers.get('authorization')]),
    [
      ['POST', '/answer', `Basic ${btoa('call:c')}`],
      ['GET', '/detected', `Basic ${btoa('amd:a')}`],
      ['GET', '/detected2', `Basic ${btoa('amd2:a2')}`],
      ['POST', '/over', `Basic ${btoa('call:c')}`],
    ],
  );
});

test('machineDetectionComplete does not use the credentials of the call', async () => {
  const { platform, requests } = outbound({}, { credentials: 'at-once' });
  const call = await platform.createCall({ ...asynchronous(), username: 'call', password: 'c' });
  await call.ends();
  assert.is(requests.find(({ path }) => path === '/detected')?.headers.get('authorization'), null);
});

test('without a URL the result appears only in the timeline', async () => {
  const { platform, sent } = outbound();
  const call = await platform.createCall({ ...request, machineDetection: { mode: 'async' } });
  await call.ends();
  assert.equal(sent('machineDetectionComplete'), []);
  assert.match(call.transcript(), /machineDetectionComplete is not sent: it has no URL/);
});

test('the answer handler can use the result in sync mode', async () => {
  const { platform } = outbound({
    '/answer': ({ event }) => {
      const { value } = event.machineDetectionResult as { value: string };
      return value === 'human' ? '<SpeakSentence>Hello.</SpeakSentence>' : '<Hangup/>';
    },
  });
  const machine = await platform.createCall(sync, { detectedAs: 'answering-machine' });
  await machine.ends('hangup');
  assert.not.match(machine.transcript(), /Hello/);
  const human = await platform.createCall(sync);
  await human.hears('Hello');
});

// Changes from outside while detection runs: from the answer, at 1 second, to the result, at 11 seconds.

const bxml = '<Bxml><Pause duration="20"/></Bxml>';

const updates: readonly [
  name: string,
  mode: 'sync' | 'async',
  update: (id: string, api: RestApi) => Promise<void>,
  events: string[],
][] = [
  [
    'redirected',
    'sync',
    (id, api) => api.updateCall(id, { redirectUrl: '/moved' }),
    [`3000 ${TO} redirect`, `23000 ${TO} disconnect hangup`],
  ],
  ['given a document', 'sync', (id, api) => api.updateCallBxml(id, bxml), [`23000 ${TO} disconnect hangup`]],
  ['ended', 'sync', (id, api) => api.updateCall(id, { state: 'completed' }), [`3000 ${TO} disconnect hangup`]],
  [
    'redirected',
    'async',
    (id, api) => api.updateCall(id, { redirectUrl: '/moved' }),
    [`3000 ${TO} redirect`, `11000 ${TO} machineDetectionComplete`, `23000 ${TO} disconnect hangup`],
  ],
  [
    'given a document',
    'async',
    (id, api) => api.updateCallBxml(id, bxml),
    [`11000 ${TO} machineDetectionComplete`, `23000 ${TO} disconnect hangup`],
  ],
  ['ended', 'async', (id, api) => api.updateCall(id, { state: 'completed' }), [`3000 ${TO} disconnect hangup`]],
];

for (const [name, mode, update, events] of updates)
  test(`a call that is ${name} during ${mode} detection`, async () => {
    const pause = '<Pause duration="20"/>';
    const { platform, sent } = outbound({ '/answer': pause, '/moved': pause });
    const phone = platform.phone(TO);
    const machineDetection = { mode, callbackUrl: '/detected' };
    const placed = platform.createCall({ ...request, machineDetection }, { after: 1, detectedAfter: 10 });
    const line = await phone.rings();
    await line.waits(3);
    await update(line.callId, platform.api);
    await placed;
    await line.ends();
    assert.equal(moments(line), events);
    assert.is(sent('answer').length, mode === 'sync' ? 0 : 1);
  });

test.run();
