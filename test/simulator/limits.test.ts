// Loops and endless waits: each has a limit, which the message names.
import type { SimulatorOptions } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('limits of a call');

const redirect = (url: string, before = '') => `${before}<Redirect redirectUrl="${url}"/>`;

const HOLD = '<SpeakSentence>Hold.</SpeakSentence><Pause duration="600"/>';

type Loop = [name: string, answers: Record<string, Answer>, cycle: string, options?: SimulatorOptions];

const counted = (): Answer => {
  let count = 0;
  return () => redirect(`/call?n=${++count}`);
};

const loops: Loop[] = [
  ['a document that leads to itself', { '/call': redirect('/call') }, '/call → /call'],
  ['two that lead to each other', { '/call': redirect('/b'), '/b': redirect('/call') }, '/call → /b → /call'],
  [
    'three with a way in',
    { '/call': redirect('/a'), '/a': redirect('/b'), '/b': redirect('/c'), '/c': redirect('/a') },
    '/b → /c → /a → /b',
  ],
  ['addresses that are all new', { '/call': counted() }, [46, 47, 48, 49, 50].map((n) => `/call?n=${n}`).join(' → ')],
  ['verbs that take no time', { '/call': redirect('/call', '<Tag>x</Tag><StopGather/>') }, '/call → /call'],
  ['requests that take time', { '/call': redirect('/call') }, '/call → /call', { latency: 1 }],
];

for (const [name, answers, cycle, options] of loops)
  test(`detects a loop: ${name}`, async () => {
    const { platform, requests, sent } = simulated({ ...answers, '/status': '' }, options);
    const error = await failureOf(platform.call({ url: '/call', statusUrl: '/status' }).then((call) => call.ends()));
    assert.is(error.code, 'call.strict');
    const expected = `loop: more than 50 documents while no time passed: ${cycle.replaceAll('/', 'https://app.example/')}`;
    assert.ok(error.message.includes(`${expected}\n`), error.message);
    assert.ok(error.message.includes(`: ${cycle}\n`), 'the timeline leaves the origin out');
    await platform.settles();
    assert.is(sent('disconnect')[0]?.cause, 'error');
    assert.is(requests.filter(({ event }) => event.eventType !== 'disconnect').length, 51);
  });

test('detects a loop: a handler that answers each redirect with another one', async () => {
  const { platform, sent } = simulated({
    '/call': HOLD,
    '/moved': async ({ event }) => {
      await platform.api.updateCall(String(event.callId), { redirectUrl: '/moved' });
      return '<SpeakSentence>Moved.</SpeakSentence>';
    },
    '/status': '',
  });
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
  const error = await failureOf(call.ends());
  assert.is(error.code, 'call.strict');
  assert.match(error.message, /loop: more than 50 documents, each replaced by the next, while no time passed/);
  await platform.settles();
  assert.is(sent('redirect').length, 50);
  assert.is(sent('disconnect')[0]?.cause, 'error');
});

test('a conference whose handler answers each redirect with another one fails a step after realSeconds', async () => {
  const { platform, requests } = simulated(
    {
      '/call': '<Conference conferenceEventUrl="/room">room</Conference>',
      '/room': '',
      '/moved': async ({ event }) => {
        await platform.api.updateConference(String(event.conferenceId), { redirectUrl: '/moved' });
        return '';
      },
    },
    { limits: { realSeconds: 1.5 } },
  );
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.waits(1);
  const [{ id = '' } = {}] = await platform.api.listConferences();
  await platform.api.updateConference(id, { redirectUrl: '/moved' });
  const error = await failureOf(call.waits(1));
  assert.is(error.code, 'call.timeout');
  assert.match(error.message, /within 1\.5 seconds of real time \(limits\.realSeconds\)/);
  // Without a step that waits, the application sends itself no more requests.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { length } = requests;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.is(requests.length, length);
});

test('fifty replaced documents are not a loop, and more are not either if time passes between them', async () => {
  const { platform, sent } = simulated({ '/call': HOLD, '/moved': '<Pause duration="600"/>' });
  const call = await platform.call({ url: '/call', statusUrl: null });
  for (let moment = 0; moment < 3; moment++) {
    for (let count = 0; count < 50; count++) await platform.api.updateCall(call.callId, { redirectUrl: '/moved' });
    await call.waits(1);
  }
  assert.is(sent('redirect').length, 150);
  await call.hangUp();
});

