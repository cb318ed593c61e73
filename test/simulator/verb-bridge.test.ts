// Bridge: which of the two calls continues with what, in virtual milliseconds since the platform began.
import type { Call, Platform } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, simulated } from './simulated.js';

const test = suite('Bridge');

const FROM = '+15551230002';
const AGENT = '+15551230077';
const HOLD = '<SpeakSentence>Hold.</SpeakSentence><Pause duration="600"/>';
const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const both = 'bridgeCompleteUrl="/complete" bridgeTargetCompleteUrl="/target-complete"';

/** A caller who waits; the document of an agent names the caller by the tag of the agent's call. */
const bridging = (attributes: string, more: Readonly<Record<string, Answer>> = {}, options = {}) =>
  simulated(
    {
      '/call': HOLD,
      '/agent': ({ event }) => `<Bridge ${attributes} tag="bridged">\n ${event.tag}\n</Bridge>${say('After.')}`,
      '/complete': say('Complete.'),
      '/target-complete': say('Target complete.'),
      '/moved': say('Moved.'),
      '/over': '',
      ...more,
    },
    { allow: ['verb.unreachable'], ...options },
  );

/** The caller at 0 ms, and an agent at 5000 ms who is bridged with the caller. */
async function bridged(platform: Platform): Promise<[caller: Call, agent: Call]> {
  const caller = await platform.call({ url: '/call', statusUrl: '/over' });
  await caller.waits(5);
  return [caller, await callAgent(platform, caller)];
}

const callAgent = (platform: Platform, caller: Call): Promise<Call> =>
  platform.createCall({ to: AGENT, from: FROM, answerUrl: '/agent', disconnectUrl: '/over', tag: caller.callId });

/** Returns what each call was sent after the first document, with the moments on the clock of the platform. */
function story(requests: ReturnType<typeof bridging>['requests'], [caller, agent]: readonly Call[]): string[] {
  const names = new Map([
    [caller?.callId, 'caller'],
    [agent?.callId, 'agent'],
  ]);
  return requests
    .filter(({ event }) => event.eventType !== 'initiate' && event.eventType !== 'answer')
    .map(({ event: { eventTime, callId, eventType, cause = '' } }) => {
      const at = Date.parse(String(eventTime)) - Date.parse('2026-01-05T09:00:00.000Z');
      return `${at} ${names.get(String(callId))} ${eventType} ${cause}`.trim();
    });
}

const heardBy = (call: Call): string[] =>
  call.timeline.flatMap((entry) => (entry.kind === 'speech' ? [entry.text] : []));

type Act = (platform: Platform, caller: Call, agent: Call) => Promise<unknown>;

