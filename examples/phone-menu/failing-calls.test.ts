// Calls in which something fails that callers should not notice, or not much.
import { webhooks } from 'bxml-jsx/koa';
import { simulate } from 'bxml-jsx/testing';
import Koa from 'koa';
import { pino } from 'pino';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { callable } from './calls.js';
import { operator } from './departments.js';
import { phoneMenuHandlers } from './handlers.js';
import { phoneMenuOptions } from './options.js';

const test = suite('calls in which something fails');

const bandwidth = { username: 'bandwidth', password: 'ahoy' };

test('with credentials a whole call goes through', async () => {
  const { platform } = callable({ application: { url: '/call', credentials: bandwidth } }, bandwidth);
  const call = await platform.call();
  await call.press('0');
  await call.transferredTo(operator.phones[0], { busy: true });
  await call.records(5);
  await call.hears('will call you back');
  await call.ends('hangup');
});

test('without the right credentials nobody gets in', async () => {
  const wrong = { ...bandwidth, password: 'guessed' };
  const { platform } = callable(
    { application: { url: '/call', credentials: wrong }, allow: ['lost-event'] },
    bandwidth,
  );
  const call = await platform.call();
  assert.is(await call.ends(), 'callback-error');
});

const receptions = { answers: {}, 'is busy': { busy: true } } as const;

for (const [name, reception] of Object.entries(receptions)) {
  test(`when a handler fails the caller hears an apology, and the operator ${name}`, async () => {
    const log = pino({ level: 'silent' });
    const gather = () => {
      throw new Error('the database is gone');
    };
    const app = new Koa().use(
      webhooks({ ...phoneMenuHandlers(log, undefined), gather }, phoneMenuOptions(log, undefined)),
    );
    const call = await simulate(app).call();
    await call.press('1');
    await call.hears('Sorry, something went wrong.');
    const answered = await call.transferredTo(operator.phones[0], reception);
    if (answered.cause === undefined) await answered.hangUp();
    await call.hears('Thank you for calling');
    await call.ends('hangup');
  });
}

test('a lost answer ends the call, and the log says why', async () => {
  const { platform, notes } = callable();
  platform.disrupt({ event: 'gather' }, 'reset');
  const call = await platform.call();
  await call.press('1');
  await call.ends('callback-error');
  const [last] = await notes();
  assert.equal([last?.msg, last?.cause], ['the call is over', 'callback-error']);
});

test('an acknowledgement that is lost brings the event again, and it is noted once', async () => {
  const { platform, notes } = callable();
  platform.disrupt({ event: 'recordingAvailable' }, 'twice');
  const call = await platform.call();
  await call.press('0');
  await call.transferredTo(operator.phones[0], { busy: true });
  await call.records(5);
  await call.ends('hangup');
  assert.is((await notes()).filter(({ msg }) => msg === 'a message was left').length, 1);
});

test('the events of a transfer may come in any order', async () => {
  const { platform } = callable();
  platform.disrupt({ event: 'transferDisconnect' }, 'afterNext');
  const call = await platform.call();
  await call.press('0');
  await call.transferredTo(operator.phones[0], { busy: true });
  await call.hears('Nobody at the operator is free');
  await call.hangUp();
});

test('the server may restart between two events: it remembers nothing of a call', async () => {
  const { platform } = callable();
  const call = await platform.call();
  await call.press('7');
  await call.hears('7 is not on the menu');
  platform.restart(callable().app);
  await call.press('8');
  await call.hears('8 is not on the menu');
  await call.press('9');
  await call.hears('Goodbye.');
  await call.ends('hangup');
});

test('who hangs up while the menu is made is not in its way', async () => {
  const { platform } = callable();
  const call = await platform.call();
  const leaving = call.hangUp({ during: 'gather' });
  await leaving;
  assert.is(call.cause, 'hangup');
});

test.run();