test('the number of documents is an option, and loops can be allowed', async () => {
  const { platform, requests } = simulated(
    { '/call': redirect('/call') },
    { limits: { documents: 3 }, allow: ['loop'] },
  );
  const call = await platform.call({ url: '/call', statusUrl: null });
  assert.is(await call.ends(), 'error');
  assert.is(requests.length, 4);
});

test('fifty documents are not a loop, and more are not either if time passes between them', async () => {
  for (const [left, before] of [
    [50, ''],
    [120, '<Pause duration="1"/>'],
  ] as const) {
    let documents = 0;
    const { platform } = simulated({ '/call': () => (++documents < left ? redirect('/call', before) : '<Hangup/>') });
    const call = await platform.call({ url: '/call', statusUrl: null });
    assert.is(await call.ends(), 'hangup');
    assert.is(documents, left);
  }
});

const endless = { '/call': redirect('/call', '<Pause duration="60"/>') };

for (const [limits, message] of [
  [{ steps: 40 }, /within 40 steps of the clock \(limits\.steps\): the call may be in a loop; caller /],
  [{ seconds: 1800 }, /within 1800 seconds of virtual time \(limits\.seconds\); caller /],
  [{ realSeconds: 0.3 }, /within 0\.3 seconds of real time \(limits\.realSeconds\); caller /],
] as const)
  test(`a loop during which time passes fails a step after ${Object.keys(limits)[0]}`, async () => {
    const { platform } = simulated(endless, { limits });
    const call = await platform.call({ url: '/call', statusUrl: null });
    for (const step of [() => call.hears('Anything'), () => call.ends(), () => call.waits(1e9)]) {
      const error = await failureOf(step());
      assert.is(error.code, 'call.timeout');
      assert.match(error.message, message);
      assert.match(error.message, /redirect → POST \/call: 200, Pause, Redirect/);
    }
    await call.hangUp();
  });

test('the clock steps of other calls do not count towards the limit of a step', async () => {
  const { platform } = simulated(
    { ...endless, '/long': '<Pause duration="7200"/><SpeakSentence>Done.</SpeakSentence>' },
    { limits: { steps: 40 } },
  );
  const busy = await platform.call({ url: '/call', statusUrl: null });
  const quiet = await platform.call({ url: '/long', statusUrl: null });
  await quiet.hears('Done.');
  await busy.hangUp();
});

test('many steps at once get more real time, and the last of them as much as the first', async () => {
  const { platform } = simulated(
    {
      '/call': '<Pause duration="1"/><Redirect redirectUrl="/next"/>',
      '/next': async ({ event }) => {
        if (event.from === '+15551230099') await new Promise((resolve) => setTimeout(resolve, 3000));
        return '<Hangup/>';
      },
    },
    { limits: { realSeconds: 2 }, patience: 60 },
  );
  const numbers = Array.from({ length: 80 }, (_, index) => `+155512300${20 + index}`);
  const calls = await Promise.all(numbers.map((from) => platform.call({ url: '/call', statusUrl: null, from })));
  const [last, ...others] = calls.toReversed();
  const end = last?.ends();
  await Promise.all(others.map((call) => call.waits(0.5)));
  assert.is(await end, 'hangup');
});

test('a step that can no longer happen fails at once and says what the call does', async () => {
  const { platform } = simulated({
    '/call': '<Transfer><PhoneNumber>+15550100</PhoneNumber></Transfer>',
  });
  const call = await platform.call({ url: '/call' });
  await call.transferredTo('+15550100');
  const error = await failureOf(call.hears('Anything'));
  assert.is(error.code, 'call.timeout');
  assert.match(
    error.message,
    /nothing more is scheduled to happen; caller talks with \+15550100, \+15550100 talks with the caller/,
  );
});

test('a virtual day takes no real time', async () => {
  const { platform } = simulated({ '/call': '<Pause duration="86400"/>' });
  const call = await platform.call({ url: '/call' });
  await call.ends('hangup');
  assert.is(platform.seconds, 86_400);
});

test.run();
