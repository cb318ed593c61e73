// After a recording has stopped, its file and then its transcription become available, even while the call continues.
import type { SimulatorOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('availability of recordings');

const urls = 'recordingAvailableUrl="/ready" transcribe="true" transcriptionAvailableUrl="/text"';
const record = (attributes: string, rest: string, options: SimulatorOptions = {}) =>
  simulated({ '/call': `<Record ${attributes}/>${rest}`, '/ready': '', '/text': '', '/call-over': '' }, options);

test('a recording becomes available while the call continues', async () => {
  const { platform } = record(`${urls} maxDuration="10"`, '<Pause duration="30"/>');
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(moments(call), [
    '12000 caller recordingAvailable',
    '17000 caller transcriptionAvailable',
    '40000 caller disconnect hangup',
  ]);
});

test('steps that end the call wait for its recordings', async () => {
  const { platform } = record(urls, '');
  const call = await platform.call({ url: '/call' });
  await call.speaksFor(10);
  await call.hangUp();
  assert.equal(moments(call), [
    '10000 caller disconnect hangup',
    '12000 caller recordingAvailable',
    '17000 caller transcriptionAvailable',
  ]);
});

test('settles waits for recordings if no step waits for the end', async () => {
  const { platform, sent } = record(`${urls} maxDuration="10"`, '');
  await platform.call({ url: '/call' });
  await platform.settles();
  assert.is(sent('transcriptionAvailable').length, 1);
});

test('the option processing sets the time until a recording is available', async () => {
  const rows: [SimulatorOptions['processing'], number, number][] = [
    [{ recording: 0, transcription: 0 }, 10_000, 10_000],
    [{ recording: 30, transcription: 90.5 }, 40_000, 130_500],
    [{ transcription: 1 }, 12_000, 13_000],
  ];
  for (const [processing, available, transcribed] of rows) {
    const { platform, sent } = record(`${urls} maxDuration="10"`, '', { processing });
    const call = await platform.call({ url: '/call' });
    await call.ends();
    assert.is(sent('recordingAvailable')[0]?.eventTime, momentText(available));
    assert.is(sent('transcriptionAvailable')[0]?.eventTime, momentText(transcribed));
  }
});

test('without their URLs no events are sent', async () => {
  const rows: [string, string[]][] = [
    ['maxDuration="10"', []],
    ['maxDuration="10" recordingAvailableUrl="/ready"', ['recordingAvailable']],
    ['maxDuration="10" transcribe="true"', []],
    ['maxDuration="10" transcribe="true" transcriptionAvailableUrl="/text"', ['transcriptionAvailable']],
    ['maxDuration="10" transcriptionAvailableUrl="/text"', []],
  ];
  for (const [attributes, expected] of rows) {
    const { platform, requests } = record(attributes, '<Pause/>', { strict: false });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    const types = requests.map(({ event }) => event.eventType).filter((type) => /Available$/.test(String(type)));
    assert.equal(types, expected, attributes);
  }
});

const HOUR = 3600;

/** Only recordings longer than 500 milliseconds and shorter than four hours are transcribed. */
const lengths: [seconds: number, status: string][] = [
  [0, 'file-size-too-small'],
  [0.5, 'file-size-too-small'],
  [0.501, 'available'],
  [4 * HOUR - 0.001, 'available'],
  [4 * HOUR, 'file-size-too-big'],
];

for (const [seconds, status] of lengths) {
  test(`a recording of ${seconds} seconds: ${status}`, async () => {
    const { platform, sent } = simulated({
      '/call': `<StartRecording ${urls}/><Pause duration="86400"/>`,
      '/ready': '',
      '/text': '',
    });
    const call = await platform.call({ url: '/call' });
    await call.waits(seconds);
    await call.hangUp();
    assert.is(sent('recordingAvailable')[0]?.duration, `PT${seconds}S`);
    const transcription = sent('transcriptionAvailable')[0]?.transcription as { status: string } | undefined;
    assert.is(transcription?.status, status);
  });
}

test('the events use the methods and credentials of the verb', async () => {
  const methods = 'recordingAvailableMethod="GET" transcriptionAvailableMethod="GET" username="u" password="p"';
  const { platform, requests } = record(`${urls} ${methods} maxDuration="1"`, '', { credentials: 'at-once' });
  const call = await platform.call({ url: '/call' });
  await call.ends();
  assert.equal(
    requests
      .filter(({ path }) => path !== '/call')
      .map(({ method, path, headers }) => [method, path, headers.get('authorization')]),
    [
      ['GET', '/ready', `Basic ${btoa('u:p')}`],
      ['GET', '/text', `Basic ${btoa('u:p')}`],
    ],
  );
});

test('the events have the tag of the moment at which they are sent', async () => {
  const { platform, sent } = record(
    `${urls} maxDuration="1" tag="first"`,
    '<Pause duration="3"/><Tag>second</Tag><Pause duration="9"/>',
  );
  const call = await platform.call({ url: '/call' });
  await call.ends();
  assert.is(sent('recordingAvailable')[0]?.tag, 'first');
  assert.is(sent('transcriptionAvailable')[0]?.tag, 'second');
});

test.run();
