// When to call, the request that places a call, the stand-in for Bandwidth, and the book.
import type { Callee } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BookInMemory } from './book.js';
import { spokenTime } from './documents.js';
import { CallRefused, dueReminders, MAX_CALLS, placeDueCalls, readTag, reminderCall, writeTag } from './reminders.js';
import { startStandIn } from './stand-in.js';
import { appointment, freeTimes, placeReminder, settings, silentLog, startReminders } from './test-helpers.js';

const test = suite('appointment reminder: due calls');

const START = new Date('2026-01-05T09:00:00.000Z').getTime();

/** Returns the virtual time of the platform. */
const nowOf = ({ seconds }: { seconds: number }): Date => new Date(START + seconds * 1000);

const unreached: readonly (readonly [cause: string, callee: Callee, rung: number, minutes: number])[] = [
  ['timeout', { noAnswer: true }, 25, 120],
  ['busy', { busy: true }, 0, 10],
  ['rejected', { rejects: true, after: 4 }, 4, 240],
];

for (const [cause, callee, rung, minutes] of unreached) {
  test(`a call that ends with ${cause} is noted, and the next is due after ${minutes} minutes`, async () => {
    const { book, call, state, noted } = await placeReminder(callee);
    await call.ends(cause);
    const endedAt = new Date(START + rung * 1000);
    assert.is(await state(), 'unconfirmed');
    assert.equal((await noted())?.attempts, [{ callId: call.callId, cause, endedAt }]);
    const due = async (after: number) =>
      (await dueReminders(book, new Date(endedAt.getTime() + after * 60_000))).map(({ id }) => id);
    assert.equal(await due(minutes - 1), []);
    assert.equal(await due(minutes), [appointment.id]);
  });
}

test('a patient who is not reached is called three times', async () => {
  const { book, platform, noted } = startReminders({ options: { phones: { [appointment.phone]: { busy: true } } } });
  for (let placed = 1; placed <= MAX_CALLS; placed++) {
    const [due] = await dueReminders(book, new Date(START + placed * 3_600_000));
    assert.is(due?.id, appointment.id);
    const call = await platform.createCall(reminderCall(due ?? appointment, settings));
    await call.ends('busy');
    assert.is((await noted())?.attempts.length, placed);
  }
  assert.equal(await dueReminders(book, new Date(START + 24 * 3_600_000)), []);
});

test('a patient who is reached by the second call is not called again', async () => {
  const { book, platform, noted } = startReminders();
  const missed = await platform.createCall(reminderCall(appointment, settings), { noAnswer: true });
  await missed.ends('timeout');
  const call = await platform.createCall(reminderCall(appointment, settings), {});
  await call.press('1');
  await call.ends('hangup');
  const { state, attempts } = (await noted()) ?? appointment;
  assert.is(state, 'confirmed');
  assert.equal(
    attempts.map(({ cause }) => cause),
    ['timeout', 'hangup'],
  );
  assert.equal(await dueReminders(book, new Date(START + 24 * 3_600_000)), []);
});

test('no call is due after the appointment', async () => {
  const { book, platform } = startReminders();
  assert.equal((await dueReminders(book, nowOf(platform))).length, 1);
  assert.equal(await dueReminders(book, appointment.at), []);
});

test('a disconnect event that is delivered twice is one attempt', async () => {
  for (const disruption of ['twice', 'reset'] as const) {
    const { platform, noted } = startReminders();
    platform.disrupt({ event: 'disconnect' }, disruption);
    const call = await platform.createCall(reminderCall(appointment, settings), { busy: true });
    await call.ends('busy');
    assert.is((await noted())?.attempts.length, 1);
  }
});

// Rounds of calls

/** Returns a round of calls with a book of one appointment. `outcome` is run for each call that is placed. */
function rounds(outcome: () => Promise<void>) {
  const book = new BookInMemory([appointment], freeTimes);
  const placed: string[] = [];
  const round = placeDueCalls(
    book,
    ({ id }) => {
      placed.push(id);
      return outcome();
    },
    silentLog,
  );
  return { book, placed, after: (minutes: number) => round(new Date(START + minutes * 60_000)) };
}

test('an appointment is called about once until its attempt is noted', async () => {
  const { book, placed, after } = rounds(async () => {});
  await after(0);
  await after(1);
  assert.equal(placed, ['a17']);
  await book.noteAttempt('a17', { callId: 'c-1', cause: 'busy', endedAt: new Date(START + 2 * 60_000) });
  await after(11);
  assert.is(placed.length, 1);
  await after(12);
  assert.is(placed.length, 2);
});

test('a refused call is tried again in the next round, and does not count as an attempt', async () => {
  const { book, placed, after } = rounds(() => Promise.reject(new CallRefused('The call was not placed', 429)));
  await after(0);
  await after(1);
  assert.is(placed.length, 2);
  assert.equal((await book.find('a17'))?.attempts, []);
});

