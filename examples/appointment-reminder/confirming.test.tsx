// A human picks up: confirms, asks to hear it again, presses wrong keys or none.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { practice } from './practice.js';
import { appointment, reminded } from './reminded.js';

const test = suite('a reminder that is confirmed');

test('a human confirms', async () => {
  const { call, state } = await reminded({ after: 8 });
  await call.press('1');
  await call.hears('Thank you. Doctor Okafor will see you on Thursday, January 8 at 9:30 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('the appointment is named, with all that can be done', async () => {
  const { call } = await reminded();
  await call.hears(`this is ${practice.name}`);
  await call.hears('with Doctor Okafor is on Thursday, January 8 at 9:30 AM.');
  await call.hears(/confirm.*press 1.*time.*press 2.*again.*press 9.*somebody.*press 0/);
  await call.hangUp();
});

test('who hears it again may still confirm, and has not used up an attempt', async () => {
  const { call, state } = await reminded();
  for (let round = 1; round <= 4; round++) {
    await call.hears('Doctor Okafor');
    await call.press('9');
  }
  await call.press('1');
  await call.hears('Thank you. Doctor Okafor will see you on Thursday, January 8 at 9:30 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('wrong keys are answered with the question, three times in all', async () => {
  const { call, state } = await reminded();
  await call.press('5');
  await call.hears('Sorry, 5 is not one of the keys.');
  await call.press('#');
  await call.hears('Sorry, # is not one of the keys.');
  await call.press('7');
  await call.hears(/7 is not one of the keys. Your appointment stays as it is.*call us at/);
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('so is silence', async () => {
  const { call, state } = await reminded();
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key. Your appointment stays as it is.');
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('a right key after a wrong one and silence counts', async () => {
  const { call, state } = await reminded();
  await call.press('5');
  await call.hears('5 is not one of the keys');
  await call.hears('we did not get a key');
  await call.press('1');
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('who hangs up before the choice has confirmed nothing, and the call is noted', async () => {
  const { call, state, noted } = await reminded();
  await call.beginsToHear('To confirm it');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
  assert.equal(
    (await noted())?.attempts.map(({ callId, cause }) => ({ callId, cause })),
    [{ callId: call.callId, cause: 'hangup' }],
  );
});

test('an appointment that is cancelled meanwhile is not confirmed', async () => {
  const { book, call, state } = await reminded();
  await call.hears('Doctor Okafor');
  book.cancel(appointment.id);
  await call.press('1');
  await call.hears('Your appointment has been cancelled');
  await call.ends('hangup');
  assert.is(await state(), undefined);
});

test.run();
