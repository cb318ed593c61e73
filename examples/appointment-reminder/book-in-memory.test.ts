import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BookInMemory } from './book-in-memory.js';
import { appointment, freeTimes } from './reminded.js';

const test = suite('the book in memory');

const open = () => new BookInMemory([appointment], freeTimes);

test('an attempt that is noted twice counts once', async () => {
  const book = open();
  const attempt = { callId: 'c-1', cause: 'busy', endedAt: new Date('2026-01-05T09:00:00Z') };
  await book.noteAttempt(appointment.id, attempt);
  await book.noteAttempt(appointment.id, attempt);
  await book.noteAttempt(appointment.id, { ...attempt, callId: 'c-2' });
  assert.equal(
    (await book.find(appointment.id))?.attempts.map(({ callId }) => callId),
    ['c-1', 'c-2'],
  );
});

test('so does a message', async () => {
  const book = open();
  const message = { recordingId: 'r-1', mediaUrl: 'https://voice.bandwidth.com/r-1/media' };
  await book.keepMessage(appointment.id, message);
  await book.keepMessage(appointment.id, message);
  assert.equal(book.messages(appointment.id), [message]);
});

test('who moves to the time that they have already is told that it is theirs', async () => {
  const book = open();
  assert.equal((await book.move(appointment.id, 't1'))?.at, freeTimes[1]?.at);
  assert.equal((await book.move(appointment.id, 't1'))?.at, freeTimes[1]?.at);
});

test('who moves again leaves the time free that they had', async () => {
  const book = open();
  await book.move(appointment.id, 't1');
  await book.move(appointment.id, 't2');
  assert.equal(
    (await book.freeTimes(2)).map(({ id }) => id),
    ['t1', 't3'],
  );
});

test('nobody gets a time that is taken, or that there is not', async () => {
  const book = open();
  book.take('t1', 'another appointment');
  assert.is(await book.move(appointment.id, 't1'), undefined);
  assert.is(await book.move(appointment.id, 't9'), undefined);
  assert.equal(await book.find(appointment.id), appointment);
});

test('what is told of an appointment that is not there is ignored', async () => {
  const book = open();
  book.cancel(appointment.id);
  await book.settle(appointment.id, 'confirmed');
  assert.is(await book.move(appointment.id, 't1'), undefined);
  assert.is(await book.find(appointment.id), undefined);
  assert.is((await book.freeTimes(9)).length, freeTimes.length);
});

test.run();
