// Fallbacks, timeouts and retries of events that cannot be delivered.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { msOf } from './observed.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('failed deliveries');

const HANGUP = '<Hangup/>';
const status = (code: number, headers: Record<string, string> = {}): Response =>
  new Response(code === 204 ? null : 'x', { status: code, headers });

/** Virtual times, paths and outcomes of the events. */
const eventsOf = (call: { wholeTimeline: readonly { kind: string }[] }) =>
  call.wholeTimeline.flatMap((entry) => {
    const { kind, at, url, outcome } = entry as { kind: string; at: number; url: string; outcome: string };
    return kind === 'event' ? [`${msOf(at)} ${new URL(url).pathname} ${outcome}`] : [];
  });

type Case = [
  name: string,
  answer: Answer | undefined,
  disruption: 'refused' | 'reset' | 'timeout' | undefined,
  at: number,
  outcome: RegExp,
];

const failures: Case[] = [
  ['a refused connection', HANGUP, 'refused', 0, /^connection refused/],
  ['a lost connection', HANGUP, 'reset', 0, /^connection reset/],
  ['a timeout', HANGUP, 'timeout', 15_000, /^no response within 15 s/],
  ['a path that is not there', undefined, undefined, 0, /^404$/],
  ['another method', status(405), undefined, 0, /^405$/],
  ['a broken application', status(500), undefined, 0, /^500$/],
  ['a redirection', status(302, { location: '/second' }), undefined, 0, /^302$/],
  ['a bad request', status(400), undefined, 0, /^400$/],
];

for (const [name, answer, disruption, at, outcome] of failures) {
  test(`the fallback receives the event after ${name}`, async () => {
    const { platform, sent } = simulated(
      {
        '/call':
          '<Gather gatherUrl="/first" gatherFallbackUrl="/fallback" gatherFallbackMethod="GET" firstDigitTimeout="1"/>',
        ...(answer === undefined ? {} : { '/first': answer }),
        '/fallback': '<SpeakSentence>Sorry.</SpeakSentence>',
      },
      { allow: ['unserved'] },
    );
    if (disruption !== undefined) platform.disrupt({ url: '/first' }, disruption);
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.hears('Sorry.');
    await call.ends('hangup');
    const [, first = '', second] = eventsOf(call);
    assert.match(first, /^1000 \/first /);
    assert.match(first.replace(/^\d+ \S+ /, ''), outcome);
    assert.is(second, `${1000 + at} /fallback 200, SpeakSentence`);
    const events = sent('gather');
    const last = events.at(-1);
    // The same event, in a query string.
    const given = call.timeline.filter(({ kind }) => kind === 'event')[1];
    assert.equal(last, given?.kind === 'event' ? given.event : undefined);
  });

  test(`the call ends with callback-error after ${name} without a fallback`, async () => {
    const { platform, sent } = simulated(
      {
        '/call': '<Gather gatherUrl="/first" firstDigitTimeout="1"/>',
        ...(answer === undefined ? {} : { '/first': answer }),
      },
      { allow: ['unserved'] },
    );
    if (disruption !== undefined) platform.disrupt({ event: 'gather' }, disruption);
    const call = await platform.call({ url: '/call' });
    await call.ends('callback-error');
    const [disconnect] = sent('disconnect');
    assert.is(disconnect?.cause, 'callback-error');
    assert.match(String(disconnect?.errorMessage), /^gather → POST https:\/\/app\.example\/first: /);
    assert.match(String(disconnect?.errorId), /^e-/);
    assert.is(disconnect?.endTime, new Date(Date.UTC(2026, 0, 5, 9, 0, 1) + at).toISOString());
  });
}

test('the message names both URLs if both fail', async () => {
  const { platform } = simulated(
    {
      '/call': '<Gather gatherUrl="/first" gatherFallbackUrl="/second" firstDigitTimeout="1"/>',
      '/first': status(500),
    },
    { allow: ['unserved'] },
  );
  platform.disrupt({ url: '/second' }, 'timeout');
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends('callback-error');
  assert.match(call.transcript(), /first: status 500; gather → POST \S+second: no response within 15 s/);
});

test('the message of a redirect names its target', async () => {
  const { platform, sent } = simulated({ '/call': HANGUP, '/old': status(301, { location: '/call' }) });
  const call = await platform.call({ url: '/old', statusUrl: '/call' });
  await call.ends('callback-error');
  assert.is(sent('disconnect')[0]?.errorMessage, 'initiate → POST https://app.example/old: status 301, to /call');
});

