// The order of simultaneous responses, and the clean-up of timers, finished legs and settled calls.
import type { Call, Platform, SimulatorOptions, TimelineEntry } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collected } from '../collected.js';
import { failureOf } from '../rejections.js';
import { sentAt } from './observed.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('order and clean-up of calls');

const say = (words: string): string => `<SpeakSentence>${words}</SpeakSentence>`;
const transferTo = (number: string): string => `<Transfer><PhoneNumber>${number}</PhoneNumber></Transfer>`;

test('calls continue in the order of their requests if the responses come at the same moment', async () => {
  const { platform, requests } = simulated({ '/call': '<Redirect redirectUrl="/next"/>', '/next': say('x') });
  const numbers = ['1', '2', '3'];
  await Promise.all(numbers.map((from) => platform.call({ from, url: '/call', statusUrl: null })));
  await platform.settles();
  assert.equal(
    requests.map(({ event, path }) => `${event.from} ${path}`),
    [...numbers.map((from) => `${from} /call`), ...numbers.map((from) => `${from} /next`)],
  );
});

test('held-back events are sent in order after the response to another event', async () => {
  const { platform, requests } = simulated({
    '/call': '<StartGather dtmfUrl="/keys"/><Pause duration="5"/>',
    '/keys': '',
  });
  platform.disrupt({ event: 'dtmf', times: 2 }, 'afterNext');
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.press('123', { every: 0 });
  await call.ends('hangup');
  assert.equal(
    requests.filter(({ path }) => path === '/keys').map(({ event }) => event.digit),
    ['3', '1', '2'],
  );
});

test('an event is held back for ten seconds if no other event follows', async () => {
  const { platform } = simulated({ '/call': '<Hangup/>', '/status': '' });
  platform.disrupt({ event: 'disconnect' }, 'afterNext');
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  await call.ends('hangup');
  assert.equal(sentAt(call, 'disconnect'), [10_000]);
});

/** Calls that leave no pending steps, and their length in seconds. */
type Quiet = [name: string, verbs: string, act: (platform: Platform) => Promise<void>, seconds: number];

const startCall = (platform: Platform): Promise<Call> => platform.call({ url: '/call', statusUrl: null });

const quiet: readonly Quiet[] = [
  [
    'the caller hangs up in a pause',
    '<Pause duration="3600"/>',
    async (platform) => (await startCall(platform)).hangUp(),
    0,
  ],
  [
    'a key ends a Gather',
    '<Gather gatherUrl="/end" maxDigits="1" firstDigitTimeout="60"/>',
    async (platform) => {
      const call = await startCall(platform);
      await call.press('1');
      await call.ends('hangup');
    },
    0,
  ],
  [
    'a phone that rings is answered',
    transferTo('+15550101'),
    async (platform) => {
      const call = await startCall(platform);
      await (await call.transferredTo('+15550101', { after: 1 })).hangUp();
      await call.ends('hangup');
    },
    1,
  ],
  [
    'the caller hangs up while a phone rings',
    transferTo('+15550101'),
    async (platform) => {
      const call = await startCall(platform);
      await call.waits(1);
      await call.hangUp();
    },
    1,
  ],
  [
    'an event that was held back is sent',
    '<StartGather dtmfUrl="/keys"/><Pause duration="2"/>',
    async (platform) => {
      platform.disrupt({ event: 'dtmf' }, 'afterNext');
      const call = await startCall(platform);
      await call.press('12', { every: 0 });
      await call.ends('hangup');
    },
    2,
  ],
  [
    'a called party that would have hung up later is hung up',
    '<Pause duration="2"/>',
    async (platform) => {
      const request = { to: '+15550101', from: '+15550102', answerUrl: '/call' };
      const call = await platform.createCall(request, { hangsUpAfter: 3600 });
      await call.ends('hangup');
    },
    2,
  ],
  [
    'a step that waits fails',
    '<Pause duration="2"/><Redirect redirectUrl="https://elsewhere.example/"/>',
    async (platform) => {
      const call = await startCall(platform);
      assert.is((await failureOf(call.waits(3600))).code, 'call.strict');
    },
    2,
  ],
];

for (const [name, verbs, act, seconds] of quiet) {
  test(`no steps are pending when ${name}`, async () => {
    const answers: Record<string, Answer> = {
      '/call': verbs,
      '/keys': '',
      '/end': '<Hangup/>',
      '/talk': transferTo('+15550100'),
    };
    const { platform } = simulated(answers);
    await act(platform);
    assert.is(platform.seconds, seconds);
    // A wait that cannot be met ends at the first moment without pending steps.
    const talk = await platform.call({ url: '/talk', statusUrl: null });
    await talk.transferredTo('+15550100');
    assert.is((await failureOf(talk.hears('unspoken words'))).code, 'call.timeout');
    assert.is(platform.seconds, seconds);
  });
}

const troubles = (call: Call): string[] =>
  call.wholeTimeline.flatMap((entry) => (entry.kind === 'trouble' ? [entry.text] : []));

test('an asynchronous event that the application does not serve is one fault', async () => {
  for (const statusUrl of ['https://elsewhere.example/status', '/nowhere']) {
    const { platform } = simulated({ '/call': '<Pause duration="60"/>' });
    const call = await platform.call({ url: '/call', statusUrl });
    const error = await failureOf(call.hangUp());
    assert.is(error.code, 'call.strict');
    await platform.settles();
    assert.is(troubles(call).length, 1, troubles(call).join('\n'));
  }
});

