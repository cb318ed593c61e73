// StartRecording, PauseRecording, ResumeRecording and StopRecording. The duration excludes the pauses.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments, momentText } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('recording in the background');

const START = '<StartRecording recordingAvailableUrl="/ready"/>';
const wait = (seconds: number) => `<Pause duration="${seconds}"/>`;
const [PAUSE, RESUME, STOP] = ['<PauseRecording/>', '<ResumeRecording/>', '<StopRecording/>'];

/** Start, end and duration of each recording, in virtual seconds, in the order in which they stop. */
const rows: [name: string, verbs: string, recordings: [number, number, number][]][] = [
  ['up to StopRecording', wait(1) + START + wait(5) + STOP + wait(9), [[1, 6, 5]]],
  ['up to the end of the call', wait(1) + START + wait(5), [[1, 6, 5]]],
  ['up to a Hangup', `${START + wait(5)}<Hangup/>`, [[0, 5, 5]]],
  ['stopped at once', START + STOP + wait(4), [[0, 0, 0]]],
  ['with a pause', START + wait(2) + PAUSE + wait(3) + RESUME + wait(4) + STOP + wait(9), [[0, 9, 6]]],
  [
    'with two pauses',
    START + wait(1) + PAUSE + wait(1) + RESUME + wait(1) + PAUSE + wait(5) + RESUME + wait(2) + STOP + wait(9),
    [[0, 10, 4]],
  ],
  ['paused twice at a time', START + wait(1) + PAUSE + wait(1) + PAUSE + wait(1) + RESUME + wait(1), [[0, 4, 2]]],
  ['resumed without a pause', START + wait(1) + RESUME + wait(1) + RESUME + wait(1), [[0, 3, 3]]],
  ['stopped in a pause', START + wait(2) + PAUSE + wait(3) + STOP + wait(9), [[0, 5, 2]]],
  ['over in a pause', START + wait(2) + PAUSE + wait(3), [[0, 5, 2]]],
  ['a second StartRecording, which is ignored', START + wait(2) + START + wait(3) + STOP + wait(9), [[0, 5, 5]]],
  ['StopRecording after a second StartRecording', START + wait(2) + START + STOP + wait(3) + STOP, [[0, 2, 2]]],
  [
    'one after the other',
    START + wait(2) + STOP + wait(1) + START + wait(3) + STOP + wait(9),
    [
      [0, 2, 2],
      [3, 6, 3],
    ],
  ],
  [
    'a pause that the next recording does not know',
    START + PAUSE + wait(1) + STOP + START + wait(2),
    [
      [0, 1, 0],
      [1, 3, 2],
    ],
  ],
  ['PauseRecording with nothing running', PAUSE + wait(1) + START + wait(2), [[1, 3, 2]]],
  ['nothing running at all', PAUSE + RESUME + STOP + wait(1), []],
];

for (const [name, verbs, recordings] of rows) {
  test(name, async () => {
    // Documents that start a second recording, or stop one without a start, have a warning.
    const { platform, sent } = simulated({ '/call': verbs, '/ready': '' }, { strict: false });
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.equal(
      sent('recordingAvailable').map(({ startTime, endTime, duration }) => [startTime, endTime, duration]),
      recordings.map(([from, to, length]) => [momentText(from * 1000), momentText(to * 1000), `PT${length}S`]),
    );
  });
}

test('a background recording continues over prompts, records and documents', async () => {
  const { platform, sent } = simulated({
    '/call': `${START}<SpeakSentence>Hello there.</SpeakSentence><Gather gatherUrl="/menu" maxDigits="1"/>`,
    '/menu': '<Record recordingAvailableUrl="/ready" maxDuration="5"/><Redirect redirectUrl="/bye"/>',
    '/bye': `${wait(1) + STOP + wait(1)}`,
    '/ready': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.hears('Hello');
  await call.press('1');
  await call.ends('hangup');
  // 12 characters at 65 milliseconds; the Record comes 5 seconds later, and ends first.
  assert.equal(
    sent('recordingAvailable').map(({ startTime, duration }) => [startTime, duration]),
    [
      [momentText(780), 'PT5S'],
      [momentText(0), 'PT6.78S'],
    ],
  );
  assert.is(new Set(sent('recordingAvailable').map(({ recordingId }) => recordingId)).size, 2);
});

test('a background recording stops when the caller hangs up, and becomes available', async () => {
  const { platform, sent } = simulated({ '/call': START + wait(90), '/ready': '' });
  const call = await platform.call({ url: '/call' });
  await call.waits(12.5);
  await call.hangUp();
  assert.equal(moments(call), ['12500 caller disconnect cancel', '14500 caller recordingAvailable']);
  assert.is(sent('recordingAvailable')[0]?.duration, 'PT12.5S');
});

test('a background recording has the channels, format, name and tag of its verb', async () => {
  const attributes = 'multiChannel="true" fileFormat="mp3" recordingName="whole" tag="rec"';
  for (const [given, expected] of [
    ['', [1, 'wav', undefined, undefined]],
    ['multiChannel="false" fileFormat="wav"', [1, 'wav', undefined, undefined]],
    [attributes, [2, 'mp3', 'whole', 'rec']],
  ] as const) {
    const start = `<StartRecording recordingAvailableUrl="/ready" ${given}/>`;
    const { platform, sent } = simulated({ '/call': start + wait(3), '/ready': '' });
    const call = await platform.call({ url: '/call' });
    await call.ends();
    const [event] = sent('recordingAvailable');
    assert.equal([event?.channels, event?.fileFormat, event?.recordingName, event?.tag], expected);
    assert.is(sent('disconnect')[0]?.tag, expected[3]);
  }
});

test('StartRecording does not answer the call', async () => {
  const { platform, sent } = simulated({ '/call': START + wait(3), '/ready': '' });
  const call = await platform.call({ url: '/call' });
  await call.ends();
  assert.not('answerTime' in (sent('disconnect')[0] ?? {}));
});

test.run();
