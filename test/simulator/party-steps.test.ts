// The steps for prompts, keys, words and time: what they wait for, and what they refuse.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { promptsOf, sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('steps of a party');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;

const calling = (verbs: string, more: Record<string, string> = {}): Promise<Call> =>
  simulated({ '/call': verbs, ...more }).platform.call({ url: '/call' });

test('hears waits for the end of a prompt and skips those before it', async () => {
  const { platform } = simulated({ '/call': say('aaaa') + say('bbbb') + say('cccc') });
  const call = await platform.call({ url: '/call' });
  assert.is((await call.hears('bb')).kind, 'speech');
  assert.is(platform.seconds, 0.52);
  assert.is((await errorOf(call.hears('aa'))).code, 'call.over');
  assert.is(platform.seconds, 0.78);
});

test('each prompt counts once, even if the words repeat', async () => {
  const call = await calling(say('Hi') + say('Hi'));
  await call.hears('Hi');
  await call.hears('Hi');
  const { code, message } = await errorOf(call.hears('Hi'));
  assert.is(code, 'call.over');
  assert.match(message, /^caller hears "Hi": the call is over \(hangup\)/);
});

test('a prompt that was played can be heard after the end of the call', async () => {
  const call = await calling(say('a') + say('b'));
  await call.ends('hangup');
  await call.hears('a');
  await call.hears('b');
});

test('each repetition of a Gather is a separate prompt', async () => {
  const call = await calling(`<Gather gatherUrl="/next" repeatCount="2">${say('Hi')}</Gather>`, { '/next': '' });
  await call.hears('Hi');
  await call.hears('Hi');
  assert.equal(promptsOf(call), ['0 Hi', '5130 Hi']);
  await call.ends('hangup');
});

test('a key skips the prompt that it cuts short, but not a prompt that continues', async () => {
  const call = await calling(`<Gather gatherUrl="/next" maxDigits="1">${say('0123456789')}</Gather>`, {
    '/next': '',
  });
  await call.press('1');
  const [prompt] = call.timeline.filter(({ kind }) => kind === 'speech');
  assert.is(prompt?.kind === 'speech' && prompt.stoppedAfter, 0);
  assert.is((await errorOf(call.hears('0123'))).code, 'call.over');

  const reported = await calling(`<StartGather dtmfUrl="/next"/>${say('0123456789')}`, { '/next': '' });
  await reported.press('1');
  await reported.hears('0123');
  await reported.ends();
});

test('beginsToHear waits only for the beginning, and the next step can hear the prompt', async () => {
  const { platform } = simulated({ '/call': say('aaaa') + say('bbbb') });
  const call = await platform.call({ url: '/call' });
  await call.beginsToHear('bb');
  assert.is(platform.seconds, 0.26);
  await call.beginsToHear('bb');
  await call.hears('bb');
  assert.is(platform.seconds, 0.52);
  assert.is((await errorOf(call.beginsToHear('bb'))).code, 'call.over');
});

test('audio files are matched by URL', async () => {
  const call = await calling('<PlayAudio>tune.mp3</PlayAudio>');
  const heard = await call.hears(/^https:\/\/app\.example\/tune\.mp3$/);
  assert.is(heard.kind, 'audio');
  await call.ends();
});

test('regular expressions keep no state between prompts', async () => {
  const words = /press/gi;
  words.lastIndex = 3;
  const call = await calling(say('Press one') + say('press two'));
  await call.beginsToHear(words);
  await call.hears(words);
  await call.hears(words);
  assert.equal(promptsOf(call), ['0 Press one', '585 press two']);
  assert.is(words.lastIndex, 3);
  await call.ends();
});

test('press waits until something listens for keys', async () => {
  const call = await calling(`${say('0123456789')}<Gather gatherUrl="/next" maxDigits="3"/>`, { '/next': '' });
  await call.press('123');
  assert.match(call.transcript(), /0:00\.650 .* presses 1\n.*0:00\.900 .* presses 2\n.*0:01\.150 .* presses 3\n/);
  assert.equal(sentAt(call, 'gather'), [1150]);
  await call.ends();
});

test('press waits the given interval between keys', async () => {
  const { platform, sent } = simulated({
    '/call': '<Gather gatherUrl="/next" interDigitTimeout="2"/>',
    '/next': '<Pause duration="10"/>',
  });
  const call = await platform.call({ url: '/call' });
  await call.press('12', { every: 1.5 });
  await call.waits(2);
  assert.equal([sentAt(call, 'gather'), sent('gather')[0]?.digits], [[3500], '12']);
  const other = await platform.call({ url: '/call' });
  await other.press('12', { every: 0 });
  await other.waits(2);
  assert.equal([sentAt(other, 'gather'), sent('gather')[1]?.digits], [[2000], '12']);
});

