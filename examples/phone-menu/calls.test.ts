// Calls to the phone menu: what callers do and hear, and what is logged.
import type { Call, CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callPhoneMenu, phone, startPhoneMenu } from './test-helpers.js';

const test = suite('phone menu: calls');

/** Returns how many times the menu was started for the caller. */
const menusHeard = ({ timeline }: Call): number =>
  timeline.filter((entry) => entry.kind === 'speech' && entry.text === 'For sales, press 1.').length;

test('a caller hears the greeting and every department', async () => {
  const call = await callPhoneMenu();
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
    const call = await callPhoneMenu();
    await call.press(key);
    await call.hears(`We are putting you through to ${name}.`);
    const department = await call.transferredTo(number);
    await department.hears(`A call for ${name}.`);
    await department.hangUp();
    await call.hears('Thank you for calling Blue Harbor. Goodbye.');
    await call.ends('hangup');
  });
}

test('a key during the menu interrupts it', async () => {
  const call = await callPhoneMenu();
  await call.beginsToHear('For boat repairs');
  await call.press('2');
  await call.hears('through to boat repairs');
  await call.hangUp();
  assert.not.match(call.transcript(), 'For accounts');
});

test('a key during the greeting is ignored', async () => {
  const call = await callPhoneMenu();
  await call.beginsToHear('Welcome');
  await call.press('1', { now: true });
  await call.hears('For the operator');
  await call.hears('Sorry, we did not get a key.');
  await call.hangUp();
});

