// Forward: how a forwarded call ends, and the disconnect events of its two legs.

import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { simulated } from './simulated.js';

const test = suite('Forward');

const TO = '+15551230077';
const START = Date.parse('2026-01-05T09:00:00.000Z');

const forwarding = (attributes = '') => simulated({ '/call': `<Forward to="${TO}" ${attributes}/>` });

/** Formats the disconnect events as "caller 3000 busy": leg, time and cause, with the answer time if any. */
const ends = (sent: ReturnType<typeof simulated>['sent']): string[] =>
  sent('disconnect').map(({ direction, endTime, cause, answerTime }) => {
    const [ended, answered] = [endTime, answerTime].map((time) => Date.parse(String(time)) - START);
    const who = direction === 'inbound' ? 'caller' : 'called';
    return `${who} ${ended} ${cause}${answerTime === undefined ? '' : `, answered ${answered}`}`;
  });

const outcomes: [name: string, behavior: CalleeBehavior, attributes: string, ends: string[]][] = [
  ['busy', { busy: true, after: 1 }, '', ['called 1000 busy', 'caller 1000 busy']],
  ['rejected', { rejects: true, after: 2 }, '', ['called 2000 rejected', 'caller 2000 rejected']],
  ['not answered', { noAnswer: true }, '', ['called 30000 timeout', 'caller 30000 timeout']],
  ['not answered in its time', { after: 13 }, 'callTimeout="12.5"', ['called 12500 timeout', 'caller 12500 timeout']],
  [
    'not answered, after a while that does not ring',
    { noAnswer: true, ringsAfter: 5 },
    'callTimeout="10"',
    ['called 15000 timeout', 'caller 15000 timeout'],
  ],
  ['never ringing', { ringsAfter: 31 }, 'callTimeout="300"', ['called 30000 timeout', 'caller 30000 timeout']],
];

for (const [name, behavior, attributes, expected] of outcomes) {
  test(name, async () => {
    const { platform, sent } = forwarding(attributes);
    const call = await platform.call({ url: '/call' });
    const called = await call.forwardedTo(TO, behavior);
    await call.ends();
    assert.equal(ends(sent).sort(), expected.sort());
    assert.is(called.cause, call.cause);
  });
}

test('the called party answers and hangs up', async () => {
  const { platform, sent } = forwarding();
  const call = await platform.call({ url: '/call' });
  const called = await call.forwardedTo(TO, { after: 4 });
  await called.waits(60);
  await called.hangUp();
  await call.ends('hangup');
  assert.equal(ends(sent).sort(), ['called 64000 hangup, answered 4000', 'caller 64000 hangup, answered 4000']);
});

test('the called party answers and the caller hangs up', async () => {
  const { platform, sent } = forwarding();
  const call = await platform.call({ url: '/call' });
  const called = await call.forwardedTo(TO, { after: 4, ringsAfter: 2 });
  await call.waits(10);
  await call.hangUp();
  assert.is(await called.ends(), 'hangup');
  assert.equal(ends(sent).sort(), ['called 16000 hangup, answered 6000', 'caller 16000 hangup, answered 6000']);
});

test('the caller hangs up while the phone rings', async () => {
  const { platform, sent } = forwarding();
  const call = await platform.call({ url: '/call' });
  await call.waits(3);
  await call.hangUp();
  assert.equal(ends(sent).sort(), ['called 3000 cancel', 'caller 3000 cancel']);
});

test('the called party sees the number that was called, unless the document sets another', async () => {
  for (const [attributes, from] of [
    ['', '+15551230002'],
    ['from="+15551230099"', '+15551230099'],
  ] as const) {
    const { platform, sent } = forwarding(attributes);
    const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
    const called = await call.forwardedTo(TO, { busy: true });
    await call.ends('busy');
    const leg = sent('disconnect').find(({ callId }) => callId === called.callId);
    assert.equal([leg?.from, leg?.to, leg?.direction], [from, TO, 'outbound']);
    const own = sent('disconnect').find(({ callId }) => callId === call.callId);
    assert.equal([own?.from, own?.to, own?.direction], ['+15551230001', '+15551230002', 'inbound']);
  }
});

test('disconnect of both legs goes to the call-status URL, and no other event is sent', async () => {
  const { platform, requests } = simulated({ '/call': `<Forward to="sip:desk@pbx.example"/>`, '/status': '' });
  const call = await platform.call({ url: '/call', statusUrl: '/status' });
  const called = await call.forwardedTo('sip:desk@pbx.example');
  await called.hangUp();
  await call.ends('hangup');
  assert.equal(
    requests.map(({ path, event }) => `${path} ${event.eventType}`),
    ['/call initiate', '/status disconnect', '/status disconnect'],
  );
});

test('Forward works after a Ring that does not answer, and after Pause', async () => {
  const { platform, sent } = simulated({
    '/call': `<Ring answerCall="false" duration="2"/><Pause/><Forward to="${TO}"/>`,
  });
  const call = await platform.call({ url: '/call' });
  await call.forwardedTo(TO, { busy: true });
  await call.ends('busy');
  assert.equal(ends(sent).sort(), ['called 3000 busy', 'caller 3000 busy']);
});

const wrong: [name: string, verbs: string][] = [
  ['after a verb that answers', `<SpeakSentence>Hi</SpeakSentence><Forward to="${TO}"/>`],
  ['after Ring', `<Ring duration="0.1"/><Forward to="${TO}"/>`],
];

for (const [name, verbs] of wrong) {
  test(`${name} Forward ends the call`, async () => {
    const { platform, sent } = simulated({ '/call': verbs }, { allow: ['forward.unanswered-only'] });
    const call = await platform.call({ url: '/call' });
    await call.ends('application-error');
    assert.match(String(sent('disconnect')[0]?.errorMessage), /<Forward>.*is not answered yet/);
  });
}

test('on an outbound call Forward ends the call', async () => {
  const { platform } = simulated(
    { '/answer': `<Forward to="${TO}"/>`, '/end': '' },
    { allow: ['forward.unanswered-only'] },
  );
  const request = { from: '+15551230002', to: '+15551230001', answerUrl: '/answer', disconnectUrl: '/end' };
  const call = await platform.createCall(request);
  await call.ends('application-error');
});

test('an undecided phone fails the step, and the message says how to decide it', async () => {
  const { platform } = forwarding();
  const call = await platform.call({ url: '/call' });
  const { code, message } = await errorOf(call.ends());
  assert.is(code, 'call.unscripted');
  assert.match(message, /call\.forwardedTo\('\+15551230077', …\)/);
});

test('Forward stops key reports', async () => {
  const { platform, sent } = simulated(
    { '/call': `<StartGather dtmfUrl="/keys"/><Pause/><Forward to="${TO}"/>`, '/keys': '' },
    { allow: ['forward.startGather'] },
  );
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  const called = await call.forwardedTo(TO);
  await call.press('2', { now: true });
  await called.hangUp();
  await call.ends('hangup');
  assert.equal(
    sent('dtmf').map(({ digit }) => digit),
    ['1'],
  );
});

test('the option phones scripts a forwarded call', async () => {
  const { platform } = simulated({ '/call': `<Forward to="${TO}"/>` }, { phones: { [TO]: { rejects: true } } });
  const call = await platform.call({ url: '/call' });
  await call.ends('rejected');
});

test.run();
