// Transfers to several parties: all ring at the same time, the first to answer is joined and the others are dropped. If nobody
// answers, transferComplete describes the leg that was the last to end.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { moments } from './moments.js';
import { simulated } from './simulated.js';

const test = suite('transfers to several parties');

const DESK = '+15551230101';
const MOBILE = '+15551230102';
const SIP = 'sip:night@pbx.example';
const elements = [DESK, MOBILE, SIP].map((to) => {
  const name = to === SIP ? 'SipUri' : 'PhoneNumber';
  return `<${name} transferDisconnectUrl="/leg">${to}</${name}>`;
});
const document = (attributes: string) =>
  `<Transfer transferCompleteUrl="/done" ${attributes}>${elements.join('')}</Transfer>`;
const transfer = (attributes = '') => simulated({ '/call': document(attributes), '/done': '<Hangup/>', '/leg': '' });

/** The behavior of each of the three, and the resulting events. The party that answers hangs up after ten seconds. */
const rows: {
  name: string;
  attributes?: string;
  desk: CalleeBehavior;
  mobile: CalleeBehavior;
  sip: CalleeBehavior;
  events: string[];
  reported: string;
}[] = [
  {
    name: 'the first to answer wins',
    desk: { after: 9 },
    mobile: { after: 4 },
    sip: { after: 6 },
    events: [
      `4000 ${DESK} transferDisconnect hangup`,
      `4000 ${SIP} transferDisconnect hangup`,
      `14000 ${MOBILE} transferDisconnect hangup`,
      '14000 caller transferComplete hangup',
      '14000 caller disconnect hangup',
    ],
    reported: MOBILE,
  },
  {
    name: 'two answer at once: the first in the document',
    desk: { busy: true },
    mobile: { after: 4 },
    sip: { after: 4 },
    events: [
      `0 ${DESK} transferDisconnect busy`,
      `4000 ${SIP} transferDisconnect hangup`,
      `14000 ${MOBILE} transferDisconnect hangup`,
      '14000 caller transferComplete hangup',
      '14000 caller disconnect hangup',
    ],
    reported: MOBILE,
  },
  {
    name: 'one answers after others have failed',
    desk: { busy: true, after: 1 },
    mobile: { rejects: true, after: 5 },
    sip: { after: 25 },
    events: [
      `1000 ${DESK} transferDisconnect busy`,
      `5000 ${MOBILE} transferDisconnect rejected`,
      `35000 ${SIP} transferDisconnect hangup`,
      '35000 caller transferComplete hangup',
      '35000 caller disconnect hangup',
    ],
    reported: SIP,
  },
  {
    name: 'all fail in different ways at different times',
    desk: { rejects: true, after: 7 },
    mobile: { noAnswer: true },
    sip: { busy: true },
    events: [
      `0 ${SIP} transferDisconnect busy`,
      `7000 ${DESK} transferDisconnect rejected`,
      `30000 ${MOBILE} transferDisconnect timeout`,
      '30000 caller transferComplete timeout',
      '30000 caller disconnect hangup',
    ],
    reported: MOBILE,
  },
  {
    name: 'the last to fail is not the one that rings longest',
    attributes: 'callTimeout="10"',
    desk: { ringsAfter: 31 },
    mobile: { noAnswer: true },
    sip: { rejects: true, ringsAfter: 25, after: 8 },
    events: [
      `10000 ${MOBILE} transferDisconnect timeout`,
      `30000 ${DESK} transferDisconnect timeout`,
      `33000 ${SIP} transferDisconnect rejected`,
      '33000 caller transferComplete rejected',
      '33000 caller disconnect hangup',
    ],
    reported: SIP,
  },
  {
    name: 'all fail at once',
    desk: { busy: true, after: 2 },
    mobile: { rejects: true, after: 2 },
    sip: { busy: true, after: 2 },
    events: [
      `2000 ${DESK} transferDisconnect busy`,
      `2000 ${MOBILE} transferDisconnect rejected`,
      `2000 ${SIP} transferDisconnect busy`,
      '2000 caller transferComplete busy',
      '2000 caller disconnect hangup',
    ],
    reported: SIP,
  },
];

