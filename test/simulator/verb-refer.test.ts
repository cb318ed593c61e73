// Refer: the outcome of the REFER, its event, and what runs afterwards. Times are virtual milliseconds.
import type { ReferOutcome } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';
import { eventsOf, promptsOf } from './observed.js';
import { simulated } from './simulated.js';

const test = suite('Refer');

const TO = 'sip:desk@pbx.example';
const FROM_SIP = { from: 'sip:caller@pbx.example', to: 'sip:menu@app.example', url: '/call' };

/** A Refer with referCompleteUrl and one without, each followed by a sentence. */
const referring = (attributes: string, answer = '<SpeakSentence>b</SpeakSentence>') =>
  simulated(
    {
      '/call': `<Refer ${attributes}><SipUri>${TO}</SipUri></Refer><SpeakSentence>a</SpeakSentence>`,
      '/referred': answer,
    },
    { allow: ['refer.context', 'verb.unreachable'] },
  );

const withUrl = 'referCompleteUrl="/referred"';

type ReferFields = [status: string, refer?: number, notify?: number];

const failures: [name: string, outcome: ReferOutcome, at: number, fields: ReferFields][] = [
  ['refused', { fails: true }, 2000, ['failure', 603]],
  ['refused with a status', { fails: true, status: 405 }, 2000, ['failure', 405]],
  ['accepted, and failed', { fails: true, notifyStatus: 486 }, 2000, ['failure', 202, 486]],
  ['accepted with a status, and failed', { fails: true, status: 200, notifyStatus: 503 }, 2000, ['failure', 200, 503]],
  ['accepted, without a NOTIFY', { fails: true, status: 202 }, 30_000, ['failure', 202]],
];

for (const [name, outcome, at, [status, refer, notify]] of failures) {
  test(`${name}: the document of referCompleteUrl runs`, async () => {
    const { platform, sent } = referring(withUrl);
    const call = await platform.call(FROM_SIP);
    await call.waits(2);
    await call.referredTo(TO, outcome);
    await call.ends('hangup');
    const [event = {}] = sent('referComplete');
    assert.equal(
      [event.referCallStatus, event.referSipResponseCode, event.notifySipResponseCode],
      [status, refer, notify],
    );
    assert.equal(promptsOf(call), [`${at} b`]);
    assert.equal(eventsOf(call), ['0 initiate', `${at} referComplete`, `${at + 65} disconnect`]);
  });

  test(`${name}: without referCompleteUrl the next verbs run`, async () => {
    const { platform } = referring('');
    const call = await platform.call(FROM_SIP);
    await call.waits(2);
    await call.referredTo(TO, outcome);
    await call.ends('hangup');
    assert.equal(promptsOf(call), [`${at} a`]);
    assert.equal(eventsOf(call), ['0 initiate', `${at + 65} disconnect`]);
  });
}

test('a successful REFER ends the call, and the response to its event is ignored', async () => {
  const { platform, sent } = referring(withUrl);
  const call = await platform.call(FROM_SIP);
  await call.waits(2);
  await call.referredTo(TO);
  await call.ends('hangup');
  const [event = {}] = sent('referComplete');
  assert.equal([event.referCallStatus, event.referSipResponseCode, event.notifySipResponseCode], ['success', 202, 200]);
  assert.equal(promptsOf(call), []);
  assert.equal(eventsOf(call), ['0 initiate', '2000 referComplete', '2000 disconnect']);
});

test('a successful REFER without referCompleteUrl ends the call', async () => {
  const { platform } = referring('');
  const call = await platform.call(FROM_SIP);
  await call.referredTo(TO, { succeeds: true });
  await call.ends('hangup');
  assert.equal(promptsOf(call), []);
  assert.equal(eventsOf(call), ['0 initiate', '0 disconnect']);
});

test('no NOTIFY for 30 seconds is a failure', async () => {
  const { platform, sent } = referring(withUrl);
  const call = await platform.call(FROM_SIP);
  await call.waits(29.999);
  assert.equal(sent('referComplete'), []);
  await call.waits(0.001);
  const [event = {}] = sent('referComplete');
  assert.equal(
    [event.referCallStatus, event.referSipResponseCode, event.notifySipResponseCode],
    ['failure', 202, undefined],
  );
  await call.ends('hangup');
  assert.equal(promptsOf(call), ['30000 b']);
});

test('Refer fails at once on a call that is not inbound to a SIP URI', async () => {
  for (const [attributes, prompts] of [
    [withUrl, ['0 b']],
    ['', ['0 a']],
  ] as const) {
    const { platform, sent } = referring(attributes);
    const call = await platform.call({ ...FROM_SIP, to: '+15551230002' });
    await call.ends('hangup');
    assert.equal(promptsOf(call), prompts);
    const [event] = sent('referComplete');
    assert.is(event?.referCallStatus, attributes === '' ? undefined : 'failure');
    assert.not('referSipResponseCode' in (event ?? {}));
  }
});

test('an empty response after a failed REFER ends the call', async () => {
  for (const status of [200, 204]) {
    const { platform } = simulated(
      {
        '/call': `<Refer ${withUrl}><SipUri>${TO}</SipUri></Refer>`,
        '/referred': new Response(status === 204 ? null : '', { status }),
      },
      { allow: ['refer.context'] },
    );
    const call = await platform.call(FROM_SIP);
    await call.referredTo(TO, { fails: true });
    await call.ends('hangup');
    assert.equal(eventsOf(call), ['0 initiate', '0 referComplete', '0 disconnect']);
  }
});

test('the caller may hang up during the REFER', async () => {
  const { platform } = referring(withUrl);
  const call = await platform.call(FROM_SIP);
  await call.waits(5);
  await call.hangUp();
  assert.equal(eventsOf(call), ['0 initiate', '5000 disconnect']);
});

test('an undecided outcome fails the step', async () => {
  const { platform } = referring(withUrl);
  const call = await platform.call(FROM_SIP);
  const { code, message } = await errorOf(call.hears('b'));
  assert.is(code, 'call.unscripted');
  assert.match(message, /call\.referredTo\('sip:desk@pbx\.example', …\)/);
});

test('referredTo fails for another SIP URI or an invalid outcome', async () => {
  const wrong: [to: string, outcome: unknown, code: string, message: RegExp][] = [
    ['sip:other@pbx.example', { succeeds: true }, 'call.different', /the call is referred to sip:desk@pbx\.example/],
    [TO, {}, 'simulator.options', /either succeeds: true or fails: true/],
    [TO, { fails: true, status: 100 }, 'simulator.options', /200 to 699/],
    [TO, { fails: true, status: '603' }, 'simulator.options', /200 to 699/],
    [TO, { fails: true, notifyStatus: 200 }, 'simulator.options', /below 300, but fails: true/],
    [TO, { fails: true, status: 603, notifyStatus: 486 }, 'simulator.options', /only allowed with a status below 300/],
  ];
  for (const [to, outcome, code, message] of wrong) {
    const { platform } = referring(withUrl);
    const call = await platform.call(FROM_SIP);
    // The cast passes a value that the types refuse.
    const error = await errorOf(call.referredTo(to, outcome as ReferOutcome));
    assert.is(error.code, code);
    assert.match(error.message, message);
  }
});

test.run();
