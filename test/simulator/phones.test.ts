// Phones that are called again and again: by transfers, forwards, tests, and the application's own calls.
import type { Callee, Line, Platform } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { type Answer, simulated } from './simulated.js';

const test = suite('phones');

const AGENT = '+15551230077';
const FROM = '+15551230002';
const say = (words: string) => `<SpeakSentence>${words}</SpeakSentence>`;
const applicationId = 'a1b2c3d4-0000-4000-8000-000000000001';
const request = { to: AGENT, from: FROM, applicationId, answerUrl: '/answer', disconnectUrl: '/over' };

/** A handler of `/call` places a call to the agent; others transfer and forward to the same phone. */
function calling(more: Readonly<Record<string, Answer>> = {}, options = {}) {
  const app = simulated(
    {
      '/call': async ({ event }) => {
        if (event.eventType === 'initiate')
          await app.platform.api.createCall({ ...request, tag: String(event.callId) });
        return event.eventType === 'initiate'
          ? `${say('Hold.')}<Pause duration="60"/>`
          : new Response(null, { status: 204 });
      },
      '/answer': `<Gather gatherUrl="/choice" maxDigits="1">${say('A caller waits.')}</Gather>`,
      '/choice': ({ event }) => say(`You pressed ${event.digits}.`),
      '/transfer': `<Transfer transferCompleteUrl="/done" callTimeout="20"><PhoneNumber transferDisconnectUrl="/over">${AGENT}</PhoneNumber></Transfer>`,
      '/forward': `<Forward to="${AGENT}"/>`,
      '/done': say('Done.'),
      '/over': '',
      ...more,
    },
    options,
  );
  return app;
}

test('a call that a handler places rings at the phone, and the party is like any other', async () => {
  const { platform, sent } = calling();
  const agent = platform.phone(AGENT);
  const caller = await platform.call({ url: '/call' });
  await caller.hears('Hold');
  const line = await agent.rings();
  await line.answers();
  await line.hears('A caller waits');
  await line.press('1');
  await line.hears('You pressed 1');
  await line.ends('hangup');
  await caller.hangUp();
  assert.equal(
    [line.callId, line.callerId, sent('answer')[0]?.callId, sent('answer')[0]?.tag],
    [sent('answer')[0]?.callId, FROM, line.callId, caller.callId],
  );
});

test('it is called again and again, by whatever dials it, and each call is returned once', async () => {
  const { platform } = calling();
  const agent = platform.phone(AGENT);
  assert.is(platform.phone(AGENT), agent);
  const ids: string[] = [];
  const rings = async (): Promise<Line> => {
    const line = await agent.rings();
    ids.push(line.callId);
    await line.answers();
    return line;
  };
  const caller = await platform.call({ url: '/call' });
  await (await rings()).hangUp();
  await caller.hangUp();
  const transferred = await platform.call({ url: '/transfer' });
  await (await rings()).hangUp();
  await transferred.hears('Done');
  await transferred.ends();
  const forwarded = await platform.call({ url: '/forward' });
  await (await rings()).hangUp();
  await forwarded.ends();
  const [, line] = await Promise.all([platform.createCall(request), rings()]);
  await line.hangUp();
  assert.is(new Set(ids).size, 4);
  assert.is(agent.waitingCalls, 0);
});

test('calls that came before the step are returned in order, those that are over too', async () => {
  const { platform } = calling();
  const agent = platform.phone(AGENT).next({ busy: true }).next({ rejects: true, after: 2 }).always({ after: 1 });
  for (let count = 0; count < 3; count++) await (await platform.call({ url: '/transfer' })).waits(5);
  assert.is(agent.waitingCalls, 3);
  const lines = [await agent.rings(), await agent.rings(), await agent.rings()];
  assert.equal(
    lines.map(({ cause }) => cause),
    ['busy', 'rejected', undefined],
  );
  await lines[2]?.hangUp();
  await platform.settles();
});

// What the steps decide: virtual milliseconds of transferDisconnect, and its cause.

