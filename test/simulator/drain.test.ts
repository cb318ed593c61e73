// Handlers that run on after their event was acknowledged.
import { webhooks } from 'bxml-jsx/fetch';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejection } from './observed.js';

const test = suite('work after an acknowledgement');

/** An application that notes the end of a call a few turns of the event loop after it was told. */
function application() {
  const ended: string[] = [];
  const calls = webhooks({
    initiate: () => '<Response><Pause/></Response>',
    disconnect: async ({ cause }) => {
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      ended.push(cause);
    },
  });
  return { calls, ended };
}

test('the end of a call waits for it where it is told how', async () => {
  const { calls, ended } = application();
  const platform = simulate(calls, { drain: () => calls.drain() });
  const call = await platform.call();
  await call.ends('hangup');
  assert.equal(ended, ['hangup']);
  const another = await platform.call();
  await another.hangUp();
  assert.equal(ended, ['hangup', 'cancel']);
  await platform.call();
  await platform.settles();
  assert.is(ended.length, 3);
});

test('it waits no longer than the patience', async () => {
  const { calls } = application();
  const call = await simulate(calls, { drain: () => new Promise(() => {}), patience: 0.02 }).call();
  const { code, message } = await rejection(call.ends());
  assert.is(code, 'call.in-vain');
  assert.match(message, 'drain takes longer than 0.02 s');
});

test('what it throws fails the step', async () => {
  const { calls } = application();
  const broken = new Error('the queue is gone');
  const call = await simulate(calls, { drain: () => Promise.reject(broken) }).call();
  assert.is(await call.ends().catch((error) => error), broken);
});

test.run();
