// Documents for the called party before it is joined: the verbs that they may have, and the ways in which they end.
import type { CallError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { msOf } from './observed.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('documents for the called party');

const DESK = '+15551230101';

function transfer(hello: Answer, more: Readonly<Record<string, Answer>> = {}, options = {}) {
  return simulated(
    {
      '/call': `<Transfer transferCompleteUrl="/done">
        <PhoneNumber transferAnswerUrl="/hello" transferDisconnectUrl="/leg">${DESK}</PhoneNumber></Transfer>`,
      '/hello': hello,
      '/done': '<Hangup/>',
      '/leg': '',
      ...more,
    },
    options,
  );
}

const joinedAt = (timeline: readonly { at: number; kind: string; text?: unknown }[]) => {
  const joined = timeline.find(({ kind, text }) => kind === 'change' && text === 'is joined with the caller');
  return joined === undefined ? undefined : msOf(joined.at);
};

test('only the called party hears the prompts, and is joined afterwards', async () => {
  // 20 characters of 65 milliseconds, then 3 seconds of audio.
  const { platform } = transfer('<SpeakSentence>A call for the desk.</SpeakSentence><PlayAudio>/hint.wav</PlayAudio>');
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 2 });
  await desk.hears('A call for the desk');
  assert.is(platform.seconds, 3.3);
  await desk.hears('https://app.example/hint.wav');
  assert.is(platform.seconds, 6.3);
  assert.is(joinedAt(desk.timeline), 6300);
  assert.is(call.timeline.filter(({ kind }) => kind === 'speech' || kind === 'audio').length, 0);
  await call.hangUp();
});

test('the document of a Gather runs for the called party too', async () => {
  const { platform, sent } = transfer(
    `<Gather gatherUrl="/accept" maxDigits="1" tag="asked"><SpeakSentence>Press one.</SpeakSentence></Gather>`,
    { '/accept': ({ event }) => (event.digits === '1' ? '<Pause duration="0.5"/>' : '<Hangup/>') },
  );
  for (const [key, isJoined] of [
    ['1', true],
    ['2', false],
  ] as const) {
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK);
    await desk.hears('Press one');
    await desk.press(key);
    await desk.waits(1);
    assert.is(joinedAt(desk.timeline), isJoined ? 1150 : undefined);
    const event = sent('gather').at(-1);
    assert.equal([event?.callId, event?.parentCallId, event?.transferTo, event?.tag, event?.answerTime].slice(0, 4), [
      desk.callId,
      call.callId,
      DESK,
      'asked',
    ]);
    if (isJoined) await desk.hangUp();
    await call.ends('hangup');
    assert.is(sent('transferComplete').at(-1)?.cause, 'hangup');
  }
});

test('a Record of the called party records its leg', async () => {
  const { platform, sent } = transfer(
    '<Record recordCompleteUrl="/name" recordingAvailableUrl="/leg" maxDuration="5" tag="name"/>',
    { '/name': '<Pause duration="1"/>' },
  );
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 3 });
  await desk.speaksFor(2);
  await desk.press('#');
  await desk.waits(4);
  assert.is(joinedAt(desk.timeline), 6000);
  await desk.hangUp();
  await call.ends();
  for (const event of [...sent('recordComplete'), ...sent('recordingAvailable')]) {
    assert.equal(
      [event.callId, event.parentCallId, event.transferTo, event.startTime, event.endTime, event.duration, event.tag],
      [desk.callId, call.callId, DESK, momentText(3000), momentText(5000), 'PT2S', 'name'],
    );
  }
  assert.is(sent('recordingAvailable').length, 1);
});

test('the document of a Redirect has the same restrictions', async () => {
  const { platform, sent } = transfer('<Redirect redirectUrl="/more"/>', { '/more': '<Pause duration="4"/>' });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK);
  await desk.waits(5);
  assert.is(joinedAt(desk.timeline), 4000);
  assert.is(sent('redirect')[0]?.parentCallId, call.callId);
  await call.hangUp();
});

const declining: [name: string, hello: string, at: number][] = [
  ['a Hangup declines', '<Pause duration="2"/><Hangup/>', 2000],
  ['a document without verbs counts as Hangup', '', 0],
  ['so it does after a Redirect', '<Redirect redirectUrl="/hello2"/>', 0],
];

for (const [name, hello, at] of declining) {
  test(name, async () => {
    const { platform, sent } = transfer(hello, { '/hello2': '' }, { strict: false });
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK);
    await call.ends('hangup');
    assert.is(desk.cause, 'hangup');
    assert.is(joinedAt(desk.timeline), undefined);
    assert.equal(moments(call).slice(-3), [
      `${at} ${DESK} transferDisconnect hangup`,
      `${at} caller transferComplete hangup`,
      `${at} caller disconnect hangup`,
    ]);
    assert.is(sent('transferDisconnect')[0]?.answerTime, momentText(0));
  });
}