type Act = (line: Line) => Promise<unknown>;
const outcomes: [name: string, act: Act, at: number, cause: string][] = [
  ['answers, then hangs up', (line) => line.answers().then(() => line.hangUp()), 4000, 'hangup'],
  ['answers later', (line) => line.answers({ after: 3 }).then(() => line.hangUp()), 7000, 'hangup'],
  ['rejects', (line) => line.rejects(), 4000, 'rejected'],
  ['isBusy', (line) => line.isBusy(), 4000, 'busy'],
  ['ignores', (line) => line.ignores(), 20_000, 'timeout'],
  [
    'answers too late',
    async (line) => assert.is((await errorOf(line.answers({ after: 17 }))).code, 'call.over'),
    20_000,
    'timeout',
  ],
];

for (const [name, act, at, cause] of outcomes)
  for (const beforehand of [undefined, { noAnswer: true }, { after: 15 }] as const)
    test(`${name}, after four seconds${beforehand === undefined ? '' : `, in place of ${JSON.stringify(beforehand)}`}`, async () => {
      const { platform, sent } = calling();
      const agent = platform.phone(AGENT, beforehand);
      const caller = await platform.call({ url: '/transfer' });
      const line = await agent.rings();
      await caller.waits(4);
      await act(line);
      await caller.hears('Done');
      await caller.ends('hangup');
      const [event = {}] = sent('transferDisconnect');
      const endedAt = Date.parse(String(event.endTime)) - Date.parse('2026-01-05T09:00:00.000Z');
      assert.equal([endedAt, event.cause, line.cause], [at, cause, cause]);
    });

const scripts: [name: string, behavior: Callee, at: number, cause: string][] = [
  ['busy', { busy: true, after: 2 }, 2000, 'busy'],
  ['an answer', { after: 5 }, 5000, 'hangup'],
  ['no answer', { noAnswer: true }, 20_000, 'timeout'],
];

for (const [name, behavior, at, cause] of scripts) {
  test(`set beforehand: ${name}; the option phones is overridden`, async () => {
    const { platform, sent } = calling({}, { phones: { [AGENT]: { rejects: true } } });
    platform.phone(AGENT, behavior);
    const caller = await platform.call({ url: '/transfer' });
    await caller.waits(5);
    if (cause === 'hangup') await (await platform.phone(AGENT).rings()).hangUp();
    await caller.ends('hangup');
    const [event = {}] = sent('transferDisconnect');
    const endedAt = Date.parse(String(event.endTime)) - Date.parse('2026-01-05T09:00:00.000Z');
    assert.equal([endedAt, event.cause], [at, cause]);
  });
}

test('always(undefined) leaves it to the option phones again', async () => {
  const { platform, sent } = calling({}, { phones: { [AGENT]: { rejects: true } } });
  platform.phone(AGENT, { busy: true }).always(undefined);
  await (await platform.call({ url: '/transfer' })).ends('hangup');
  assert.is(sent('transferDisconnect')[0]?.cause, 'rejected');
});

test('next is for one call; the calls after it are as before', async () => {
  const { platform, sent } = calling();
  platform.phone(AGENT, { rejects: true }).next({ busy: true });
  for (let count = 0; count < 2; count++) await (await platform.call({ url: '/transfer' })).ends('hangup');
  assert.equal(
    sent('transferDisconnect').map(({ cause }) => cause),
    ['busy', 'rejected'],
  );
});

test('transferredTo and rings return the same call, and either may decide it', async () => {
  const { platform } = calling();
  const agent = platform.phone(AGENT);
  const caller = await platform.call({ url: '/transfer' });
  const line = await agent.rings();
  const party = await caller.transferredTo(AGENT, { after: 2 });
  assert.is(line.callId, party.callId);
  await line.answers();
  await line.hangUp();
  await caller.ends();
});

test('machine detection of a call that the application places is that of the phone', async () => {
  const { platform, sent } = calling({ '/machine': '', '/answer': '<Pause duration="60"/>' });
  platform.phone(AGENT, { after: 2, detectedAs: 'answering-machine', detectedAfter: 3, hangsUpAfter: 8 });
  const detection = { machineDetection: { callbackUrl: '/machine' } };
  await platform.api.createCall({ ...request, ...detection });
  await platform.settles();
  const result = { value: 'answering-machine', duration: 'PT3S' };
  assert.equal(sent('machineDetectionComplete')[0]?.machineDetectionResult, result);
  assert.is(sent('disconnect')[0]?.endTime, '2026-01-05T09:00:10.000Z');
});

