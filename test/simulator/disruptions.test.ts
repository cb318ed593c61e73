// Scripted network failures: events delivered twice, late, out of order or not at all. Callers who hang up, servers that restart.
import { type Disruption, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import { msOf } from './observed.js';
import { application, document, type Received, simulated } from './simulated.js';

const test = suite('disruptions');

const noContent = (): Response => new Response(null, { status: 204 });

/** A menu with keys and a recording. */
const menu = {
  '/call': '<Gather gatherUrl="/menu" maxDigits="1" firstDigitTimeout="1"/>',
  '/menu': '<Record recordCompleteUrl="/done" recordingAvailableUrl="/file" maxDuration="2"/>',
  '/done': '<SpeakSentence>Thank you.</SpeakSentence>',
  '/file': '',
};

type Entries = readonly { readonly kind: string }[];

/** The time and the outcome of each event. */
const eventsOf = (timeline: Entries) =>
  timeline.flatMap((entry) => {
    const { kind, at, eventType, outcome } = entry as { kind: string; at: number; eventType: string; outcome: string };
    return kind === 'event' ? [`${msOf(at)} ${eventType} ${outcome}`] : [];
  });

test('an event delivered twice counts with its first response', async () => {
  let times = 0;
  const { platform } = simulated({
    ...menu,
    '/menu': () => `<SpeakSentence>Menu ${++times}.</SpeakSentence>`,
  });
  platform.disrupt({ event: 'gather' }, 'twice');
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.hears('Menu 1.');
  await call.ends('hangup');
  assert.is(times, 2);
  assert.equal(eventsOf(call.timeline), [
    '0 initiate 200, Gather',
    '1000 gather 200, SpeakSentence',
    '1000 gather 200, delivered again',
  ]);
});

test('the call waits for an event that is sent late', async () => {
  const { platform } = simulated(menu);
  platform.disrupt({ event: 'gather' }, { late: 40 });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends('hangup');
  assert.match(eventsOf(call.timeline)[1] ?? '', /^41000 gather 200, Record/);
});

test('an event that is sent late may come after the end, and the call settles after it', async () => {
  const { platform } = simulated(menu);
  platform.disrupt({ event: 'gather' }, { late: 4 });
  const call = await platform.call({ url: '/call' });
  await call.waits(2);
  await call.hangUp();
  assert.equal(eventsOf(call.timeline), ['0 initiate 200, Gather', '2000 disconnect 204', '5000 gather 200']);
});

test('afterNext swaps two events', async () => {
  const { platform } = simulated(menu);
  platform.disrupt({ event: 'recordingAvailable' }, 'afterNext');
  const call = await platform.call({ url: '/call' });
  await call.speaksFor(2);
  await call.hears('Thank you.');
  await call.waits(2);
  await call.ends('hangup');
  // The file is ready at 5 s, two seconds after the recording; the call ends at 3.65 s.
  const order = eventsOf(call.timeline).map((each) => each.split(' ')[1]);
  assert.equal(order.slice(-3), ['recordComplete', 'disconnect', 'recordingAvailable']);
});

test('afterNext sends an event right after the next one, or after ten seconds', async () => {
  const keys = '<StartGather dtmfUrl="/file"/><Pause duration="60"/>';
  const { platform } = simulated({ ...menu, '/call': keys });
  platform.disrupt({ event: 'dtmf', times: 1 }, 'afterNext');
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.waits(3);
  await call.press('2');
  platform.disrupt({ event: 'dtmf', times: 1 }, 'afterNext');
  await call.press('3');
  await call.waits(12);
  const digits = call.timeline.flatMap((entry) =>
    entry.kind === 'event' && entry.eventType === 'dtmf' ? [`${msOf(entry.at)} ${entry.event.digit}`] : [],
  );
  assert.equal(digits, ['3000 2', '3000 1', '13000 3']);
  await call.hangUp();
});

test('disruptions match by event, by URL, by both, and a number of times', async () => {
  const cases: [Parameters<ReturnType<typeof simulate>['disrupt']>[0], expected: string[]][] = [
    [{}, ['initiate']],
    [{ event: 'gather' }, ['gather']],
    [{ url: '/done' }, ['recordComplete']],
    [{ url: 'https://app.example/file' }, ['recordingAvailable']],
    [{ event: 'gather', url: '/done' }, []],
    [{ event: 'recordComplete', url: '/done' }, ['recordComplete']],
    [{ times: 3 }, ['initiate', 'gather', 'recordComplete']],
  ];
  for (const [requests, expected] of cases) {
    const { platform } = simulated(menu);
    platform.disrupt(requests, 'twice');
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends('hangup');
    const again = eventsOf(call.timeline).filter((each) => each.endsWith('delivered again'));
    assert.equal(
      again.map((each) => each.split(' ')[1]),
      expected,
    );
  }
});

for (const [disruption, times] of [
  ['refused', 0],
  ['reset', 1],
  ['timeout', 1],
] as [Disruption, number][])
  test(`the application receives a request that is ${disruption} ${times} times`, async () => {
    const { platform, sent } = simulated(menu);
    platform.disrupt({ event: 'gather' }, disruption);
    const call = await platform.call({ url: '/call' });
    await call.ends('callback-error');
    assert.is(sent('gather').length, times);
    assert.match(call.transcript(), /as scripted/);
  });

test('the caller hangs up while the application handles an event', async () => {
  const order: unknown[] = [];
  let answerTheGather = () => {};
  const isReported = new Promise<void>((resolve) => {
    answerTheGather = resolve;
  });
  const { platform } = simulated({
    ...menu,
    '/menu': async ({ event }) => {
      order.push(event.eventType);
      await isReported;
      order.push('answered');
      return '<SpeakSentence>Too late.</SpeakSentence>';
    },
    '/status': ({ event }) => {
      order.push(`${event.eventType} ${event.cause}`);
      answerTheGather();
      return noContent();
    },
  });
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  await call.hangUp({ during: 'gather' });
  assert.equal(order, ['gather', 'disconnect hangup', 'answered']);
  assert.is(call.cause, 'hangup');
  assert.not.match(call.transcript(), /Too late\.|hears/);
});

test('hangUp during an event that never comes fails', async () => {
  const { platform } = simulated(menu);
  const call = await platform.call({ url: '/call' });
  const error = await failureOf(call.hangUp({ during: 'transferComplete' }));
  assert.is(error.code, 'call.over');
});

test('a server that restarts between two events has forgotten the call', async () => {
  const started = () => {
    const calls = new Set<unknown>();
    return application({
      '/call': ({ event }: Received) => {
        calls.add(event.callId);
        return menu['/call'];
      },
      '/menu': ({ event }: Received) =>
        calls.has(event.callId) ? '<SpeakSentence>Go on.</SpeakSentence>' : '<SpeakSentence>Who?</SpeakSentence>',
      '/status': '',
    }).handler;
  };
  const platform = simulate(started());
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  platform.restart(started());
  await call.hears('Who?');
  await call.ends('hangup');
  const next = await platform.call({ url: '/call', statusUrl: '/status' });
  await next.hears('Go on.');
  await next.ends('hangup');
});

test('a restart does not affect the request in progress', async () => {
  const { platform } = simulated({
    ...menu,
    '/menu': () => {
      platform.restart(async () => document('<SpeakSentence>New.</SpeakSentence>'));
      return '<SpeakSentence>Old.</SpeakSentence>';
    },
  });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.hears('Old.');
  const next = await platform.call({ url: '/call', statusUrl: null });
  await next.hears('New.');
});

test.run();