const rows: [name: string, attributes: string, act: Act, events: string[], caller: string[], agent: string[]][] = [
  [
    'the target hangs up',
    both,
    (_, caller) => caller.hangUp(),
    ['8000 caller disconnect hangup', '8000 agent bridgeComplete', '8585 agent disconnect hangup'],
    ['Hold.'],
    ['Complete.'],
  ],
  [
    'the call that runs Bridge hangs up',
    both,
    (_, __, agent) => agent.hangUp(),
    ['8000 agent disconnect hangup', '8000 caller bridgeTargetComplete', '9040 caller disconnect hangup'],
    ['Hold.', 'Target complete.'],
    [],
  ],
  [
    'the target hangs up, without bridgeCompleteUrl',
    'bridgeTargetCompleteUrl="/target-complete"',
    (_, caller) => caller.hangUp(),
    ['8000 caller disconnect hangup', '8390 agent disconnect hangup'],
    ['Hold.'],
    ['After.'],
  ],
  [
    'the call that runs Bridge hangs up, without bridgeTargetCompleteUrl',
    'bridgeCompleteUrl="/complete"',
    (_, __, agent) => agent.hangUp(),
    ['8000 agent disconnect hangup', '8000 caller disconnect hangup'],
    ['Hold.'],
    [],
  ],
  [
    'the target is redirected',
    both,
    ({ api }, caller) => api.updateCall(caller.callId, { redirectUrl: '/moved' }),
    [
      '8000 caller redirect',
      '8000 agent bridgeComplete',
      '8390 caller disconnect hangup',
      '8585 agent disconnect hangup',
    ],
    ['Hold.', 'Moved.'],
    ['Complete.'],
  ],
  [
    'the call that runs Bridge is redirected',
    both,
    ({ api }, _, agent) => api.updateCall(agent.callId, { redirectUrl: '/moved' }),
    [
      '8000 agent redirect',
      '8000 caller bridgeTargetComplete',
      '8390 agent disconnect hangup',
      '9040 caller disconnect hangup',
    ],
    ['Hold.', 'Target complete.'],
    ['Moved.'],
  ],
  [
    'the call that runs Bridge is given another document, without bridgeTargetCompleteUrl',
    '',
    ({ api }, _, agent) => api.updateCallBxml(agent.callId, `<Bxml>${say('Moved.')}</Bxml>`),
    ['8000 caller disconnect hangup', '8390 agent disconnect hangup'],
    ['Hold.'],
    ['Moved.'],
  ],
  [
    'the target is ended from outside',
    both,
    ({ api }, caller) => api.updateCall(caller.callId, { state: 'completed' }),
    ['8000 caller disconnect hangup', '8000 agent bridgeComplete', '8585 agent disconnect hangup'],
    ['Hold.'],
    ['Complete.'],
  ],
  [
    'the call that runs Bridge is ended from outside',
    both,
    ({ api }, _, agent) => api.updateCall(agent.callId, { state: 'completed' }),
    ['8000 agent disconnect hangup', '8000 caller bridgeTargetComplete', '9040 caller disconnect hangup'],
    ['Hold.', 'Target complete.'],
    [],
  ],
  [
    'both are redirected at once: neither stays',
    both,
    async ({ api }, caller, agent) => {
      await api.updateCall(agent.callId, { redirectUrl: '/moved' });
      await api.updateCall(caller.callId, { redirectUrl: '/moved' });
    },
    ['8000 caller redirect', '8000 agent redirect', '8390 caller disconnect hangup', '8390 agent disconnect hangup'],
    ['Hold.', 'Moved.'],
    ['Moved.'],
  ],
  [
    'both are ended at once',
    both,
    async ({ api }, caller, agent) => {
      await api.updateCall(caller.callId, { state: 'completed' });
      await api.updateCall(agent.callId, { state: 'completed' });
    },
    ['8000 caller disconnect hangup', '8000 agent disconnect hangup'],
    ['Hold.'],
    [],
  ],
];

for (const [name, attributes, act, events, caller, agent] of rows) {
  test(name, async () => {
    const { platform, requests } = bridging(attributes);
    const calls = await bridged(platform);
    await calls[0].waits(3);
    await act(platform, ...calls);
    await platform.settles();
    assert.equal(story(requests, calls), events);
    assert.equal(calls.map(heardBy), [caller, agent]);
  });
}

test('the completion events have the fields of their call, and its tag', async () => {
  const { platform, sent } = bridging(both);
  const [caller, agent] = await bridged(platform);
  await caller.hangUp();
  await agent.ends('hangup');
  const [complete = {}] = sent('bridgeComplete');
  assert.equal(
    [complete.callId, complete.direction, complete.to, complete.tag, 'cause' in complete, 'errorId' in complete],
    [agent.callId, 'outbound', AGENT, 'bridged', false, false],
  );
  const [second, other] = await bridged(platform);
  await other.hangUp();
  await second.ends('hangup');
  const [target = {}] = sent('bridgeTargetComplete');
  assert.equal(
    [target.callId, target.direction, target.tag, typeof target.answerTime, typeof target.startTime],
    [second.callId, 'inbound', undefined, 'string', 'string'],
  );
});