const xml = (body: string, init: ResponseInit = {}) =>
  new Response(body, { headers: { 'content-type': 'application/xml' }, ...init });

/** Documents that cannot be fetched or are refused, and the error messages of both events. */
const failing: [name: string, hello: Answer, cause: string][] = [
  ['an unknown verb', '<Whisper/>', 'invalid-bxml'],
  ['half a document', () => xml('<Response><Pause'), 'invalid-bxml'],
  ['HTML', () => new Response('<p>', { headers: { 'content-type': 'text/html' } }), 'invalid-bxml'],
  ['nothing at all', () => new Response(null, { status: 204 }), 'invalid-bxml'],
  ['a Transfer', '<Transfer><PhoneNumber>+15551230109</PhoneNumber></Transfer>', 'invalid-bxml'],
  ['a Forward', '<Forward to="+15551230109"/>', 'invalid-bxml'],
  ['a Conference', '<Conference>room</Conference>', 'invalid-bxml'],
  ['a Bridge', '<Bridge>c-1</Bridge>', 'invalid-bxml'],
  ['a Transfer after a Redirect', '<Redirect redirectUrl="/more"/>', 'invalid-bxml'],
  ['an error of the server', () => new Response(null, { status: 500 }), 'callback-error'],
];

for (const [name, hello, cause] of failing) {
  test(`the leg ends with ${cause}: ${name}`, async () => {
    const { platform, sent } = transfer(hello, {
      '/more': '<Transfer><PhoneNumber>+15551230109</PhoneNumber></Transfer>',
    });
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK, { after: 3 });
    await desk.ends(cause);
    await call.ends('hangup');
    assert.equal(moments(call).slice(-3), [
      `3000 ${DESK} transferDisconnect ${cause}`,
      `3000 caller transferComplete ${cause}`,
      '3000 caller disconnect hangup',
    ]);
    for (const type of ['transferDisconnect', 'transferComplete']) {
      const [event] = sent(type);
      assert.type(event?.errorMessage, 'string', type);
      assert.match(String(event?.errorId), /^e-/, type);
    }
    assert.not('errorMessage' in (sent('disconnect')[0] ?? {}));
  });
}

test('a verb that is not documented for this context has a warning, and runs', async () => {
  const hello = '<Refer><SipUri>sip:other@pbx.example</SipUri></Refer><Pause duration="2"/>';
  const strict = transfer(hello);
  const warned = await strict.platform.call({ url: '/call' });
  try {
    await warned.transferredTo(DESK);
    await warned.waits(1);
    assert.unreachable();
  } catch (error) {
    assert.is((error as CallError).code, 'call.strict');
    assert.match((error as CallError).message, 'Refer');
  }
  const { platform } = transfer(hello, {}, { strict: false });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK);
  await desk.waits(3);
  assert.is(joinedAt(desk.timeline), 2000);
});

test('the fallback is used if the first URL fails', async () => {
  const { platform } = simulated({
    '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber transferAnswerUrl="/broken"
      transferAnswerFallbackUrl="/hello">${DESK}</PhoneNumber></Transfer>`,
    '/broken': () => new Response(null, { status: 500 }),
    '/hello': '<Pause duration="1"/>',
    '/done': '<Hangup/>',
  });
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK);
  await desk.waits(1);
  assert.is(joinedAt(desk.timeline), 1000);
  await desk.hangUp();
  await call.ends('hangup');
});

test('the called party hangs up in its document', async () => {
  const { platform } = transfer('<SpeakSentence>A call for the desk.</SpeakSentence><Pause duration="9"/>');
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 2 });
  await desk.waits(1);
  await desk.hangUp();
  await call.ends('hangup');
  assert.is(joinedAt(desk.timeline), undefined);
  assert.equal(moments(call).slice(-3), [
    `3000 ${DESK} transferDisconnect hangup`,
    '3000 caller transferComplete hangup',
    '3000 caller disconnect hangup',
  ]);
});

test('the caller hangs up while the called party hears its document', async () => {
  const { platform, sent } = transfer('<Pause duration="9"/>');
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 2 });
  await call.waits(1);
  await call.hangUp();
  assert.is(desk.cause, 'hangup');
  assert.is(joinedAt(desk.timeline), undefined);
  assert.equal(moments(call).slice(-2), ['3000 caller disconnect hangup', `3000 ${DESK} transferDisconnect hangup`]);
  assert.equal(sent('transferComplete'), []);
});

test('the caller hangs up while the application creates the document for the called party', async () => {
  const { platform, sent } = transfer('<Pause duration="9"/>');
  const call = await platform.call({ url: '/call' });
  const [desk] = await Promise.all([call.transferredTo(DESK, { after: 2 }), call.hangUp({ during: 'transferAnswer' })]);
  assert.is(desk.cause, 'hangup');
  assert.equal(sent('transferComplete'), []);
  assert.is(platform.seconds, 2);
});

test.run();
