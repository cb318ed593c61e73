// Calls of customers and calls to agents: waiting, the whisper, the conversation, and messages.
import type { Line } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { company } from './documents.js';
import { ana, ben, callFrom, PHONE, roomOf, startQueue, takes } from './test-helpers.js';

const test = suite('call queue: calls');

// The conversation

test('an agent hears the whisper, takes the call, and talks with the caller', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  await caller.hears(`Thank you for calling ${company.name}.`);
  const line = await phones.ana.rings();
  assert.is(line.callerId, PHONE);
  await caller.hears('You are number 1 in line. To leave a message instead, press 1.');
  await line.answers({ after: 3 });
  await line.hears('A caller has waited for less than a minute. To take the call, press 1.');
  await line.press('1');
  const room = await platform.conference(roomOf(caller));
  await room.has(caller, line);
  assert.ok(room.canHear(caller, line));
  assert.ok(room.canHear(line, caller));
  await caller.waits(60);
  await line.hangUp();
  await caller.hears(`Thank you for calling ${company.name}.`);
  await caller.hears('Goodbye.');
  await caller.ends('hangup');
  await room.ends();
});

test('the agent hears that the caller has hung up', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  const room = await takes(line, caller);
  await caller.waits(60);
  await caller.hangUp();
  await line.hears('The caller has hung up.');
  await line.ends('hangup');
  await room.ends();
});

test('the agent learns how long the caller has waited', async () => {
  const { platform, ...phones } = startQueue();
  const first = await callFrom(platform, 1);
  const firstLine = await phones.ana.rings();
  await takes(firstLine, first);
  const second = await callFrom(platform, 2);
  await second.waits(150);
  await firstLine.hangUp();
  const line = await phones.ana.rings();
  await line.answers();
  await line.hears('A caller has waited for 2 minutes.');
  await line.press('1');
  await line.joins(roomOf(second));
  await second.hangUp();
  await first.ends('hangup');
});

// The line

test('callers hear their positions, and are connected in the order of their calls', async () => {
  const { platform, ...phones } = startQueue({ onDuty: [ana, ben] });
  const callers = [];
  for (const digit of [1, 2, 3, 4]) callers.push(await callFrom(platform, digit));
  const [first, second, third, fourth] = callers;
  assert.ok(first && second && third && fourth);
  await third.hears('You are number 3 in line.');
  await fourth.hears('You are number 4 in line.');
  const [anasLine, bensLine] = [await phones.ana.rings(), await phones.ben.rings()];
  await takes(anasLine, first);
  await takes(bensLine, second);
  await third.hears('You are number 1 in line.');
  await fourth.hears('You are number 2 in line.');
  await bensLine.hangUp();
  const next = await phones.ben.rings();
  await takes(next, third);
  await fourth.hears('You are number 1 in line.');
  await fourth.hangUp();
  for (const line of [anasLine, next]) await line.hangUp();
  for (const caller of [first, second, third]) await caller.ends('hangup');
});

test('hold music plays until an agent is free', async () => {
  const { platform, ...phones } = startQueue();
  const first = await callFrom(platform, 1);
  const firstLine = await phones.ana.rings();
  await takes(firstLine, first);
  const second = await callFrom(platform, 2);
  for (let round = 0; round < 3; round++) {
    await second.hearsNext(round === 0 ? 'Thank you for calling' : 'You are number 1 in line.');
    if (round === 0) await second.hearsNext('You are number 1 in line.');
    await second.hearsNext('/queue/hold.wav');
  }
  await firstLine.hangUp();
  await takes(await phones.ana.rings(), second);
  await second.hangUp();
  await first.ends('hangup');
});

test('a key other than 1 repeats the position', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  await caller.beginsToHear('/queue/hold.wav');
  await caller.press('5');
  await caller.hears('You are number 1 in line.');
  await caller.hangUp();
  assert.is((await phones.ana.rings()).cause, 'cancel');
});

test('a caller who hangs up leaves the line', async () => {
  const { platform, ...phones } = startQueue();
  const first = await callFrom(platform, 1);
  await takes(await phones.ana.rings(), first);
  const second = await callFrom(platform, 2);
  const third = await callFrom(platform, 3);
  await third.hears('You are number 2 in line.');
  await second.hangUp();
  await third.hears('You are number 1 in line.');
  await third.hangUp();
  await first.hangUp();
});

