import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { app, isOpen, nextOpening } from './business-hours.js';

const test = suite('business hours');

const callAt = (startsAt: string) => simulate(app, { startsAt }).call({ url: '/shop' });

test('a call while the shop is open is connected', async () => {
  const call = await callAt('2026-11-30T15:00:00Z');
  const shop = await call.transferredTo('+15551230300', { after: 4 });
  await call.waits(60);
  await shop.hangUp();
  await call.hears('Goodbye.');
  await call.ends('hangup');
});

test('a call that the shop does not answer ends with an apology', async () => {
  const call = await callAt('2026-11-30T15:00:00Z');
  await call.transferredTo('+15551230300', { noAnswer: true });
  await call.hears('All of us are busy. Please call again in a few minutes.');
  await call.ends('hangup');
});

test('a call while the shop is closed hears the next opening', async () => {
  const call = await callAt('2026-11-30T23:30:00Z');
  await call.hears('Blue Harbor is closed. We are open again tomorrow at 9 AM.');
  await call.ends('hangup');
});

for (const [time, open, next] of [
  ['2026-11-30T13:59:59Z', false, 'today at 9 AM'], // Monday, 8:59 AM
  ['2026-11-30T14:00:00Z', true, 'tomorrow at 9 AM'],
  ['2026-11-30T21:59:59Z', true, 'tomorrow at 9 AM'],
  ['2026-11-30T22:00:00Z', false, 'tomorrow at 9 AM'],
  ['2026-12-01T04:30:00Z', false, 'tomorrow at 9 AM'], // Monday, 11:30 PM
  ['2026-12-01T05:30:00Z', false, 'today at 9 AM'], // Tuesday, 0:30 AM
  ['2026-12-05T20:00:00Z', false, 'on Monday at 9 AM'], // Saturday, 3 PM
  ['2026-12-06T17:00:00Z', false, 'tomorrow at 9 AM'], // Sunday
  ['2026-12-25T17:00:00Z', false, 'tomorrow at 10 AM'], // a holiday
  ['2026-12-31T23:00:00Z', false, 'on Saturday at 10 AM'], // before a holiday
  ['2026-07-06T13:30:00Z', true, 'tomorrow at 9 AM'], // 9:30 AM in daylight saving time
] as const) {
  test(`at ${time} the shop is ${open ? 'open' : 'closed'}, and opens next ${next}`, () => {
    assert.is(isOpen(new Date(time)), open);
    assert.is(nextOpening(new Date(time)), next);
  });
}

test.run();
