// What a test can read from a call besides its steps: the events, the events that the application received, its documents,
// and the caller ID that the called party sees.
import { BxmlError, render } from 'bxml-jsx';
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { thrownBy } from '../problems.js';
import { failureOf, rejectionOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('records of a call');

const answers = {
  '/call':
    '<Gather gatherUrl="/menu" maxDigits="1" tag="a"><SpeakSentence voice="julie">Press <emphasis>one</emphasis>.</SpeakSentence></Gather>',
  '/menu':
    '<Record recordCompleteUrl="/done" recordingAvailableUrl="/later" transcribe="true" transcriptionAvailableUrl="/later" maxDuration="5"/>',
  '/done': '<Gather gatherUrl="/bye" maxDigits="1" firstDigitTimeout="1"/>',
  '/bye': '<Hangup/>',
  '/later': '',
  '/transfer': '<Transfer><PhoneNumber transferAnswerUrl="/whisper">+15550100</PhoneNumber></Transfer>',
  '/whisper': '<SpeakSentence>A call.</SpeakSentence>',
};

async function recorded(): Promise<Call> {
  const call = await simulated(answers).platform.call({ url: '/call', statusUrl: '/later' });
  await call.press('1');
  await call.speaksFor(3);
  return call;
}

test('events returns the events of a type, typed and in order', async () => {
  const call = await recorded();
  await call.ends('hangup');
  const digits: readonly (string | undefined)[] = call.events('gather').map((event) => event.digits);
  assert.equal(digits, ['1', '']);
  assert.equal(
    call.events('recordingAvailable').map(({ status, duration }) => [status, duration]),
    [['complete', 'PT5S']],
  );
  assert.equal(call.events('dtmf'), []);
});

test('events returns those of all legs, each once however often it was sent', async () => {
  const { platform } = simulated(answers);
  platform.disrupt({ event: 'disconnect' }, 'reset');
  const call = await platform.call({ url: '/transfer', statusUrl: '/later' });
  const called = await call.transferredTo('+15550100');
  await called.hears('A call');
  await call.hangUp();
  const [whisper] = call.events('transferAnswer');
  assert.is(whisper?.callId, called.callId);
  assert.is(whisper?.parentCallId, call.callId);
  assert.is(call.events('disconnect').length, 1);
  assert.is(call.wholeTimeline.filter((entry) => entry.kind === 'event' && entry.eventType === 'disconnect').length, 2);
});

test('receives waits for an event, even after the end of the call', async () => {
  const { platform } = simulated(answers);
  const call = await platform.call({ url: '/call', statusUrl: '/later' });
  await call.press('1');
  await call.speaksFor(3);
  const available = await call.receives('recordingAvailable', { status: 'complete' });
  const duration: string = available.duration;
  assert.is(duration, 'PT5S');
  assert.is(platform.seconds, 7);
  const { transcription } = await call.receives('transcriptionAvailable', { transcription: { status: 'available' } });
  assert.is(transcription.status, 'available');
  assert.is(platform.seconds, 12);
  await call.ends('hangup');
});

test('receives returns each matching event once, the earliest first', async () => {
  const call = await recorded();
  assert.is((await call.receives('gather', { digits: '' })).digits, '');
  assert.is((await call.receives('gather')).digits, '1');
  const { code, message } = await failureOf(call.receives('gather'));
  assert.is(code, 'call.over');
  assert.match(message, /\n {4}2 gather events were received, and returned by earlier steps\n/);
});

test('the error of receives says how the last event differs', async () => {
  const cases: [fields: object, hint: RegExp][] = [
    [{ status: 'error' }, /1 recordingAvailable event was received; in the last one, status is "complete"\n/],
    [{ fileFormat: 'wav', channels: 2 }, /channels is 1\n/],
    [{ statuss: 'complete' }, /there is no statuss; did you mean status\?\n/],
    [{ duration: undefined }, /duration is "PT5S"\n/],
  ];
  for (const [fields, hint] of cases) {
    const call = await recorded();
    const { code, message } = await failureOf(call.receives('recordingAvailable', fields));
    assert.is(code, 'call.over');
    assert.match(message, /^the application receives recordingAvailable with the expected .*: the call is over/);
    assert.match(message, hint);
  }
  const call = await recorded();
  const { message } = await failureOf(call.receives('dtmf'));
  assert.match(message, /\n {4}no dtmf event was received\n/);
});

test('an event counts as received if the application accepts it', async () => {
  const lost = simulated(answers, { allow: ['lost-event', 'unserved'] });
  lost.platform.disrupt({ event: 'disconnect', times: 2 }, 'refused');
  const refused = await lost.platform.call({ url: '/bye', statusUrl: '/later' });
  assert.match((await failureOf(refused.receives('disconnect'))).message, /no disconnect event was received/);
  const unserved = await lost.platform.call({ url: '/bye', statusUrl: '/nowhere' });
  assert.is((await failureOf(unserved.receives('disconnect'))).code, 'call.over');
  // The application has received it, even if the response is lost.
  for (const disruption of ['reset', 'timeout', 'twice', { late: 20 }] as const) {
    const { platform } = simulated(answers, { allow: ['lost-event'] });
    platform.disrupt({ event: 'disconnect', times: 2 }, disruption);
    const call = await platform.call({ url: '/bye', statusUrl: '/later' });
    assert.is((await call.receives('disconnect', { cause: 'hangup' })).cause, 'hangup');
    assert.is((await failureOf(call.receives('disconnect'))).code, 'call.over');
  }
  const slow = simulated(answers, { latency: (url) => (url.endsWith('/later') ? 20 : 0), allow: ['lost-event'] });
  const call = await slow.platform.call({ url: '/bye', statusUrl: '/later' });
  await call.receives('disconnect');
});

test('an event type that the simulator does not send is refused', async () => {
  const call = await recorded();
  // Passes a value that the types refuse.
  const any = <T>(value: unknown): T => value as T;
  for (const error of [
    thrownBy(() => call.events(any<'gather'>('gathers'))),
    await rejectionOf(call.receives(any<'gather'>('gathers'))),
  ]) {
    assert.instance(error, BxmlError);
    assert.match(
      error.message,
      /^eventType is "gathers"; expected an event that the simulator sends for a call\.\n\s+Did you mean "gather"\?/,
    );
  }
  assert.match((await rejectionOf(call.receives('gather', any('1')))).message, /^fields is "1"; expected an object/);
});

test('documents returns the documents of the application, parsed', async () => {
  const call = await recorded();
  await call.ends('hangup');
  assert.equal(
    call.documents.map(({ eventType, leg, url, verbs }) => [eventType, leg, url, ...verbs.map(({ name }) => name)]),
    [
      ['initiate', 'caller', 'https://app.example/call', 'Gather'],
      ['gather', 'caller', 'https://app.example/menu', 'Record'],
      ['recordComplete', 'caller', 'https://app.example/done', 'Gather'],
      ['gather', 'caller', 'https://app.example/bye', 'Hangup'],
    ],
  );
  const [first, second] = call.documents;
  assert.equal(first?.verbs, [
    {
      name: 'Gather',
      attributes: { gatherUrl: '/menu', maxDigits: 1, tag: 'a' },
      text: 'Press one.',
      children: [{ name: 'SpeakSentence', attributes: { voice: 'julie' }, text: 'Press one.', children: [] }],
    },
  ]);
  assert.equal([second?.verbs[0]?.attributes.transcribe, second?.verbs[0]?.attributes.maxDuration], [true, 5]);
  assert.is(first?.xml, `<Response>${answers['/call']}</Response>`);
  assert.is(render(first?.element), `<?xml version="1.0" encoding="UTF-8"?><Response>${answers['/call']}</Response>`);
});

test('documents of a called party name its leg; invalid documents are omitted', async () => {
  const { platform } = simulated({ ...answers, '/call': '<Redirect redirectUrl="/bad"/>', '/bad': '<Nonsense/>' });
  const call = await platform.call({ url: '/transfer' });
  const called = await call.transferredTo('+15550100');
  await called.hears('A call');
  await call.hangUp();
  assert.equal(
    call.documents.map(({ eventType, leg }) => `${leg} ${eventType}`),
    ['caller initiate', '+15550100 transferAnswer'],
  );
  const bad = await platform.call({ url: '/call' });
  await bad.ends('invalid-bxml');
  assert.is(bad.documents.length, 1);
});

const seen: [name: string, verb: string, callerId: string | undefined, name: string | undefined][] = [
  ['the number of the caller', '<Transfer>TO</Transfer>', '+15551230001', undefined],
  ['a number of its own', '<Transfer transferCallerId="+15551230009">TO</Transfer>', '+15551230009', undefined],
  ['an empty one', '<Transfer transferCallerId="">TO</Transfer>', '+15551230001', undefined],
  ['a name', '<Transfer transferCallerDisplayName="Ada">TO</Transfer>', '+15551230001', 'Ada'],
  ['no number', '<Transfer privacy="true" transferCallerDisplayName="Anonymous">TO</Transfer>', undefined, 'Anonymous'],
  ['the number that was called', '<Forward to="+15550100"/>', '+15551230002', undefined],
  ['another number', '<Forward to="+15550100" from="+15551230009"/>', '+15551230009', undefined],
  ['no number of a Forward', '<Forward to="+15550100" privacy="true"/>', undefined, undefined],
];

for (const [name, verb, callerId, displayName] of seen)
  test(`a called party sees ${name}`, async () => {
    const { platform } = simulated({ '/call': verb.replace('TO', '<PhoneNumber>+15550100</PhoneNumber>') });
    const call = await platform.call({ url: '/call' });
    const isForward = verb.startsWith('<Forward');
    const called = await (isForward ? call.forwardedTo('+15550100') : call.transferredTo('+15550100'));
    assert.equal([called.callerId, called.callerDisplayName], [callerId, displayName]);
    assert.is(call.callerId, undefined);
    await call.hangUp();
  });

test('the called party of an outbound call sees the number, unless privacy hides it', async () => {
  const { platform } = simulated(answers);
  const request = { to: '+15550100', from: '+15550101', answerUrl: '/bye' };
  const call = await platform.createCall({ ...request, displayName: 'Ada' });
  assert.equal([call.callerId, call.callerDisplayName], ['+15550101', 'Ada']);
  const hidden = await platform.createCall({ ...request, privacy: true, displayName: 'Private' });
  assert.equal([hidden.callerId, hidden.callerDisplayName], [undefined, 'Private']);
  // And for a transfer of the outbound call.
  await call.ends('hangup');
});

test.run();