test('a request without a response counts as an attempt, because the call may have been placed', async () => {
  const { book, placed, after } = rounds(() => Promise.reject(new TypeError('fetch failed')));
  await after(0);
  await after(59);
  assert.is(placed.length, 1);
  assert.is((await book.find('a17'))?.attempts.length, 1);
  await after(60);
  assert.is(placed.length, 2);
});

// The stand-in

test('the stand-in refuses what Bandwidth refuses', async () => {
  const printed: string[] = [];
  const { url, close } = await startStandIn((text) => printed.push(text));
  const request = reminderCall(appointment, settings);
  const post = async (
    path: string,
    body: string,
    headers: Record<string, string> = { authorization: 'Basic eDp5' },
  ) => {
    const response = await fetch(url + path, { method: 'POST', headers, body });
    const { type } = (await response.json()) as { type: string };
    return `${response.status} ${type}`;
  };
  const path = '/accounts/5500000/calls';
  assert.is(await post(path, JSON.stringify(request), {}), '401 authentication-error');
  assert.is(await post('/accounts/5500000/messages', JSON.stringify(request)), '404 validation');
  const invalid = [{}, { ...request, callTimeout: 301 }, { ...request, answerUrl: 'ftp://reminders.example' }];
  for (const body of ['{', 'null', ...invalid.map((each) => JSON.stringify(each))]) {
    assert.is(await post(path, body), '400 validation');
  }
  assert.is(printed.length, 7);
  close();
});

// The request and the tag

test('reminderCall returns the request with the appointment in its tag', () =>
  assert.equal(reminderCall(appointment, { ...settings, credentials: { username: 'bandwidth', password: 'ahoy' } }), {
    applicationId: 'a1b2c3d4-0000-4000-8000-000000000001',
    from: '+15551230200',
    to: '+15551230001',
    answerUrl: 'https://reminders.example/reminder/answered',
    disconnectUrl: 'https://reminders.example/reminder/over',
    callTimeout: 25,
    machineDetection: { mode: 'sync' },
    tag: 'a17',
    username: 'bandwidth',
    password: 'ahoy',
  }));

test('readTag parses what writeTag writes', () => {
  assert.equal(readTag(writeTag({ appointment: 'a17' })), { appointment: 'a17', ask: 1, offered: [] });
  const offer = { appointment: 'a17', ask: 2, offered: ['t3', 't5'] };
  assert.is(writeTag(offer), 'a17 2 t3 t5');
  assert.equal(readTag(writeTag(offer)), offer);
});

test('readTag accepts a tag that is missing or of another application', () => {
  for (const tag of [undefined, null, '']) assert.equal(readTag(tag), { appointment: '', ask: 1, offered: [] });
  assert.equal(readTag('order 4711'), { appointment: 'order', ask: 4711, offered: [] });
});

test('spokenTime uses the time zone of the practice, in winter and in summer', () => {
  assert.is(spokenTime(new Date('2026-01-08T14:30:00Z')), 'Thursday, January 8 at 9:30 AM');
  assert.is(spokenTime(new Date('2026-07-08T16:05:00Z')), 'Wednesday, July 8 at 12:05 PM');
});

// The book

const open = () => new BookInMemory([appointment], freeTimes);

test('the book keeps an attempt once', async () => {
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

test('the book keeps a message once', async () => {
  const book = open();
  const message = { recordingId: 'r-1', mediaUrl: 'https://voice.bandwidth.com/r-1/media' };
  await book.keepMessage(appointment.id, message);
  await book.keepMessage(appointment.id, message);
  assert.equal(book.messages(appointment.id), [message]);
});

test('move to the same time again returns the appointment', async () => {
  const book = open();
  assert.equal((await book.move(appointment.id, 't1'))?.at, freeTimes[1]?.at);
  assert.equal((await book.move(appointment.id, 't1'))?.at, freeTimes[1]?.at);
});

test('a second move frees the first time', async () => {
  const book = open();
  await book.move(appointment.id, 't1');
  await book.move(appointment.id, 't2');
  assert.equal(
    (await book.freeTimes(2)).map(({ id }) => id),
    ['t1', 't3'],
  );
});

test('move returns undefined for a taken or unknown time', async () => {
  const book = open();
  book.take('t1', 'another appointment');
  assert.is(await book.move(appointment.id, 't1'), undefined);
  assert.is(await book.move(appointment.id, 't9'), undefined);
  assert.equal(await book.find(appointment.id), appointment);
});

test('changes to an appointment that is not in the book are ignored', async () => {
  const book = open();
  book.cancel(appointment.id);
  await book.settle(appointment.id, 'confirmed');
  assert.is(await book.move(appointment.id, 't1'), undefined);
  assert.is(await book.find(appointment.id), undefined);
  assert.is((await book.freeTimes(9)).length, freeTimes.length);
});

test.run();
