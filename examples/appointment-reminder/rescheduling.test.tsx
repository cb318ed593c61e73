// They ask for another time.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { practice } from './practice.js';
import { appointment, freeTimes, reminded } from './reminded.js';

const test = suite('another time');

test('the next free times are offered by key, and one is booked', async () => {
  const { book, call, state, noted } = await reminded();
  await call.press('2');
  await call.hears('For Friday, January 9 at 10:00 AM, press 1.');
  await call.hears('For Friday, January 9 at 12:30 PM, press 2.');
  await call.hears('For Monday, January 12 at 3:15 PM, press 3.');
  await call.hears('To talk to somebody, press 0.');
  await call.press('2');
  await call.hears('Doctor Okafor will see you on Friday, January 9 at 12:30 PM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
  assert.equal((await noted())?.at, new Date('2026-01-09T17:30:00Z'));
  assert.equal(
    (await book.freeTimes(9)).map(({ id }) => id),
    ['t1', 't3', 't4'],
  );
});

test('a time that was taken meanwhile is told so, and others are offered', async () => {
  const { book, call, state } = await reminded();
  await call.press('2');
  await call.beginsToHear('press 3');
  book.take('t1', 'another appointment');
  await call.press('1');
  await call.hears('Sorry, that time has just been taken.');
  await call.hears('For Friday, January 9 at 12:30 PM, press 1.');
  await call.hears('For Tuesday, January 13 at 9:00 AM, press 3.');
  await call.press('1');
  await call.hears('Friday, January 9 at 12:30 PM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
});

test('when the last time was taken meanwhile, the desk has to help', async () => {
  const { book, call } = await reminded({}, { times: freeTimes.slice(0, 1) });
  await call.press('2');
  await call.beginsToHear('Monday, January 12');
  book.take('t3', 'another appointment');
  await call.press('1');
  await call.hears(
    'Sorry, that time has just been taken. There is no other time free. We are putting you through to the front desk.',
  );
  await call.transferredTo(practice.desk);
  await call.hangUp();
});

test('when there is no other time, the desk has to help', async () => {
  const { call } = await reminded({}, { times: [] });
  await call.press('2');
  await call.hears('There is no other time free. We are putting you through');
  await call.transferredTo(practice.desk);
  await call.hangUp();
});

test('a key without a time offers them again, three times in all, and the appointment stays', async () => {
  const { call, state, noted } = await reminded({}, { times: freeTimes.slice(0, 2) });
  await call.press('2');
  await call.hears('For Monday, January 12 at 3:15 PM, press 2.');
  await call.press('3');
  await call.hears('Sorry, 3 is not one of the keys.');
  await call.hears('For Friday, January 9 at 10:00 AM, press 1.');
  await call.hears('Sorry, we did not get a key.');
  await call.press('*');
  await call.hears('* is not one of the keys. Your appointment stays as it is.');
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
  assert.equal((await noted())?.at, appointment.at);
});

test('0 leads to the desk', async () => {
  const { call } = await reminded();
  await call.press('20');
  await call.transferredTo(practice.desk);
  await call.hangUp();
});

test('a choice that is delivered twice books once', async () => {
  const { book, call, platform, state } = await reminded();
  await call.press('2');
  await call.beginsToHear('press 1');
  platform.disrupt({ event: 'gather' }, 'twice');
  await call.press('1');
  await call.hears('Doctor Okafor will see you on Friday, January 9 at 10:00 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
  assert.equal(
    (await book.freeTimes(9)).map(({ id }) => id),
    ['t2', 't3', 't4'],
  );
});

test('an appointment that is cancelled meanwhile is not moved', async () => {
  const { book, call } = await reminded();
  await call.press('2');
  await call.beginsToHear('press 1');
  book.cancel(appointment.id);
  await call.press('1');
  await call.hears('Your appointment has been cancelled');
  await call.ends('hangup');
  assert.is((await book.freeTimes(9)).length, 4);
});

test.run();
