// The events of a transfer: `from`, `to` and `direction` are those of the original call; the caller id, the destination and
// the parent are those of the new leg. Tags, times, methods and credentials are set per leg.
import type { InboundCall } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { momentText } from './moments.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('events of transfers');

const FROM = '+15551230001';
const TO = '+15551230002';
const DESK = '+15551230101';
const SIP = 'sip:desk@pbx.example';
const ACCOUNT = '5500000';
const APPLICATION = 'a1b2c3d4-0000-4000-8000-000000000001';
const urls = 'transferAnswerUrl="/hello" transferDisconnectUrl="/leg"';
const callUrl = (callId: string) => `https://voice.bandwidth.com/api/v2/accounts/${ACCOUNT}/calls/${callId}`;

function application(call: string, more: Readonly<Record<string, Answer>> = {}) {
  return simulated({ '/call': call, '/done': '<Hangup/>', '/hello': '<Pause duration="2"/>', '/leg': '', ...more });
}

const document = (transfer: string, leg: string, to = DESK) =>
  `<Transfer transferCompleteUrl="/done" ${transfer}><PhoneNumber ${urls} ${leg}>${to}</PhoneNumber></Transfer>`;

const incoming: InboundCall = { from: FROM, to: TO, url: '/call' };

test('the events have every field and the right time', async () => {
  const { platform, sent } = application(`<Pause duration="1"/>${document('tag="main"', 'tag="desk"')}`);
  const call = await platform.call(incoming);
  const desk = await call.transferredTo(DESK, { after: 6 });
  await desk.waits(10);
  await desk.hangUp();
  await call.ends();
  const numbers = { from: FROM, to: TO };
  const leg = { callId: desk.callId, callUrl: callUrl(desk.callId), parentCallId: call.callId, direction: 'outbound' };
  const where = { transferCallerId: FROM, transferTo: DESK };
  assert.equal(sent('transferAnswer'), [
    {
      eventType: 'transferAnswer',
      eventTime: momentText(7000),
      accountId: ACCOUNT,
      applicationId: APPLICATION,
      ...numbers,
      ...leg,
      ...where,
      startTime: momentText(1000),
      answerTime: momentText(7000),
      tag: 'desk',
    },
  ]);
  assert.equal(sent('transferDisconnect'), [
    {
      eventType: 'transferDisconnect',
      eventTime: momentText(17_000),
      ...numbers,
      ...leg,
      ...where,
      startTime: momentText(1000),
      answerTime: momentText(7000),
      endTime: momentText(17_000),
      cause: 'hangup',
      tag: 'desk',
    },
  ]);
  assert.equal(sent('transferComplete'), [
    {
      eventType: 'transferComplete',
      eventTime: momentText(17_000),
      accountId: ACCOUNT,
      applicationId: APPLICATION,
      ...numbers,
      direction: 'inbound',
      callId: call.callId,
      callUrl: callUrl(call.callId),
      ...where,
      startTime: momentText(0),
      answerTime: momentText(1000),
      cause: 'hangup',
      tag: 'main',
    },
  ]);
});

const callerIds: [name: string, attributes: string, expected: string][] = [
  ['given', 'transferCallerId="+15551239000"', '+15551239000'],
  ['absent', '', FROM],
  ['empty', 'transferCallerId=""', FROM],
  ['a word of privacy', 'transferCallerId="Anonymous"', 'Anonymous'],
];

for (const [name, attributes, expected] of callerIds) {
  test(`the caller id is ${name}`, async () => {
    const answers = { '/call': document(attributes, ''), '/hello': '<Pause/>', '/leg': '', '/done': '<Hangup/>' };
    const { platform, sent } = simulated(answers, { allow: ['transfer.callerId-word'] });
    const call = await platform.call(incoming);
    const desk = await call.transferredTo(DESK);
    await desk.hangUp();
    await call.ends();
    for (const type of ['transferAnswer', 'transferDisconnect', 'transferComplete']) {
      assert.equal(
        sent(type).map((event) => event.transferCallerId),
        [expected],
        type,
      );
    }
  });
}

