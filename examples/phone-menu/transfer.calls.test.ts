// Calls to Blue Harbor that are put through: who talks to whom, and what becomes of the caller when nobody can.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { blueHarbor, callBlueHarbor, phone } from './blue-harbor.js';

const test = suite('calls: transfers');

test('two phones ring in sales, and whoever is first talks to the caller', async () => {
  const call = await callBlueHarbor({ phones: { [phone.sales]: { noAnswer: true } } });
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
 0:05.370  +15551230101  is dialled
 0:05.370  +15551230102  is dialled
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

test('the caller hangs up first, and the called party is hung up with them', async () => {
  const { platform, logged } = blueHarbor();
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

test('only who picked up hears what the call is about', async () => {
  const call = await callBlueHarbor();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.hears('A call for accounts.');
  await accounts.hangUp();
  await call.ends('hangup');
  const heardByCaller = call.timeline.filter(({ kind }) => kind === 'speech');
  assert.not.match(JSON.stringify(heardByCaller), 'A call for');
});

const nobody: readonly [string, CalleeBehavior, string][] = [
  ['is busy', { busy: true }, 'busy'],
  ['is not answered', { noAnswer: true }, 'timeout'],
  ['is answered too late', { after: 21 }, 'timeout'],
  ['rejects the call', { rejects: true, after: 2 }, 'rejected'],
];
for (const [happens, behavior, cause] of nobody) {
  test(`a phone ${happens}, and the caller can leave a message`, async () => {
    const { platform, logged } = blueHarbor();
    const call = await platform.call();
    await call.press('2');
    const repairs = await call.transferredTo(phone.repairs, behavior);
    assert.is(repairs.cause, cause);
    await call.hears('Nobody at boat repairs is free right now. Please leave a message');
    await call.hangUp();
    const [first] = await logged();
    assert.equal(first, { callId: call.callId, transferTo: phone.repairs, cause, msg: 'nobody picked up' });
  });
}

test('a phone is answered at the last ring', async () => {
  const call = await callBlueHarbor();
  await call.press('0');
  const operator = await call.transferredTo(phone.operator, { after: 19 });
  await operator.hears('A call for the operator.');
  await operator.hangUp();
  await call.ends('hangup');
});

test('one phone of sales is busy, the other is answered', async () => {
  const call = await callBlueHarbor({ phones: { [phone.sales]: { busy: true } } });
  await call.press('1');
  const quay = await call.transferredTo(phone.salesOnTheQuay, { after: 10 });
  await quay.hears('A call for sales.');
  await quay.hangUp();
  await call.hears('Goodbye');
  await call.ends('hangup');
});

test('no phone of sales is answered: one is busy, the other rings in vain', async () => {
  const call = await callBlueHarbor({
    phones: { [phone.sales]: { busy: true }, [phone.salesOnTheQuay]: { noAnswer: true } },
  });
  await call.press('1');
  await call.hears('Nobody at sales is free right now.');
  await call.hangUp();
});

test('the caller gives up while the phones ring', async () => {
  const { platform, logged } = blueHarbor();
  const call = await platform.call();
  await call.press('1');
  await call.hears('through to sales');
  await call.waits(12);
  await call.hangUp();
  const { callId } = call;
  assert.equal(await logged(), [
    { callId, cause: 'hangup', msg: 'the call is over' },
    { callId, transferTo: phone.sales, cause: 'cancel', msg: 'nobody picked up' },
    { callId, transferTo: phone.salesOnTheQuay, cause: 'cancel', msg: 'nobody picked up' },
  ]);
});

test('the caller hangs up while the called party hears what it is about', async () => {
  const call = await callBlueHarbor();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.beginsToHear('A call for');
  await call.hangUp();
  assert.is(await accounts.ends(), 'hangup');
  assert.not.match(call.transcript(), 'is joined');
});

test('the called party hears what it is about, and hangs up', async () => {
  const call = await callBlueHarbor();
  await call.press('3');
  const accounts = await call.transferredTo(phone.accounts);
  await accounts.beginsToHear('A call for accounts.');
  await accounts.hangUp();
  await call.hears('Thank you for calling Blue Harbor. Goodbye.');
  await call.ends('hangup');
  assert.not.match(call.transcript(), 'is joined');
});

test.run();
