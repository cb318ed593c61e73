// Calls about an appointment: what the called party does and hears, and the result in the book.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { practice } from './documents.js';
import { appointment, freeTimes, placeReminder } from './test-helpers.js';

const test = suite('appointment reminder: calls');

test('a person confirms the appointment', async () => {
  const { call, state } = await placeReminder({ after: 8 });
  await call.press('1');
  await call.hears('Thank you. Doctor Okafor will see you on Thursday, January 8 at 9:30 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('a person hears the appointment and every key', async () => {
  const { call } = await placeReminder();
  await call.hears(`this is ${practice.name}`);
  await call.hears('with Doctor Okafor is on Thursday, January 8 at 9:30 AM.');
  await call.hears(/confirm.*press 1.*time.*press 2.*again.*press 9.*somebody.*press 0/);
  await call.hangUp();
});

test('hearing the question again does not count as an attempt', async () => {
  const { call, state } = await placeReminder();
  for (let round = 1; round <= 4; round++) {
    await call.hears('Doctor Okafor');
    await call.press('9');
  }
  await call.press('1');
  await call.hears('Thank you. Doctor Okafor will see you on Thursday, January 8 at 9:30 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('the call ends after three wrong keys', async () => {
  const { call, state } = await placeReminder();
  await call.press('5');
  await call.hears('Sorry, 5 is not one of the keys.');
  await call.press('#');
  await call.hears('Sorry, # is not one of the keys.');
  await call.press('7');
  await call.hears(/7 is not one of the keys. Your appointment stays as it is.*call us at/);
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('the call ends after the question was asked three times without a key', async () => {
  const { call, state } = await placeReminder();
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key. Your appointment stays as it is.');
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('a right key after a wrong key and silence is accepted', async () => {
  const { call, state } = await placeReminder();
  await call.press('5');
  await call.hears('5 is not one of the keys');
  await call.hears('we did not get a key');
  await call.press('1');
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('a hangup before the choice confirms nothing and is noted', async () => {
  const { call, state, noted } = await placeReminder();
  await call.beginsToHear('To confirm it');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
  assert.equal(
    (await noted())?.attempts.map(({ callId, cause }) => ({ callId, cause })),
    [{ callId: call.callId, cause: 'hangup' }],
  );
});

// Another time

test('the next free times are offered by key, and the chosen one is booked', async () => {
  const { book, call, state, noted } = await placeReminder();
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

test('other times are offered if the chosen one was taken in the meantime', async () => {
  const { book, call, state } = await placeReminder();
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

test('the desk is called if the last free time was taken in the meantime', async () => {
  const { book, call } = await placeReminder({}, { times: freeTimes.slice(0, 1) });
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

test('the desk is called if there is no free time', async () => {
  const { call } = await placeReminder({}, { times: [] });
  await call.press('2');
  await call.hears('There is no other time free. We are putting you through');
  await call.transferredTo(practice.desk);
  await call.hangUp();
});

test('the appointment is unchanged after three keys without a time', async () => {
  const { call, state, noted } = await placeReminder({}, { times: freeTimes.slice(0, 2) });
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

test('0 calls the desk', async () => {
  const { call } = await placeReminder();
  await call.press('20');
  await call.transferredTo(practice.desk);
  await call.hangUp();
});

test('a gather event that is delivered twice books once', async () => {
  const { book, call, platform, state } = await placeReminder();
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

// Answering machines

for (const detectedAs of ['answering-machine', 'tone-detected'] as const) {
  test(`${detectedAs}: the message does not name the dentist`, async () => {
    const { call, state } = await placeReminder({ detectedAs, detectedAfter: 4.9 });
    await call.hears('We look forward to seeing you on Thursday, January 8 at 9:30 AM. To change that, please call us');
    await call.ends('hangup');
    assert.is(await state(), 'message left');
    assert.not.match(call.transcript(), 'Okafor');
    assert.not.match(call.transcript(), 'press');
  });
}

test('a machine that hangs up during the message has no message', async () => {
  const { call, state } = await placeReminder({ detectedAs: 'answering-machine' });
  await call.beginsToHear('We look forward');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

for (const detectedAs of ['silence', 'timeout', 'error'] as const) {
  test(`${detectedAs}: a person can confirm`, async () => {
    const { call, state } = await placeReminder({ detectedAs });
    await call.hears('Doctor Okafor');
    await call.press('1');
    await call.hears('Thank you.');
    await call.ends('hangup');
    assert.is(await state(), 'confirmed');
  });

  test(`${detectedAs}: a machine hears the question once, then the phone number`, async () => {
    const { call, state } = await placeReminder({ detectedAs });
    await call.hears('Your appointment with Doctor Okafor is on Thursday');
    await call.hears('To confirm or to change it, please call us at');
    await call.ends('hangup');
    assert.is(await state(), 'unconfirmed');
  });
}

test('a hangup before the detection ends leaves the appointment unconfirmed', async () => {
  const { call, noted } = await placeReminder({ hangsUpAfter: 1, detectedAfter: 4.9 });
  await call.ends('hangup');
  assert.not.match(call.transcript(), '/reminder/answered');
  const { state, attempts } = (await noted()) ?? appointment;
  assert.is(state, 'unconfirmed');
  assert.is(attempts.length, 1);
});

// The front desk

/** Presses 0 in a call about the appointment. The desk behaves as given. */
async function callDesk(behavior: CalleeBehavior) {
  const started = await placeReminder();
  await started.call.press('0');
  await started.call.hears('We are putting you through to the front desk.');
  return { ...started, desk: await started.call.transferredTo(practice.desk, behavior) };
}

test('the desk hears the whisper, then the two are connected', async () => {
  const { call, desk: agent, state } = await callDesk({ after: 6 });
  await agent.hears('A call about the appointment with Doctor Okafor on Thursday, January 8 at 9:30 AM.');
  await call.waits(60);
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'left to the desk');
});

test('a hangup of the patient ends the conversation like one of the desk', async () => {
  const { call, desk: agent, state } = await callDesk({ after: 6 });
  await agent.hears('A call about');
  await call.waits(60);
  await call.hangUp();
  assert.is(await agent.ends(), 'hangup');
  assert.is(await state(), 'left to the desk');
});

test('a hangup while the desk rings leaves the appointment unconfirmed', async () => {
  const { call, state } = await placeReminder();
  await call.press('0');
  await call.hears('We are putting you through');
  await call.waits(5);
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

for (const [condition, behavior] of Object.entries({
  'does not answer': { noAnswer: true },
  'is busy': { busy: true },
  declines: { rejects: true },
} satisfies Record<string, CalleeBehavior>)) {
  test(`the patient can ask for a call back if the desk ${condition}`, async () => {
    const { call, state } = await callDesk(behavior);
    await call.hears('Nobody at the front desk is free right now.');
    await call.hears('To leave a message, press 1. To be called back, press 2.');
    await call.press('2');
    await call.hears('We will call you back.');
    await call.ends('hangup');
    assert.is(await state(), 'call back wanted');
  });

  test(`the patient can leave a message if the desk ${condition}`, async () => {
    const { book, call, state } = await callDesk(behavior);
    await call.press('1');
    await call.hears('Please leave your message');
    await call.speaksFor(12);
    await call.press('#');
    await call.hears('We have your message. We will call you back.');
    await call.ends('hangup');
    assert.is(await state(), 'call back wanted');
    assert.is(book.messages(appointment.id).length, 1);
  });
}

test('a hangup during the message keeps it', async () => {
  const { book, call, state } = await callDesk({ busy: true });
  await call.press('1');
  await call.speaksFor(12);
  await call.hangUp();
  assert.is(await state(), 'call back wanted');
  assert.is(book.messages(appointment.id).length, 1);
});

test('silence ends a message', async () => {
  const { call } = await callDesk({ busy: true });
  await call.press('1');
  await call.speaksFor(12);
  await call.hears('We have your message.');
  await call.ends('hangup');
});

test('a patient who chooses nothing three times is called back', async () => {
  const { call, state } = await callDesk({ busy: true });
  await call.hears('Nobody at the front desk');
  await call.press('8');
  await call.hears('Sorry, 8 is not one of the keys.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key. We will call you back.');
  await call.ends('hangup');
  assert.is(await state(), 'call back wanted');
});

test('a hangup before the choice leaves the appointment unconfirmed', async () => {
  const { call, state } = await callDesk({ busy: true });
  await call.hears('Nobody at the front desk');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

test('the transcript of a call with a wrong key, other times and the desk', async () => {
  const { call } = await placeReminder({ after: 8 });
  await call.hears('To confirm it, press 1.');
  await call.press('5');
  await call.beginsToHear('To confirm it, press 1.');
  await call.press('2');
  await call.hears('For Friday, January 9 at 12:30 PM');
  await call.press('0');
  const agent = await call.transferredTo(practice.desk, { after: 6 });
  await agent.hears('A call about the appointment');
  await agent.waits(60);
  await agent.hangUp();
  await call.ends('hangup');
  assert.snapshot(
    call.transcript(),
    ` 0:00.000  +15551230001  is dialed
 0:08.000  +15551230001  is answered
 0:10.000  +15551230001  machine detection: human
 0:10.000  +15551230001  answer → POST /reminder/answered: 200, SpeakSentence, Gather
 0:10.000  +15551230001  hears "Hello, this is Northgate Dental." (julie)
 0:12.380  +15551230001  hears "Your appointment with Doctor Okafor is on Thursday, January 8 at 9:30 AM." (julie)
 0:17.125  +15551230001  hears "To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press 0." (julie)
 0:24.600  +15551230001  presses 5
 0:24.600  +15551230001  gather → POST /reminder/choice: 200, Gather
 0:24.600  +15551230001  hears "Sorry, 5 is not one of the keys." (julie)
 0:26.680  +15551230001  hears "Your appointment with Doctor Okafor is on Thursday, January 8 at 9:30 AM." (julie)
 0:31.425  +15551230001  hears "To confirm it, press 1. To choose another time, press 2. To hear this again, press 9. To talk to somebody, press 0." (julie), stopped after 0 s
 0:31.425  +15551230001  presses 2
 0:31.425  +15551230001  gather → POST /reminder/choice: 200, Gather
 0:31.425  +15551230001  hears "For Friday, January 9 at 10:00 AM, press 1." (julie)
 0:34.220  +15551230001  hears "For Friday, January 9 at 12:30 PM, press 2." (julie)
 0:37.015  +15551230001  hears "For Monday, January 12 at 3:15 PM, press 3." (julie), stopped after 0 s
 0:37.015  +15551230001  presses 0
 0:37.015  +15551230001  gather → POST /reminder/time: 200, SpeakSentence, Transfer
 0:37.015  +15551230001  hears "We are putting you through to the front desk." (julie)
 0:39.940  +15551230201  is dialed
 0:45.940  +15551230201  is answered
 0:45.940  +15551230201  transferAnswer → POST /reminder/whisper: 200, SpeakSentence
 0:45.940  +15551230201  hears "A call about the appointment with Doctor Okafor on Thursday, January 8 at 9:30 AM." (julie)
 0:51.270  +15551230201  is joined with the caller
 1:51.270  +15551230201  hangs up
 1:51.270  +15551230201  transferDisconnect → POST /reminder/desk: 201
 1:51.270  +15551230001  transferComplete → POST /reminder/desk: 200, SpeakSentence, SpeakSentence, Hangup
 1:51.270  +15551230001  hears "Thank you." (julie)
 1:51.920  +15551230001  hears "Goodbye." (julie)
 1:52.440  +15551230001  is hung up by <Hangup>
 1:52.440  +15551230001  disconnect → POST /reminder/over: 201`,
  );
});

test.run();