for (const { name, attributes, desk, mobile, sip, events, reported } of rows) {
  for (const scripted of ['by steps', 'by phones']) {
    test(`${name}, ${scripted}`, async () => {
      const { platform, sent } =
        scripted === 'by steps'
          ? transfer(attributes)
          : simulated(
              { '/call': document(attributes ?? ''), '/done': '<Hangup/>', '/leg': '' },
              { phones: { [DESK]: desk, [MOBILE]: mobile, [SIP]: sip } },
            );
      const call = await platform.call({ url: '/call' });
      const say = (behavior: CalleeBehavior) => (scripted === 'by steps' ? behavior : undefined);
      const parties = await Promise.all([
        call.transferredTo(DESK, say(desk)),
        call.transferredTo(MOBILE, say(mobile)),
        call.transferredTo(SIP, say(sip)),
      ]);
      const joined = parties.filter(({ cause }) => cause === undefined);
      assert.ok(joined.length <= 1);
      for (const party of joined) await party.waits(10).then(() => party.hangUp());
      await call.ends('hangup');
      assert.equal(moments(call), events);
      assert.is(sent('transferComplete')[0]?.transferTo, reported);
      for (const event of sent('transferDisconnect')) {
        assert.is('answerTime' in event, event.transferTo === reported && joined.length === 1);
      }
    });
  }
}

test('a caller who hangs up cancels only the phones that still ring', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  await Promise.all([
    call.transferredTo(DESK, { busy: true, after: 2 }),
    call.transferredTo(MOBILE, { after: 20 }),
    call.transferredTo(SIP, { ringsAfter: 10, after: 3 }),
    call.waits(4).then(() => call.hangUp()),
  ]);
  assert.equal(moments(call), [
    `2000 ${DESK} transferDisconnect busy`,
    '4000 caller disconnect hangup',
    `4000 ${MOBILE} transferDisconnect cancel`,
    `4000 ${SIP} transferDisconnect cancel`,
  ]);
});

test('a caller who hangs up after the join ends only the leg of the called party', async () => {
  const { platform } = transfer();
  const call = await platform.call({ url: '/call' });
  await Promise.all([call.transferredTo(DESK, { after: 2 }), call.transferredTo(MOBILE), call.transferredTo(SIP)]);
  await call.waits(3);
  await call.hangUp();
  assert.equal(moments(call), [
    `0 ${DESK} transferDisconnect hangup`,
    `0 ${SIP} transferDisconnect hangup`,
    '3000 caller disconnect hangup',
    `3000 ${MOBILE} transferDisconnect hangup`,
  ]);
});

test('dialing the same number twice creates two legs with different names', async () => {
  const { platform, sent } = simulated({
    '/call': `<Transfer transferCompleteUrl="/done">${elements[0]}${elements[0]}</Transfer>`,
    '/done': '<Hangup/>',
    '/leg': '',
  });
  const call = await platform.call({ url: '/call' });
  const [first, second] = await Promise.all([
    call.transferredTo(DESK, { busy: true, after: 1 }),
    call.transferredTo(DESK, { after: 3 }),
  ]);
  assert.is(first.cause, 'busy');
  assert.is.not(first.callId, second.callId);
  await second.hangUp();
  await call.ends();
  assert.equal(moments(call), [
    `1000 ${DESK} transferDisconnect busy`,
    `3000 ${DESK} (2) transferDisconnect hangup`,
    '3000 caller transferComplete hangup',
    '3000 caller disconnect hangup',
  ]);
  assert.equal(
    sent('transferDisconnect').map(({ callId, transferTo }) => [callId, transferTo]),
    [
      [first.callId, DESK],
      [second.callId, DESK],
    ],
  );
  assert.is(first.timeline.filter(({ kind }) => kind === 'event').length, 1);
});

test.run();
