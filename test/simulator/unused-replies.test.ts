// Handlers that fail while the call has no use for what they answer: the failure is one of the test all the same.
import * as onFetch from 'bxml-jsx/fetch';
import { type CallError, type Disruption, type Platform, simulate } from 'bxml-jsx/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failureOf } from '../rejections.js';
import type { AnyHandlers } from '../webhooks/adapters.js';

const test = suite('replies that the call does not use');

const GATHER = '<Response><Gather gatherUrl="/gather"/></Response>';
const PAUSE = '<Response><Pause duration="5"/></Response>';
const error = new Error('no such order');
const fails = (): never => {
  throw error;
};

const hangsUpDuringGather = async (platform: Platform): Promise<void> => {
  const call = await platform.call({ url: '/call' });
  await Promise.all([call.hangUp({ during: 'gather' }), call.press('1')]);
};

const platformOf = (handlers: AnyHandlers, patience = 1): Platform =>
  simulate(onFetch.webhooks(handlers), { strict: true, patience });

function isHandlerError(failure: CallError): void {
  assert.is(failure.code, 'call.strict');
  assert.is(failure.cause, error);
  assert.match(failure.message, 'handler-error: gather');
  assert.match(failure.message, 'the handler of gather threw Error: no such order');
}

test('a handler that throws when the caller has hung up', async () => {
  const gather = (): Promise<never> => new Promise((resolve) => setImmediate(resolve)).then(fails);
  isHandlerError(await failureOf(hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather }))));
});

test('a handler that never answers when the caller has hung up', async () => {
  const gather = (): Promise<never> => new Promise(() => undefined);
  const failure = await failureOf(hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather }, 0.5)));
  assert.is(failure.code, 'call.strict');
  assert.match(failure.message, /lost-event: gather .* no response within/);
});

test('a handler that answers when the caller has hung up is no failure', () =>
  hangsUpDuringGather(platformOf({ initiate: () => GATHER, gather: () => PAUSE })));

/** Presses a key while the answer to that is disrupted; the handler fails each time, or the second time alone. */
async function disrupted(disruption: Disruption, gather: () => string): Promise<void> {
  const platform = platformOf({ initiate: () => GATHER, gather, disconnect: () => undefined });
  platform.disrupt({ event: 'gather' }, disruption);
  const call = await platform.call({ url: '/call' });
  await call.press('1');
  await call.ends(disruption === 'twice' ? 'hangup' : 'callback-error');
}

for (const disruption of ['reset', 'timeout'] as const) {
  test(`a handler that throws, and whose answer is disrupted by ${disruption}`, async () =>
    isHandlerError(await failureOf(disrupted(disruption, fails))));

  test(`a handler that answers, and whose answer is disrupted by ${disruption}`, () =>
    disrupted(disruption, () => PAUSE));
}

test('a handler that throws when the event is delivered again', async () => {
  let times = 0;
  isHandlerError(await failureOf(disrupted('twice', () => (++times === 2 ? fails() : PAUSE))));
  await disrupted('twice', () => PAUSE);
});

test('an event that nothing handles, and whose acknowledgement is late', async () => {
  const initiate = (): string => '<Response><Record maxDuration="2" recordingAvailableUrl="/news"/></Response>';
  const platform = platformOf({ initiate });
  platform.disrupt({ event: 'recordingAvailable' }, 'timeout');
  const call = await platform.call({ url: '/call' });
  assert.match((await failureOf(call.ends())).message, 'no-handler: recordingAvailable');
});

test.run();
