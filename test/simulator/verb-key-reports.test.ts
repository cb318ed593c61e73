// StartGather and StopGather: which keys are reported in dtmf events, and when.
import { webhooks } from 'bxml-jsx/fetch';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pressesAt, sentAt } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('StartGather and StopGather');

const start = '<StartGather dtmfUrl="/keys"/>';

/** Keys pressed at moments, and the keys that are reported. */
const tables: [name: string, verbs: string, keys: [at: number, key: string][], reported: string[]][] = [
  [
    'during a Pause',
    `${start}<Pause duration="5"/>`,
    [
      [0, '1'],
      [2500, '#'],
      [4999, 'd'],
    ],
    ['0 1', '2500 #', '4999 D'],
  ],
  [
    'during prompts, which go on',
    `${start}<SpeakSentence>0123456789</SpeakSentence><PlayAudio>a.mp3</PlayAudio>`,
    [
      [300, '1'],
      [3000, '2'],
    ],
    ['300 1', '3000 2'],
  ],
  ['during Ring', `${start}<Ring/>`, [[3000, '1']], ['3000 1']],
  ['during SendDtmf', `${start}<SendDtmf>WWWW</SendDtmf>`, [[3000, '1']], ['3000 1']],
  ['before it', `<Pause/>${start}<Pause/>`, [[500, '1']], []],
  [
    'until StopGather',
    `${start}<Pause/><StopGather/><Pause/>`,
    [
      [500, '1'],
      [1500, '2'],
    ],
    ['500 1'],
  ],
  [
    'again after another StartGather',
    `${start}<Pause/><StopGather/><Pause/>${start}<Pause/>`,
    [
      [500, '1'],
      [1500, '2'],
      [2500, '3'],
    ],
    ['500 1', '2500 3'],
  ],
  [
    'not during a Gather, neither its prompts nor its wait, but after it',
    `${start}<Gather gatherUrl="/next" interDigitTimeout="1"><SpeakSentence>0123456789</SpeakSentence></Gather>`,
    [
      [300, '1'],
      [1000, '2'],
      [2500, '3'],
    ],
    ['2500 3'],
  ],
  [
    'not during a Gather that accepts only speech',
    `${start}<Gather gatherUrl="/next" input="speech" speechTimeout="2"/>`,
    [
      [1000, '1'],
      [2500, '2'],
    ],
    ['2500 2'],
  ],
  [
    'during a Record, with the key that ends it',
    `${start}<Record recordCompleteUrl="/next" silenceTimeout="0"/>`,
    [
      [1000, '1'],
      [2000, '#'],
      [3000, '2'],
    ],
    ['1000 1', '2000 #', '3000 2'],
  ],
  ['in the documents that follow', `${start}<Redirect redirectUrl="/next"/>`, [[1000, '1']], ['1000 1']],
];

for (const [name, verbs, keys, reported] of tables) {
  test(name, async () => {
    const { platform, sent } = simulated({ '/call': verbs, '/next': '<Pause duration="5"/>', '/keys': '' });
    const call = await platform.call({ url: '/call' });
    await pressesAt(call, keys);
    await call.ends('hangup');
    const digits = sent('dtmf').map(({ digit }) => digit);
    assert.equal(
      sentAt(call, 'dtmf').map((at, index) => `${at} ${digits[index]}`),
      reported,
    );
  });
}

test('the key that ends a Gather is not reported', async () => {
  const { platform, sent } = simulated({
    '/call': `${start}<Gather gatherUrl="/next" maxDigits="1"/>`,
    '/next': '<Pause/>',
    '/keys': '',
  });
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.ends('hangup');
  assert.equal([sent('dtmf').length, sent('gather')[0]?.digits], [0, '1']);
});

test('the latest StartGather sets the URL, the method and the credentials', async () => {
  const { platform, requests } = simulated(
    {
      '/call': `<StartGather dtmfUrl="/first"/><Pause/>
        <StartGather dtmfUrl="/keys" dtmfMethod="GET" username="u" password="p"/><Pause/>`,
      '/first': '',
      '/keys': '',
    },
    { credentials: 'at-once' },
  );
  const call = await platform.call({ url: '/call' });
  await pressesAt(call, [
    [500, '1'],
    [1500, '2'],
  ]);
  await call.ends('hangup');
  const reports = requests.filter(({ event }) => event.eventType === 'dtmf');
  assert.equal(
    reports.map(({ path, method, headers, event }) => [path, method, headers.get('authorization'), event.digit]),
    [
      ['/first', 'POST', null, '1'],
      ['/keys', 'GET', `Basic ${btoa('u:p')}`, '2'],
    ],
  );
});

test('StopGather has no effect if there is nothing to stop', async () => {
  const { platform } = simulated({ '/call': '<StopGather/><SpeakSentence>Hi</SpeakSentence>' });
  const call = await platform.call({ url: '/call' });
  await call.hears('Hi');
  await call.ends('hangup');
});

test('equal keys of one moment are separate events for dedupe', async () => {
  let reported = 0;
  const dtmf = (): void => void reported++;
  const initiate = (): string => `<Response>${start}<Pause duration="5"/></Response>`;
  const call = await simulate(webhooks({ initiate, dtmf })).call({ url: '/call' });
  for (let times = 0; times < 3; times++) await call.press('1', { now: true });
  await call.press('22', { now: true, every: 0 });
  await call.hangUp();
  assert.is(reported, 5);
});

test.run();
