// Calls while something fails (the book, the connection, the server, the credentials), or after the appointment was
// canceled.
import type { Credentials } from 'bxml-jsx/koa';
import { simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appointmentReminder } from './app.js';
import { type AppointmentBook, BookInMemory } from './book.js';
import { practice } from './documents.js';
import { reminderCall } from './reminders.js';
import { appointment, placeReminder, settings, silentLog, startReminders } from './test-helpers.js';

const test = suite('appointment reminder: failures');

/** Asynchronous handlers may fail too. */
const lenient = { allow: ['handler-error'] };

/** Returns a function that makes one method of a book fail. */
const without =
  (broken: keyof AppointmentBook) =>
  (book: BookInMemory): AppointmentBook =>
    new Proxy(book, {
      get(whole, name) {
        if (name === broken) return () => Promise.reject(new Error('the book cannot be read'));
        const value: unknown = Reflect.get(whole, name);
        return typeof value === 'function' ? value.bind(whole) : value;
      },
    });

test('people and machines hear the phone number if the book cannot be read', async () => {
  for (const detectedAs of ['human', 'answering-machine'] as const) {
    const { call } = await placeReminder({ detectedAs }, { through: without('find'), options: lenient });
    await call.hears(`Sorry, something went wrong at ${practice.name}. Please call us at`);
    await call.ends('hangup');
  }
});

test('a failed confirmation leaves the appointment unchanged', async () => {
  const { call, state } = await placeReminder({}, { through: without('settle') });
  await call.press('1');
  await call.hears('something went wrong');
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('a failed move leaves the appointment unchanged', async () => {
  for (const broken of ['freeTimes', 'move'] as const) {
    const { call, state } = await placeReminder({}, { through: without(broken) });
    await call.press(broken === 'move' ? '21' : '2');
    await call.hears('something went wrong');
    await call.ends('hangup');
    assert.is(await state(), 'unconfirmed');
  }
});

test('the desk is connected without the appointment if the book cannot be read', async () => {
  let isBroken = false;
  const { call } = await placeReminder(
    {},
    {
      options: lenient,
      through: (book) =>
        new Proxy(book, {
          get: (whole, name) => {
            const { [name as keyof AppointmentBook]: value } = isBroken ? without('find')(whole) : whole;
            return typeof value === 'function' ? value.bind(whole) : value;
          },
        }),
    },
  );
  await call.press('0');
  await call.beginsToHear('We are putting you through');
  isBroken = true;
  const agent = await call.transferredTo(practice.desk);
  await agent.hears('A call about a reminder.');
  await call.waits(30);
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
});

test('a call without an appointment in the book ends', async () => {
  const { app } = appointmentReminder(new BookInMemory([], []), silentLog);
  const stray = await simulate(app, { origin: settings.origin }).createCall({
    ...reminderCall(appointment, settings),
    tag: '',
  });
  await stray.hears('Your appointment has been canceled');
  await stray.ends('hangup');
});

test('a gather event that is not delivered ends the call and is noted as an attempt', async () => {
  for (const disruption of ['refused', 'reset', 'timeout'] as const) {
    const { call, platform, state, noted } = await placeReminder();
    platform.disrupt({ event: 'gather' }, disruption);
    await call.press('2');
    await call.ends('callback-error');
    assert.is(await state(), 'unconfirmed');
    assert.is((await noted())?.attempts[0]?.cause, 'callback-error');
  }
});

test('a hangup during the gather event keeps the confirmation', async () => {
  const { call, state } = await placeReminder();
  await call.hears('Doctor Okafor');
  const over = call.hangUp({ during: 'gather' });
  await call.press('1');
  await over;
  assert.is(await state(), 'confirmed');
});

test('a server that restarts during a call continues with its tag', async () => {
  const { book, call, platform, state } = await placeReminder();
  await call.press('2');
  await call.beginsToHear('press 1');
  await call.press('5');
  await call.beginsToHear('5 is not one of the keys');
  platform.restart(appointmentReminder(book, silentLog).app);
  await call.press('3');
  await call.hears('Monday, January 12 at 3:15 PM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
});

test('events of a transfer can arrive in another order', async () => {
  const { call, platform, state } = await placeReminder();
  platform.disrupt({ event: 'transferDisconnect' }, 'afterNext');
  await call.press('0');
  const agent = await call.transferredTo(practice.desk);
  await agent.hears('A call about');
  await call.waits(20);
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'left to the desk');
});

test('a failure is logged with its stack frames and without its message', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line) => lines.push(line) });
  const { call } = await placeReminder({}, { log, through: without('settle') });
  await call.press('1');
  await call.hears('something went wrong');
  await call.ends('hangup');
  const failures = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'failed');
  assert.equal(
    failures.map(({ stage, eventType, callId, error }) => [stage, eventType, callId, error.name]),
    [['answer', 'gather', call.callId, 'Error']],
  );
  assert.match(failures[0].error.frames[0], /^ {4}at .*failures\.test/);
  assert.not.match(lines.join(''), 'the book cannot be read');
});

