// When and how a transfer to one party ends, in virtual milliseconds. `callTimeout` counts from the first ring, an attempt
// that does not ring within 30 seconds is abandoned, and transferComplete is sent when the leg is over.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('transfers to one party');

const DESK = '+15551230101';
const document = (attributes: string, after = '') =>
  `<Transfer ${attributes}><PhoneNumber transferDisconnectUrl="/leg">${DESK}</PhoneNumber></Transfer>${after}`;
const transfer = (attributes: string) =>
  simulated({ '/call': document(`transferCompleteUrl="/done" ${attributes}`), '/done': '<Hangup/>', '/leg': '' });

const unanswered: [name: string, attributes: string, behavior: CalleeBehavior, at: number, cause: string][] = [
  ['busy at once', '', { busy: true }, 0, 'busy'],
  ['busy after two rings', '', { busy: true, after: 4 }, 4000, 'busy'],
  ['busy, slow to connect', '', { busy: true, ringsAfter: 2.5 }, 2500, 'busy'],
  ['declined', '', { rejects: true, after: 3.5 }, 3500, 'rejected'],
  ['declined after a late first ring', '', { rejects: true, ringsAfter: 8, after: 3 }, 11_000, 'rejected'],
  ['not answered within the default time', '', { noAnswer: true }, 30_000, 'timeout'],
  ['not answered within callTimeout', 'callTimeout="12"', { noAnswer: true }, 12_000, 'timeout'],
  ['not answered within a fractional callTimeout', 'callTimeout="1.5"', { noAnswer: true }, 1500, 'timeout'],
  ['not answered within five minutes', 'callTimeout="300"', { noAnswer: true }, 300_000, 'timeout'],
  [
    'not answered within callTimeout after a late first ring',
    'callTimeout="12"',
    { noAnswer: true, ringsAfter: 10 },
    22_000,
    'timeout',
  ],
  ['answered too late', 'callTimeout="12"', { after: 12.001 }, 12_000, 'timeout'],
  ['busy, too late', 'callTimeout="12"', { busy: true, after: 13 }, 12_000, 'timeout'],
  ['no ring in time', '', { ringsAfter: 30.001 }, 30_000, 'timeout'],
  ['no ring in time, with a long callTimeout', 'callTimeout="200"', { ringsAfter: 31 }, 30_000, 'timeout'],
  ['no ring in time, with a short callTimeout', 'callTimeout="5"', { ringsAfter: 45 }, 30_000, 'timeout'],
];

for (const [name, attributes, behavior, at, cause] of unanswered) {
  test(`not reached: ${name}`, async () => {
    const { platform, sent } = transfer(attributes);
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK, behavior);
    assert.is(desk.cause, cause);
    await call.ends('hangup');
    assert.equal(moments(call), [
      `${at} ${DESK} transferDisconnect ${cause}`,
      `${at} caller transferComplete ${cause}`,
      `${at} caller disconnect hangup`,
    ]);
    const [leg] = sent('transferDisconnect');
    assert.not('answerTime' in (leg ?? {}));
    const hasMessage = cause === 'busy' || cause === 'timeout';
    for (const event of [leg, sent('transferComplete')[0]])
      assert.equal(['errorMessage' in (event ?? {}), 'errorId' in (event ?? {})], [hasMessage, hasMessage]);
  });
}

const answered: [name: string, attributes: string, behavior: CalleeBehavior, at: number][] = [
  ['at once', '', {}, 0],
  ['after six seconds', '', { after: 6 }, 6000],
  ['with an explicit answer', '', { answers: true, after: 0.25 }, 250],
  ['after a late first ring', '', { ringsAfter: 10, after: 6 }, 16_000],
  ['in the last moment', 'callTimeout="12"', { after: 12 }, 12_000],
  ['in the last moment, counted from the first ring', 'callTimeout="12"', { ringsAfter: 9, after: 12 }, 21_000],
  ['with the first ring in the last moment', '', { ringsAfter: 30, after: 1 }, 31_000],
];

for (const [name, attributes, behavior, at] of answered) {
  test(`answered ${name}`, async () => {
    const { platform } = transfer(attributes);
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK, behavior);
    assert.is(platform.seconds * 1000, at);
    assert.is(desk.cause, undefined);
    await desk.waits(90);
    await desk.hangUp();
    await call.ends('hangup');
    assert.equal(moments(call), [
      `${at + 90_000} ${DESK} transferDisconnect hangup`,
      `${at + 90_000} caller transferComplete hangup`,
      `${at + 90_000} caller disconnect hangup`,
    ]);
  });
}