test('without a caller id an outbound call shows the number of its called party', async () => {
  const { platform, sent } = application(document('', ''));
  const call = await platform.createCall({ from: TO, to: '+15551230077', answerUrl: '/call' });
  await (await call.transferredTo(DESK)).hangUp();
  await call.ends();
  const [event] = sent('transferAnswer');
  assert.equal(
    [event?.from, event?.to, event?.direction, event?.transferCallerId],
    [TO, '+15551230077', 'outbound', '+15551230077'],
  );
  assert.is(sent('transferComplete')[0]?.direction, 'outbound');
});

test('events have the SIP URI as dialed', async () => {
  const { platform, sent } = application(
    `<Transfer transferCompleteUrl="/done"><SipUri ${urls} tag="sip">
      ${SIP}
    </SipUri></Transfer>`,
  );
  const call = await platform.call(incoming);
  await (await call.transferredTo(SIP, { after: 1 })).hangUp();
  await call.ends();
  for (const type of ['transferAnswer', 'transferDisconnect', 'transferComplete']) {
    assert.is(sent(type)[0]?.transferTo, SIP, type);
    assert.is(sent(type)[0]?.tag, type === 'transferComplete' ? undefined : 'sip', type);
  }
});

test('each leg has its own tag, and the call keeps its own', async () => {
  const { platform, sent } = application(
    `<Tag>call</Tag><Transfer transferCompleteUrl="/done">
      <PhoneNumber ${urls} tag="desk">${DESK}</PhoneNumber><SipUri ${urls}>${SIP}</SipUri>
    </Transfer>`,
    { '/hello': '<Tag>heard</Tag><Pause/>' },
  );
  const call = await platform.call(incoming);
  const [desk] = await Promise.all([call.transferredTo(DESK), call.transferredTo(SIP, { after: 2 })]);
  await desk.waits(2);
  await desk.hangUp();
  await call.ends();
  const tags = (type: string) => sent(type).map(({ transferTo, tag }) => [transferTo, tag]);
  assert.equal(tags('transferAnswer'), [[DESK, 'desk']]);
  assert.equal(tags('transferDisconnect'), [
    [SIP, undefined],
    [DESK, 'heard'],
  ]);
  assert.equal(tags('transferComplete'), [[DESK, 'call']]);
});

test('an empty tag of a Transfer clears the tag of the call', async () => {
  const { platform, sent } = application(`<Tag>call</Tag>${document('tag=""', '')}`);
  const call = await platform.call(incoming);
  await call.transferredTo(DESK, { busy: true });
  await call.ends();
  assert.not('tag' in (sent('transferComplete')[0] ?? {}));
});

test('the events use the methods, credentials and fallback of the destination and of the Transfer', async () => {
  const basic = (pair: string) => `Basic ${btoa(pair)}`;
  const legCredentials = 'username="leg" password="l" fallbackUsername="leg2" fallbackPassword="l2"';
  const leg = 'transferAnswerMethod="GET" transferDisconnectMethod="GET" transferAnswerFallbackUrl="/hello2"';
  const fallback = 'transferCompleteFallbackUrl="/done2" transferCompleteFallbackMethod="GET"';
  const ofCall = `transferCompleteMethod="GET" ${fallback} username="call" password="c" fallbackUsername="call2"`;
  const { platform, requests } = simulated(
    {
      '/call': document(`${ofCall} fallbackPassword="c2"`, `${leg} ${legCredentials}`),
      '/hello': () => new Response(null, { status: 500 }),
      '/hello2': '<Pause/>',
      '/leg': '',
      '/done': () => new Response(null, { status: 503 }),
      '/done2': '<Hangup/>',
    },
    { credentials: 'at-once' },
  );
  const call = await platform.call(incoming);
  await (await call.transferredTo(DESK)).hangUp();
  await call.ends('hangup');
  assert.equal(
    requests
      .filter(({ path }) => path !== '/call')
      .map(({ method, path, headers, event }) => [method, path, headers.get('authorization'), event.eventType]),
    [
      ['GET', '/hello', basic('leg:l'), 'transferAnswer'],
      ['POST', '/hello2', basic('leg2:l2'), 'transferAnswer'],
      ['GET', '/leg', basic('leg:l'), 'transferDisconnect'],
      ['GET', '/done', basic('call:c'), 'transferComplete'],
      ['GET', '/done2', basic('call2:c2'), 'transferComplete'],
    ],
  );
});

test.run();