test('the document of the target is canceled, and its pending event is not sent', async () => {
  for (const verbs of [
    '<Gather gatherUrl="/complete" firstDigitTimeout="20"/>',
    '<Record recordCompleteUrl="/complete" silenceTimeout="20"/>',
  ]) {
    const { platform, sent } = bridging(both, { '/call': verbs });
    const [caller, agent] = await bridged(platform);
    await caller.waits(60);
    await agent.hangUp();
    await caller.hears('Target complete');
    await caller.ends('hangup');
    assert.equal([sent('gather'), sent('recordComplete')], [[], []], verbs);
  }
});

test('a caller who hears the ringing tone, and is not answered, is answered by the bridge', async () => {
  const { platform, sent } = bridging(both, { '/call': '<Ring answerCall="false" duration="600"/>' });
  const [caller, agent] = await bridged(platform);
  await agent.waits(3);
  await caller.hangUp();
  await agent.ends('hangup');
  assert.is(sent('disconnect')[0]?.answerTime, '2026-01-05T09:00:05.000Z');
});

test('method, credentials and fallback of both events', async () => {
  const failing = () => new Response(null, { status: 500 });
  const attributes = (prefix: string) =>
    `${prefix}Url="/failing" ${prefix}Method="GET" ${prefix}FallbackUrl="/complete" ${prefix}FallbackMethod="GET"`;
  for (const [prefix, index] of [
    ['bridgeComplete', 0],
    ['bridgeTargetComplete', 1],
  ] as const) {
    const { platform, requests } = bridging(
      `${attributes(prefix)} username="u" password="p" fallbackUsername="u2" fallbackPassword="p2"`,
      { '/failing': failing },
      { credentials: 'at-once' },
    );
    const calls = await bridged(platform);
    await calls[index]?.hangUp();
    await platform.settles();
    assert.equal(
      requests
        .filter(({ event }) => event.eventType === prefix)
        .map(({ method, path, headers }) => [method, path, headers.get('authorization')]),
      [
        ['GET', '/failing', `Basic ${btoa('u:p')}`],
        ['GET', '/complete', `Basic ${btoa('u2:p2')}`],
      ],
    );
  }
});

test('an answer that cannot be used ends the call that it is for', async () => {
  const { platform } = bridging(both, { '/target-complete': () => new Response(null, { status: 500 }) });
  const [caller, agent] = await bridged(platform);
  await agent.hangUp();
  await caller.ends('callback-error');
});

// Refused targets.

const refusals: [name: string, id: (platform: Platform) => Promise<string> | string, cause: string, message: RegExp][] =
  [
    ['an unknown call', () => 'c-95ac8d6e-1a31c52e-b38f-4198-93c1-51633ec68f8d', 'unknown', /no such/],
    [
      'a call that is over',
      async (platform) => {
        const call = await platform.call({ url: '/call', statusUrl: null });
        await call.hangUp();
        return call.callId;
      },
      'unknown',
      /is over/,
    ],
    [
      'an outbound call that is not answered',
      async ({ api }) =>
        (
          await api.createCall({
            to: '+15551230078',
            from: FROM,
            applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
            answerUrl: '/moved',
          })
        ).callId,
      'rejected',
      /not answered/,
    ],
    [
      'a call that is forwarded',
      async (platform) => {
        const call = await platform.call({ url: '/forward', statusUrl: null });
        await call.waits(5);
        return call.callId;
      },
      'rejected',
      /forwarded/,
    ],
  ];

for (const [name, idOf, cause, message] of refusals) {
  test(`refused: ${name}`, async () => {
    const options = { phones: { '+15551230078': { after: 20 }, '+15551230079': { after: 2 } } };
    for (const [attributes, heard] of [
      [both, 'Complete.'],
      ['', 'After.'],
    ] as const) {
      const { platform, sent } = bridging(attributes, { '/forward': '<Forward to="+15551230079"/>' }, options);
      const tag = await idOf(platform);
      const agent = await platform.createCall({ to: AGENT, from: FROM, answerUrl: '/agent', tag });
      await agent.ends('hangup');
      assert.equal(heardBy(agent), [heard]);
      const [event] = sent('bridgeComplete');
      assert.is(event?.cause, attributes === '' ? undefined : cause);
      if (event !== undefined) {
        assert.match(String(event.errorMessage), message);
        assert.match(String(event.errorId), /^e-/);
      }
      assert.equal(sent('bridgeTargetComplete'), []);
    }
  });
}

