// Every address that is named anywhere gets the credentials that it asks for.
import type { Credentials } from 'bxml-jsx/koa';
import { simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appointmentReminder } from './app.js';
import { BookInMemory } from './book-in-memory.js';
import { practice } from './practice.js';
import { appointment, reminded, settings } from './reminded.js';
import { reminderCall } from './reminder-call.js';

const test = suite('credentials');

const credentials: Credentials = { username: 'bandwidth', password: 'ahoy' };

test('they are shown on the way to a confirmation', async () => {
  const { call, state } = await reminded({}, { credentials });
  await call.press('591');
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'confirmed');
});

test('and to another time', async () => {
  const { call, state } = await reminded({}, { credentials });
  await call.press('271');
  await call.hears('Doctor Okafor will see you on Friday, January 9 at 10:00 AM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
});

test('and to the desk', async () => {
  const { call, state } = await reminded({}, { credentials, times: [] });
  await call.press('2');
  const agent = await call.transferredTo(practice.desk);
  await agent.hears('A call about the appointment');
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'left to the desk');
});

test('and to the voicemail', async () => {
  const { book, call, state } = await reminded({}, { credentials });
  await call.press('0');
  await call.transferredTo(practice.desk, { busy: true });
  await call.press('81');
  await call.speaksFor(12);
  await call.hears('We have your message.');
  await call.ends('hangup');
  assert.is(await state(), 'call back wanted');
  assert.is(book.messages(appointment.id).length, 1);
});

test('and when a message is left with a machine', async () => {
  const { call, state } = await reminded({ detectedAs: 'answering-machine' }, { credentials });
  await call.ends('hangup');
  assert.is(await state(), 'message left');
});

test('and where it is not known who listens', async () => {
  const { call, state } = await reminded({ detectedAs: 'silence' }, { credentials });
  await call.press('20');
  await call.transferredTo(practice.desk);
  await call.waits(20);
  await call.hangUp();
  assert.is(await state(), 'left to the desk');
});

test('without them nobody is answered', async () => {
  const book = new BookInMemory([appointment], []);
  const { app } = appointmentReminder(book, pino({ level: 'silent' }), credentials);
  const platform = simulate(app, { origin: settings.origin, allow: ['lost-event'] });
  const call = await platform.createCall(reminderCall(appointment, settings));
  await call.ends('callback-error');
  assert.not.match(call.transcript(), 'hears');
});

test.run();
