// When a Gather ends, and with which digits. Times are virtual milliseconds, calculated by hand from the documented rules.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pressesAt, promptsOf, sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('Gather');

/** 10 characters: 650 ms. */
const speech = '<SpeakSentence>0123456789</SpeakSentence>';
/** 3000 ms. */
const audio = '<PlayAudio>/tune.mp3</PlayAudio>';

interface Case {
  readonly name: string;
  readonly attributes?: string;
  readonly prompts?: string;
  /** Keys, by the moment at which they are pressed. */
  readonly keys?: readonly (readonly [at: number, key: string])[];
  /** When the event is sent, and its `digits` and `terminatingDigit`. */
  readonly ends: readonly [at: number, digits: string, terminatingDigit: string];
}

const cases: readonly Case[] = [
  { name: 'no prompt, no key', ends: [5000, '', ''] },
  { name: 'prompts, no key', prompts: speech + audio, ends: [8650, '', ''] },
  { name: 'no time for the first key', attributes: 'firstDigitTimeout="0"', prompts: speech, ends: [650, '', ''] },
  { name: 'no time at all', attributes: 'firstDigitTimeout="0"', ends: [0, '', ''] },
  { name: 'a decimal time', attributes: 'firstDigitTimeout="1.5"', prompts: speech, ends: [2150, '', ''] },
  { name: 'the longest time', attributes: 'firstDigitTimeout="60"', prompts: audio, ends: [63_000, '', ''] },
  {
    name: 'two rounds',
    attributes: 'repeatCount="2" firstDigitTimeout="2"',
    prompts: speech,
    ends: [5300, '', ''],
  },
  {
    name: 'three rounds with no gap',
    attributes: 'repeatCount="3" firstDigitTimeout="0"',
    prompts: speech,
    ends: [1950, '', ''],
  },
  {
    name: 'three rounds of two prompts',
    attributes: 'repeatCount="3" firstDigitTimeout="0.5"',
    prompts: speech + audio,
    ends: [12_450, '', ''],
  },
  { name: 'rounds of nothing', attributes: 'repeatCount="4"', ends: [20_000, '', ''] },
  { name: 'a key during a prompt', prompts: speech, keys: [[300, '1']], ends: [5300, '1', ''] },
  { name: 'a key between two prompts', prompts: speech + audio, keys: [[650, '1']], ends: [5650, '1', ''] },
  { name: 'a key during the second prompt', prompts: speech + audio, keys: [[2000, '1']], ends: [7000, '1', ''] },
  { name: 'a key after the prompts', prompts: speech, keys: [[5649, '1']], ends: [10_649, '1', ''] },
  { name: 'a key at the end of the time', prompts: speech, keys: [[5650, '1']], ends: [5650, '', ''] },
  {
    name: 'a key in the gap between two rounds',
    attributes: 'repeatCount="2" firstDigitTimeout="2"',
    prompts: speech,
    keys: [[1650, '1']],
    ends: [6650, '1', ''],
  },
  {
    name: 'a key in the second round',
    attributes: 'repeatCount="2" firstDigitTimeout="2"',
    prompts: speech,
    keys: [[2900, '1']],
    ends: [7900, '1', ''],
  },
  {
    name: 'keys one after another',
    attributes: 'interDigitTimeout="1.5"',
    keys: [
      [1000, '1'],
      [2400, '2'],
      [3800, '*'],
    ],
    ends: [5300, '12*', ''],
  },
  {
    name: 'a key at the end of the time between keys',
    attributes: 'interDigitTimeout="1.5"',
    keys: [
      [1000, '1'],
      [2500, '2'],
    ],
    ends: [2500, '1', ''],
  },
  {
    name: 'a terminating key first',
    attributes: 'terminatingDigits="#"',
    prompts: speech,
    keys: [[400, '#']],
    ends: [400, '', '#'],
  },
  {
    name: 'a terminating key later',
    attributes: 'terminatingDigits="#"',
    keys: [
      [1000, '1'],
      [1500, '2'],
      [2000, '#'],
    ],
    ends: [2000, '12', '#'],
  },
  {
    name: 'one of several terminating keys',
    attributes: 'terminatingDigits="*#"',
    keys: [[10, '*']],
    ends: [10, '', '*'],
  },
  {
    name: 'a capital letter for a small one',
    attributes: 'terminatingDigits="a"',
    keys: [[10, 'A']],
    ends: [10, '', 'A'],
  },
  { name: 'a small letter for a capital', attributes: 'terminatingDigits="D"', keys: [[10, 'd']], ends: [10, '', 'D'] },
  { name: 'letters as digits', attributes: 'maxDigits="1"', keys: [[10, 'c']], ends: [10, 'C', ''] },
  { name: 'no terminating key', attributes: 'maxDigits="1"', keys: [[10, '#']], ends: [10, '#', ''] },
  {
    name: 'terminating keys turned off',
    attributes: 'terminatingDigits="" maxDigits="1"',
    keys: [[10, '#']],
    ends: [10, '#', ''],
  },
  {
    name: 'as many keys as there may be',
    attributes: 'maxDigits="2"',
    keys: [
      [1000, '1'],
      [2000, '2'],
    ],
    ends: [2000, '12', ''],
  },
  {
    name: 'a terminating key in the place of the last',
    attributes: 'maxDigits="2" terminatingDigits="#"',
    keys: [
      [1000, '1'],
      [2000, '#'],
    ],
    ends: [2000, '1', '#'],
  },
  {
    name: 'fifty keys without maxDigits',
    keys: Array.from({ length: 50 }, (_, index) => [1000 + index * 100, '7'] as const),
    ends: [5900, '7'.repeat(50), ''],
  },
];

