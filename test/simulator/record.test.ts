// When and why a Record ends, in virtual milliseconds, and the fields of its events.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('Record');

const record = (attributes = '', more: Readonly<Record<string, Answer>> = {}) =>
  simulated({
    '/call': `<Record recordCompleteUrl="/done" recordingAvailableUrl="/ready" ${attributes}/>`,
    '/done': '<Hangup/>',
    '/ready': '',
    ...more,
  });

const DAY = 86_400;

/** What the party does, and when recordComplete is sent. Default: `#` ends it, after 60 seconds at most, and silence does not. */
const rows: [name: string, attributes: string, does: (call: Call) => Promise<unknown>, at: number][] = [
  ['nothing, up to the default limit', '', (call) => call.waits(DAY), 60_000],
  ['nothing, up to a limit of its own', 'maxDuration="5"', (call) => call.waits(DAY), 5000],
  ['nothing, for three hours', 'maxDuration="10800"', (call) => call.waits(DAY), 10_800_000],
  ['silence from the start', 'silenceTimeout="3"', (call) => call.waits(DAY), 3000],
  ['silence from the start, a fraction', 'silenceTimeout="2.5"', (call) => call.waits(DAY), 2500],
  ['silence that may last', 'silenceTimeout="0" maxDuration="90"', (call) => call.waits(DAY), 90_000],
  ['silence longer than the limit', 'silenceTimeout="9" maxDuration="5"', (call) => call.waits(DAY), 5000],
  ['speech and silence', 'silenceTimeout="3"', (call) => call.speaksFor(4), 7000],
  ['speech after some silence', 'silenceTimeout="3"', (call) => call.waits(2.9).then(() => call.speaksFor(4)), 9900],
  [
    'speech twice, with less than the silence between',
    'silenceTimeout="3"',
    async (call) => {
      await call.speaksFor(4);
      await call.waits(2);
      await call.speaksFor(1.5);
    },
    10_500,
  ],
  [
    'a short noise while it speaks',
    'silenceTimeout="3"',
    (call) => Promise.all([call.speaksFor(6), call.waits(2).then(() => call.speaksFor(1))]),
    9000,
  ],
  ['speech up to the limit', 'silenceTimeout="3" maxDuration="10"', (call) => call.speaksFor(20), 10_000],
  // 13 characters of 65 milliseconds.
  ['words', 'silenceTimeout="3"', (call) => call.says('Call me back.'), 3845],
  ['words with a length', 'silenceTimeout="3"', (call) => call.says('Well.', { seconds: 2 }), 5000],
  ['the default key', '', (call) => call.waits(4).then(() => call.press('#')), 4000],
  ['speech and the default key', 'silenceTimeout="3"', (call) => call.speaksFor(4).then(() => call.press('#')), 4000],
  ['a key in terminatingDigits', 'terminatingDigits="12"', (call) => call.waits(4).then(() => call.press('2')), 4000],
  ['a letter in small', 'terminatingDigits="a"', (call) => call.waits(4).then(() => call.press('A')), 4000],
  ['the default key if others are set', 'terminatingDigits="12"', (call) => call.press('#'), 60_000],
  ['any key if terminatingDigits is empty', 'terminatingDigits=""', (call) => call.press('#*0'), 60_000],
  ['keys that do not end it', '', (call) => call.press('123'), 60_000],
  [
    'keys that do not end it, and silence',
    'silenceTimeout="3"',
    (call) => call.waits(2).then(() => call.press('1')),
    3000,
  ],
  ['several keys, the last of which ends it', '', (call) => call.press('12#', { every: 2 }), 4000],
];

for (const [name, attributes, does, at] of rows) {
  test(`ends after ${at} ms: ${name}`, async () => {
    const { platform, sent } = record(attributes);
    const call = await platform.call({ url: '/call' });
    await does(call);
    await call.ends('hangup');
    assert.equal(moments(call), [
      `${at} caller recordComplete`,
      `${at} caller disconnect hangup`,
      `${at + 2000} caller recordingAvailable`,
    ]);
    for (const type of ['recordComplete', 'recordingAvailable']) {
      const [event] = sent(type);
      assert.equal(
        [event?.startTime, event?.endTime, event?.duration],
        [momentText(0), momentText(at), `PT${at / 1000}S`],
      );
    }
  });
}

