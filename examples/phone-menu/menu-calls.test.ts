// Callers in the menu: every key, wrong keys, no key, and callers who leave.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callable } from './calls.js';
import { departments } from './departments.js';

const test = suite('calls to the menu');

test('the menu is read out after the greeting', async () => {
  const { platform } = callable();
  const call = await platform.call();
  await call.hears('Welcome to Blue Harbor.');
  for (const { name, key } of departments) await call.hears(`For ${name}, press ${key}.`);
  await call.hangUp();
});

for (const { key, name, phones } of departments) {
  test(`key ${key} puts through to ${name}`, async () => {
    const { platform } = callable();
    const call = await platform.call();
    await call.press(key);
    await call.hears(`We are putting you through to ${name}.`);
    const answered = await call.transferredTo(phones[0]);
    await answered.hears(`A call for ${name}.`);
    await answered.hangUp();
    await call.hears('Thank you for calling Blue Harbor.');
    await call.ends('hangup');
  });
}

test('a key need not wait for the end of the menu', async () => {
  const { platform } = callable();
  const call = await platform.call();
  await call.beginsToHear('For sales');
  await call.press('3');
  await call.hears('putting you through to accounts');
  await call.hangUp();
});

test('a wrong key is named, and the menu comes again', async () => {
  const { platform } = callable();
  const call = await platform.call();
  await call.press('7');
  await call.hears('Sorry, 7 is not on the menu.');
  await call.hears('For sales, press 1.');
  await call.press('0');
  await call.hears('putting you through to the operator');
  await call.hangUp();
});

test('who presses nothing hears the menu three times, and is taken leave of', async () => {
  const { platform } = callable();
  const call = await platform.call();
  await call.hears('For sales');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('For sales');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('For sales');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Goodbye.');
  await call.ends('hangup');
});

test('a wrong key counts as an attempt as well', async () => {
  const { platform } = callable();
  const call = await platform.call();
  for (const key of ['8', '9', '*']) await call.press(key);
  await call.hears('Sorry, * is not on the menu.');
  await call.hears('Goodbye.');
  await call.ends('hangup');
});

test('who leaves in the middle of the menu is gone', async () => {
  const { platform, notes } = callable();
  const call = await platform.call();
  await call.hears('For sales');
  await call.hangUp();
  assert.equal(await notes(), [{ level: 30, callId: call.callId, cause: 'hangup', msg: 'the call is over' }]);
});

test('two callers do not get into each other’s way', async () => {
  const { platform } = callable();
  const [first, second] = await Promise.all([platform.call(), platform.call({ from: '+15551230009' })]);
  await Promise.all([first.press('1'), second.press('2')]);
  await Promise.all([first.hears('through to sales'), second.hears('through to boat repairs')]);
  await Promise.all([first.hangUp(), second.hangUp()]);
});

test('nothing that callers press is in the log', async () => {
  const { platform, log } = callable();
  const call = await platform.call();
  await call.press('7');
  await call.hears('not on the menu');
  await call.hangUp();
  const [answered] = log.filter(({ eventType }) => eventType === 'gather');
  assert.equal(
    { ...answered, duration: 0 },
    {
      level: 30,
      eventType: 'gather',
      callId: call.callId,
      status: 200,
      duration: 0,
      warnings: [],
      msg: 'answered',
    },
  );
});

test.run();
