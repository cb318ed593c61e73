// Calls while something fails: requests to Bandwidth, the connection, the credentials, the server.
import { RestError } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CallControl } from './bandwidth.js';
import { callFrom, PHONE, roomOf, startQueue, takes } from './test-helpers.js';

const test = suite('call queue: failures');

/** Returns a function that makes the first `times` requests of a kind fail. */
const failing =
  (request: keyof CallControl, times = 1, status = 503) =>
  (api: CallControl): CallControl => {
    let left = times;
    return new Proxy(api, {
      get(whole, name) {
        if (name !== request || left === 0) return Reflect.get(whole, name);
        left -= 1;
        return () => Promise.reject(new RestError(status, { type: 'error', description: 'refused' }));
      },
    });
  };

test('a caller waits on if the call to an agent is refused', async () => {
  const { platform, ...phones } = startQueue({ control: failing('createCall') });
  const caller = await callFrom(platform, 1);
  await caller.hears('You are number 1 in line.');
  assert.is(phones.ana.waitingCalls, 0);
  await caller.hears('/queue/hold.wav');
  await takes(await phones.ana.rings(), caller);
  await caller.hangUp();
});

test('a caller returns to the line if the connection to the agent is refused', async () => {
  const { platform, queue, ...phones } = startQueue({ control: failing('updateCall') });
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await line.answers();
  await line.press('1');
  await line.hears('Sorry, the caller cannot be connected.');
  assert.is(queue.position(caller.callId), 1);
  await line.ends('hangup');
  assert.is(phones.ana.waitingCalls, 0);
  await caller.hears('/queue/hold.wav');
  await takes(await phones.ana.rings(), caller);
  await caller.hangUp();
});

test('the phone of the agent stops ringing if the caller hangs up during the request', async () => {
  const slow = (api: CallControl): CallControl => ({
    ...api,
    async createCall(call) {
      const created = await api.createCall(call);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return created;
    },
  });
  const { platform, ...phones } = startQueue({ control: slow });
  const caller = await platform.call({ to: PHONE, hangsUpDuring: 'initiate' });
  await caller.ends('cancel');
  await (await phones.ana.rings()).ends('cancel');
});

test('a conference that cannot be ended does not keep the agent from the next caller', async () => {
  const { platform, ...phones } = startQueue({ control: failing('updateConference') });
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  const room = await takes(line, caller);
  const next = await callFrom(platform, 2);
  await line.hangUp();
  await takes(await phones.ana.rings(), next);
  await next.hangUp();
  assert.ok(room.member(caller));
  await caller.hangUp();
});

test('a key that is reported after the agent has taken the call does not take the caller out', async () => {
  const { platform, queue, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await line.answers();
  await line.beginsToHear('To take the call, press 1.');
  platform.disrupt({ url: '/queue/wait' }, { late: 2 });
  await caller.press('1');
  await line.press('1');
  const room = await line.joins(roomOf(caller));
  await room.has(caller, line);
  await caller.waits(10);
  await room.has(caller, line);
  assert.is(queue.position(caller.callId), 0);
  await caller.hangUp();
});

test('the end of a call that is reported twice frees the agent once', async () => {
  const { platform, ...phones } = startQueue();
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  await takes(line, caller);
  const callers = [await callFrom(platform, 2), await callFrom(platform, 3)];
  platform.disrupt({ event: 'disconnect', times: 2 }, 'twice');
  await line.hangUp();
  await phones.ana.rings();
  assert.is(phones.ana.waitingCalls, 0);
  for (const each of callers) await each.hangUp();
  await caller.ends('hangup');
});

test('callers return to the line in the order of their calls after a restart', async () => {
  const { platform, restart, ...phones } = startQueue();
  phones.ana.always({ noAnswer: true });
  const first = await callFrom(platform, 1);
  await first.waits(1);
  const second = await callFrom(platform, 2);
  await second.beginsToHear('/queue/hold.wav');
  await first.press('5');
  restart();
  // The music of the second caller ends first.
  await second.hears('/queue/hold.wav');
  await second.hears('You are number 1 in line.');
  await first.hears('You are number 1 in line.');
  await second.hears('You are number 2 in line.');
  await second.hangUp();
  await first.hangUp();
});

test('callers hear an apology if the queue fails', async () => {
  const { platform, queue } = startQueue({ options: { allow: ['handler-error'] } });
  queue.add = () => {
    throw new Error('the queue is broken');
  };
  const caller = await callFrom(platform, 1);
  await caller.hears('Sorry, something went wrong. Please call again.');
  await caller.ends('hangup');
});

test('with credentials, every event has them', async () => {
  const credentials = { username: 'bandwidth', password: 'a secret of the test' };
  const { platform, messages, ...phones } = startQueue({ settings: { credentials } });
  const caller = await callFrom(platform, 1);
  const line = await phones.ana.rings();
  const room = await takes(line, caller);
  const next = await callFrom(platform, 2);
  await next.beginsToHear('/queue/hold.wav');
  await next.press('1');
  await next.speaksFor(5);
  await next.hears('We have your message');
  await next.ends('hangup');
  await line.hangUp();
  await caller.ends('hangup');
  await room.ends();
  assert.is(messages.length, 1);
  assert.not.match(platform.transcript(), 'a secret');
});

test('events without the credentials are refused', async () => {
  const credentials = { username: 'bandwidth', password: 'a secret of the test' };
  const { platform } = startQueue({
    settings: { credentials },
    options: { application: { url: '/queue/call' }, strict: false },
  });
  const caller = await callFrom(platform, 1);
  await caller.ends('callback-error');
});

test.run();
