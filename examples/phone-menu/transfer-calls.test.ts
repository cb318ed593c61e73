// Callers who are put through: whoever answers, and nobody.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callable } from './calls.js';
import { departments } from './departments.js';

const test = suite('calls that are put through');

const sales = departments[0]?.phones ?? [];
const [desk = '', mobile = ''] = sales;

/** A caller who has chosen sales, where two phones ring. */
async function callerForSales() {
  const { platform, notes } = callable();
  const call = await platform.call();
  await call.press('1');
  await call.hears('through to sales');
  return { platform, call, notes };
}

test('the first to answer hears whom the call is for, alone, and the other phone stops', async () => {
  const { call } = await callerForSales();
  const clerk = await call.transferredTo(mobile, { answers: true, after: 4 });
  await clerk.hears('A call for sales.');
  await clerk.waits(90);
  await clerk.hangUp();
  await call.hears('Thank you for calling');
  await call.ends('hangup');
  assert.match(call.transcript(), `${desk}  is dropped: another party has answered`);
  assert.not.match(call.transcript(), 'caller        hears "A call for sales."');
});

test('the caller may be the first to hang up', async () => {
  const { call, notes } = await callerForSales();
  const clerk = await call.transferredTo(desk);
  await clerk.hears('A call for sales.');
  await call.waits(60);
  await call.hangUp();
  assert.is(clerk.cause, 'hangup');
  assert.equal(
    (await notes()).map(({ msg }) => msg),
    ['nobody picked up', 'the call is over', 'the conversation is over'],
  );
});

test('who hangs up on the announcement does not get the caller, and the caller is thanked', async () => {
  const { call } = await callerForSales();
  const clerk = await call.transferredTo(desk);
  await clerk.beginsToHear('A call for sales.');
  await clerk.hangUp();
  await call.hears('Thank you for calling');
  await call.ends('hangup');
});

const failures = {
  'all phones are busy': { busy: true },
  'nobody answers': { noAnswer: true },
  'everybody declines': { rejects: true, after: 3 },
  'no phone begins to ring': { ringsAfter: 45 },
} as const;

for (const [name, reception] of Object.entries(failures)) {
  test(`the caller can leave a message when ${name}`, async () => {
    const { call } = await callerForSales();
    await Promise.all(sales.map((phone) => call.transferredTo(phone, reception)));
    await call.hears('Nobody at sales is free right now.');
    await call.records(10);
    await call.hears('We have your message, and sales will call you back.');
    await call.ends('hangup');
  });
}

test('a caller who gives up while the phones ring leaves nothing behind', async () => {
  const { call, notes } = await callerForSales();
  await call.waits(8);
  await call.hangUp();
  const told = (await notes()).map(({ msg, cause }) => `${msg}: ${cause}`);
  assert.equal(told.sort(), ['nobody picked up: cancel', 'nobody picked up: cancel', 'the call is over: hangup']);
});

test.run();
