// They want to talk to somebody.
import type { CalleeBehavior } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { practice } from './practice.js';
import { appointment, reminded } from './reminded.js';

const test = suite('the front desk');

/** They press 0, and the desk does this. */
async function desk(behavior: CalleeBehavior) {
  const begun = await reminded();
  await begun.call.press('0');
  await begun.call.hears('We are putting you through to the front desk.');
  return { ...begun, desk: await begun.call.transferredTo(practice.desk, behavior) };
}

test('the desk is told what it is about, then they talk', async () => {
  const { call, desk: agent, state } = await desk({ after: 6 });
  await agent.hears('A call about the appointment with Doctor Okafor on Thursday, January 8 at 9:30 AM.');
  await call.waits(60);
  await agent.hangUp();
  await call.hears('Thank you.');
  await call.ends('hangup');
  assert.is(await state(), 'left to the desk');
});

test('it makes no difference who of them hangs up', async () => {
  const { call, desk: agent, state } = await desk({ after: 6 });
  await agent.hears('A call about');
  await call.waits(60);
  await call.hangUp();
  assert.is(await agent.ends(), 'hangup');
  assert.is(await state(), 'left to the desk');
});

test('who gives up while it rings has talked to nobody', async () => {
  const { call, state } = await reminded();
  await call.press('0');
  await call.hears('We are putting you through');
  await call.waits(5);
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

for (const [why, behavior] of Object.entries({
  'does not answer': { noAnswer: true },
  'is busy': { busy: true },
  declines: { rejects: true },
} satisfies Record<string, CalleeBehavior>)) {
  test(`when the desk ${why}, they may be called back`, async () => {
    const { call, state } = await desk(behavior);
    await call.hears('Nobody at the front desk is free right now.');
    await call.hears('To leave a message, press 1. To be called back, press 2.');
    await call.press('2');
    await call.hears('We will call you back.');
    await call.ends('hangup');
    assert.is(await state(), 'call back wanted');
  });

  test(`when the desk ${why}, they may leave a message`, async () => {
    const { book, call, state } = await desk(behavior);
    await call.press('1');
    await call.hears('Please leave your message');
    await call.speaksFor(12);
    await call.press('#');
    await call.hears('We have your message. We will call you back.');
    await call.ends('hangup');
    assert.is(await state(), 'call back wanted');
    assert.is(book.messages(appointment.id).length, 1);
  });
}

test('who hangs up into the message has left it all the same', async () => {
  const { book, call, state } = await desk({ busy: true });
  await call.press('1');
  await call.speaksFor(12);
  await call.hangUp();
  assert.is(await state(), 'call back wanted');
  assert.is(book.messages(appointment.id).length, 1);
});

test('a message ends with silence', async () => {
  const { call } = await desk({ busy: true });
  await call.press('1');
  await call.speaksFor(12);
  await call.hears('We have your message.');
  await call.ends('hangup');
});

test('who does not choose is asked again, three times in all, and then called back', async () => {
  const { call, state } = await desk({ busy: true });
  await call.hears('Nobody at the front desk');
  await call.press('8');
  await call.hears('Sorry, 8 is not one of the keys.');
  await call.hears('Sorry, we did not get a key.');
  await call.hears('Sorry, we did not get a key. We will call you back.');
  await call.ends('hangup');
  assert.is(await state(), 'call back wanted');
});

test('who hangs up instead of choosing is reminded again', async () => {
  const { call, state } = await desk({ busy: true });
  await call.hears('Nobody at the front desk');
  await call.hangUp();
  assert.is(await state(), 'unconfirmed');
});

test.run();