test('a phone in several transfers at once: each line is its own', async () => {
  const { platform } = calling();
  const agent = platform.phone(AGENT);
  const callers = await Promise.all(Array.from({ length: 20 }, () => platform.call({ url: '/transfer' })));
  for (const caller of callers) {
    const line = await agent.rings();
    await line.answers();
    await line.hangUp();
    await caller.ends('hangup');
  }
});

// Failures.

test('no call comes: the step fails, and names the fault of the application that explains it', async () => {
  const idle = calling();
  const { code, message } = await errorOf(idle.platform.phone(AGENT).rings());
  assert.is(code, 'call.timeout');
  assert.match(message, /^\+15551230077 rings: nothing more is scheduled to happen/);
  const { platform } = calling({ '/transfer': new Response('broken', { status: 500 }) });
  await platform.call({ url: '/transfer' }).catch(() => undefined);
  const failed = await errorOf(platform.phone(AGENT).rings());
  assert.is(failed.code, 'call.strict');
  assert.match(failed.message, /callback-error: .*status 500/);
  assert.match(failed.message, 'phones.test.ts');
});

test('a phone that nothing decides fails the next step that lets it ring', async () => {
  const { platform } = calling();
  const caller = await platform.call({ url: '/transfer' });
  await platform.phone(AGENT).rings();
  const { code, message } = await errorOf(caller.hears('Done'));
  assert.is(code, 'call.unscripted');
  assert.match(message, `call.transferredTo('${AGENT}', …), platform.phone('${AGENT}').rings()`);
});

test('steps of a line that is decided, answered or over', async () => {
  const { platform } = calling();
  const agent = platform.phone(AGENT);
  const ringing = async (): Promise<Line> => {
    await platform.call({ url: '/transfer' });
    return agent.rings();
  };
  const answered = await ringing();
  await answered.answers();
  await answered.answers();
  assert.is((await errorOf(answered.rejects())).code, 'call.different');
  await answered.hangUp();
  for (const act of [answered.rejects, answered.isBusy, answered.ignores, answered.answers] as const)
    assert.is((await errorOf((act as () => Promise<void>).call(answered))).code, 'call.over');
  const twice = await ringing();
  const [first, second] = await Promise.allSettled([twice.rejects(), twice.isBusy()]);
  assert.is(first.status, 'fulfilled');
  assert.match(String(second.status === 'rejected' && second.reason), /decided before/);
  assert.is((await errorOf((await ringing()).answers({ after: -1 }))).code, 'call.misuse');
});

test('invalid arguments', async () => {
  const { platform } = calling();
  const attempts: [act: (platform: Platform) => unknown, message: RegExp][] = [
    [() => platform.phone(''), /to is ""/],
    [() => platform.phone(AGENT, { busy: true, rejects: true } as never), /more than one outcome/],
    [() => platform.phone(AGENT).next({ after: -1 }), /behavior\.after/],
    [() => platform.phone(AGENT).always({ bussy: true } as never), /bussy/],
  ];
  for (const [act, message] of attempts) {
    const error = await errorOf(Promise.resolve().then(() => act(platform)));
    assert.is(error.code, 'simulator.options');
    assert.match(error.message, message);
  }
});

test('the option phones knows what dials a phone', async () => {
  const asked = new Set<string | undefined>();
  const phones = (_to: string, dialedBy?: string) => {
    asked.add(dialedBy);
    return { busy: true } as const;
  };
  const { platform } = calling({}, { phones });
  const caller = await platform.call({ url: '/call' });
  await caller.hears('Hold.');
  await caller.hangUp();
  await (await platform.call({ url: '/transfer' })).ends();
  await (await platform.call({ url: '/forward' })).ends();
  await platform.settles();
  assert.equal([...asked], ['createCall', 'Transfer', 'Forward']);
});

test.run();