test('a synchronous event that the application does not serve is one fault', async () => {
  for (const url of ['https://elsewhere.example/next', '/nowhere']) {
    const { platform } = simulated({ '/call': `<Redirect redirectUrl="${url}"/>` });
    const call = platform.call({ url: '/call', statusUrl: null }).then((started) => started.ends());
    assert.is((await failureOf(call)).code, 'call.strict');
    await platform.settles();
  }
});

for (const [latency, cause] of [
  [4.999, 'hangup'],
  [5, 'hangup'],
  [5.001, 'callback-error'],
] as const) {
  test(`a request that takes ${latency} of 5 seconds ends a call with ${cause}`, async () => {
    const { platform, requests } = simulated(
      { '/call': '<Hangup/>' },
      { latency, application: { callbackTimeout: 5, statusUrl: null } },
    );
    const call = await platform.call({ url: '/call' });
    await call.ends(cause);
    await platform.settles();
    assert.is(requests.length, 1, 'it arrives in any case');
  });
}

test('a step waits until the last moment of its virtual time limit', async () => {
  for (const [duration, code] of [
    [3600, undefined],
    [3600.001, 'call.timeout'],
  ] as const) {
    const { platform } = simulated({ '/call': '<Pause duration="7200"/>' }, { limits: { seconds: 3600 } });
    const call = await platform.call({ url: '/call', statusUrl: null });
    const error = await call.waits(duration).catch((thrown: { readonly code?: string }) => thrown);
    assert.is(error?.code, code, String(duration));
    await call.hangUp();
  }
});

test('a step fails after exactly the allowed number of clock steps', async () => {
  for (const [pauses, outcome] of [
    [5, 'hangup'],
    [6, 'call.timeout'],
  ] as const) {
    const { platform } = simulated({ '/call': '<Pause/>'.repeat(pauses) }, { limits: { steps: 5 } });
    const call = await platform.call({ url: '/call', statusUrl: null });
    assert.is(await call.ends().catch(({ code }) => code), outcome, String(pauses));
  }
});

/** Runs a call until it has settled. Returns a weak reference to an entry of its timeline. */
async function settledCall(platform: Platform): Promise<WeakRef<TimelineEntry>> {
  const call = await platform.call({ url: '/call', statusUrl: null });
  await call.ends('hangup');
  const [entry] = call.wholeTimeline;
  if (entry === undefined) throw new Error('nothing happened');
  return new WeakRef(entry);
}

test('a platform releases settled calls when another call begins', async () => {
  const { platform } = simulated({ '/call': say('x') });
  const entries: WeakRef<TimelineEntry>[] = [];
  for (let count = 0; count < 5; count++) entries.push(await settledCall(platform));
  const last = await platform.call({ url: '/call', statusUrl: null });
  await collected();
  assert.equal(
    entries.map((entry) => entry.deref()?.at),
    entries.map(() => undefined),
  );
  await last.hangUp();
});

test('undefined fields of a call do not override the settings of the application', async () => {
  const application: SimulatorOptions['application'] = {
    url: '/own',
    method: 'GET',
    fallbackUrl: '/fallback',
    fallbackMethod: 'GET',
    statusUrl: '/status',
    statusMethod: 'GET',
    statusFallbackUrl: '/status-fallback',
    credentials: { username: 'own', password: 'x' },
    fallbackCredentials: { username: 'fallback', password: 'x' },
    callbackTimeout: 3,
  };
  const nothing = Object.fromEntries(Object.keys(application).map((name) => [name, undefined]));
  const log: (readonly string[])[] = [];
  for (const given of [{}, { ...nothing, from: undefined, to: undefined, fields: undefined }]) {
    const answers = { '/fallback': '<Pause duration="9"/>', '/status-fallback': '' };
    const { platform, requests } = simulated(answers, { application, credentials: 'at-once', allow: ['unserved'] });
    platform.disrupt({ url: '/own' }, 'timeout');
    const call = await platform.call(given);
    await call.hangUp();
    log.push([
      `${platform.seconds} s`,
      ...requests.map(({ path, method, headers, event }) =>
        [path, method, headers.get('authorization'), event.from, event.to].join(' '),
      ),
    ]);
  }
  assert.equal(log[1], log[0]);
  const paths = log[0]?.slice(1).map((line) => line.split(' ')[0]);
  assert.equal(paths, ['/own', '/fallback', '/status', '/status-fallback']);
  assert.is(log[0]?.[0], '3 s');
});

test('an event reset by the test while the caller hangs up is not a fault', async () => {
  const { platform } = simulated({
    '/call': '<Gather gatherUrl="/menu" maxDigits="1"/>',
    '/menu': '<Hangup/>',
    '/status': '',
  });
  platform.disrupt({ event: 'gather' }, 'reset');
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  await Promise.all([call.hangUp({ during: 'gather' }), call.press('1')]);
  await call.ends('hangup');
  await platform.settles();
  assert.equal(
    call.wholeTimeline.filter(({ kind }) => kind === 'trouble'),
    [],
  );
});

test.run();