test('a caller who hangs up causes no recordComplete, but the recording becomes available', async () => {
  const { platform, sent } = record('tag="message"');
  const call = await platform.call({ url: '/call' });
  await call.speaksFor(7.25);
  await call.hangUp();
  assert.equal(moments(call), ['7250 caller disconnect hangup', '9250 caller recordingAvailable']);
  assert.equal(
    sent('recordingAvailable').map(({ duration, tag, status }) => [duration, tag, status]),
    [['PT7.25S', 'message', 'complete']],
  );
});

test('without a recordCompleteUrl the next verbs run, and the recording is stored', async () => {
  const { platform } = simulated({
    '/call': '<Record recordingAvailableUrl="/ready" maxDuration="5"/><SpeakSentence>Thanks.</SpeakSentence>',
    '/ready': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.hears('Thanks');
  await call.ends('hangup');
  assert.equal(moments(call), ['5455 caller disconnect hangup', '7000 caller recordingAvailable']);
});

test('verbs after a Record with recordCompleteUrl do not run', async () => {
  const { platform } = simulated(
    { '/call': '<Record recordCompleteUrl="/done"/><SpeakSentence>Thanks.</SpeakSentence>', '/done': '<Hangup/>' },
    { strict: false },
  );
  const call = await platform.call({ url: '/call' });
  await call.press('#');
  await call.ends('hangup');
  assert.not.match(call.transcript(), /Thanks/);
});

test('the events have every field', async () => {
  const attributes = 'fileFormat="mp3" recordingName="greeting" tag="t" transcribe="true"';
  const { platform, sent } = record(`${attributes} transcriptionAvailableUrl="/ready"`, {
    '/call': `<Pause duration="1"/><Record recordCompleteUrl="/done" recordingAvailableUrl="/ready" ${attributes}
      transcriptionAvailableUrl="/ready"/>`,
  });
  const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
  await call.speaksFor(13.67);
  await call.press('#');
  await call.ends();
  const callUrl = `https://voice.bandwidth.com/api/v2/accounts/5500000/calls/${call.callId}`;
  const recordingId = String(sent('recordComplete')[0]?.recordingId);
  assert.match(recordingId, /^r-/);
  const common = {
    accountId: '5500000',
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    from: '+15551230001',
    to: '+15551230002',
    direction: 'inbound',
    callId: call.callId,
    callUrl,
    recordingId,
    recordingName: 'greeting',
    mediaUrl: `${callUrl}/recordings/${recordingId}/media`,
    startTime: momentText(1000),
    endTime: momentText(14_670),
    duration: 'PT13.67S',
    fileFormat: 'mp3',
    tag: 't',
  };
  assert.equal(sent('recordComplete'), [
    {
      eventType: 'recordComplete',
      eventTime: momentText(14_670),
      ...common,
      channels: 1,
      answerTime: momentText(1000),
    },
  ]);
  assert.equal(sent('recordingAvailable'), [
    { eventType: 'recordingAvailable', eventTime: momentText(16_670), ...common, channels: 1, status: 'complete' },
  ]);
  const [transcribed] = sent('transcriptionAvailable');
  const id = (transcribed?.transcription as { id: string } | undefined)?.id;
  assert.match(String(id), /^t-/);
  assert.equal(transcribed, {
    eventType: 'transcriptionAvailable',
    eventTime: momentText(21_670),
    ...common,
    transcription: {
      id,
      url: `${callUrl}/recordings/${recordingId}/transcription`,
      status: 'available',
      completedTime: momentText(21_670),
    },
  });
});

test('keys are reported during a Record, including the key that ends it', async () => {
  const { platform, sent } = record('', {
    '/call': '<StartGather dtmfUrl="/keys"/><Record recordCompleteUrl="/done"/>',
    '/keys': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.press('5#', { every: 1 });
  await call.ends('hangup');
  assert.equal(
    sent('dtmf').map(({ digit, eventTime }) => [digit, eventTime]),
    [
      ['5', momentText(0)],
      ['#', momentText(1000)],
    ],
  );
  assert.is(sent('recordComplete').length, 1);
});

test('keys pressed before the Record do not end it', async () => {
  const { platform } = record('', { '/call': '<Pause duration="1"/><Record recordCompleteUrl="/done"/>' });
  const call = await platform.call({ url: '/call' });
  await call.press('#', { now: true });
  await call.ends('hangup');
  assert.is(moments(call)[0], '61000 caller recordComplete');
});

test.run();