// Credentials

const credentials: Credentials = { username: 'bandwidth', password: 'ahoy' };

test('every event of a confirmation has the credentials', async () => {
  const { call, state } = await placeReminder({}, { credentials });
  await call.press('591');
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('every event of a move has the credentials', async () => {
  const { call, state } = await placeReminder({}, { credentials });
  await call.press('271');
  await call.hears('Doctor Okafor will see you on Friday, January 9 at 10:00 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
});

test('every event of a transfer has the credentials', async () => {
  const { call, state } = await placeReminder({}, { credentials, times: [] });
  await call.press('2');
  const agent = await call.transferredTo(practice.desk);
  await agent.hears('A call about the appointment');
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'left to the desk');
});

test('every event of a voicemail has the credentials', async () => {
  const { book, call, state } = await placeReminder({}, { credentials });
  await call.press('0');
  await call.transferredTo(practice.desk, { busy: true });
  await call.press('81');
  await call.speaksFor(12);
  await call.hears('We have your message.');
  await call.ends('hangup');
  assert.is(await state(), 'call back wanted');
  assert.is(book.messages(appointment.id).length, 1);
});

test('every event of a message for a machine has the credentials', async () => {
  const { call, state } = await placeReminder({ detectedAs: 'answering-machine' }, { credentials });
  await call.ends('hangup');
  assert.is(await state(), 'message left');
});

test('every event after a detection without a result has the credentials', async () => {
  const { call, state } = await placeReminder({ detectedAs: 'silence' }, { credentials });
  await call.press('20');
  await call.transferredTo(practice.desk);
  await call.waits(20);
  await call.hangUp();
  assert.is(await state(), 'left to the desk');
});

test('a call without the credentials is refused', async () => {
  const book = new BookInMemory([appointment], []);
  const { app } = appointmentReminder(book, silentLog, credentials);
  const platform = simulate(app, { origin: settings.origin, allow: ['lost-event'] });
  const call = await platform.createCall(reminderCall(appointment, settings));
  await call.ends('callback-error');
  assert.not.match(call.transcript(), 'hears');
});

// An appointment that was canceled in the meantime

test('an appointment that was canceled during the call is not confirmed', async () => {
  const { book, call, state } = await placeReminder();
  await call.hears('Doctor Okafor');
  book.cancel(appointment.id);
  await call.press('1');
  await call.hears('Your appointment has been canceled');
  await call.ends('hangup');
  assert.is(await state(), undefined);
});

test('an appointment that was canceled during the call is not moved', async () => {
  const { book, call } = await placeReminder();
  await call.press('2');
  await call.beginsToHear('press 1');
  book.cancel(appointment.id);
  await call.press('1');
  await call.hears('Your appointment has been canceled');
  await call.ends('hangup');
  assert.is((await book.freeTimes(9)).length, 4);
});

test('an appointment that was canceled while the phone rang is reported as canceled', async () => {
  for (const detectedAs of ['human', 'answering-machine'] as const) {
    const { book, platform } = startReminders();
    book.cancel(appointment.id);
    const call = await platform.createCall(reminderCall(appointment, settings), { detectedAs });
    await call.hears('Your appointment has been canceled');
    await call.ends('hangup');
  }
});

test.run();
