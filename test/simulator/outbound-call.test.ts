// Outbound calls: when and how they end, and the fields of their events.
import type { BxmlError } from 'bxml-jsx';
import type { Callee, CreateCall } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('outbound calls');

const FROM = '+15551230002';
const TO = '+15551230077';
const request: CreateCall = { from: FROM, to: TO, answerUrl: '/answer', disconnectUrl: '/over' };

const outbound = (more: Readonly<Record<string, Answer>> = {}, options = {}) =>
  simulated({ '/answer': '<Pause duration="5"/>', '/over': '', ...more }, options);

const unanswered: [name: string, fields: Partial<CreateCall>, callee: Callee, at: number, cause: string][] = [
  ['busy at once', {}, { busy: true }, 0, 'busy'],
  ['busy later', {}, { busy: true, after: 2.5 }, 2500, 'busy'],
  ['over the limit of the account', {}, { fails: 'account-limit' }, 0, 'account-limit'],
  ['declined', {}, { rejects: true, after: 4 }, 4000, 'rejected'],
  ['not answered within the default time', {}, { noAnswer: true }, 30_000, 'timeout'],
  ['not answered within callTimeout', { callTimeout: 12.5 }, { noAnswer: true }, 12_500, 'timeout'],
  [
    'not answered within callTimeout after a late first ring',
    { callTimeout: 12 },
    { noAnswer: true, ringsAfter: 7 },
    19_000,
    'timeout',
  ],
  ['answered too late', { callTimeout: 12 }, { after: 12.001 }, 12_000, 'timeout'],
  ['no ring in time', { callTimeout: 300 }, { ringsAfter: 30.5 }, 30_000, 'timeout'],
];

for (const [name, fields, callee, at, cause] of unanswered) {
  test(`not reached: ${name}`, async () => {
    const { platform, sent } = outbound();
    const call = await platform.createCall({ ...request, ...fields }, callee);
    assert.is(await call.ends(cause), cause);
    assert.equal(moments(call), [`${at} ${TO} disconnect ${cause}`]);
    assert.equal(sent('answer'), []);
    assert.not('answerTime' in (sent('disconnect')[0] ?? {}));
  });
}

const answered: [name: string, fields: Partial<CreateCall>, callee: Callee | undefined, at: number][] = [
  ['at once by default', {}, undefined, 0],
  ['after ringing', {}, { after: 8 }, 8000],
  ['after a late first ring', {}, { ringsAfter: 4, after: 8 }, 12_000],
  ['in the last moment', { callTimeout: 12 }, { after: 12 }, 12_000],
];

for (const [name, fields, callee, at] of answered) {
  test(`answered ${name}`, async () => {
    const { platform, sent } = outbound();
    const call = await platform.createCall({ ...request, ...fields }, callee);
    assert.is(platform.seconds * 1000, at);
    await call.ends('hangup');
    assert.equal(moments(call), [`${at + 5000} ${TO} disconnect hangup`]);
    assert.is(sent('answer')[0]?.answerTime, momentText(at));
  });
}

test('the events have the applicationId of the request', async () => {
  const { platform, requests } = outbound();
  const call = await platform.createCall({ ...request, applicationId: 'an-application' });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ event }) => event.applicationId),
    ['an-application', 'an-application'],
  );
});

test('the events have every field', async () => {
  const { platform, sent } = outbound();
  const call = await platform.createCall({ ...request, tag: 'reminder 7' }, { after: 8 });
  await call.waits(2);
  await call.hangUp();
  const common = {
    accountId: '5500000',
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    from: FROM,
    to: TO,
    direction: 'outbound',
    callId: call.callId,
    callUrl: `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}`,
    enqueuedTime: momentText(0),
    startTime: momentText(0),
    answerTime: momentText(8000),
    tag: 'reminder 7',
  };
  assert.equal(sent('answer'), [{ eventType: 'answer', eventTime: momentText(8000), ...common }]);
  assert.equal(sent('disconnect'), [
    {
      eventType: 'disconnect',
      eventTime: momentText(10_000),
      ...common,
      endTime: momentText(10_000),
      cause: 'hangup',
    },
  ]);
});

test('the tag of the request applies until a verb changes it', async () => {
  const { platform, sent } = outbound({ '/answer': '<Tag>changed</Tag><Pause/>' });
  const call = await platform.createCall({ ...request, tag: 'first' });
  await call.ends();
  assert.is(sent('answer')[0]?.tag, 'first');
  assert.is(sent('disconnect')[0]?.tag, 'changed');
});

test('without a disconnectUrl no disconnect is sent', async () => {
  const { platform, requests } = outbound();
  const call = await platform.createCall({ from: FROM, to: TO, answerUrl: '/answer' });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ event }) => event.eventType),
    ['answer'],
  );
  assert.match(call.transcript(), /disconnect is not sent: it has no URL/);
});