test('keys after the first do not wait, and are lost if nothing listens', async () => {
  const { platform, sent } = simulated({
    '/call': '<Gather gatherUrl="/next" maxDigits="1"/>',
    '/next': `${say('0123456789')}<Gather gatherUrl="/last" maxDigits="1"/>`,
    '/last': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.press('12');
  assert.match(call.transcript(), /0:00\.250 {2}caller {2}presses 2, lost: nothing listens for keys$/m);
  await call.press('3');
  await call.ends('hangup');
  assert.equal(
    sent('gather').map(({ digits }) => digits),
    ['1', '3'],
  );
});

test('keys pressed with now are lost if nothing listens, and are not kept', async () => {
  const { platform, sent } = simulated({
    '/call': `${say('0123456789')}<Gather gatherUrl="/next"/>`,
    '/next': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.press('1', { now: true });
  const lost = call.timeline.find(({ kind }) => kind === 'keys');
  assert.equal(lost, { at: 0, leg: 'caller', kind: 'keys', text: '1', lost: true });
  await call.ends('hangup');
  assert.is(sent('gather')[0]?.digits, '');
});

test('press and says fail after the end of the call', async () => {
  const call = await calling(say('a'));
  await call.ends();
  for (const step of [
    () => call.press('1'),
    () => call.press('1', { now: true }),
    () => call.says('hi'),
    () => call.beginsToHear('b'),
  ]) {
    const { code, message } = await errorOf(step());
    assert.is(code, 'call.over');
    assert.match(message, /the call is over \(hangup\)/);
  }
});

test('press and says fail when the call ends if nothing has listened', async () => {
  for (const step of [(call: Call) => call.press('1'), (call: Call) => call.says('hi')]) {
    assert.is((await errorOf(step(await calling('<Pause/>')))).code, 'call.over');
  }
});

test('waits includes everything that happens at its last moment', async () => {
  const { platform } = simulated({
    '/call': `<Pause duration="1.5"/><Redirect redirectUrl="/next"/>`,
    '/next': `<Gather gatherUrl="/last" firstDigitTimeout="1"/>`,
    '/last': '<Pause/>',
  });
  const call = await platform.call({ url: '/call' });
  await call.waits(0);
  assert.is(platform.seconds, 0);
  await call.waits(1.5);
  assert.equal(sentAt(call, 'redirect'), [1500]);
  await call.waits(1);
  assert.equal(sentAt(call, 'gather'), [2500]);
  await call.waits(10);
  assert.is(call.cause, 'hangup');
  assert.is(platform.seconds, 12.5);
});

test('waits for a day takes no real time and is limited', async () => {
  const call = await calling('<Pause duration="86400"/>');
  await call.waits(86_399);
  assert.is(call.cause, undefined);
  const { code } = await errorOf((await calling('<Pause/>')).waits(200 * 3600));
  assert.is(code, 'call.timeout');
});

/** Arguments that the types refuse, by step. */
const misuses: [name: string, step: (call: Call, wrong: never) => Promise<unknown>, wrong: readonly unknown[]][] = [
  ['hears', (call, wrong) => call.hears(wrong), [undefined, null, 5, {}, '', ['a']]],
  ['beginsToHear', (call, wrong) => call.beginsToHear(wrong), [undefined, null, 5, {}, '']],
  ['press', (call, wrong) => call.press(wrong), [undefined, null, 5, '', ' ', '1 2', 'E', '+', '１', ['1'], {}]],
  ['press every', (call, every) => call.press('1', { every }), [-1, Number.NaN, Number.POSITIVE_INFINITY, '1', null]],
  ['says', (call, wrong) => call.says(wrong), [undefined, null, 5, {}, ['a']]],
  ['says for', (call, seconds) => call.says('a', { seconds }), [-1, Number.NaN, Number.POSITIVE_INFINITY, '1']],
  ['says with partial', (call, partial) => call.says('a', { partial }), [[5], [null], 'text', 5]],
  ['waits', (call, wrong) => call.waits(wrong), [undefined, null, -0.1, Number.NaN, Number.POSITIVE_INFINITY, '1']],
  ['records', (call, wrong) => call.speaksFor(wrong), [undefined, null, -1, Number.NaN, Number.POSITIVE_INFINITY, '1']],
];

for (const [name, step, wrong] of misuses) {
  test(`${name} refuses invalid arguments`, async () => {
    const { platform } = simulated({
      '/call': '<Gather gatherUrl="/next" input="dtmf_speech"/>',
      '/next': '',
    });
    const call = await platform.call({ url: '/call' });
    for (const each of wrong) {
      const { code, message } = await errorOf(step(call, each as never));
      assert.is(code, 'call.misuse', `${name} ${String(each)}: ${message}`);
    }
    assert.is(platform.seconds, 0);
    await call.hangUp();
  });
}

test.run();
