// Gather with speech. Times are virtual milliseconds, calculated by hand; speech takes 65 ms per character.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventsOf, pressesAt, promptsOf, sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('Gather of speech');

const prompt = '<SpeakSentence>0123456789</SpeakSentence>';

const gathering = (attributes: string, prompts = '') =>
  simulated({
    '/call': `<Gather gatherUrl="/next" ${attributes}>${prompts}</Gather>`,
    '/next': '<Pause duration="60"/>',
    '/partial': '',
  });

const silences: [attributes: string, at: number][] = [
  ['input="speech"', 5000],
  ['input="speech" speechTimeout="3"', 3000],
  ['input="speech" speechTimeout="3" firstDigitTimeout="8"', 3000],
  ['input="dtmf_speech" speechTimeout="3" firstDigitTimeout="8"', 8000],
  ['input="dtmf_speech" speechTimeout="9" firstDigitTimeout="8"', 9000],
  ['input="speech" speechTimeout="2" repeatCount="2"', 4000],
];

for (const [attributes, at] of silences) {
  test(`silence with ${attributes}`, async () => {
    const { platform, sent } = gathering(attributes);
    const call = await platform.call({ url: '/call' });
    await call.ends('hangup');
    assert.equal(sentAt(call, 'gather'), [at]);
    const [{ digits, terminatingDigit, text } = {}] = sent('gather');
    assert.equal([digits, terminatingDigit, text], ['', '', undefined]);
  });
}

test('a Gather ends when the speech ends', async () => {
  const { platform, sent } = gathering('input="speech"');
  const call = await platform.call({ url: '/call' });
  await call.waits(1);
  await call.says('boat');
  assert.equal(sentAt(call, 'gather'), [1260]);
  const [{ digits, terminatingDigit, text } = {}] = sent('gather');
  assert.equal([digits, terminatingDigit, text], ['', '', 'boat']);
  await call.hangUp();
});

test('speech stops the prompts and has the length that the test sets', async () => {
  const { platform } = gathering('input="dtmf_speech"', prompt + prompt);
  const call = await platform.call({ url: '/call' });
  await call.waits(0.7);
  await call.says('boat', { seconds: 4.5 });
  assert.equal(promptsOf(call), ['0 0123456789', '650 0123456789 stopped 50']);
  assert.equal(sentAt(call, 'gather'), [5200]);
  await call.hangUp();
});

test('speech longer than speechTimeout is not cut short', async () => {
  const { platform } = gathering('input="speech" speechTimeout="2"');
  const call = await platform.call({ url: '/call' });
  await call.says('a long story', { seconds: 30 });
  assert.equal(sentAt(call, 'gather'), [30_000]);
  await call.hangUp();
});

test('keys are collected as usual with dtmf_speech', async () => {
  const { platform, sent } = gathering('input="dtmf_speech" maxDigits="2"', prompt);
  const call = await platform.call({ url: '/call' });
  await pressesAt(call, [
    [300, '1'],
    [900, '2'],
  ]);
  assert.equal(sentAt(call, 'gather'), [900]);
  const [{ digits, text } = {}] = sent('gather');
  assert.equal([digits, text], ['12', undefined]);
  await call.hangUp();
});

test('keys have no effect on a Gather of speech, and speech has none on a Gather of keys', async () => {
  const { platform, sent } = gathering('input="speech" speechTimeout="2"', prompt);
  const call = await platform.call({ url: '/call' });
  await pressesAt(call, [[300, '1']]);
  assert.match(call.transcript(), /0:00\.300 {2}caller {2}presses 1, lost: nothing listens for keys/);
  await call.waits(3);
  assert.equal(promptsOf(call), ['0 0123456789']);
  assert.equal(sentAt(call, 'gather'), [2650]);
  assert.is(sent('gather')[0]?.digits, '');
  await call.hangUp();

  const keys = gathering('');
  const deaf = await keys.platform.call({ url: '/call' });
  await deaf.says('boat').then(
    () => assert.unreachable(),
    ({ code }) => assert.is(code, 'call.over'),
  );
});

const pieces: [partial: string[], seconds: number, at: number[]][] = [
  [[], 1, []],
  [['boat'], 1, [500]],
  [['boat', 'boat re'], 1, [333, 667]],
  [['a', 'a b', 'a b c'], 4, [1000, 2000, 3000]],
];

for (const [partial, seconds, at] of pieces) {
  test(`${partial.length} partial results of ${seconds} s of speech are sent at equal intervals`, async () => {
    const { platform, sent } = gathering('input="speech" partialResultCallback="/partial"');
    const call = await platform.call({ url: '/call' });
    await call.says('boat repairs', { seconds, partial });
    assert.equal(sentAt(call, 'partialgather'), at);
    assert.equal(
      sent('partialgather').map(({ text }) => text),
      partial,
    );
    assert.equal(sentAt(call, 'gather'), [seconds * 1000]);
    assert.is(sent('gather')[0]?.text, 'boat repairs');
    await call.hangUp();
  });
}

test('partial results have their own URL and method', async () => {
  const attributes = 'input="speech" partialResultCallback="/partial" partialResultCallbackMethod="GET"';
  const { platform, requests } = gathering(attributes);
  const call = await platform.call({ url: '/call' });
  await call.says('boat', { partial: ['bo'] });
  const [request] = requests.filter(({ event }) => event.eventType === 'partialgather');
  assert.equal([request?.method, request?.path, request?.event.text], ['GET', '/partial', 'bo']);
  await call.hangUp();
});

test('partial results are not sent unless the document asks for them', async () => {
  const { platform } = gathering('input="speech"');
  const call = await platform.call({ url: '/call' });
  await call.says('boat', { seconds: 1, partial: ['bo'] });
  assert.equal(eventsOf(call), ['0 initiate', '1000 gather']);
  await call.hangUp();
});

test('a call that ends during speech sends no gather event', async () => {
  const { platform } = gathering('input="speech" partialResultCallback="/partial"');
  const call = await platform.call({ url: '/call' });
  const speaking = call.says('boat repairs', { seconds: 10, partial: ['boat'] });
  await call.waits(6);
  await call.hangUp();
  await speaking;
  assert.equal(eventsOf(call), ['0 initiate', '5000 partialgather', '6000 disconnect']);
});

test.run();
