// The end of a test: `settles` waits for pending work, and reports the faults that no step has reported.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('settles');

const answers = {
  '/call':
    '<Record recordCompleteUrl="/bye" recordingAvailableUrl="/file" transcribe="true" transcriptionAvailableUrl="/file" maxDuration="4"/>',
  '/bye': '<SpeakSentence>Bye.</SpeakSentence>',
  '/file': '',
  '/elsewhere': '<Pause duration="5"/><Redirect redirectUrl="https://elsewhere.example/x"/>',
  '/transfer': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
};

const begin = async (urls: readonly string[], options = {}) => {
  const { platform, sent } = simulated(answers, options);
  const calls: Call[] = [];
  for (const url of urls) calls.push(await platform.call({ url, statusUrl: null }));
  return { platform, sent, calls };
};

test('settles waits for the pending work of all calls', async () => {
  const { platform, sent, calls } = await begin(['/call', '/call']);
  await platform.settles();
  assert.equal(
    calls.map(({ cause }) => cause),
    ['hangup', 'hangup'],
  );
  assert.is(sent('recordingAvailable').length, 2);
  assert.is(sent('transcriptionAvailable').length, 2);
  // Four seconds of recording, two until the file and five until the transcription.
  assert.is(platform.seconds, 11);
});

test('a step that ends a call waits for pending work too', async () => {
  const { platform, sent, calls } = await begin(['/call']);
  await calls[0]?.ends('hangup');
  assert.is(sent('transcriptionAvailable').length, 1);
  assert.is(platform.seconds, 11);
});

test('settles reports faults that no step has reported, even of calls that ended long ago', async () => {
  const { platform } = await begin(['/elsewhere']);
  const second = await platform.call({ url: '/call', statusUrl: null });
  await second.waits(60);
  await second.ends('hangup');
  await (await platform.call({ url: '/bye', statusUrl: null })).ends('hangup');
  const error = await failureOf(platform.settles());
  assert.is(error.code, 'call.strict');
  assert.match(error.message, /^the call settles: unserved: redirect → POST https:\/\/elsewhere\.example\/x: /);
  await platform.settles();
});

test('settles fails for a call that never ends', async () => {
  const { platform, calls } = await begin(['/transfer'], { phones: { '+15550100': { after: 2 } } });
  const error = await failureOf(platform.settles());
  assert.is(error.code, 'call.timeout');
  assert.match(error.message, /talks with/);
  await calls[0]?.hangUp();
  await platform.settles();
});

test('settles resolves if there were no calls', async () => {
  const { platform } = simulated(answers);
  await platform.settles();
  assert.is(platform.seconds, 0);
});

test.run();