for (const { name, attributes = '', prompts = '', keys = [], ends } of cases) {
  test(name, async () => {
    const { platform, sent } = simulated({
      '/call': `<Gather gatherUrl="/next" ${attributes}>${prompts}</Gather>`,
      '/next': '<Pause duration="60"/>',
    });
    const call = await platform.call({ url: '/call' });
    await pressesAt(call, keys);
    await call.ends('hangup');
    const [gathered] = sent('gather');
    assert.equal([...sentAt(call, 'gather'), gathered?.digits, gathered?.terminatingDigit], ends);
    assert.not('text' in (gathered ?? {}));
  });
}

test('the first key stops the current prompt, and no later prompt plays', async () => {
  const tables: [at: number, prompts: string[]][] = [
    [0, ['0 0123456789 stopped 0']],
    [300, ['0 0123456789 stopped 300']],
    [650, ['0 0123456789', '650 https://app.example/tune.mp3 stopped 0']],
    [3000, ['0 0123456789', '650 https://app.example/tune.mp3 stopped 2350']],
    [4000, ['0 0123456789', '650 https://app.example/tune.mp3']],
    [5700, ['0 0123456789', '650 https://app.example/tune.mp3', '5650 0123456789 stopped 50']],
  ];
  for (const [at, prompts] of tables) {
    const { platform } = simulated({
      '/call': `<Gather gatherUrl="/next" repeatCount="2" firstDigitTimeout="2">${speech}${audio}</Gather>`,
      '/next': '<Hangup/>',
    });
    const call = await platform.call({ url: '/call' });
    await pressesAt(call, [[at, '1']]);
    await call.ends('hangup');
    assert.equal(promptsOf(call), prompts, String(at));
  }
});

test('without a gatherUrl the digits are discarded, and the next verbs run', async () => {
  const { platform, sent } = simulated(
    { '/call': `<Gather maxDigits="1">${speech}</Gather>${speech}` },
    { allow: ['gather.no-url'] },
  );
  const pressed = await platform.call({ url: '/call' });
  await pressed.press('1');
  await pressed.ends('hangup');
  assert.equal(promptsOf(pressed), ['0 0123456789 stopped 0', '0 0123456789']);
  const silent = await platform.call({ url: '/call' });
  await silent.ends('hangup');
  assert.equal(promptsOf(silent), ['0 0123456789', '5650 0123456789']);
  assert.equal(sent('gather'), []);
});

test('with a gatherUrl the next verbs do not run', async () => {
  const { platform } = simulated(
    { '/call': `<Gather gatherUrl="/next"/>${speech}`, '/next': audio },
    { allow: ['verb.unreachable'] },
  );
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['5000 https://app.example/tune.mp3']);
});

test('an empty document in the response ends the call', async () => {
  const { platform } = simulated({ '/call': '<Gather gatherUrl="/next" maxDigits="1"/>', '/next': '' });
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.ends('hangup');
  assert.equal(sentAt(call, 'disconnect'), [0]);
});

test.run();
