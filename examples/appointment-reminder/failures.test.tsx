// Something fails: the book, the way to the application, or the application itself.
import { simulate } from 'bxml-jsx/testing';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { appointmentReminder } from './app.js';
import type { AppointmentBook } from './appointment-book.js';
import { BookInMemory } from './book-in-memory.js';
import { practice } from './practice.js';
import { appointment, reminded, settings } from './reminded.js';
import { reminderCall } from './reminder-call.js';

const test = suite('failures');

/** Handlers of events that are only acknowledged may fail, too. */
const lenient = { allow: ['handler-error'] };

/** A book of which one thing fails. */
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

test('without the book they are told whom to call, machines too', async () => {
  for (const detectedAs of ['human', 'answering-machine'] as const) {
    const { call } = await reminded({ detectedAs }, { through: without('find'), options: lenient });
    await call.hears(`Sorry, something went wrong at ${practice.name}. Please call us at`);
    await call.ends('hangup');
  }
});

test('what could not be confirmed is not said to be', async () => {
  const { call, state } = await reminded({}, { through: without('settle') });
  await call.press('1');
  await call.hears('something went wrong');
  await call.ends('hangup');
  assert.is(await state(), 'unconfirmed');
});

test('nor what could not be moved', async () => {
  for (const broken of ['freeTimes', 'move'] as const) {
    const { call, state } = await reminded({}, { through: without(broken) });
    await call.press(broken === 'move' ? '21' : '2');
    await call.hears('something went wrong');
    await call.ends('hangup');
    assert.is(await state(), 'unconfirmed');
  }
});

test('the desk is put through even when nobody knows about what', async () => {
  let isBroken = false;
  const { call } = await reminded(
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

test('a call about nothing that is in the book', async () => {
  const { app } = appointmentReminder(new BookInMemory([], []), pino({ level: 'silent' }));
  const stray = await simulate(app, { origin: settings.origin }).createCall({
    ...reminderCall(appointment, settings),
    tag: '',
  });
  await stray.hears('Your appointment has been cancelled');
  await stray.ends('hangup');
});

test('a webhook that cannot be delivered ends the call, and another one follows', async () => {
  for (const disruption of ['refused', 'reset', 'timeout'] as const) {
    const { call, platform, state, noted } = await reminded();
    platform.disrupt({ event: 'gather' }, disruption);
    await call.press('2');
    await call.ends('callback-error');
    assert.is(await state(), 'unconfirmed');
    assert.is((await noted())?.attempts[0]?.cause, 'callback-error');
  }
});

test('who hangs up while the choice is taken has confirmed all the same', async () => {
  const { call, state } = await reminded();
  await call.hears('Doctor Okafor');
  const over = call.hangUp({ during: 'gather' });
  await call.press('1');
  await over;
  assert.is(await state(), 'confirmed');
});

test('a server that restarts between two keys knows the call by its tag', async () => {
  const { book, call, platform, state } = await reminded();
  await call.press('2');
  await call.beginsToHear('press 1');
  await call.press('5');
  await call.beginsToHear('5 is not one of the keys');
  platform.restart(appointmentReminder(book, pino({ level: 'silent' })).app);
  await call.press('3');
  await call.hears('Monday, January 12 at 3:15 PM.');
  await call.ends('hangup');
  assert.is(await state(), 'moved');
});

test('events of a transfer that change places make no difference', async () => {
  const { call, platform, state } = await reminded();
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

test.run();
