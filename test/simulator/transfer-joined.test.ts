// While the caller and the called party are joined: keys, recordings, and a second transfer.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('joined parties');

const DESK = '+15551230101';
const MOBILE = '+15551230102';
const transfer = (leg = '', to = DESK) =>
  `<Transfer transferCompleteUrl="/done"><PhoneNumber transferDisconnectUrl="/leg" ${leg}>${to}</PhoneNumber></Transfer>`;

test('keys of a leg with StartGather are reported before, during and after the join', async () => {
  const { platform, sent } = simulated({
    '/call': `<StartGather dtmfUrl="/keys" tag="caller"/>${transfer()}`,
    '/keys': '',
    '/leg': '',
    '/done': '<Pause duration="2"/>',
  });
  const call = await platform.call({ url: '/call' });
  await call.waits(1);
  await call.press('1');
  const desk = await call.transferredTo(DESK, { after: 3 });
  await call.press('2');
  await desk.press('9', { now: true });
  await desk.hangUp();
  await call.press('3');
  await call.ends('hangup');
  assert.equal(
    sent('dtmf').map(({ callId, digit, tag, eventTime, parentCallId }) => [
      callId,
      digit,
      tag,
      eventTime,
      parentCallId,
    ]),
    [
      [call.callId, '1', 'caller', momentText(1000), undefined],
      [call.callId, '2', 'caller', momentText(3000), undefined],
      // Pressed at the same moment, but the reports of two keys never have the same time.
      [call.callId, '3', 'caller', momentText(3001), undefined],
    ],
  );
});

test('keys of the called party are reported if its document has a StartGather', async () => {
  const { platform, sent } = simulated({
    '/call': transfer('transferAnswerUrl="/hello" tag="desk"'),
    '/hello': '<StartGather dtmfUrl="/keys"/>',
    '/keys': '',
    '/leg': '',
    '/done': '<Hangup/>',
  });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 3 });
  await desk.press('4*', { every: 0.5 });
  await call.press('9', { now: true });
  await desk.hangUp();
  await call.ends('hangup');
  assert.equal(
    sent('dtmf').map((event) => [event.callId, event.parentCallId, event.digit, event.tag, event.eventTime]),
    [
      [desk.callId, call.callId, '4', 'desk', momentText(3000)],
      [desk.callId, call.callId, '*', 'desk', momentText(3500)],
    ],
  );
});

test('a recording of the call continues during the transfer, in two channels', async () => {
  const { platform, sent } = simulated({
    '/call': `<StartRecording multiChannel="true" recordingAvailableUrl="/recording"/>${transfer()}`,
    '/recording': '',
    '/leg': '',
    '/done': '<Pause duration="4"/><StopRecording/>',
  });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 5 });
  await desk.waits(60);
  await desk.hangUp();
  await call.ends('hangup');
  const [event] = sent('recordingAvailable');
  assert.equal(
    [event?.callId, event?.startTime, event?.endTime, event?.duration, event?.channels, event?.parentCallId],
    [call.callId, momentText(0), momentText(69_000), 'PT69S', 2, undefined],
  );
});

test('a recording that the called party started ends with its leg', async () => {
  const { platform, sent } = simulated({
    '/call': transfer('transferAnswerUrl="/hello"'),
    '/hello': '<Pause duration="1"/><StartRecording recordingAvailableUrl="/recording"/>',
    '/recording': '',
    '/leg': '',
    '/done': '<Pause duration="9"/>',
  });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 5 });
  await desk.waits(11);
  await desk.hangUp();
  await call.ends('hangup');
  const [event] = sent('recordingAvailable');
  assert.equal(
    [event?.callId, event?.parentCallId, event?.startTime, event?.duration, event?.eventTime],
    [desk.callId, call.callId, momentText(6000), 'PT10S', momentText(18_000)],
  );
});

test('a second transfer runs after the first', async () => {
  const { platform, sent } = simulated({
    '/call': transfer(),
    '/done': ({ event }) => (event.transferTo === DESK ? transfer('', MOBILE) : '<Pause duration="3"/>'),
    '/leg': '',
  });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { noAnswer: true });
  assert.is(desk.cause, 'timeout');
  const mobile = await call.transferredTo(MOBILE, { after: 5 });
  await mobile.waits(20);
  await mobile.hangUp();
  await call.ends('hangup');
  assert.equal(moments(call), [
    `30000 ${DESK} transferDisconnect timeout`,
    '30000 caller transferComplete timeout',
    `55000 ${MOBILE} transferDisconnect hangup`,
    '55000 caller transferComplete hangup',
    '58000 caller disconnect hangup',
  ]);
  assert.is(new Set(sent('transferDisconnect').map(({ parentCallId }) => parentCallId)).size, 1);
});

test('each attempt at the same number has its own leg', async () => {
  let tries = 0;
  const { platform } = simulated({
    '/call': transfer(),
    '/done': () => (++tries < 3 ? transfer() : '<SpeakSentence>Nobody.</SpeakSentence>'),
    '/leg': '',
  });
  const call = await platform.call({ url: '/call' });
  const ids = new Set<string>();
  for (const behavior of [{ busy: true }, { rejects: true, after: 2 }, { after: 1 }] as const) {
    ids.add((await call.transferredTo(DESK, behavior)).callId);
  }
  assert.is(ids.size, 3);
  await call.hangUp();
  assert.equal(moments(call), [
    `0 ${DESK} transferDisconnect busy`,
    '0 caller transferComplete busy',
    `2000 ${DESK} (2) transferDisconnect rejected`,
    '2000 caller transferComplete rejected',
    '3000 caller disconnect hangup',
    `3000 ${DESK} (3) transferDisconnect hangup`,
  ]);
});

test('a Transfer answers an inbound call, and a later disconnect has the answer time', async () => {
  const { platform, sent } = simulated({ '/call': transfer(), '/leg': '', '/done': '<Hangup/>' });
  const call = await platform.call({ url: '/call' });
  await call.transferredTo(DESK, { busy: true, after: 4 });
  await call.ends('hangup');
  assert.is(sent('disconnect')[0]?.answerTime, momentText(0));
});

test.run();