// Agents who do not take the call

for (const [condition, refuse] of Object.entries({
  'is busy': (line) => line.isBusy(),
  declines: (line) => line.rejects(),
  'does not answer': (line) => line.ignores(),
} satisfies Record<string, (line: Line) => Promise<void>>)) {
  test(`the next agent is called if one ${condition}`, async () => {
    const { platform, ...phones } = startQueue({ onDuty: [ana, ben] });
    const caller = await callFrom(platform, 1);
    await refuse(await phones.ana.rings());
    await takes(await phones.ben.rings(), caller);
    await caller.hangUp();
  });
}

test('a voicemail of an agent does not get the caller', async () => {
  const { platform, ...phones } = startQueue({ onDuty: [ana, ben] });
  const caller = await callFrom(platform, 1);
  const voicemail = await phones.ana.rings();
  await voicemail.answers();
  await voicemail.hears('To take the call, press 1.');
  await voicemail.hears('To take the call, press 1.');
  await voicemail.ends('hangup');
  await takes(await phones.ben.rings(), caller);
  await caller.hangUp();
});

test('an agent who presses another key is called about the same caller after the hold music', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await line.answers();
  await line.press('2');
  await line.ends('hangup');
  assert.is(phones.ana.waitingCalls, 0);
  await caller.hears('/queue/hold.wav');
  await takes(await phones.ana.rings(), caller);
  await caller.hangUp();
});

// Callers who leave while an agent is called

test('the phone of the agent stops ringing if the caller hangs up', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await caller.waits(5);
  await caller.hangUp();
  await line.ends('cancel');
});

test('the agent hears during the whisper that the caller has hung up', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await line.answers();
  await line.beginsToHear('To take the call, press 1.');
  await caller.hangUp();
  await line.hears('Sorry, the caller cannot be connected.');
  await line.ends('hangup');
});

test('an agent who hangs up before the caller is connected leaves the caller in line', async () => {
  const { platform, ...phones } = startQueue({ onDuty: [ana, ben] });
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await line.answers();
  await line.beginsToHear('To take the call, press 1.');
  platform.disrupt({ event: 'redirect' }, { late: 2 });
  await line.press('1');
  await line.hangUp();
  await takes(await phones.ben.rings(), caller);
  await caller.hangUp();
});

// Messages

test('a caller who presses 1 leaves a message, and the phone of the agent stops ringing', async () => {
  const { platform, messages, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await caller.beginsToHear('/queue/hold.wav');
  await caller.press('1');
  await caller.hears('Please leave your message, and press pound when you are done.');
  assert.is(line.cause, 'cancel');
  await caller.speaksFor(12);
  await caller.press('#');
  await caller.hears('We have your message, and will call you back.');
  await caller.ends('hangup');
  assert.equal(
    messages.map(({ from }) => from),
    ['+15551230001'],
  );
});

test('a caller who has waited for five minutes leaves a message', async () => {
  const { platform, messages, queue, ...phones } = startQueue();
  phones.ana.always({ noAnswer: true });
  const caller = await callFrom(platform, 1);
  await caller.hears('All of our agents are still busy. Please leave your message');
  assert.ok(platform.seconds >= 300 && platform.seconds < 340);
  assert.is(queue.position(caller.callId), 0);
  await caller.speaksFor(5);
  await caller.hangUp();
  assert.is(messages.length, 1);
});

test('an agent who is called after five minutes still gets the caller', async () => {
  const { platform, ...phones } = startQueue();
  const first = await callFrom(platform, 1);
  const firstLine = await phones.ana.rings();
  await takes(firstLine, first);
  const second = await callFrom(platform, 2);
  await second.waits(296);
  await firstLine.hangUp();
  const line = await phones.ana.rings();
  await second.waits(12);
  await takes(line, second);
  await second.hangUp();
  await first.ends('hangup');
});

test('without an agent on duty, the company is closed', async () => {
  const { platform } = startQueue({ onDuty: [] });
  const caller = await callFrom(platform, 1);
  await caller.hears(`${company.name} is closed now. We are here on weekdays from 8 AM to 6 PM.`);
  await caller.ends('hangup');
});

test.run();