test('a wrong key repeats the menu', async () => {
  const call = await callPhoneMenu();
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
  test(`the call ends after ${key} is pressed three times`, async () => {
    const call = await callPhoneMenu();
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

test('the call ends after the menu was played three times without a key', async () => {
  const call = await callPhoneMenu();
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
  assert.is(menusHeard(call), 3);
});

test('the menu waits six seconds for a key', async () => {
  const call = await callPhoneMenu();
  await call.hears('For the operator, press 0.');
  await call.waits(5.9);
  assert.not.match(call.transcript(), 'Sorry');
  await call.waits(0.2);
  assert.match(call.transcript(), 'Sorry, we did not get a key.');
  await call.hangUp();
});

test('a key at the third attempt is accepted', async () => {
  const call = await callPhoneMenu();
  await call.press('8');
  await call.hears('8 is not on the menu');
  await call.hears('we did not get a key');
  await call.press('0');
  await call.hears('through to the operator');
  await call.hangUp();
});

test('a hangup in the menu is logged', async () => {
  const { platform, logged } = startPhoneMenu();
  const call = await platform.call();
  await call.hears('For sales');
  await call.hangUp();
  assert.equal(await logged(), [{ callId: call.callId, cause: 'hangup', msg: 'the call is over' }]);
});

test('a hangup during the gather event is logged', async () => {
  const { platform, logged } = startPhoneMenu();
  const call = await platform.call();
  await Promise.all([call.hangUp({ during: 'gather' }), call.press('1')]);
  assert.equal(await logged(), [{ callId: call.callId, cause: 'hangup', msg: 'the call is over' }]);
});

test('two simultaneous calls from one number have three attempts each', async () => {
  const { platform } = startPhoneMenu();
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
  const { platform, restart } = startPhoneMenu();
  const call = await platform.call();
  await call.press('9');
  await call.press('9');
  restart();
  await call.press('9');
  await call.hears('Goodbye');
  await call.ends('hangup');
});

test('the log contains no pressed keys', async () => {
  const { platform, log, logged } = startPhoneMenu();
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
    ['not answered', 'a message was left', 'the call is over'],
  );
  // No id, time or URL contains these keys.
  assert.not.match(JSON.stringify(log), /[*#]/);
});

// Transfers

test('both phones of sales ring, and the first to answer is connected', async () => {
  const call = await callPhoneMenu({ phones: { [phone.sales]: { noAnswer: true } } });
  await call.hears('For sales');
  await call.press('1');
  const quay = await call.transferredTo(phone.salesOnTheQuay, { after: 4 });
  await quay.hears('A call for sales.');
  await call.waits(90);
  await quay.hangUp();
  await call.hears('Goodbye');
  await call.ends('hangup');
  assert.snapshot(
    call.transcript(),
    ` 0:00.000  caller        calls +15551230002
 0:00.000  caller        initiate → POST /call: 200, SpeakSentence, Gather
 0:00.000  caller        is answered
 0:00.000  caller        hears "Welcome to Blue Harbor." (julie)
 0:01.795  caller        hears "For sales, press 1." (julie)
 0:03.030  caller        hears "For boat repairs, press 2." (julie), stopped after 0 s
 0:03.030  caller        presses 1
 0:03.030  caller        gather → POST /menu: 200, SpeakSentence, Transfer
 0:03.030  caller        hears "We are putting you through to sales." (julie)
 0:05.370  +15551230101  is dialed
 0:05.370  +15551230102  is dialed
 0:09.370  +15551230102  is answered
 0:09.370  +15551230101  is dropped: another party has answered
 0:09.370  +15551230101  transferDisconnect → POST /transfer: 201
 0:09.370  +15551230102  transferAnswer → POST /transfer: 200, SpeakSentence
 0:09.370  +15551230102  hears "A call for sales." (julie)
 0:10.475  +15551230102  is joined with the caller
 1:40.475  +15551230102  hangs up
 1:40.475  +15551230102  transferDisconnect → POST /transfer: 201
 1:40.475  caller        transferComplete → POST /transfer: 200, SpeakSentence, Hangup
 1:40.475  caller        hears "Thank you for calling Blue Harbor. Goodbye." (julie)
 1:43.270  caller        is hung up by <Hangup>
 1:43.270  caller        disconnect → POST /call: 201`,
  );
});

test('a hangup of the caller ends the transfer', async () => {
  const { platform, logged } = startPhoneMenu();
  const call = await platform.call();
  await call.press('2');
  const repairs = await call.transferredTo(phone.repairs, { after: 3 });
  await repairs.hears('A call for boat repairs.');
  await call.waits(20);
  await call.hangUp();
  assert.is(await repairs.ends(), 'hangup');
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, cause: 'hangup', msg: 'the call is over' },
    { callId, transferTo: phone.repairs, cause: 'hangup', msg: 'the conversation is over' },
  ]);
});

test('only the called party hears the whisper', async () => {
  const call = await callPhoneMenu();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.hears('A call for accounts.');
  await accounts.hangUp();
  await call.ends('hangup');
  const heardByCaller = call.timeline.filter(({ kind }) => kind === 'speech');
  assert.not.match(JSON.stringify(heardByCaller), 'A call for');
});

const unanswered: readonly [string, CalleeBehavior, string][] = [
  ['is busy', { busy: true }, 'busy'],
  ['is not answered', { noAnswer: true }, 'timeout'],
  ['is answered too late', { after: 21 }, 'timeout'],
  ['rejects the call', { rejects: true, after: 2 }, 'rejected'],
];
for (const [happens, behavior, cause] of unanswered) {
  test(`the caller can leave a message if the phone ${happens}`, async () => {
    const { platform, logged } = startPhoneMenu();
    const call = await platform.call();
    await call.press('2');
    const repairs = await call.transferredTo(phone.repairs, behavior);
    assert.is(repairs.cause, cause);
    await call.hears('Nobody at boat repairs is free right now. Please leave a message');
    await call.hangUp();
    const [first] = await logged();
    assert.equal(first, { callId: call.callId, transferTo: phone.repairs, cause, msg: 'not answered' });
  });
}

test('a phone answered after 19 seconds is connected', async () => {
  const call = await callPhoneMenu();
  await call.press('0');
  const operator = await call.transferredTo(phone.operator, { after: 19 });
  await operator.hears('A call for the operator.');
  await operator.hangUp();
  await call.ends('hangup');
});

test('the second phone of sales is connected if the first is busy', async () => {
  const call = await callPhoneMenu({ phones: { [phone.sales]: { busy: true } } });
  await call.press('1');
  const quay = await call.transferredTo(phone.salesOnTheQuay, { after: 10 });
  await quay.hears('A call for sales.');
  await quay.hangUp();
  await call.hears('Goodbye');
  await call.ends('hangup');
});

test('the caller can leave a message if one phone is busy and the other is not answered', async () => {
  const call = await callPhoneMenu({
    phones: { [phone.sales]: { busy: true }, [phone.salesOnTheQuay]: { noAnswer: true } },
  });
  await call.press('1');
  await call.hears('Nobody at sales is free right now.');
  await call.hangUp();
});

test('a hangup while the phones ring is logged for each phone', async () => {
  const { platform, logged } = startPhoneMenu();
  const call = await platform.call();
  await call.press('1');
  await call.hears('through to sales');
  await call.waits(12);
  await call.hangUp();
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, cause: 'hangup', msg: 'the call is over' },
    { callId, transferTo: phone.sales, cause: 'cancel', msg: 'not answered' },
    { callId, transferTo: phone.salesOnTheQuay, cause: 'cancel', msg: 'not answered' },
  ]);
});

test('a hangup of the caller during the whisper ends the transfer', async () => {
  const call = await callPhoneMenu();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.beginsToHear('A call for');
  await call.hangUp();
  assert.is(await accounts.ends(), 'hangup');
  assert.not.match(call.transcript(), 'is joined');
});

test('a hangup of the called party during the whisper is followed by the goodbye', async () => {
  const call = await callPhoneMenu();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.beginsToHear('A call for accounts.');
  await accounts.hangUp();
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
  assert.not.match(call.transcript(), 'is joined');
});

test.run();