for (const fails of ['account-limit', 'node-capacity-exceeded', 'error', 'unknown'] as const) {
  test(`fails on the platform: ${fails}`, async () => {
    const { platform, sent } = transfer('');
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK, { fails });
    assert.is(desk.cause, fails);
    await call.ends('hangup');
    assert.equal(moments(call), [
      `0 ${DESK} transferDisconnect ${fails}`,
      `0 caller transferComplete ${fails}`,
      '0 caller disconnect hangup',
    ]);
    for (const type of ['transferDisconnect', 'transferComplete']) {
      assert.type(sent(type)[0]?.errorMessage, 'string');
    }
    assert.not('answerTime' in (sent('transferDisconnect')[0] ?? {}));
  });
}

test('the caller hangs up while the phone rings', async () => {
  const { platform, sent } = transfer('');
  const call = await platform.call({ url: '/call' });
  const [desk] = await Promise.all([call.transferredTo(DESK, { after: 10 }), call.waits(4).then(() => call.hangUp())]);
  assert.is(desk.cause, 'cancel');
  assert.equal(moments(call), ['4000 caller disconnect hangup', `4000 ${DESK} transferDisconnect cancel`]);
  assert.not('answerTime' in (sent('transferDisconnect')[0] ?? {}));
});

test('a caller who hangs up after the join ends the leg of the called party', async () => {
  const { platform } = transfer('');
  const call = await platform.call({ url: '/call' });
  const desk = await call.transferredTo(DESK, { after: 3 });
  await call.waits(7);
  await call.hangUp();
  assert.is(desk.cause, 'hangup');
  assert.equal(moments(call), ['10000 caller disconnect hangup', `10000 ${DESK} transferDisconnect hangup`]);
});

test('a party that is decided while it rings answers at its time', async () => {
  const { platform } = transfer('');
  const call = await platform.call({ url: '/call' });
  await call.waits(5);
  const desk = await call.transferredTo(DESK);
  assert.is(platform.seconds, 5);
  await desk.hangUp();
  assert.is(moments(call)[0], `5000 ${DESK} transferDisconnect hangup`);
});

test('without a transferCompleteUrl the next verbs run, whatever the outcome', async () => {
  const rows: [CalleeBehavior, number][] = [
    [{ busy: true, after: 1 }, 1000],
    [{ noAnswer: true }, 30_000],
    [{ after: 2 }, 7000],
  ];
  for (const [behavior, at] of rows) {
    const after = '<SpeakSentence>Goodbye.</SpeakSentence>';
    const { platform } = simulated({ '/call': document('', after), '/leg': '' });
    const call = await platform.call({ url: '/call' });
    const desk = await call.transferredTo(DESK, behavior);
    if (desk.cause === undefined) await desk.waits(5).then(() => desk.hangUp());
    await call.hears('Goodbye');
    await call.ends('hangup');
    // Eight characters of 65 milliseconds.
    assert.equal(
      moments(call).map((line) => line.split(' ').slice(0, 3).join(' ')),
      [`${at} ${DESK} transferDisconnect`, `${at + 520} caller disconnect`],
    );
  }
});

test('verbs after a Transfer with transferCompleteUrl do not run', async () => {
  const { platform } = simulated(
    {
      '/call': document('transferCompleteUrl="/done"', '<SpeakSentence>Goodbye.</SpeakSentence>'),
      '/done': '<Pause duration="1"/>',
      '/leg': '',
    },
    { strict: false },
  );
  const call = await platform.call({ url: '/call' });
  await call.transferredTo(DESK, { busy: true });
  await call.ends('hangup');
  assert.not.match(call.transcript(), /Goodbye/);
  assert.is(platform.seconds, 1);
});

test('without a transferDisconnectUrl no transferDisconnect is sent', async () => {
  const { platform } = simulated({
    '/call': `<Transfer transferCompleteUrl="/done"><PhoneNumber>${DESK}</PhoneNumber></Transfer>`,
    '/done': '<Hangup/>',
  });
  const call = await platform.call({ url: '/call' });
  await call.transferredTo(DESK, { busy: true });
  await call.ends();
  assert.equal(moments(call), ['0 caller transferComplete busy', '0 caller disconnect hangup']);
});

test.run();
