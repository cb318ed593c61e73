// Calls to Blue Harbor: what callers do in the menu, and what they hear.
import type { Call } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blueHarbor, callBlueHarbor, phone } from './blue-harbor.js';

const test = suite('calls: the menu');

/** How often the caller has heard the menu, or begun to. */
const menusHeard = ({ timeline }: Call): number =>
  timeline.filter((entry) => entry.kind === 'speech' && entry.text === 'For sales, press 1.').length;

test('a caller hears who answers, and all there is to choose from', async () => {
  const call = await callBlueHarbor();
  await call.hears('Welcome to Blue Harbor.');
  await call.hears('For sales, press 1.');
  await call.hears('For boat repairs, press 2.');
  await call.hears('For accounts, press 3.');
  await call.hears('For the operator, press 0.');
  await call.hangUp();
});

for (const [key, name, number] of [
  ['1', 'sales', phone.sales],
  ['2', 'boat repairs', phone.repairs],
  ['3', 'accounts', phone.accounts],
  ['0', 'the operator', phone.operator],
] as const) {
  test(`${key} puts the caller through to ${name}`, async () => {
    const call = await callBlueHarbor();
    await call.press(key);
    await call.hears(`We are putting you through to ${name}.`);
    const department = await call.transferredTo(number);
    await department.hears(`A call for ${name}.`);
    await department.hangUp();
    await call.hears('Thank you for calling Blue Harbor. Goodbye.');
    await call.ends('hangup');
  });
}

test('who knows the menu need not hear it out', async () => {
  const call = await callBlueHarbor();
  await call.beginsToHear('For boat repairs');
  await call.press('2');
  await call.hears('through to boat repairs');
  await call.hangUp();
  assert.not.match(call.transcript(), 'For accounts');
});

test('a key that comes before the menu listens is lost', async () => {
  const call = await callBlueHarbor();
  await call.beginsToHear('Welcome');
  await call.press('1', { now: true });
  await call.hears('For the operator');
  await call.hears('Sorry, we did not get a key.');
  await call.hangUp();
});

test('a wrong key is named, and the caller may choose again', async () => {
  const call = await callBlueHarbor();
  await call.press('9');
  await call.hears('Sorry, 9 is not on the menu.');
  await call.hears('For accounts');
  await call.press('3');
  await call.hears('through to accounts');
  await call.hangUp();
});

for (const [key, apology] of [
  ['7', 'Sorry, 7 is not on the menu.'],
  ['*', 'Sorry, * is not on the menu.'],
] as const) {
  test(`after three times ${key} the caller is sent away`, async () => {
    const call = await callBlueHarbor();
    await call.press(key);
    await call.hears(apology);
    await call.press(key);
    await call.hears(apology);
    await call.press(key);
    await call.hears(apology);
    await call.hears('Thank you for calling Blue Harbor. Goodbye.');
    await call.ends('hangup');
    assert.is(menusHeard(call), 3);
  });
}

test('who presses nothing hears the menu three times', async () => {
  const call = await callBlueHarbor();
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
  assert.is(menusHeard(call), 3);
});

test('the menu waits six seconds for a key', async () => {
  const call = await callBlueHarbor();
  await call.hears('For the operator, press 0.');
  await call.waits(5.9);
  assert.not.match(call.transcript(), 'Sorry');
  await call.waits(0.2);
  assert.match(call.transcript(), 'Sorry, we did not get a key.');
  await call.hangUp();
});

test('at the third attempt a key still does', async () => {
  const call = await callBlueHarbor();
  await call.press('8');
  await call.hears('8 is not on the menu');
  await call.hears('we did not get a key');
  await call.press('0');
  await call.hears('through to the operator');
  await call.hangUp();
});

test('a caller who hangs up in the menu leaves a line in the log', async () => {
  const { platform, logged } = blueHarbor();
  const call = await platform.call();
  await call.hears('For sales');
  await call.hangUp();
  assert.equal(await logged(), [{ callId: call.callId, cause: 'hangup', msg: 'the call is over' }]);
});

test('so does one who hangs up while we look up the key', async () => {
  const { platform, logged } = blueHarbor();
  const call = await platform.call();
  await Promise.all([call.hangUp({ during: 'gather' }), call.press('1')]);
  assert.equal(await logged(), [{ callId: call.callId, cause: 'hangup', msg: 'the call is over' }]);
});

test('two who call from one number at once have three attempts each', async () => {
  const { platform } = blueHarbor();
  const anna = await platform.call({ from: '+15551230011' });
  const ben = await platform.call({ from: '+15551230011' });
  await anna.press('8');
  await anna.press('9');
  await ben.press('5');
  await anna.hears('9 is not on the menu');
  await ben.hears('5 is not on the menu');
  await anna.press('9');
  await anna.hears('Goodbye');
  await ben.press('2');
  const [repairs] = await Promise.all([ben.transferredTo(phone.repairs), anna.ends('hangup')]);
  await repairs.hears('A call for boat repairs.');
  await ben.hangUp();
});

test('a restart in the middle of a call goes unnoticed', async () => {
  const { platform, restart } = blueHarbor();
  const call = await platform.call();
  await call.press('9');
  await call.press('9');
  restart();
  await call.press('9');
  await call.hears('Goodbye');
  await call.ends('hangup');
});

test('what callers press is in no line of the log', async () => {
  const { platform, log, logged } = blueHarbor();
  const call = await platform.call();
  await call.press('*');
  await call.press('#');
  await call.hears('# is not on the menu');
  await call.press('2');
  await call.transferredTo(phone.repairs, { busy: true });
  await call.speaksFor(10);
  await call.press('#');
  await call.ends('hangup');
  assert.equal(
    (await logged()).map(({ msg }) => msg),
    ['nobody picked up', 'a message was left', 'the call is over'],
  );
  // The keys that no id, no time and no address has.
  assert.not.match(JSON.stringify(log), /[*#]/);
});

test.run();