test('refused: the call itself', async () => {
  const { platform, sent } = bridging(both);
  const caller = await platform.call({ url: '/call' });
  const bxml = `<Bxml><Bridge bridgeCompleteUrl="https://app.example/complete">${caller.callId}</Bridge></Bxml>`;
  await platform.api.updateCallBxml(caller.callId, bxml);
  await caller.hears('Complete');
  await caller.ends('hangup');
  assert.equal([sent('bridgeComplete')[0]?.cause, sent('bridgeTargetComplete')], ['rejected', []]);
});

// Targets in other rooms.

test('a target that is bridged leaves its bridge, which completes for the other call', async () => {
  const { platform, requests } = bridging(both);
  const [caller, agent] = await bridged(platform);
  const second = await callAgent(platform, caller);
  await agent.ends('hangup');
  await caller.waits(10);
  await second.hangUp();
  await caller.ends('hangup');
  assert.equal(story(requests, [caller, agent]), [
    '5000 agent bridgeComplete',
    '5585 agent disconnect hangup',
    '15585 undefined disconnect hangup',
    '15585 caller bridgeTargetComplete',
    '16625 caller disconnect hangup',
  ]);
});

test('a target in a transfer leaves it: its called party is hung up', async () => {
  const { platform, sent } = bridging(both, {
    '/call': `<Transfer transferCompleteUrl="/complete"><PhoneNumber transferDisconnectUrl="/over">+15551230078</PhoneNumber></Transfer>`,
  });
  const caller = await platform.call({ url: '/call' });
  const party = await caller.transferredTo('+15551230078');
  const agent = await callAgent(platform, caller);
  assert.is(await party.ends(), 'hangup');
  await agent.hangUp();
  await caller.hears('Target complete');
  await caller.ends('hangup');
  assert.equal([sent('transferComplete').length, sent('transferDisconnect').length], [0, 1]);
});

test('the called party of a transfer that is bridged leaves the transfer', async () => {
  const { platform, sent } = bridging(both, {
    '/call': `<Transfer transferCompleteUrl="/complete"><PhoneNumber>+15551230078</PhoneNumber></Transfer>`,
  });
  const caller = await platform.call({ url: '/call' });
  const party = await caller.transferredTo('+15551230078');
  const request = { to: AGENT, from: FROM, answerUrl: '/agent', tag: party.callId };
  const agent = await platform.createCall(request);
  await caller.hears('Complete');
  await caller.ends('hangup');
  await agent.hangUp();
  await party.hears('Target complete');
  await party.ends('hangup');
  assert.is(sent('transferComplete')[0]?.cause, 'hangup');
});

test('two calls that bridge each other at once: one bridge is made', async () => {
  const { platform, sent } = bridging(both);
  const [one, other] = [await platform.call({ url: '/call' }), await platform.call({ url: '/call' })];
  const urls =
    'bridgeCompleteUrl="https://app.example/complete" bridgeTargetCompleteUrl="https://app.example/target-complete"';
  const document = (id: string) => `<Bxml><Bridge ${urls}>${id}</Bridge></Bxml>`;
  await platform.api.updateCallBxml(one.callId, document(other.callId));
  await platform.api.updateCallBxml(other.callId, document(one.callId));
  await one.waits(10);
  await one.hangUp();
  await other.ends('hangup');
  assert.is(sent('bridgeComplete').length + sent('bridgeTargetComplete').length, 1);
});

test('a hundred bridges at once do not mix', async () => {
  const { platform, sent } = bridging(both);
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      const [caller, agent] = await bridged(platform);
      await caller.waits(3);
      await caller.hangUp();
      await agent.hears('Complete');
      await agent.ends('hangup');
    }),
  );
  assert.is(sent('bridgeComplete').length, 100);
});

test.run();