test('the callbackTimeout of a call applies to both URLs, inbound and outbound', async () => {
  const { platform } = simulated({ '/call': HANGUP, '/fallback': HANGUP });
  platform.disrupt({ times: 4 }, 'timeout');
  const inbound = await platform.call({
    url: '/call',
    fallbackUrl: '/fallback',
    callbackTimeout: 2.5,
    statusUrl: null,
  });
  await inbound.ends('callback-error');
  const outbound = await platform.createCall({
    to: '+15550100',
    from: '+15550101',
    answerUrl: '/call',
    answerFallbackUrl: '/fallback',
    callbackTimeout: 7,
  });
  await outbound.ends('callback-error');
  const words = (seconds: number) => `no response within ${seconds} s (response too late, as scripted)`;
  assert.equal(eventsOf(inbound), [`0 /call ${words(2.5)}`, `2500 /fallback ${words(2.5)}`]);
  assert.equal(eventsOf(outbound), [`0 /call ${words(7)}`, `7000 /fallback ${words(7)}`]);
  assert.is(platform.seconds, 19);
});

test('a request with more latency than the timeout fails but still arrives', async () => {
  const latency = (url: string) => (url.endsWith('/slow') ? 20 : 1);
  const { platform, requests } = simulated({ '/slow': HANGUP, '/fast': '<Pause duration="30"/>' }, { latency });
  const call = await platform.call({ url: '/slow', fallbackUrl: '/fast', statusUrl: null });
  await call.ends('hangup');
  assert.equal(eventsOf(call), ['15000 /slow no response within 15 s', '16000 /fast 200, Pause']);
  assert.equal(
    requests.map(({ path }) => path),
    ['/fast', '/slow'],
  );
});

test('the latency counts towards the timeout', async () => {
  const { platform } = simulated({ '/call': HANGUP, '/fallback': HANGUP }, { latency: 3 });
  platform.disrupt({ url: '/call' }, 'timeout');
  const call = await platform.call({ url: '/call', fallbackUrl: '/fallback', statusUrl: null });
  await call.ends('hangup');
  assert.match(eventsOf(call).at(-1) ?? '', /^18000 \/fallback/);
});

const recording = '<Record recordCompleteUrl="/done" recordingAvailableUrl="/file" maxDuration="1"/>';

for (const [disruption, times, requests, lost] of [
  ['refused', 1, 2, false],
  ['reset', 1, 2, false],
  ['refused', 2, 2, true],
  ['reset', 2, 2, true],
  ['timeout', 1, 1, true],
] as const)
  test(`an asynchronous event ${disruption} ${times} times is sent ${requests} times`, async () => {
    const { platform } = simulated({ '/call': recording, '/done': HANGUP, '/file': '' });
    platform.disrupt({ url: '/file', times }, disruption);
    const call = await platform.call({ url: '/call', statusUrl: null });
    await call.ends('hangup');
    const tries = eventsOf(call).filter((each) => each.includes('/file'));
    assert.is(tries.length, requests, call.transcript());
    assert.is(/204$/.test(tries.at(-1) ?? ''), !lost);
    assert.not.match(tries[0] ?? '', /204/);
  });

test('a synchronous event is sent once to each URL', async () => {
  const { platform } = simulated({ '/call': HANGUP });
  platform.disrupt({ event: 'initiate' }, 'refused');
  const call = await platform.call({ url: '/call', statusUrl: null });
  assert.is(call.cause, 'callback-error');
  assert.is(eventsOf(call).length, 1);
});

for (const [code, isGood] of [
  [200, true],
  [201, true],
  [204, true],
  [202, true],
  [301, false],
  [400, false],
  [500, false],
] as const)
  test(`an asynchronous event answered with ${code} is ${isGood ? 'delivered' : 'lost, once'}`, async () => {
    let times = 0;
    const answer = () => {
      times++;
      return status(code);
    };
    for (const allow of [[], ['lost-event']]) {
      times = 0;
      const { platform } = simulated({ '/call': recording, '/done': HANGUP, '/file': answer }, { allow });
      const call = await platform.call({ url: '/call', statusUrl: null });
      let failure: unknown;
      await call.ends('hangup').catch((error) => {
        failure = error;
      });
      assert.is(times, 1);
      const isStrict = allow.length === 0 && !isGood;
      assert.is(failure instanceof Error, isStrict);
      if (isStrict) {
        assert.is((failure as { code?: unknown }).code, 'call.strict');
        const expected = new RegExp(`lost-event: recordingAvailable was lost: .*status ${code}`);
        assert.match(String((failure as Error).message), expected);
      }
    }
  });

test('an asynchronous event that the application does not serve is one fault', async () => {
  const { platform } = simulated({ '/call': recording, '/done': HANGUP });
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends().then(
    () => assert.unreachable(),
    (error) => assert.match(error.message, /unserved: .*status 404: the application has no route for it/),
  );
  await call.ends('hangup');
  await platform.settles();
});

test('a document in the response to an asynchronous event is ignored', async () => {
  const { platform } = simulated({
    '/call': '<StartGather dtmfUrl="/keys"/><Pause duration="3"/><SpeakSentence>Bye.</SpeakSentence>',
    '/keys': ({ event }) => (event.eventType === 'dtmf' ? HANGUP : ''),
  });
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.hears('Bye.');
});

test.run();
