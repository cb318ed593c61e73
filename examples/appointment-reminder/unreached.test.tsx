// Nobody is reached: the next call depends on why, and there is an end to it.
import type { Callee } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dueReminders, MOST_CALLS } from './due-reminders.js';
import { appointment, reminded, reminders, settings } from './reminded.js';
import { reminderCall } from './reminder-call.js';

const test = suite('nobody is reached');

const START = new Date('2026-01-05T09:00:00.000Z').getTime();

/** The moment at which the clock of the platform stands. */
const nowOf = ({ seconds }: { seconds: number }): Date => new Date(START + seconds * 1000);

const unreached: readonly (readonly [cause: string, callee: Callee, rung: number, minutes: number])[] = [
  ['timeout', { noAnswer: true }, 25, 120],
  ['busy', { busy: true }, 0, 10],
  ['rejected', { rejects: true, after: 4 }, 4, 240],
];

for (const [cause, callee, rung, minutes] of unreached) {
  test(`${cause}: the call is noted, and the next is due after ${minutes} minutes`, async () => {
    const { book, call, state, noted } = await reminded(callee);
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

test('whoever is not reached is called so many times and no more', async () => {
  const { book, platform, noted } = reminders({ options: { phones: { [appointment.phone]: { busy: true } } } });
  for (let placed = 1; placed <= MOST_CALLS; placed++) {
    const [due] = await dueReminders(book, new Date(START + placed * 3_600_000));
    assert.is(due?.id, appointment.id);
    const call = await platform.createCall(reminderCall(due ?? appointment, settings));
    await call.ends('busy');
    assert.is((await noted())?.attempts.length, placed);
  }
  assert.equal(await dueReminders(book, new Date(START + 24 * 3_600_000)), []);
});

test('who is reached by the second call is not called a third time', async () => {
  const { book, platform, noted } = reminders();
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

test('nobody is reminded of an appointment that has been', async () => {
  const { book, platform } = reminders();
  assert.equal((await dueReminders(book, nowOf(platform))).length, 1);
  assert.equal(await dueReminders(book, appointment.at), []);
});

test('an end that is delivered twice, or after a broken connection again, is one attempt', async () => {
  for (const disruption of ['twice', 'reset'] as const) {
    const { platform, noted } = reminders();
    platform.disrupt({ event: 'disconnect' }, disruption);
    const call = await platform.createCall(reminderCall(appointment, settings), { busy: true });
    await call.ends('busy');
    assert.is((await noted())?.attempts.length, 1);
  }
});

test.run();
