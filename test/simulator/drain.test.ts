// Handlers that continue after their event was acknowledged.
import { webhooks } from 'bxml-jsx/fetch';
import { simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorOf } from '../rejections.js';

const test = suite('work after an acknowledgement');

/** An application that records the end of a call a few turns of the event loop after `disconnect`. */
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

test('ends waits for the handlers of the webhooks without options', async () => {
  const { calls, ended } = application();
  const platform = simulate(calls);
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

test('a handler that never ends fails the step, which names its event', async () => {
  for (const end of ['ends', 'hangUp', 'settles'] as const) {
    const calls = webhooks({
      initiate: () => '<Response><Pause/></Response>',
      disconnect: () => new Promise<never>(() => {}),
    });
    const platform = simulate(calls, { patience: 1 });
    const call = await platform.call({ url: '/call' });
    const { code, message } = await errorOf(end === 'settles' ? platform.settles() : call[end]());
    assert.is(code, 'call.timeout');
    const problem = 'disconnect → POST https://app.example/call: the handler of disconnect continues after';
    assert.match(message, problem);
    assert.match(message, 'takes longer than 1 s of real time (option patience)');
  }
});

test('a synchronous handler that timed out is not awaited', async () => {
  const calls = webhooks({ initiate: () => new Promise<never>(() => {}) }, { timeout: 5 });
  const call = await simulate(calls, { allow: ['handler-error'] }).call();
  await call.ends('callback-error');
});

test('a handler that waits for a later event delays the call only briefly', async () => {
  let onTranscription: () => void = () => undefined;
  const transcribed = new Promise<void>((resolve) => {
    onTranscription = resolve;
  });
  const noted: string[] = [];
  const calls = webhooks({
    initiate: () =>
      '<Response><Record maxDuration="2" recordingAvailableUrl="/r" transcribe="true" transcriptionAvailableUrl="/t"/></Response>',
    recordingAvailable: async () => {
      await transcribed;
      noted.push('recording');
    },
    transcriptionAvailable: () => onTranscription(),
  });
  await (await simulate(calls).call()).ends('hangup');
  assert.equal(noted, ['recording']);
});

test('handlers run and are awaited even if the test has replaced the timers', async () => {
  const { setTimeout, setImmediate } = globalThis;
  const stopped = (() => 0) as unknown as typeof setTimeout & typeof setImmediate;
  let ended = 0;
  const calls = webhooks({ initiate: () => '<Response><Pause/></Response>', disconnect: () => void ended++ });
  Object.assign(globalThis, { setTimeout: stopped, setImmediate: stopped });
  try {
    await (await simulate(calls).call()).ends('hangup');
    assert.is(ended, 1);
  } finally {
    Object.assign(globalThis, { setTimeout, setImmediate });
  }
});

test('drain is awaited no longer than the patience', async () => {
  const { calls } = application();
  const call = await simulate(calls, { drain: () => new Promise(() => {}), patience: 1 }).call();
  const { code, message } = await errorOf(call.ends());
  assert.is(code, 'call.timeout');
  assert.match(message, 'drain takes longer than 1 s');
});

test('an error thrown by drain rejects the step', async () => {
  const { calls } = application();
  const broken = new Error('the queue is gone');
  const call = await simulate(calls, { drain: () => Promise.reject(broken) }).call();
  assert.is(await call.ends().catch((error) => error), broken);
});

test.run();