test('methods, credentials and the fallback are those of the request', async () => {
  const { platform, requests } = outbound(
    { '/answer': () => new Response(null, { status: 500 }), '/answer2': '<Pause duration="5"/>' },
    { credentials: 'at-once' },
  );
  const call = await platform.createCall({
    ...request,
    answerMethod: 'GET',
    answerFallbackUrl: '/answer2',
    answerFallbackMethod: 'GET',
    disconnectMethod: 'GET',
    username: 'u',
    password: 'p',
    fallbackUsername: 'u2',
    fallbackPassword: 'p2',
  });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ method, path, headers, event }) => [method, path, headers.get('authorization'), event.eventType]),
    [
      ['GET', '/answer', `Basic ${btoa('u:p')}`, 'answer'],
      ['GET', '/answer2', `Basic ${btoa('u2:p2')}`, 'answer'],
      ['GET', '/over', `Basic ${btoa('u:p')}`, 'disconnect'],
    ],
  );
});

test('the first request is sent without the credentials', async () => {
  const { platform, requests } = outbound({
    '/answer': ({ headers }) =>
      headers.has('authorization')
        ? '<Hangup/>'
        : new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic realm=""' } }),
  });
  const call = await platform.createCall({ ...request, username: 'u', password: 'p' });
  await call.ends('hangup');
  assert.equal(
    requests.map(({ path, headers }) => [path, headers.get('authorization')]),
    [
      ['/answer', null],
      ['/answer', `Basic ${btoa('u:p')}`],
      ['/over', null],
    ],
  );
});

test('a missing or an invalid document ends the call with its cause', async () => {
  const rows: [Answer, string][] = [
    [() => new Response(null, { status: 500 }), 'callback-error'],
    ['<Nothing/>', 'invalid-bxml'],
    ['<Forward to="+15551230109"/>', 'application-error'],
  ];
  for (const [answer, cause] of rows) {
    const { platform, sent } = outbound({ '/answer': answer }, { strict: false });
    const call = await platform.createCall(request, { after: 3 });
    await call.ends(cause);
    const [event] = sent('disconnect');
    assert.equal([event?.cause, event?.answerTime], [cause, momentText(3000)]);
    assert.type(event?.errorMessage, 'string');
  }
});

test('the callbackTimeout of the request applies', async () => {
  const { platform, sent } = outbound();
  platform.disrupt({ event: 'answer' }, 'timeout');
  const call = await platform.createCall({ ...request, callbackTimeout: 3.5 });
  await call.ends('callback-error');
  assert.is(sent('disconnect')[0]?.endTime, momentText(3500));
});

test('the option phones sets what the called party does, unless the test does', async () => {
  const { platform } = outbound({}, { phones: { [TO]: { busy: true, after: 6 } } });
  await (await platform.createCall(request)).ends('busy');
  assert.is(platform.seconds, 6);
  await (await platform.createCall(request, { after: 1 })).ends('hangup');
});

test('the steps of a party work for the called party', async () => {
  const { platform, sent } = outbound({
    '/answer': '<Gather gatherUrl="/menu" maxDigits="1"><SpeakSentence>Press one.</SpeakSentence></Gather>',
    '/menu': '<SpeakSentence>Done.</SpeakSentence>',
  });
  const call = await platform.createCall(request);
  await call.hears('Press one');
  await call.press('1');
  await call.hears('Done');
  await call.ends('hangup');
  assert.equal([sent('gather')[0]?.direction, sent('gather')[0]?.digits], ['outbound', '1']);
});

// The casts pass values that the types refuse.
const senseless: [name: string, fields: object, callee: object, message: RegExp][] = [
  ['an empty to', { to: '' }, {}, /request.to is/],
  ['no from', { from: undefined }, {}, /from is missing/],
  ['no answerUrl', { answerUrl: undefined }, {}, /answerUrl is missing/],
  ['a zero callTimeout', { callTimeout: 0 }, {}, /callTimeout is .*seconds, 1 to 300/],
  ['a callTimeout above the maximum', { callTimeout: 301 }, {}, /callTimeout is .*seconds, 1 to 300/],
  ['a callbackTimeout above the maximum', { callbackTimeout: 26 }, {}, /callbackTimeout is .*seconds, 1 to 25/],
  ['NaN as a time', {}, { after: Number.NaN }, /seconds, 0 or more/],
  ['a detection before the answer', {}, { detectedAfter: -1 }, /detectedAfter/],
  ['a hang-up before the answer', {}, { hangsUpAfter: -1 }, /hangsUpAfter/],
  ['two outcomes', {}, { busy: true, noAnswer: true }, /more than one outcome/],
];

for (const [name, fields, callee, message] of senseless) {
  test(`refused: ${name}`, async () => {
    const { platform, requests } = outbound();
    try {
      await platform.createCall({ ...request, ...fields } as never, callee as never);
      assert.unreachable();
    } catch (error) {
      assert.is((error as BxmlError).code, 'simulator.options');
      assert.match((error as BxmlError).message, message);
    }
    await platform.settles();
    assert.equal(requests, []);
  });
}

test.run();
