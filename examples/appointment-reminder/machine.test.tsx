// Something picks up that is no human, or may be none.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appointment, reminded, reminders, settings } from './reminded.js';
import { reminderCall } from './reminder-call.js';

const test = suite('answering machines');

for (const detectedAs of ['answering-machine', 'tone-detected'] as const) {
  test(`${detectedAs}: a message is left, without the name of the dentist`, async () => {
    const { call, state } = await reminded({ detectedAs, detectedAfter: 4.9 });
    await call.hears('We look forward to seeing you on Thursday, January 8 at 9:30 AM. To change that, please call us');
    await call.ends('hangup');
    assert.is(await state(), 'message left');
    assert.not.match(call.transcript(), 'Okafor');
    assert.not.match(call.transcript(), 'press');
  });
}

test('a machine that hangs up into the message has none', async () => {
  const { call, state } = await reminded({ detectedAs: 'answering-machine' });
  await call.beginsToHear('We look forward');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

for (const detectedAs of ['silence', 'timeout', 'error'] as const) {
  test(`${detectedAs}: a human may confirm`, async () => {
    const { call, state } = await reminded({ detectedAs });
    await call.hears('Doctor Okafor');
    await call.press('1');
    await call.hears('Thank you.');
    await call.ends('hangup');
    assert.is(await state(), 'confirmed');
  });

  test(`${detectedAs}: a machine hears the question once, and whom to call`, async () => {
    const { call, state } = await reminded({ detectedAs });
    await call.hears('Your appointment with Doctor Okafor is on Thursday');
    await call.hears('To confirm or to change it, please call us at');
    await call.ends('hangup');
    assert.is(await state(), 'unconfirmed');
  });
}

test('who hangs up before it is known who listens has heard nothing, and is called again', async () => {
  const { call, noted } = await reminded({ hangsUpAfter: 1, detectedAfter: 4.9 });
  await call.ends('hangup');
  assert.not.match(call.transcript(), '/reminder/answered');
  const { state, attempts } = (await noted()) ?? appointment;
  assert.is(state, 'unconfirmed');
  assert.is(attempts.length, 1);
});

test('an appointment that was cancelled while it rang is not spoken of as if it were not', async () => {
  for (const detectedAs of ['human', 'answering-machine'] as const) {
    const { book, platform } = reminders();
    book.cancel(appointment.id);
    const call = await platform.createCall(reminderCall(appointment, settings), { detectedAs });
    await call.hears('Your appointment has been cancelled');
    await call.ends('hangup');
  }
});

test.run();
